# What would stand in the way if everybody who is deactivated were released?
data "fastcall_users" "deactivated" {
  active = false
}

data "fastcall_release_preview" "leavers" {
  user_ids = [for user in data.fastcall_users.deactivated.users : user.id]
}

output "in_the_way" {
  value = {
    for user in data.fastcall_release_preview.leavers.users :
    user.username => [for blocker in user.blockers : "${blocker.kind}: ${blocker.name} (${blocker.action})"]
  }
}
