# What is left of the org's API requests. The check warns before they run short.
data "fastcall_api_usage" "today" {}

check "api_requests_left" {
  assert {
    condition     = data.fastcall_api_usage.today.percent < 80
    error_message = "The org has used ${data.fastcall_api_usage.today.used} of its ${data.fastcall_api_usage.today.max} API requests."
  }
}

output "requests_of_this_run" {
  value = data.fastcall_api_usage.today.used_by_this_run
}
