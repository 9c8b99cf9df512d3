#!/usr/bin/env bash
# switches.sh: all tests of the nouns under sets of positions of the switches of
# the simulated org, in which any two positions meet, and then the matrices of
# faults with all throws of their dice. Arguments are those of go test, such as
# -run.
source "$(dirname "$0")/common.sh"

forget_settings
failed=()

# Some tests count requests, which depends on pages and on the units of work
# that an org takes, or want a release that is refused to be one unit; some
# measure time.
counting='OneWrite|TwoWrites|ReleasePreview|FastcallsGroupsOnly|RolesAndCallCenter|TimeIsUp|WithoutFastcallsObjects|RefusedReleaseNamesThePart'
counting+='|TimeoutAfterTheWrite|TwoThousand|FourHundred|FaultsOn'

go build -buildvcs=false -o bin/ ./tools/testreport
while read -r positions; do
  heading "$positions"
  FASTCALL_TEST_SWITCHES=$positions go test -json -timeout 60m -skip "$counting|Crowd|FaultMatrix|Terraform" "$@" ./internal/service/... |
    bin/testreport -skips tools/skips.txt || failed+=("$positions")
done < <(go run ./tools/switches)

heading "the matrices of faults"
FASTCALL_MATRIX=whole go test -json -timeout 60m -p 1 -run '^TestFaultMatrix' ./internal/service/... |
  bin/testreport -skips tools/skips.txt || failed+=("matrices")

if ((${#failed[@]})); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
