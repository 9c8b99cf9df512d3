# Numbers as the personnel department writes them: some for calls from abroad,
# some for calls within Denmark.
locals {
  desks = {
    reception = "+45 70 10 00 01"
    berlin    = "+49 (30) 555-0100"
    workshop  = "33 12 00 10"
  }
}

output "numbers" {
  value = { for desk, number in local.desks : desk => provider::fastcall::e164(number, "45") }
}
