import {
  to = fastcall_group_member.grace
  identity = {
    organization_id = "00Dxx0000001gPLEAY"
    group_id        = "00Gxx0000000001EAA"
    user_id         = "005xx000001SwiVAAS"
  }
}
