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

# Is anything left behind that names somebody who is no Fastcall user any more?
data "fastcall_drift" "org" {
  # Asked once the release is through.
  depends_on = [fastcall_user.edsger]
}

check "nothing_left_behind" {
  assert {
    # Numbers are null where Fastcall's own objects cannot be seen.
    condition     = try(length(data.fastcall_drift.org.stray_numbers), 0) + length(data.fastcall_drift.org.stray_memberships) == 0
    error_message = join("\n", data.fastcall_drift.org.findings)
  }
}
