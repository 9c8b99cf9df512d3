package group_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A destroy must look at everything that points at its group. Changes that
// share its look are none the worse for what it may not see.
func TestCrowdTroubleOfOneGroupIsNotTheOthers(t *testing.T) {
	const changes = 8
	for name, seen := range map[string]bool{"hidden before": false, "hidden in the middle of a walk": true} {
		t.Run(name, func(t *testing.T) {
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			plan, walk := tf.NextWalk(), tf.NextWalk()
			named := func(name string) acctest.Instance {
				return create(t, tf.NextWalk(), values{"name": name, "three_way_calls": true})
			}
			destroy := plan.Plan(resourceName, named("Goes"), nil)
			noErrors(t, destroy.Diagnostics)
			var plans []*acctest.Plan
			for i := range changes {
				group, config := named(fmt.Sprint("Stays ", i)), values{"name": fmt.Sprint("Stays ", i), "extension": fmt.Sprint(800 + i)}
				plans = append(plans, plan.Plan(resourceName, group, config))
				if seen {
					walk.Plan(resourceName, group, config) // So the walk knows the objects.
				}
			}
			org.HideObject(org.Mapping()["ivr_action"].Object, true)
			var all sync.WaitGroup
			all.Go(func() {
				_, diags := walk.Apply(resourceName, destroy)
				if len(diags.Errors()) != 1 {
					t.Errorf("the destroy says\n%s", diags)
				}
			})
			for _, p := range plans {
				all.Go(func() {
					if _, diags := walk.Apply(resourceName, p); len(diags.Errors()) > 0 {
						t.Errorf("a change says\n%s", diags)
					}
				})
			}
			all.Wait()
		})
	}
}
