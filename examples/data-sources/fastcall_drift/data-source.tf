# Did anybody do by hand what Terraform would have done otherwise? A check
# warns in every plan and stops nothing.
data "fastcall_drift" "org" {}

check "no_drift" {
  assert {
    condition     = data.fastcall_drift.org.clean
    error_message = join("\n", data.fastcall_drift.org.findings)
  }
}

# The same question about two call centers, for a list of people to mend.
data "fastcall_drift" "half" {
  call_centers = ["Fastcall Call Center", "Berlin"]
}

output "half_provisioned" {
  value = { for user in data.fastcall_drift.half.incomplete_users : user.username => user.missing }
}

output "seats_to_free" {
  value = data.fastcall_drift.half.inactive_holders[*].username
}
