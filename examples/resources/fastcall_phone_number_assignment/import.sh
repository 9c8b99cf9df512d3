# By the number in international form.
terraform import fastcall_phone_number_assignment.ada +4570100003

# By the ID of the number's record, 15 or 18 characters.
terraform import fastcall_phone_number_assignment.ada a01xx0000000001AAA
