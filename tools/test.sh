#!/usr/bin/env bash
# test.sh TERRAFORM: every check and test. A failed check does not hold back
# the tests: one run tells all that is wrong.
source "$(dirname "$0")/common.sh"

terraform=$(absolute "$1")
forget_settings
failed=()

for check in fmt-check lint docs-check; do
  heading "$check"
  if make --no-print-directory --silent "$check" TERRAFORM="$1"; then
    echo "ok"
  else
    failed+=("$check")
  fi
done

# The acceptance test library downloads a Terraform unless it is given one.
export TF_ACC_TERRAFORM_PATH=$terraform
if [[ $("$terraform" version) == OpenTofu* ]]; then
  # Its default address of a provider under test means nothing to OpenTofu.
  export TF_ACC_PROVIDER_HOST=registry.opentofu.org TF_ACC_PROVIDER_NAMESPACE=hashicorp
fi

heading "go test, with $("$terraform" version | head -n 1)"
race=(-race)
if [[ $(go env CGO_ENABLED) != 1 ]]; then
  echo "no C compiler found: the race detector is off"
  race=()
fi
go build -buildvcs=false -o bin/ ./tools/testreport
go test -json "${race[@]}" -timeout 20m ./... | bin/testreport -skips tools/skips.txt || failed+=("go test")

if ((${#failed[@]})); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
