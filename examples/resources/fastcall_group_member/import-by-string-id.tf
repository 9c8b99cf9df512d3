import {
  to = fastcall_group_member.grace
  id = "00Gxx0000000001EAA/005xx000001SwiVAAS"
}
