# By the ID of the Salesforce user, 15 or 18 characters.
terraform import fastcall_user.ada 005xx000001SwiUAAS

# By user name or federation ID.
terraform import fastcall_user.ada username:ada@acme.example
terraform import fastcall_user.ada federation_id:ada

# By any of these without a prefix, if it fits one user only.
terraform import fastcall_user.ada ada@acme.example
