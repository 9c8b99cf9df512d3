import {
  to = fastcall_phone_number_assignment.ada
  identity = {
    organization_id = "00Dxx0000001gPLEAY"
    phone_number_id = "a01xx0000000001AAA"
  }
}
