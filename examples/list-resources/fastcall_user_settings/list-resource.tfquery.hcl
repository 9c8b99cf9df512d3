list "fastcall_user_settings" "admins" {
  provider = fastcall

  config {
    active = true
    role   = "admin"
  }
}
