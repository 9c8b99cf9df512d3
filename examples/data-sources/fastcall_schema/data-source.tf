# Where Fastcall keeps its own records in this org.
data "fastcall_schema" "org" {}

check "fastcall_records_found" {
  assert {
    condition     = data.fastcall_schema.org.complete
    error_message = "Some of Fastcall's objects or fields are missing: map them in schema_map, or give the API user access."
  }
}

output "phone_numbers_are_in" {
  value = data.fastcall_schema.org.sections["phone_number"].object
}
