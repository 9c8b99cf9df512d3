data "fastcall_license" "current" {}

output "seats_left" {
  value = data.fastcall_license.current.available
}

# Seats that nobody uses: of people who are deactivated, who lack something, or
# who have not logged in to Salesforce for 90 days.
locals {
  holders     = data.fastcall_license.current.holders
  long_ago    = timeadd(plantimestamp(), "-2160h")
  not_seen    = [for holder in local.holders : holder.username if timecmp(coalesce(holder.last_login, "1970-01-01T00:00:00Z"), local.long_ago) < 0]
  deactivated = data.fastcall_license.current.inactive_holders
  incomplete  = data.fastcall_license.current.incomplete_holders
}

output "seats_to_look_at" {
  value = sort(distinct(concat(local.not_seen, local.deactivated, local.incomplete)))
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

data "fastcall_license" "team" {
  for_user_ids = local.team_ids
}

check "enough_seats" {
  assert {
    condition     = data.fastcall_license.team.short_by == 0
    error_message = "Fastcall is ${data.fastcall_license.team.short_by} seats short for this team."
  }
}
