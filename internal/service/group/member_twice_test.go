package group_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A resource that gets another address without a moved block, or is replaced
// with create_before_destroy, is made anew for a membership that is there. It
// stays, in whatever order Terraform makes the one and destroys the other.
func TestAMembershipOutlivesItsOldInstance(t *testing.T) {
	t.Parallel()
	for name, madeFirst := range map[string]bool{"made first": true, "destroyed first": false} {
		for _, earlier := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, state of an earlier version %v", name, earlier), func(t *testing.T) {
				t.Parallel()
				org := acctest.NewOrg(t)
				tf := acctest.NewTerraform(t, org)
				config := membership(t, org, marie, sales)
				old := change(t, tf, memberName, acctest.Instance{}, config)
				if earlier {
					old.Private = bytes.ReplaceAll(old.Private, []byte(`"notes"`), []byte(`"other"`))
				}
				plan := tf.NextWalk()
				leave, join := plan.Plan(memberName, old, nil), plan.Plan(memberName, acctest.Instance{}, config)
				noErrors(t, append(leave.Diagnostics, join.Diagnostics...))

				walk := tf.NextWalk()
				if !madeFirst {
					_, diags := walk.Apply(memberName, leave)
					noErrors(t, diags)
				}
				made, diags := walk.Apply(memberName, join)
				noErrors(t, diags)
				if madeFirst {
					_, diags = walk.Apply(memberName, leave)
					wantWarning(t, diags, "did not end", "another instance, which keeps it")
				}
				wantMembers(t, org, nativeID(org, sales), edsger, marie)

				walk = tf.NextWalk()
				_, diags = walk.Apply(memberName, walk.Plan(memberName, made, nil))
				noErrors(t, diags)
				wantMembers(t, org, nativeID(org, sales), edsger)
			})
		}
	}
}

// So it is with many at once, as when all keys of a for_each change.
func TestRekeyedMembershipsStay(t *testing.T) {
	t.Parallel()
	const many, parallelism = 20, 10
	org := acctest.NewOrg(t, acctest.Inactive(many))
	tf := acctest.NewTerraform(t, org)
	plan, walk := tf.NextWalk(), tf.NextWalk()
	var deeds []func()
	for i := range many {
		config := membership(t, org, fmt.Sprintf("inactive%03d@acme.example", i+1), sales)
		old := change(t, tf, memberName, acctest.Instance{}, config)
		for _, p := range []*acctest.Plan{plan.Plan(memberName, old, nil), plan.Plan(memberName, acctest.Instance{}, config)} {
			noErrors(t, p.Diagnostics)
			deeds = append(deeds, func() {
				if _, diags := walk.Apply(memberName, p); len(diags.Errors()) > 0 {
					t.Error(diags)
				}
			})
		}
	}
	rand.Shuffle(len(deeds), func(i, j int) { deeds[i], deeds[j] = deeds[j], deeds[i] })
	slots := make(chan struct{}, parallelism)
	var all sync.WaitGroup
	for _, do := range deeds {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			do()
		})
	}
	all.Wait()
	if got := len(members(org, nativeID(org, sales))); got != many+1 {
		t.Errorf("%d members, want %d", got, many+1)
	}
}

// Two resources that stand for one membership are told apart from one that is
// replaced, which is planned twice.
func TestTwoResourcesForAMembership(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	config := membership(t, org, marie, sales)
	one := change(t, tf, memberName, acctest.Instance{}, config)
	two, diags := tf.NextWalk().Import(memberName, text(config["group_id"])+"/"+text(config["user_id"]), nil)
	noErrors(t, diags)

	walk := tf.NextWalk()
	noErrors(t, walk.Plan(memberName, one, config).Diagnostics)
	wantError(t, walk.Plan(memberName, two, config).Diagnostics, "Two resources stand for this membership", "state rm")
	walk = tf.NextWalk()
	noErrors(t, walk.Plan(memberName, one, config).Diagnostics)
	wantWarning(t, walk.Plan(memberName, two, nil).Diagnostics, "is in the state twice", "ends the membership", "moved block")
	walk = tf.NextWalk()
	noErrors(t, walk.Plan(memberName, one, config).Diagnostics)
	noErrors(t, walk.Plan(memberName, acctest.Instance{}, config).Diagnostics)

	// Of two new ones it is known at apply.
	walk = tf.NextWalk()
	first, second := walk.Plan(memberName, acctest.Instance{}, config), walk.Plan(memberName, acctest.Instance{}, config)
	_, diags = walk.Apply(memberName, first)
	noErrors(t, diags)
	_, diags = walk.Apply(memberName, second)
	wantError(t, diags, "Two resources stand for this membership")

	// Two that change places are replaced both, and stay.
	other := membership(t, org, edsger, sales)
	three, diags := tf.NextWalk().Import(memberName, text(other["group_id"])+"/"+text(other["user_id"]), nil)
	noErrors(t, diags)
	walk = tf.NextWalk()
	noErrors(t, walk.Plan(memberName, one, other).Diagnostics)
	noErrors(t, walk.Plan(memberName, three, config).Diagnostics)
}
