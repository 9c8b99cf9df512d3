#!/usr/bin/env bash
# test.sh TERRAFORM: every check and test. A failed check does not hold back
# the tests: one run tells all that is wrong.
source "$(dirname "$0")/common.sh"

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

tools/gotest.sh "$1" ./... || failed+=("go test")

if ((${#failed[@]})); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
