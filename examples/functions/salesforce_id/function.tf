# A report gives IDs of 15 characters, this provider gives them with 18.
output "owner" {
  value = provider::fastcall::salesforce_id("005xx000001SwiU") # 005xx000001SwiUAAS
}
