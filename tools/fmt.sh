#!/usr/bin/env bash
# fmt.sh write|check TERRAFORM: format Go and Terraform files, or list those
# that are not formatted and fail.
source "$(dirname "$0")/common.sh"

mode=$1 terraform=$2
forget_settings
go_files=(main.go internal tools)

case $mode in
  write)
    gofmt -s -w "${go_files[@]}"
    "$terraform" fmt -recursive examples
    ;;
  check)
    status=0
    unformatted=$(gofmt -s -l "${go_files[@]}")
    if [[ -n $unformatted ]]; then
      echo "$unformatted"
      status=1
    fi
    "$terraform" fmt -check -recursive examples || status=1
    exit "$status"
    ;;
esac
