# Everybody who uses Fastcall.
#   terraform query -generate-config-out=users.tf
# writes a resource and an import block for each.
list "fastcall_user" "all" {
  provider = fastcall
  limit    = 5000
}

# Deactivated users who go on holding a seat.
list "fastcall_user" "idle" {
  provider = fastcall

  config {
    active   = false
    licensed = true
  }
}
