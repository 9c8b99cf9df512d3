#!/usr/bin/env bash
# reproducible.sh: build the program as a release does, in two folders of other
# names, each time without what the other has compiled, and tell whether both
# are the same to the byte. GOOS and GOARCH choose another platform.
source "$(dirname "$0")/common.sh"

work=$(mktemp -d)
finish() {
  chmod -R u+w "$work" # Go keeps some of its files from being changed.
  rm -rf "$work"
}
trap finish EXIT

# As .goreleaser.yml has it; what differs between releases is the same for both.
build() {
  local folder=$work/$1
  mkdir -p "$folder/sources"
  git ls-files -z | tar --null -T - -cf - | tar -xf - -C "$folder/sources"
  (
    cd "$folder/sources"
    HOME=$folder GOCACHE=$folder/cache CGO_ENABLED=0 GOFLAGS='' \
      go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=0.0.0 -X main.commit=none' -o "$folder/program" .
  )
}

# HOME is changed, and with it the place where Go would look for modules.
GOMODCACHE=$(go env GOMODCACHE)
export GOMODCACHE
build here
build somewhere/else
if ! cmp "$work/here/program" "$work/somewhere/else/program"; then
  echo "another folder makes another program" >&2
  exit 1
fi
echo "$(go env GOOS)/$(go env GOARCH), $(go version | cut -d' ' -f3): the same $(wc -c <"$work/here/program") bytes"
