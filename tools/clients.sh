#!/usr/bin/env bash
# clients.sh: hold the simulated org against Salesforce clients and SOQL
# grammars that others wrote. Needs node, and the network once, to install
# them.
source "$(dirname "$0")/common.sh"

work=$(mktemp -d)
simulator=

finish() {
  if [[ -n $simulator ]]; then
    kill "$simulator" 2>/dev/null || true
    wait "$simulator" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

die() {
  echo "$*" >&2
  exit 1
}

# Node 20.19 is the first that all clients run on.
need_node() {
  local program
  for program in node npm; do
    command -v "$program" >/dev/null ||
      die "$program is not installed: the foreign clients run on Node.js, 20.19 or later (https://nodejs.org)"
  done
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
           process.exit(major > 20 || major == 20 && minor >= 19 ? 0 : 1)' ||
    die "the foreign clients run on Node.js 20.19 or later, not on $(node --version)"
}

# npm leaves its own copy of the lock file in what it installed.
install_clients() {
  local installed=tools/clients/node_modules/.package-lock.json
  if [[ ! tools/clients/package-lock.json -nt $installed ]]; then
    return
  fi
  echo "installing them from the npm registry"
  (cd tools/clients && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
    die "npm could not install the clients"
  touch "$installed"
}

start_simulator() {
  # Small pages, so that clients have to turn them; tools/clients/query.test.mjs
  # knows the number.
  bin/terraform-provider-fastcall simulate --seed tools/clients/org.json \
    --knob K-page-size=3 --knob K-oauth-password=allowed \
    >"$work/org.env" 2>"$work/org.log" </dev/null &
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

heading "foreign clients"
need_node
forget_settings
install_clients
start_simulator
cd tools/clients
node --test --test-reporter=spec
