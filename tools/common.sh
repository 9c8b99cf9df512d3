# shellcheck shell=bash
# Shared by the scripts beside it; sourced, not run.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

heading() {
  printf '\n== %s\n' "$*"
}

# Settings that someone made for their own Terraform and their own Salesforce
# org must reach neither the tests nor the demo.
forget_settings() {
  local name
  for name in ${!TF_*} ${!FASTCALL_*}; do
    unset "$name"
  done
  export TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1
}

# absolute PATH: programs that change directory need it so.
absolute() {
  echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}
