# Somebody leaves. Apply with the person in place, set leaving = true, read in
# the plan what holds the person back and what will happen to each of it, and
# apply.

terraform {
  required_providers {
    fastcall = {
      # The full address, so that OpenTofu finds the same provider.
      source = "registry.terraform.io/fastcall/fastcall"
    }
  }
}

variable "leaving" {
  description = "Whether Edsger leaves with this apply."
  type        = bool
  default     = false
}

provider "fastcall" {
  # What a release does with what the leaver leaves behind. It holds for users
  # that are gone from the configuration, too.
  release = {
    phone_numbers       = "reassign"
    reassign_numbers_to = "marie@acme.example"
    recordings          = "reassign"
    reassign_to         = "marie@acme.example"
    ivr_references      = "remove"
  }
}

resource "fastcall_user" "edsger" {
  count = var.leaving ? 0 : 1

  username = "edsger@acme.example"
  roles    = ["user", "admin"]
}
