locals {
  team = ["ada@acme.example", "grace@acme.example", "Ada@acme.example"]
}

# Two people and the site guest user: three licenses.
output "licenses_to_buy" {
  value = provider::fastcall::licenses_needed(local.team)
}
