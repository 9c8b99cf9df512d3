package usersettings_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// rungs are the ways in which an org takes a unit of work.
var rungs = map[string]map[string]string{
	"graph":     nil,
	"composite": {"K-graph": "refuse"},
}

// struck are faults of a write, once and from then on.
var struck = []acctest.Effect{acctest.Fail, acctest.LockRow, acctest.ExpireSession, acctest.ConcurrentLimit, acctest.DailyLimit, acctest.Unavailable,
	acctest.UnavailableHTML, acctest.BadGateway, acctest.Crash, acctest.CrashAfter, acctest.Reset, acctest.ResetAfter}

// portrait is all that edsger has, names and values without ids.
func portrait(t *testing.T, org *acctest.Org) string {
	t.Helper()
	var lines []string
	for _, section := range []string{"user_settings", "inbound_routing", "device", "inbound_route", "message", "sms_template", "three_way_call"} {
		for _, row := range org.PackageRows(t, section) {
			if row["link"] != org.UserID(t, edsger) && row["user"] != org.UserID(t, edsger) {
				continue
			}
			for key, value := range row {
				id, isText := value.(string)
				isID := isText && len(id) == 18 && strings.Contains(id, "gL0")
				numbered := key == "name" && section == "inbound_route"
				if key != "id" && !isID && !numbered {
					lines = append(lines, fmt.Sprint(section, " ", key, " = ", value))
				}
			}
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// However a write fails, Terraform is told or it succeeds; an apply after that
// ends where a calm one ends, with nothing made twice.
func TestFaultsOfWrites(t *testing.T) {
	t.Parallel()
	calm, tf := grounds[0].open(t)
	begun := portrait(t, calm)
	config := full(calm, t, edsger)
	config["on_destroy"] = "reset"
	instance := apply(t, tf, acctest.Instance{}, config)
	made := portrait(t, calm)
	destroy(t, tf, instance)
	unmade := portrait(t, calm)
	if begun == made || made == unmade {
		t.Fatal("the operations do nothing")
	}
	for rung, knobs := range rungs {
		for _, effect := range struck {
			for _, times := range []int{1, 1000} {
				t.Run(fmt.Sprintf("%s/%s/%d", rung, effect, times), func(t *testing.T) {
					t.Parallel()
					org := acctest.NewOrg(t, func(seed *acctest.Seed) { seed.Knobs = knobs })
					strike := func() {
						f := acctest.Fault{Effect: effect, Path: "/composite", Verb: "create", Nth: 1, Times: times}
						if effect == acctest.Fail {
							f.Code, f.Message, f.Status = "FIELD_CUSTOM_VALIDATION_EXCEPTION", "not today", 400
						}
						org.AddFault(f)
						f.Verb = "delete"
						org.AddFault(f)
					}
					strike()
					underFaults(t, org, config, made, strike)
					if got := portrait(t, org); got != unmade {
						t.Errorf("after the reset:\n%s\nwant:\n%s", got, unmade)
					}
				})
			}
		}
	}
}

// underFaults creates and resets while faults strike, and again where it fails.
func underFaults(t *testing.T, org *acctest.Org, config values, made string, strike func()) {
	t.Helper()
	before := portrait(t, org)
	tf := acctest.NewTerraform(t, org)
	instance, diags := tf.Apply(resourceName, tf.Plan(resourceName, acctest.Instance{}, config))
	if failed := len(diags.Errors()) > 0; failed {
		if after := portrait(t, org); after != before && after != made {
			t.Errorf("half is done:\n%s", after)
		}
		org.ClearFaults()
		tf = acctest.NewTerraform(t, org)
		instance = apply(t, tf, instance, config)
	}
	if got := portrait(t, org); got != made {
		t.Errorf("made:\n%s\nwant:\n%s", got, made)
	}
	settled(t, tf, instance, config)
	org.ClearFaults()
	strike()
	tf = acctest.NewTerraform(t, org)
	if _, diags = tf.Apply(resourceName, tf.Plan(resourceName, instance, nil)); len(diags.Errors()) > 0 {
		org.ClearFaults()
		destroy(t, tf, instance)
	}
}
