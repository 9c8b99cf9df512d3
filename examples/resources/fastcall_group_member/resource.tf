# One person in a group whose other members somebody else looks after.
resource "fastcall_user" "grace" {
  username = "grace@acme.example"
}

data "fastcall_group" "support" {
  developer_name = "Fastcall_Support"
}

resource "fastcall_group_member" "grace" {
  group_id = data.fastcall_group.support.id
  user_id  = fastcall_user.grace.id
}
