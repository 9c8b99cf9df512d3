import {
  to = fastcall_group.reception
  id = "00Gxx0000000001EAA"
}
