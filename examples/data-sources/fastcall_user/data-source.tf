# A Fastcall user whom another configuration manages.
data "fastcall_user" "marie" {
  username = "marie@acme.example"
}

output "marie_holds" {
  description = "What a release of Marie would have to clear."
  value       = data.fastcall_user.marie.holds
}
