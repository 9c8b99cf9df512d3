terraform {
  required_providers {
    fastcall = {
      # The full address, so that OpenTofu finds the same provider.
      source = "registry.terraform.io/fastcall/fastcall"
    }
  }
}

# The org and the credentials come from the environment: FASTCALL_INSTANCE_URL,
# FASTCALL_CLIENT_ID and FASTCALL_CLIENT_SECRET.
provider "fastcall" {}

locals {
  # Salesforce users who use Fastcall, and what each may do there.
  team = {
    "ada@acme.example"   = ["user"]
    "grace@acme.example" = ["user", "admin"]
    "linus@acme.example" = ["user"]
  }
}

resource "fastcall_user" "team" {
  for_each = local.team

  username = each.key
  roles    = each.value
}

# Read once the team is in place, so that the figures include it.
data "fastcall_license" "org" {
  depends_on = [fastcall_user.team]
}

output "seats" {
  value = "${data.fastcall_license.org.used} of ${data.fastcall_license.org.allowed} in use"
}
