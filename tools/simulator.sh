# shellcheck shell=bash
# A simulated org and a Terraform that finds the provider of bin/; sourced, not
# run, after common.sh. Both live in the folder "work" and end with the script.

provider=$PWD/bin/terraform-provider-fastcall
work=$(mktemp -d)
simulator=

end_simulator() {
  if [[ -n $simulator ]]; then
    kill "$simulator" 2>/dev/null || true
    wait "$simulator" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap end_simulator EXIT
trap 'exit 130' INT TERM

die() {
  echo "$*" >&2
  exit 1
}

# start_simulator [OPTION]...: start an org and set the variables that lead the
# provider to it.
start_simulator() {
  "$provider" simulate "$@" >"$work/org.env" 2>"$work/org.log" </dev/null &
  simulator=$!
  for ((i = 0; i < 100; i++)); do
    if grep -q 'FASTCALL_CLIENT_SECRET=.' "$work/org.env"; then
      # shellcheck source=/dev/null
      source "$work/org.env"
      return
    fi
    kill -0 "$simulator" 2>/dev/null || break
    sleep 0.1
  done
  die "the simulator did not start: $(cat "$work/org.log")"
}

# Terraform and OpenTofu install the provider from a folder, in place of a
# registry.
install_provider() {
  local version=0.1.0 folder
  folder=$work/mirror/registry.terraform.io/fastcall/fastcall/$version/$(go env GOOS)_$(go env GOARCH)
  mkdir -p "$folder" "$work/mirror/registry.opentofu.org"
  cp "$provider" "$folder/terraform-provider-fastcall_v$version"
  ln -s ../registry.terraform.io/fastcall "$work/mirror/registry.opentofu.org/fastcall"
  cat >"$work/cli.tfrc" <<CONFIG
provider_installation {
  filesystem_mirror {
    path    = "$work/mirror"
    include = ["fastcall/fastcall", "registry.terraform.io/fastcall/fastcall"]
  }
  direct {
    exclude = ["fastcall/fastcall", "registry.terraform.io/fastcall/fastcall"]
  }
}
CONFIG
  export TF_CLI_CONFIG_FILE=$work/cli.tfrc
}
