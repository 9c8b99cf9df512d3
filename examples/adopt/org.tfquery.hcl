# With Terraform 1.14, a query in place of main.tf: it lists what the org has and
# writes the configuration.
list "fastcall_user" "all" {
  provider = fastcall
  limit    = 5000
}

list "fastcall_group" "all" {
  provider = fastcall
  limit    = 1000
}

list "fastcall_phone_number_assignment" "all" {
  provider = fastcall
  limit    = 5000
}
