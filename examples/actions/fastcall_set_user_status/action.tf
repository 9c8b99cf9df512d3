locals {
  night_shift = ["marie@acme.example", "edsger@acme.example"]
}

# Sends the night shift home:
#   terraform apply -invoke=action.fastcall_set_user_status.home
action "fastcall_set_user_status" "home" {
  for_each = toset(local.night_shift)

  config {
    username = each.key
    status   = "Offline"
  }
}

# Somebody new is available as soon as there is a seat.
action "fastcall_set_user_status" "welcome" {
  config {
    user_id = fastcall_user.grace.id
    status  = "Available"
  }
}

resource "fastcall_user" "grace" {
  username = "grace@acme.example"

  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.fastcall_set_user_status.welcome]
    }
  }
}
