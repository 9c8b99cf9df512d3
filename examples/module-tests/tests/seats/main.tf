# Reads the license after an apply of the module under test.

terraform {
  required_providers {
    fastcall = {
      source = "registry.terraform.io/fastcall/fastcall"
    }
  }
}

data "fastcall_license" "now" {}
