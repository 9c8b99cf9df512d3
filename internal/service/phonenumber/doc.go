// Package phonenumber offers Fastcall's phone numbers to Terraform: the
// resource fastcall_phone_number_assignment, which gives a number to a user, a
// group or the whole org, and the data sources fastcall_phone_numbers and
// fastcall_phone_number. Numbers are never bought or deleted.
package phonenumber
