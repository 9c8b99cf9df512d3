#!/usr/bin/env bash
# switches.sh: the tests of the nouns under sets of positions of the switches of
# the simulated org, in which any two positions meet, and then the matrices of
# faults with all throws of their dice.
source "$(dirname "$0")/common.sh"

forget_settings
failed=()

# Some tests count requests, which depends on pages and on the units of work
# that an org takes; some measure time or strike a certain request.
counting='OneWrite|TwoWrites|TwoThousand|FourHundred|Requests|ReleasePreview|FastcallsGroupsOnly|RolesAndCallCenter|TimeIsUp|FaultsOn'
apart="$counting|ABudget|LostCreation|TheNewOwnerKeeps|WithoutFastcallsObjects|RefusedReleaseNamesThePart|Crowd|FaultMatrix|Terraform"

# Most tests of users strike certain requests; these are the life of a user.
user='^Test(Onboarding|ARemovedPart|AllPartsGone|Roles|Release|ComingBack|DataSource|ListOfUsers|Import|Hands|Figures|Holders)'

go build -buildvcs=false -o bin/ ./tools/testreport
mapfile -t nouns < <(go list ./internal/service/... | grep -v '/service/user$')
while read -r positions; do
  heading "$positions"
  export FASTCALL_TEST_SWITCHES=$positions
  {
    go test -json -timeout 60m -skip "$apart" "${nouns[@]}"
    go test -json -timeout 60m -run "$user" -skip "$apart" ./internal/service/user
  } | bin/testreport -skips tools/skips.txt || failed+=("$positions")
done < <(go run ./tools/switches)

unset FASTCALL_TEST_SWITCHES
heading "the matrices of faults"
FASTCALL_MATRIX=whole go test -json -timeout 60m -p 1 -run '^TestFaultMatrix' ./internal/service/... |
  bin/testreport -skips tools/skips.txt || failed+=("matrices")

if ((${#failed[@]})); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
