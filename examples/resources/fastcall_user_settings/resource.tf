resource "fastcall_user" "ada" {
  username = "ada@acme.example"
}

# One user's settings. Sections and members that are left out are the user's own
# affair: here the messages, and whether calls are recorded.
resource "fastcall_user_settings" "ada" {
  user_id = fastcall_user.ada.id

  user_settings = {
    country_code        = "45"
    voicemail           = true
    three_way_calls     = true
    initial_user_status = "offline"
  }

  devices = {
    "Softphone" = { type = "softphone" }
    "Desk"      = { type = "office_phone", number = "+45 33 12 00 42" }
  }

  # The softphone rings first, then the desk phone; then callers may leave a
  # voicemail. Calls that ACD distributes go to the softphone alone.
  inbound_routing = {
    routes = [
      { device = "Softphone", ring_time = 15 },
      { device = "Desk", ring_time = 20 },
    ]
    after_last_route  = "voicemail"
    acd_receiver      = { device = "Softphone" }
    notify_voicemails = true
  }

  sms_templates = {
    "Running late" = { body = "I am running ten minutes late." }
  }

  # The next owner of the number begins afresh.
  on_destroy = "reset"
}

# Mass edit: the same for many users, where a device is named by its type and
# what a user has set already stays.
locals {
  team = toset(["grace@acme.example", "linus@acme.example"])
}

resource "fastcall_user" "team" {
  for_each = local.team
  username = each.key
}

resource "fastcall_user_settings" "team" {
  for_each   = fastcall_user.team
  user_id    = each.value.id
  apply_mode = "add_missing"

  devices = {
    "Softphone" = { type = "softphone" }
  }
  inbound_routing = {
    routes       = [{ device_type = "softphone", ring_time = 25 }]
    acd_receiver = { device_type = "softphone" }
  }
}
