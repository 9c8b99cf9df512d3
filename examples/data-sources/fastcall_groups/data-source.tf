# All Fastcall groups, and those without anybody to ring.
data "fastcall_groups" "all" {}

output "empty_groups" {
  value = [for group in data.fastcall_groups.all.groups : group.name if group.member_count == 0]
}

data "fastcall_groups" "sales" {
  name_contains = "sales"
}
