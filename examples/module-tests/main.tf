# A module of your own: a support team. Its tests, in tests/, need neither an
# org nor a network; see the guide "Test a module offline".

terraform {
  required_providers {
    fastcall = {
      # The full address, so that OpenTofu finds the same provider.
      source = "registry.terraform.io/fastcall/fastcall"
    }
  }
}

variable "agents" {
  description = "User names of the team."
  type        = set(string)

  validation {
    condition     = length(var.agents) > 0
    error_message = "A team has at least one agent."
  }
}

variable "admins" {
  description = "User names of those who may administer Fastcall too."
  type        = set(string)
  default     = []
}

data "fastcall_license" "before" {}

resource "fastcall_user" "agent" {
  for_each = var.agents

  username = each.key
  roles    = contains(var.admins, each.key) ? ["user", "admin"] : ["user"]

  lifecycle {
    precondition {
      condition     = data.fastcall_license.before.is_site_license || data.fastcall_license.before.allowed >= length(var.agents)
      error_message = "The team is larger than the number of seats."
    }
  }
}

output "user_ids" {
  description = "Salesforce IDs of the team, by user name."
  value       = { for name, agent in fastcall_user.agent : name => agent.user_id }
}
