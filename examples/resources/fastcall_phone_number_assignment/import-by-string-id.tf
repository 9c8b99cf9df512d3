import {
  to = fastcall_phone_number_assignment.ada
  id = "+4570100003"
}
