terraform {
  required_providers {
    fastcall = {
      source = "fastcall/fastcall"
    }
  }
}

# The client secret comes from the environment variable FASTCALL_CLIENT_SECRET.
provider "fastcall" {
  instance_url = "https://acme.my.salesforce.com"
  client_id    = "3MVG9.AcmeFastcallTerraform"
}
