# Fastcall's own call center.
data "fastcall_call_center" "fastcall" {}

# Another one, by name.
data "fastcall_call_center" "berlin" {
  call_center = "Berlin"
}

resource "fastcall_user" "ada" {
  username    = "ada@acme.example"
  call_center = data.fastcall_call_center.berlin.id
}
