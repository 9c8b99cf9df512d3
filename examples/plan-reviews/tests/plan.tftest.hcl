# The provider takes the address of the simulated org from the environment.
provider "fastcall" {}

run "the_team_fits" {
  command = plan

  assert {
    condition     = length(fastcall_user.team) == 2
    error_message = "Two people use Fastcall."
  }
}

# Of the ten seats of the simulated org six are free.
run "a_seat_short" {
  command = plan

  variables {
    team = [
      "ada@acme.example", "alan@acme.example", "emmy@acme.example", "grace@acme.example",
      "integration@acme.example", "linus@acme.example", "terraform@acme.example",
    ]
  }

  expect_failures = [check.enough_seats]
}
