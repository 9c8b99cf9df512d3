#!/bin/sh
# Runs the tests of this module on a simulated org of their own.
set -e
terraform init
provider=$(find -L .terraform/providers -name 'terraform-provider-fastcall*' | head -n 1)

rm -f org.env
"$provider" simulate >org.env &
trap "kill $!" EXIT
until grep -q CLIENT_SECRET org.env; do sleep 0.1; done
. ./org.env

terraform test
