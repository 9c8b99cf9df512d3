#!/usr/bin/env bash
# switches.sh: the life of every noun, once under each position of each switch
# of the simulated org. Arguments are those of go test, such as another -run.
source "$(dirname "$0")/common.sh"

forget_settings
failed=()

# The life of every noun: made, changed, read, imported, destroyed.
lives='^Test(LifeCycle|Settings|Import|AGroup|TheLeastGroup|EverythingChanges|ADestroy|NumbersGo|AMembership|Onboarding|ARemovedPart'
lives+='|AllPartsGone|Roles|Release|ComingBack|FirstRow|InitialStatus|CallCenter|PhoneNumber|Figures|Holders|DataSource|ListOfUsers)'

# Some of them count requests, which depends on pages and on the units of work
# that an org takes; one measures time.
counting='OneWrite|TwoWrites|ReleasePreview|FastcallsGroupsOnly|RolesAndCallCenter|TimeIsUp'

go build -buildvcs=false -o bin/ ./tools/testreport
while read -r position; do
  case $position in
    K-daily-limit=* | K-concurrent-limit=1 | K-long-call-ms=0)
      continue # Nobody gets through; TestFaultMatrixPairs says what happens then.
      ;;
  esac
  heading "$position"
  FASTCALL_TEST_SWITCHES=$position go test -json -run "$lives" -skip "$counting|Terraform" "$@" ./internal/service/... |
    bin/testreport -skips tools/skips.txt || failed+=("$position")
done < <(go run ./tools/switches)

if ((${#failed[@]})); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
