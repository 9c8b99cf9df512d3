import {
  to = fastcall_user_settings.ada
  identity = {
    organization_id = "00Dxx0000001gPLEAY"
    user_id         = "005xx000001SwiUAAS"
  }
}
