# A public Salesforce group that Fastcall knows. Members are not managed here:
# see fastcall_group_member, or leave them to administrators.
resource "fastcall_group" "reception" {
  name = "Fastcall Reception"
}

# People whom calls reach one after the other while the caller waits in a queue.
resource "fastcall_user" "agents" {
  for_each = toset(["ada@acme.example", "grace@acme.example"])
  username = each.key
}

resource "fastcall_group" "helpdesk" {
  name      = "Fastcall Helpdesk"
  extension = "640"
  members   = [for agent in fastcall_user.agents : agent.id]

  acd = {
    strategy                = "round_robin_queue"
    ring_timeout            = 20
    queue_no_answer_timeout = 180
    repeat_times            = 3
    say_position            = true
    position_message        = "Your position in the queue is"
    missed_call_owner_id    = fastcall_user.agents["ada@acme.example"].id
  }

  three_way_calls = true

  on_destroy = {
    phone_numbers       = "reassign"
    reassign_numbers_to = fastcall_group.reception.id
    ivr_references      = "fail"
  }
}
