data "fastcall_group" "support" {
  name = "Fastcall Support"
}

output "support_members" {
  value = length(data.fastcall_group.support.members)
}
