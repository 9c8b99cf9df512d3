import {
  to = fastcall_user.ada
  id = "005xx000001SwiUAAS"
}
