# Numbers that are free and can carry text messages.
data "fastcall_phone_numbers" "free" {
  type        = "provisioned"
  unassigned  = true
  sms_capable = true
}

output "free_numbers" {
  value = data.fastcall_phone_numbers.free.phone_numbers[*].number
}
