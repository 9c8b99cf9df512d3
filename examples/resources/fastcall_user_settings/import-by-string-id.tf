import {
  to = fastcall_user_settings.ada
  id = "005xx000001SwiUAAS:devices,inbound_routing"
}
