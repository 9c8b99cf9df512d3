#!/usr/bin/env bash
# gotest.sh TERRAFORM [ARGUMENT]...: go test under the race detector, with this
# Terraform, and a report that counts what ran and what was skipped. RACE=off
# leaves the race detector out.
source "$(dirname "$0")/common.sh"

terraform=$(absolute "$1")
shift
forget_settings

# The acceptance test library downloads a Terraform unless it is given one.
export TF_ACC_TERRAFORM_PATH=$terraform
if [[ $("$terraform" version) == OpenTofu* ]]; then
  # Its default address of a provider under test means nothing to OpenTofu.
  export TF_ACC_PROVIDER_HOST=registry.opentofu.org TF_ACC_PROVIDER_NAMESPACE=hashicorp
fi

heading "go test, with $("$terraform" version | head -n 1)"
race=(-race)
if [[ ${RACE:-} == off ]]; then
  echo "without the race detector"
  race=()
elif [[ $(go env CGO_ENABLED) != 1 ]]; then
  echo "no C compiler found: the race detector is off"
  race=()
fi
go build -buildvcs=false -o bin/ ./tools/testreport
go test -json "${race[@]}" -timeout 30m "$@" | bin/testreport -skips tools/skips.txt
