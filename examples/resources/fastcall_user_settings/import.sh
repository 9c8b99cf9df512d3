# All sections of a user's settings, by the ID of the Salesforce user, 15 or 18
# characters, or by user name.
terraform import fastcall_user_settings.ada 005xx000001SwiUAAS
terraform import fastcall_user_settings.ada username:ada@acme.example

# Only these sections; the others stay the user's own affair.
terraform import fastcall_user_settings.ada 005xx000001SwiUAAS:devices,inbound_routing
