# Whom a resource of its own is to keep in the groups of the support.
list "fastcall_group_member" "support" {
  provider = fastcall
  limit    = 1000

  config {
    group_name_contains = "support"
  }
}
