provider "fastcall" {}

run "a_team_of_nobody" {
  command = plan

  variables {
    agents = []
  }

  expect_failures = [var.agents]
}

run "more_agents_than_seats" {
  command = plan

  variables {
    agents = [for n in range(11) : "user000${n}@acme.example"]
  }

  expect_failures = [fastcall_user.agent]
}
