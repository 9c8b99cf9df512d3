#!/usr/bin/env bash
# licenses.sh write|check: write THIRD_PARTY.md, or tell what a new run would
# change.
source "$(dirname "$0")/common.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go run ./tools/licenses >"$work/THIRD_PARTY.md"

case $1 in
  write)
    cp "$work/THIRD_PARTY.md" THIRD_PARTY.md
    ;;
  check)
    if ! diff -u THIRD_PARTY.md "$work/THIRD_PARTY.md"; then
      echo "THIRD_PARTY.md is out of date: run make licenses"
      exit 1
    fi
    ;;
esac
