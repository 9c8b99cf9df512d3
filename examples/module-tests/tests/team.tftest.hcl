# The provider takes the address of the simulated org from the environment.
provider "fastcall" {}

run "plan" {
  command = plan

  variables {
    agents = ["ada@acme.example", "grace@acme.example"]
    admins = ["grace@acme.example"]
  }

  assert {
    condition     = length(fastcall_user.agent) == 2
    error_message = "Every agent becomes a Fastcall user."
  }

  assert {
    condition     = fastcall_user.agent["grace@acme.example"].roles == toset(["user", "admin"])
    error_message = "Grace may administer Fastcall."
  }
}

run "apply" {
  variables {
    agents = ["ada@acme.example", "grace@acme.example"]
  }

  assert {
    condition     = alltrue([for id in values(output.user_ids) : startswith(id, "005")])
    error_message = "The output names Salesforce users."
  }
}

# Of the ten seats of the simulated org, four are taken before the test.
run "seats" {
  command = plan

  module {
    source = "./tests/seats"
  }

  assert {
    condition     = data.fastcall_license.now.used == 6
    error_message = "Two seats are taken by the team."
  }
}

run "somebody_leaves" {
  variables {
    agents = ["ada@acme.example"]
  }

  assert {
    condition     = keys(output.user_ids) == ["ada@acme.example"]
    error_message = "Grace is released."
  }
}
