#!/usr/bin/env bash
# test.sh TERRAFORM: every check and test. A failed check does not hold back
# the tests: one run tells all that is wrong.
source "$(dirname "$0")/common.sh"

forget_settings
failed=()

for check in fmt-check lint docs-check licenses-check; do
  heading "$check"
  if make --no-print-directory --silent "$check" TERRAFORM="$1"; then
    echo "ok"
  else
    failed+=("$check")
  fi
done

# Crowds count how many requests callers share, for which the race detector
# keeps them too far apart; of the matrix of faults it takes a sample only. The
# tests of the built program measure time: nothing runs beside these.
mapfile -t packages < <(go list ./... | grep -v '/internal/e2e$')
tools/gotest.sh "$1" "${packages[@]}" || failed+=("go test")
RACE=off tools/gotest.sh "$1" -p 1 -run '^Test(Crowd|FaultMatrix)' "${packages[@]}" || failed+=("go test of crowds")
tools/gotest.sh "$1" ./internal/e2e || failed+=("go test of the built program")

if ((${#failed[@]})); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
