package service_test

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/pairwise"
)

// row is one row of the matrix: a position of every switch, and the dimensions
// below.
type row struct {
	at map[string]string
	// number and dice make the faults of each row different and repeatable.
	number int
	dice   uint64
}

// Dimensions beside the switches.
const (
	byFault   = "fault"
	bySpread  = "spread"
	byPhase   = "phase"
	byForm    = "form"
	byLicense = "license"
	byWidth   = "at once"

	noFault = "none"
)

// forms are the ways in which an org may keep the package's data, and whether
// the provider block has to say so.
var forms = map[string]struct {
	edit   func(*acctest.Seed)
	mapped bool
}{
	"default":            {edit: func(*acctest.Seed) {}},
	"renamed, by labels": {edit: acctest.Renamed},
	"renamed, mapped":    {edit: acctest.Renamed, mapped: true},
	"reshaped":           {edit: acctest.Reshaped, mapped: true},
}

// licenses are the kinds of license that the package may have. Under a site
// license the provider hands out no seats unless told so.
var licenses = []string{"active", "expired", "site", "site, managed"}

// dimensions are those of the matrix. A switch or a fault that the simulator
// learns is in it by itself.
func dimensions() []pairwise.Dimension {
	effects := []string{noFault}
	for _, effect := range acctest.Effects() {
		effects = append(effects, string(effect))
	}
	all := []pairwise.Dimension{
		{Name: byFault, Values: effects},
		// How many requests are struck, and when.
		{Name: bySpread, Values: []string{"few", "many"}},
		{Name: byPhase, Values: []string{"always", "apply"}},
		{Name: byForm, Values: slices.Sorted(maps.Keys(forms))},
		{Name: byLicense, Values: licenses},
		{Name: byWidth, Values: []string{"10", "1"}},
	}
	for _, s := range acctest.Switches() {
		all = append(all, pairwise.Dimension{Name: s.Name, Values: s.Positions})
	}
	return all
}

func (r row) String() string {
	var turned []string
	for _, s := range acctest.Switches() {
		if r.at[s.Name] != s.Positions[0] {
			turned = append(turned, s.Name+"="+r.at[s.Name])
		}
	}
	return fmt.Sprintf("fault %s (%s, %s), %s, license %s, %s at once, %s", r.at[byFault], r.at[bySpread], r.at[byPhase], r.at[byForm],
		r.at[byLicense], r.at[byWidth], strings.Join(turned, " "))
}

// knobs are the switches of the row.
func (r row) knobs() map[string]string {
	set := map[string]string{}
	for _, s := range acctest.Switches() {
		set[s.Name] = r.at[s.Name]
	}
	return set
}

// impassable are positions that let nobody work as everybody would: they refuse
// what is asked for, or everything. Turned back they let the same module through.
var impassable = map[string]string{"K-daily-limit": "15000", "K-concurrent-limit": "25", "K-long-call-ms": "20000", "K-upl-expired": "allow",
	"K-upl-site": "accept"}

// curable are the faults that a retry, a new log-in or a look cures, if they
// strike few requests.
var curable = []string{noFault, string(acctest.LockRow), string(acctest.ExpireSession), string(acctest.ConcurrentLimit),
	string(acctest.Unavailable), string(acctest.UnavailableHTML), string(acctest.BadGateway), string(acctest.Crash), string(acctest.CrashAfter),
	string(acctest.Reset), string(acctest.ResetAfter), string(acctest.Slow), string(acctest.ShortPage), string(acctest.ExpiredLocator)}

// harmless are those of them that may strike any number.
var harmless = []string{noFault, string(acctest.Slow), string(acctest.ShortPage)}

// mayFail is whether the outcome may be an error; otherwise it has to be
// success.
func (r row) mayFail() bool {
	fault := r.at[byFault]
	return r.isRefused() || r.at["K-daily-limit"] != impassable["K-daily-limit"] ||
		r.at["K-concurrent-limit"] != impassable["K-concurrent-limit"] && r.at["K-long-call-ms"] != impassable["K-long-call-ms"] ||
		!slices.Contains(curable, fault) || r.at[bySpread] == "many" && !slices.Contains(harmless, fault)
}

// passable is the row with every switch turned back that lets nobody through.
func (r row) passable() row {
	at := maps.Clone(r.at)
	maps.Copy(at, impassable)
	r.at = at
	return r
}

// isPassable is whether there is none.
func (r row) isPassable() bool {
	for name, position := range impassable {
		if r.at[name] != position {
			return false
		}
	}
	return true
}

// isRefused is whether the org lets nobody have a seat.
func (r row) isRefused() bool {
	return r.at[byLicense] == "expired" && r.at["K-upl-expired"] == "reject" ||
		r.at[byLicense] == "site, managed" && r.at["K-upl-site"] == "reject"
}

// hasToFail is whether a create cannot succeed by nature.
func (r row) hasToFail() bool { return r.isRefused() || r.at["K-daily-limit"] == "0" }

// diceFor are the dice of one step of the row.
func (r row) diceFor(step string) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, r.number, " ", r.dice, " ", step)
	return h.Sum64()
}

// fault is the row's fault in a step; nil if there is none.
func (r row) fault(l *life, step string) *acctest.Fault {
	if r.at[byFault] == noFault {
		return nil
	}
	seed := r.diceFor(step)
	dice := rand.New(rand.NewPCG(seed, 2))
	// Few are so few that hardly any request is struck five times in a row, when it is given up.
	f := acctest.Fault{Effect: acctest.Effect(r.at[byFault]), Probability: 0.03, Seed: seed}
	switch {
	case r.at[bySpread] == "many" && r.at["K-retry-after"] == "on":
		f.Probability = 0.2 // Each costs the second that the org asks for.
	case r.at[bySpread] == "many":
		f.Probability = 0.5
	}
	switch f.Effect {
	case acctest.ExpireSession:
		if r.at[bySpread] == "few" { // A session that ends twice for one request is not cured by a third log-in.
			f.Probability, f.Nth = 0, 1+dice.IntN(12)
		}
	case acctest.ExpiredLocator:
		f.Path = "/query/"
		if r.at[bySpread] == "few" { // A query begins anew once.
			f.Probability, f.Nth = 0, 1+dice.IntN(6)
		}
	case acctest.LockRow:
		f.Probability /= 3 // Each row of a unit of work is struck by itself, and one is enough.
	case acctest.Fail:
		f.Code, f.Message, f.Status = "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Not today.", 400
	case acctest.Refuse:
		f.Code, f.Message = "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization."
	case acctest.Slow:
		f.Delay = acctest.Seconds(0.02)
	case acctest.ShortPage:
		f.Size = 1 + dice.IntN(3)
	case acctest.HideObject:
		f.Hide, f.Probability = pick(dice, hideableObjects(l.org)), f.Probability*2
	case acctest.HideField:
		f.Hide, f.Probability = pick(dice, hideableFields(l.org)), f.Probability*2
	case acctest.Admin:
		f.Do = acctest.Hand(func() { meddle(l.org, dice) })
	}
	return &f
}

func pick(dice *rand.Rand, from []string) string { return from[dice.IntN(len(from))] }

// hideableObjects are those that the API user may not be allowed to see.
func hideableObjects(org *acctest.Org) []string {
	names := []string{"User", "PackageLicense", "UserPackageLicense", "PermissionSet", "PermissionSetAssignment", "CallCenter", "Group", "GroupMember"}
	for _, s := range org.Mapping() {
		names = append(names, s.Object)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func hideableFields(org *acctest.Org) []string {
	names := []string{"User.CallCenterId", "User.IsActive", "User.FederationIdentifier", "PackageLicense.UsedLicenses", "Group.DeveloperName"}
	for _, s := range org.Mapping() {
		for _, field := range s.Fields {
			names = append(names, s.Object+"."+field)
		}
		if s.Link != "" && s.Link != "SetupOwnerId" {
			names = append(names, s.Object+"."+s.Link)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// meddle is another administrator who takes away something that the module
// gives. What is not there, or may not go, stays.
func meddle(org *acctest.Org, dice *rand.Rand) {
	object, field := "UserPackageLicense", "UserId"
	switch dice.IntN(5) {
	case 0:
		object, field = "PermissionSetAssignment", "AssigneeId"
	case 1:
		object, field = "GroupMember", "UserOrGroupId"
	case 2:
		for _, key := range []string{"inbound_route", "device", "sms_template", "number_access"} {
			for _, r := range org.Rows(org.Mapping()[key].Object) {
				for _, value := range r {
					if user, _ := org.Find("User", "Username", ada); value == user["Id"] {
						_ = org.Delete(org.Mapping()[key].Object, fmt.Sprint(r["Id"]))
						return
					}
				}
			}
		}
		return
	case 3:
		user, _ := org.Find("User", "Username", pick(dice, []string{ada, linus}))
		_ = org.Update("User", fmt.Sprint(user["Id"]), map[string]any{"CallCenterId": nil})
		return
	}
	user, _ := org.Find("User", "Username", pick(dice, []string{ada, grace, linus}))
	for _, r := range org.Rows(object) {
		if r[field] == user["Id"] {
			_ = org.Delete(object, fmt.Sprint(r["Id"]))
			return
		}
	}
}
