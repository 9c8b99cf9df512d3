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

# The tests of the built program measure time, so nothing runs beside them.
mapfile -t packages < <(go list ./... | grep -v '/internal/e2e$')
tools/gotest.sh "$1" "${packages[@]}" || failed+=("go test")
tools/gotest.sh "$1" ./internal/e2e || failed+=("go test of the built program")

if ((${#failed[@]})); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
