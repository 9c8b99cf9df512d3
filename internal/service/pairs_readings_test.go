package service_test

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// asked are the configurations of data sources that need one.
func (l *life) asked(name string) values {
	id, group := l.org.UserID(l.t, ada), l.idOf("group")
	return map[string]values{
		"fastcall_user": {"username": ada}, "fastcall_group": {"id": group}, "fastcall_phone_number": {"number": spare},
		"fastcall_release_preview": {"user_ids": []string{id}}, "fastcall_license": {"for_user_ids": []string{id}},
	}[name]
}

// readings read every data source and import every piece, in the trouble of
// the row and without it: what came through says the same.
func (r row) readings(l *life) string {
	if r.at[byFault] == string(acctest.Admin) {
		return " are left out" // They would not say the same.
	}
	before := portrait(l.org)
	r.trouble(l, "readings")
	if l.between != nil {
		l.between()
	}
	troubled := l.everything()
	l.calm()
	errs := l.errors()
	calm := l.everything()
	if more := l.errors(); len(more) > 0 {
		l.t.Fatalf("in calm:\n%s", wording(more))
	}
	if len(errs) > 0 && !r.mayFail() {
		l.t.Errorf("a reading fails where a retry or a look cures:\n%s", wording(errs))
	}
	wantClear(l, errs)
	unseen := strings.HasPrefix(r.at[byFault], "hide-") || r.at[byFault] == string(acctest.Fail)
	for name, got := range troubled {
		if unseen && name == "fastcall_schema" {
			continue // It tells what is hidden.
		}
		if !agrees(got, calm[name], unseen) {
			l.t.Errorf("%s says\n%s\nin calm it says\n%s", name, got.JSON(), calm[name].JSON())
		}
	}
	if now := portrait(l.org); now != before {
		l.t.Errorf("readings change the org:\n%s", between(now, before))
	}
	if len(errs) > 0 {
		return " fail"
	}
	return " succeed"
}

// agrees tells whether two readings say the same. What cannot be seen may be
// null, which says nothing, and goes by its record's name where its own is
// hidden. A call center that cannot be told from the default is given by id.
func agrees(got, want any, unseen bool) bool {
	switch want := want.(type) {
	case values:
		return agrees(map[string]any(got.(values)), map[string]any(want), unseen)
	case map[string]any:
		one, same := got.(map[string]any)
		same = same && len(one) == len(want)
		for name := range want {
			usual := unseen && name == "call_center" && one[name] == one["call_center_id"]
			same = same && (usual || agrees(one[name], want[name], unseen))
		}
		return same || unseen && got == nil
	case []any:
		one, same := got.([]any)
		same = same && len(one) == len(want)
		for i := range want {
			same = same && agrees(one[i], want[i], unseen)
		}
		return same || unseen && got == nil
	}
	return fmt.Sprint(got) == fmt.Sprint(want) || unseen && (got == nil || recordNames.MatchString(fmt.Sprint(got)))
}

// recordNames are those of the records whose own names the org's fields give.
var recordNames = regexp.MustCompile(`^(use of )?([A-Z]+-\d+|Spare|Warehouse)$`)

// everything reads all there is to read. What fails or says that it could not
// see everything is left out.
func (l *life) everything() map[string]values {
	tf, said := l.open(), map[string]values{}
	for _, name := range tf.DataSources() {
		config := l.asked(name)
		if config == nil {
			config = values{}
		}
		got, diags := tf.DataSource(name, config)
		if !l.note("data source", nil, diags) && len(diags) == 0 && name != "fastcall_api_usage" { // That one counts these requests.
			said[name] = got
		}
	}
	for _, p := range l.pieces {
		if p.state.Values == nil {
			continue
		}
		got, diags := tf.Import(p.resource, "", p.state.Identity)
		if !l.note("import", nil, diags) && len(diags) == 0 {
			said["import of "+p.name] = got.Values
		}
	}
	return said
}

// imported takes every piece in anew and applies its configuration, which
// writes nothing.
func (l *life) imported(at stage) {
	tf, before := l.open(), portrait(l.org)
	l.org.ResetJournal()
	for _, p := range l.pieces {
		if p.state.Values == nil {
			continue
		}
		taken, diags := tf.Import(p.resource, "", p.state.Identity)
		l.note("import", nil, diags)
		plan := tf.Plan(p.resource, taken, p.config(l, at))
		l.note("plan", nil, plan.Diagnostics)
		if len(plan.Replace) > 0 {
			l.t.Errorf("%s: an import is replaced because of %v", p.name, plan.Replace)
		}
		_, diags = tf.Apply(p.resource, plan)
		l.note("apply", nil, diags)
	}
	if errs := l.errors(); len(errs) > 0 {
		l.t.Errorf("after an import:\n%s", wording(errs))
	}
	if now := portrait(l.org); now != before {
		l.t.Errorf("an import and its first apply change the org:\n%s", between(now, before))
	}
}

// refusals are what an org refuses under any switches, each with a clear error
// that leaves it as it was: wrong ways to log in, an id with a wrong checksum,
// and a right that is lost while a write is on its way.
func (r row) refusals(l *life) {
	for name, position := range r.passable().knobs() {
		l.turn(name, position)
	}
	before := portrait(l.org)
	r.logins(l)
	id := l.org.UserID(l.t, ada)
	_, diags := l.open().DataSource("fastcall_user", values{"user_id": id[:15] + "AAB"})
	if len(diags.Errors()) == 0 {
		l.t.Errorf("an id with a wrong checksum is taken")
	}
	tf := l.open()
	plan := tf.Plan("fastcall_user", acctest.Instance{}, values{"username": ada})
	l.note("plan", []string{ada}, plan.Diagnostics)
	l.org.AddFault(acctest.Fault{Effect: acctest.Admin, Object: "PermissionSetAssignment", Verb: "create", Nth: 1,
		Do: acctest.Hand(func() { l.org.Freeze("PermissionSetAssignment", "", true) })})
	state, diags := tf.Apply("fastcall_user", plan)
	l.org.Freeze("PermissionSetAssignment", "", false)
	l.calm()
	if !l.note("apply", []string{ada}, diags) || state.Values != nil {
		l.t.Errorf("a user is onboarded without the right to: %s", state.Values.JSON())
	}
	wantClear(l, l.errors())
	if now := portrait(l.org); now != before {
		l.t.Errorf("refusals change the org:\n%s", between(now, before))
	}
}

// logins tries ways in that are closed, or open by a switch.
func (r row) logins(l *life) {
	closed := acctest.NewOrg(l.t, acctest.EveryWayIn, func(seed *acctest.Seed) { seed.Client.FlowDisabled = true })
	for name, position := range r.passable().knobs() {
		if err := closed.SetKnob(name, position); err != nil {
			l.t.Fatal(err)
		}
	}
	password := values{"username": acctest.Username, "password": acctest.Password, "security_token": acctest.SecurityToken}
	for name, try := range map[string]struct {
		org  *acctest.Org
		more values
		open bool
	}{
		"a wrong secret":        {org: l.org, more: values{"client_secret": "wrong"}},
		"a flow that is closed": {org: closed},
		"a password":            {org: closed, more: password, open: r.at["K-oauth-password"] == "allowed"},
	} {
		_, diags := acctest.NewTerraform(l.t, try.org, l.block, try.more).DataSource("fastcall_call_center", values{})
		errs := diags.Errors()
		worded := len(errs) == 1 && errs[0].Summary == "Cannot log in to Salesforce" && strings.Contains(errs[0].Detail, "What to do: ")
		if try.open && len(errs) > 0 || !try.open && !worded {
			l.t.Errorf("%s, open %v:\n%s", name, try.open, errs)
		}
	}
}
