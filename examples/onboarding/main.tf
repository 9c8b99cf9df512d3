# A team from a file: who uses Fastcall, with which settings, groups and
# numbers. Add a person to roster.json, plan, read, apply.

terraform {
  required_providers {
    fastcall = {
      # The full address, so that OpenTofu finds the same provider.
      source = "registry.terraform.io/fastcall/fastcall"
    }
  }
}

provider "fastcall" {}

locals {
  # Through a local the file is read once, however many people are in it.
  roster = jsondecode(file("${path.module}/roster.json"))

  # Who has which number, by its digits: another spelling is no other number.
  numbers = concat(
    [for username, person in local.roster.people : { digits = replace(person.number, "/[^+0-9]/", ""), user = username, group = null } if person.number != null],
    [for key, group in local.roster.groups : { digits = replace(group.number, "/[^+0-9]/", ""), user = null, group = key } if group.number != null],
  )
}

resource "fastcall_user" "person" {
  for_each = local.roster.people

  username = each.key
  roles    = each.value.roles

  lifecycle {
    precondition {
      condition     = length(setsubtract(each.value.groups, keys(local.roster.groups))) == 0
      error_message = "The roster has ${each.key} in a group that it does not describe."
    }
  }
}

resource "fastcall_group" "team" {
  for_each = local.roster.groups

  name      = each.value.name
  extension = each.value.extension
  members   = [for username, person in local.roster.people : fastcall_user.person[username].id if contains(person.groups, each.key)]

  acd = {
    strategy                = each.value.strategy
    ring_timeout            = each.value.ring_timeout
    queue_no_answer_timeout = 60
  }
}

resource "fastcall_user_settings" "person" {
  for_each = local.roster.people

  user_id = fastcall_user.person[each.key].id

  user_settings = {
    country_code = each.value.country_code
    voicemail    = true
  }

  devices = {
    "Softphone" = { type = "softphone" }
    "Mobile"    = { type = "mobile", number = each.value.mobile }
  }

  inbound_routing = {
    routes = [
      { device = "Softphone", ring_time = 20 },
      { device = "Mobile", ring_time = 25 },
    ]
    after_last_route = "voicemail"
    acd_receiver     = { device = "Softphone" }
  }
}

resource "fastcall_phone_number_assignment" "number" {
  for_each = { for number in local.numbers : number.digits => number... }

  phone_number = each.key
  user_id      = each.value[0].user == null ? null : fastcall_user.person[each.value[0].user].id
  group_id     = each.value[0].group == null ? null : fastcall_group.team[each.value[0].group].id

  lifecycle {
    precondition {
      condition     = length(each.value) == 1
      error_message = "The roster gives ${each.key} to more than one."
    }
  }
}

# A plan shows the members of a group as Salesforce IDs. This says the same by
# name: whoever joins or leaves a group is among the changes to outputs.
output "groups" {
  description = "Who is in which group."
  value = {
    for key, group in local.roster.groups : group.name => [
      for username, person in local.roster.people : username if contains(person.groups, key)
    ]
  }
}

locals {
  # Through a local, so that the plan answers the checks below.
  person_ids = [for person in fastcall_user.person : person.id]
}

# Outside of the checks: what is inside of one, Terraform shows in full in
# every plan.
data "fastcall_license" "team" {
  for_user_ids = local.person_ids
}

data "fastcall_drift" "team" {
  user_ids = local.person_ids
}

# Checks warn, in plans as well as after applies, and stop nothing.
check "no_seat_short" {
  assert {
    condition     = data.fastcall_license.team.short_by == 0
    error_message = "Fastcall is ${data.fastcall_license.team.short_by} seats short for this roster."
  }
}

check "no_drift" {
  assert {
    condition     = data.fastcall_drift.team.clean
    error_message = join("\n", data.fastcall_drift.team.findings)
  }
}
