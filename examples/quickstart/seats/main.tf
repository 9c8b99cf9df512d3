# How many Fastcall licenses the org has and how many are taken. Changes nothing.

terraform {
  required_providers {
    fastcall = {
      source = "registry.terraform.io/fastcall/fastcall"
    }
  }
}

provider "fastcall" {}

data "fastcall_license" "org" {}

output "allowed" {
  value = data.fastcall_license.org.allowed
}

output "used" {
  value = data.fastcall_license.org.used
}

output "available" {
  value = data.fastcall_license.org.available
}
