data "fastcall_license" "current" {}

output "seats_left" {
  value = data.fastcall_license.current.available
}

# Are there enough seats for a team that is about to join?
data "fastcall_license" "for_joiners" {
  for_user_ids = ["005xx000001SwiUAAS", "005xx000001SwiVAAS"]
}

check "enough_seats" {
  assert {
    condition     = data.fastcall_license.for_joiners.short_by == 0
    error_message = "Fastcall is short of ${data.fastcall_license.for_joiners.short_by} seats for the joiners."
  }
}
