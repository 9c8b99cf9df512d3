#!/usr/bin/env bash
# clients.sh: hold the simulated org against Salesforce clients and SOQL
# grammars that others wrote. Needs node, and the network once, to install
# them.
source "$(dirname "$0")/common.sh"
source tools/simulator.sh

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

heading "foreign clients"
need_node
forget_settings
install_clients
# Small pages, so that clients have to turn them; tools/clients/query.test.mjs
# knows the number.
start_simulator --seed tools/clients/org.json --knob K-page-size=3 --knob K-oauth-password=allowed
cd tools/clients
node --test --test-reporter=spec
