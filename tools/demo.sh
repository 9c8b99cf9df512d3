#!/usr/bin/env bash
# demo.sh TERRAFORM: take three people into Fastcall and release them again,
# take them in with groups, settings and numbers, and release a leaver who
# holds a lot, with a real Terraform and a simulated Salesforce org. Fails when
# any step does not do what it should. Needs no network and leaves nothing
# behind.
source "$(dirname "$0")/common.sh"
source tools/simulator.sh

terraform=$(absolute "$1")
current="preparing"

finish() {
  local status=$?
  if ((status)); then
    printf '\ndemo: FAILED at step: %s\n' "$current" >&2
  fi
  end_simulator
}
trap finish EXIT

step() {
  current=$*
  heading "$current"
}

# quietly COMMAND [ARGUMENT]...: show its output only if it fails.
quietly() {
  "$@" >"$work/log" 2>&1 || die "$(cat "$work/log")"
}

# tf FOLDER COMMAND [ARGUMENT]...
tf() {
  local folder=$1 command=$2
  shift 2
  "$terraform" "-chdir=$work/$folder" "$command" "${color[@]}" "$@"
}

# look MOMENT: read the license figures, print them and keep the seats in use
# in the variable "used".
look() {
  quietly tf seats apply -auto-approve
  used=$(tf seats output -raw used)
  printf '%-20s %s of %s seats in use, %s available\n' \
    "$1:" "$used" "$(tf seats output -raw allowed)" "$(tf seats output -raw available)"
}

forget_settings
export TF_IN_AUTOMATION=1 TF_INPUT=0
color=()
if [[ ! -t 1 || -n ${NO_COLOR:-} ]]; then
  color=(-no-color)
fi

step "Start a simulated Salesforce org with Fastcall installed"
start_simulator
echo "listening at $FASTCALL_INSTANCE_URL"

step "Install the provider from bin/, with $("$terraform" version | head -n 1)"
install_provider
mkdir -p "$work/team" "$work/seats"
cp examples/quickstart/*.tf "$work/team"
cp examples/quickstart/seats/*.tf "$work/seats"
quietly tf seats init
quietly tf team init
for example in onboarding offboarding; do
  mkdir "$work/$example"
  cp examples/"$example"/* "$work/$example"
  quietly tf "$example" init
done
echo "installed registry.terraform.io/fastcall/fastcall"

step "Seats before"
look "before"
before=$used

step "Plan: three people to take in"
tf team plan -out=plan.bin

step "Apply"
tf team apply plan.bin
look "after the apply"
after=$used
((after - before == 3)) || die "expected 3 more seats in use, got $((after - before))"

step "Plan again: nothing may be left to do"
tf team plan -detailed-exitcode

step "Destroy: release all three"
tf team destroy -auto-approve
look "after the destroy"
((used == before)) || die "expected $before seats in use as before, got $used"

step "Onboard a team from a roster: users, groups with call distribution, settings, numbers"
tf onboarding apply -auto-approve
tf onboarding plan -detailed-exitcode

step "Take over Edsger, who is a Fastcall user already"
tf offboarding apply -auto-approve

step "Edsger leaves: the plan says what holds him back, the release hands it on"
tf offboarding plan -out=plan.bin -var leaving=true | tee "$work/plan.txt"
for held in 'Fastcall Support' 'Fastcall Sales' 'Edsger away' 'After Hours'; do
  grep -q "$held" "$work/plan.txt" || die "the plan does not name $held"
done
tf offboarding apply plan.bin

step "make try: a shell to try it in"
quietly tools/try.sh "$terraform" <<<"set -e; $(basename "$terraform") init; $(basename "$terraform") apply -auto-approve"
echo "took three people in, on an org of its own"

step "Destroy: release the team"
quietly tf onboarding destroy -auto-approve
look "after the destroy"
((used == before - 1)) || die "expected Edsger's seat free beside those of the team, got $used of $before in use"

heading "Done"
echo "3 seats taken and given back, twice; a leaver released, what he had handed on."
