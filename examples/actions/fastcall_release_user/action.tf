# Frees the seat of somebody who was deactivated before the org came under
# Terraform:
#   terraform apply -invoke=action.fastcall_release_user.hedy
action "fastcall_release_user" "hedy" {
  config {
    username = "hedy@acme.example"

    release = {
      recordings     = "delete"
      ivr_references = "remove"
    }
  }
}
