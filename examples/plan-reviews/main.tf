# A team whose changes are reviewed as plans in pull requests. plan.yml beside
# it is the workflow, and tests/ has the same without an org; see the guide
# "Review plans in pull requests".

terraform {
  required_providers {
    fastcall = {
      # The full address, so that OpenTofu finds the same provider.
      source = "registry.terraform.io/fastcall/fastcall"
    }
  }
}

# The workflow sets FASTCALL_READ_ONLY, whoever applies does not.
provider "fastcall" {}

variable "team" {
  description = "User names of those who use Fastcall."
  type        = set(string)
  default     = ["ada@acme.example", "grace@acme.example"]
}

resource "fastcall_user" "team" {
  for_each = var.team

  username = each.key
}

locals {
  # Through a local, so that the checks below are answered by the plan and not
  # put off until after the apply.
  team_ids = [for user in fastcall_user.team : user.id]
}

# Outside of the checks: what is inside of one, Terraform shows in full in
# every plan.
data "fastcall_license" "team" {
  for_user_ids = local.team_ids
}

data "fastcall_drift" "team" {
  user_ids = local.team_ids
}

check "enough_seats" {
  assert {
    condition     = data.fastcall_license.team.short_by == 0
    error_message = "Fastcall is ${data.fastcall_license.team.short_by} seats short for this team."
  }
}

check "no_drift" {
  assert {
    condition     = data.fastcall_drift.team.clean
    error_message = join("\n", data.fastcall_drift.team.findings)
  }
}
