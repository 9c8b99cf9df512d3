data "fastcall_license" "current" {}

output "seats_left" {
  value = data.fastcall_license.current.available
}

resource "fastcall_user" "team" {
  for_each = toset(["ada@acme.example", "grace@acme.example"])
  username = each.key
}

# Are there enough seats for everyone in this configuration? The ids are known
# in the plan. They go through a local: an argument that names a resource
# directly would have Terraform put the question off until after the apply.
locals {
  team_ids = [for user in fastcall_user.team : user.id]
}

check "enough_seats" {
  data "fastcall_license" "team" {
    for_user_ids = local.team_ids
  }

  assert {
    condition     = data.fastcall_license.team.short_by == 0
    error_message = "Fastcall is ${data.fastcall_license.team.short_by} seats short for this team."
  }
}
