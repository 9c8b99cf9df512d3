# An org that uses Fastcall already comes under Terraform in three commands:
#
#   terraform apply                                  # reads the org, changes nothing
#   terraform output -json present >roster.json      # who is there becomes who shall be
#   terraform apply                                  # imports everybody, changes nothing
#
# From then on roster.json says who uses Fastcall: whoever is added to it is
# onboarded, whoever is taken out is released.

terraform {
  required_version = ">= 1.7" # imports with for_each, Terraform and OpenTofu alike

  required_providers {
    fastcall = {
      # The full address, so that OpenTofu finds the same provider.
      source = "registry.terraform.io/fastcall/fastcall"
    }
  }
}

provider "fastcall" {}

data "fastcall_users" "org" {}

locals {
  # User name => roles. Users who leave Fastcall by hand stay in it, so that the
  # plan says that they are missing; a for_each over the data source would not.
  roster = fileexists("${path.module}/roster.json") ? jsondecode(file("${path.module}/roster.json")) : {}

  ids = { for user in data.fastcall_users.org.users : user.username => user.id }
}

output "present" {
  description = "Everybody who uses Fastcall, as the roster has them."
  value = {
    for user in data.fastcall_users.org.users : user.username => [
      for role in user.roles : role if contains(["user", "admin"], role)
    ]
  }
}

# Once imported, an import block does nothing any more. Those who are not in the
# org yet have nothing to import and are created.
import {
  for_each = { for username, id in local.ids : username => id if contains(keys(local.roster), username) }

  to = fastcall_user.team[each.key]
  id = each.value
}

resource "fastcall_user" "team" {
  for_each = local.roster

  username = each.key
  roles    = each.value

  # Whoever is in another call center than the default one needs it here:
  # call_center = "Berlin"
}
