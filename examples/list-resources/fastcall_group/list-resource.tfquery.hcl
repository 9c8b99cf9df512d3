list "fastcall_group" "berlin" {
  provider = fastcall

  config {
    name_contains = "berlin"
  }
}
