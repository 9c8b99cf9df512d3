# A number of one user. The number is known to Fastcall already: it is never
# bought or deleted here.
resource "fastcall_user" "ada" {
  username = "ada@acme.example"
}

resource "fastcall_phone_number_assignment" "ada" {
  phone_number         = "+45 70 10 00 03"
  user_id              = fastcall_user.ada.id
  outbound_sms_enabled = true
}

resource "fastcall_user" "grace" {
  username = "grace@acme.example"
}

# A verified number that everybody may show as caller ID.
resource "fastcall_phone_number_assignment" "head_office" {
  phone_number = "+4533120000"
  org_wide     = true
}

# A number that belonged to somebody else, without an IVR. One more user may
# call from it, and no further group.
resource "fastcall_phone_number_assignment" "moved" {
  phone_number                = "+4570100001"
  user_id                     = fastcall_user.ada.id
  replace_existing_assignment = true
  ivr_id                      = "none"

  available_for = {
    user_ids  = [fastcall_user.grace.id]
    group_ids = []
  }
}
