# One number, and whom it belongs to.
data "fastcall_phone_number" "support" {
  number = "+45 70 10 00 02"
}

output "support_group" {
  value = data.fastcall_phone_number.support.group_id
}
