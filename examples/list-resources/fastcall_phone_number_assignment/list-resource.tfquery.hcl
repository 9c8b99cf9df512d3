list "fastcall_phone_number_assignment" "rented" {
  provider = fastcall
  limit    = 1000

  config {
    type = "provisioned"
  }
}
