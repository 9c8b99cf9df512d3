#!/usr/bin/env bash
# docs.sh generate|check: write docs/, or tell whether it is valid and what a
# new run would change. Neither needs a Terraform binary: see schemadump.
source "$(dirname "$0")/common.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
schema=$work/schema.json
go run ./tools/schemadump >"$schema"

# It talks a lot; what it says matters only when it fails.
tfplugindocs() {
  if ! bin/tfplugindocs "$@" --provider-name fastcall --providers-schema "$schema" >"$work/log" 2>&1; then
    cat "$work/log"
    exit 1
  fi
}

case $1 in
  generate)
    tfplugindocs generate
    ;;
  check)
    mkdir "$work/copy"
    for source in examples templates; do
      if [[ -d $source ]]; then cp -R "$source" "$work/copy/"; fi
    done
    tfplugindocs generate --provider-dir "$work/copy"
    if ! diff -ruN docs "$work/copy/docs"; then
      echo "docs/ is out of date: run make docs"
      exit 1
    fi
    tfplugindocs validate
    ;;
esac
