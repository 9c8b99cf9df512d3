#!/usr/bin/env bash
# try.sh TERRAFORM: open a shell in a folder with the quickstart, in which this
# Terraform talks to a simulated Salesforce org. Org and folder go when the shell
# ends. Without a terminal it takes its commands from standard input.
source "$(dirname "$0")/common.sh"
source tools/simulator.sh

terraform=$(absolute "$1")
name=$(basename "$terraform")
forget_settings
start_simulator
install_provider

mkdir "$work/try"
cp examples/quickstart/main.tf "$work/try"
cd "$work/try"
export PATH=$(dirname "$terraform"):$PATH
cat <<TEXT

A simulated Salesforce org with Fastcall is at $FASTCALL_INSTANCE_URL; open it in a browser to see who has a seat.
main.tf, in this folder, takes on three of its users. In this shell:

  $name init
  $name plan
  $name apply

"exit" ends the org and deletes this folder.

TEXT
if [[ -t 0 ]]; then
  "${SHELL:-bash}" || true # what the last command came to is no failure of this one
else
  bash
fi
