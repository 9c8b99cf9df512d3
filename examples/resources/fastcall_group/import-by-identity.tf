import {
  to = fastcall_group.reception
  identity = {
    organization_id = "00Dxx0000001gPLEAY"
    group_id        = "00Gxx0000000001EAA"
  }
}
