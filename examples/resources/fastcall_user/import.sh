# By the ID of the Salesforce user, 15 or 18 characters.
terraform import fastcall_user.ada 005xx000001SwiUAAS
