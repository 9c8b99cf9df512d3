#!/usr/bin/env bash
# Runs the linters, also over workflows, those among the examples included, and
# the one rule that they cannot express: a test file may be longer than other
# files, but not without end.
source "$(dirname "$0")/common.sh"

status=0
bin/golangci-lint run ./... || status=1
bin/actionlint .github/workflows/*.yml examples/plan-reviews/plan.yml || status=1

while read -r file; do
  lines=$(wc -l <"$file")
  if ((lines > 500)); then
    echo "$file: $lines lines, the limit for tests is 500"
    status=1
  fi
done < <(find . -name '*_test.go')

exit "$status"
