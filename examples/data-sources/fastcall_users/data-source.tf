# Everybody who may administer Fastcall.
data "fastcall_users" "admins" {
  role   = "admin"
  active = true
}

# Deactivated users go on holding a seat until they are released.
data "fastcall_users" "deactivated" {
  active   = false
  licensed = true
}

output "admins" {
  value = [for user in data.fastcall_users.admins.users : user.username]
}

output "seats_to_free" {
  value = [for user in data.fastcall_users.deactivated.users : user.username]
}
