# The smallest: a seat, the permission set "Fastcall User" and Fastcall's call
# center for one Salesforce user.
resource "fastcall_user" "ada" {
  username = "ada@acme.example"
}

# An administrator of Fastcall who must leave every group by hand before the
# release. Recordings go with the user, and IVRs stop to transfer calls there.
# What is left out here follows release of the provider block.
resource "fastcall_user" "grace" {
  username             = "grace@acme.example"
  roles                = ["user", "admin"]
  softphone_auto_login = true

  release = {
    group_memberships = "fail"
    recordings        = "delete"
    ivr_references    = "remove"
  }
}

# Many users from a roster. The map comes from a local, because Terraform
# evaluates an expression in for_each again for each instance.
locals {
  roster = toset(["linus@acme.example", "margaret@acme.example"])
}

resource "fastcall_user" "team" {
  for_each = local.roster
  username = each.key
}
