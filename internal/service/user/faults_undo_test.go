package user_test

import (
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// An undoing that Salesforce answers as if the row were not there may mean that
// the row is out of sight. A look tells, and takes back what stands; where that
// is refused, too, what may stand is said and remembered.
func TestAnUndoThatSaysNotThere(t *testing.T) {
	t.Parallel()
	const assignments = "/sobjects/PermissionSetAssignment"
	cases := map[string]struct {
		blind, gone bool
		code        string
	}{
		"seen":                {code: "INVALID_CROSS_REFERENCE_KEY"},
		"seen, not found":     {code: "NOT_FOUND"},
		"unseen":              {code: "INVALID_CROSS_REFERENCE_KEY", blind: true},
		"unseen, not found":   {code: "NOT_FOUND", blind: true},
		"gone":                {code: "INVALID_CROSS_REFERENCE_KEY", gone: true},
		"gone, and says gone": {code: "ENTITY_IS_DELETED", gone: true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t, knobs(singly))
			tf := acctest.NewTerraform(t, org, values{"max_retries": 0})
			plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
			noErrors(t, plan.Diagnostics)
			org.AddFault(acctest.Fault{Effect: acctest.Fail, Method: "PATCH", Path: "/sobjects/User/", Status: 400, Code: "FIELD_INTEGRITY_EXCEPTION", Message: "no"})
			refusal := acctest.Fault{Effect: acctest.Fail, Method: "DELETE", Path: assignments, Status: 404, Code: c.code, Message: "not there"}
			if c.gone {
				meddler := acctest.Fault{Effect: acctest.Admin, Method: "DELETE", Path: assignments}
				onArrival(&meddler.Do, func() { removeSet(t, org, "FastCall_User") })
				org.AddFault(meddler)
			}
			org.AddFault(refusal)
			if c.blind {
				org.AddFault(acctest.Fault{Effect: acctest.Effect("hide-object"), Times: forever, Text: "FROM PermissionSetAssignment", Hide: "PermissionSetAssignment"})
			}
			user, diags := tf.Apply(resourceName, plan)
			org.ClearFaults()
			if !c.blind {
				// A look finds what stands, and it is taken back.
				wantError(t, diags, "FIELD_INTEGRITY_EXCEPTION: no")
				wantParts(t, org, ada, nothing)
				if user.Values != nil {
					t.Errorf("the state knows %s", user.Values.JSON())
				}
				return
			}
			wantError(t, diags, "stands: permission set")
			if user.Values == nil {
				t.Fatal("something stands, and the state does not know")
			}
			noErrors(t, release(tf, user))
			wantParts(t, org, ada, nothing)
		})
	}
}

// An undoing whose own answer is lost has taken back what it should; a look
// tells, so that nobody is told of something that stands.
func TestAnUndoWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, knobs(singly))
	tf := acctest.NewTerraform(t, org, values{"max_retries": 0})
	plan := tf.Plan(resourceName, acctest.Instance{}, values{"username": ada})
	noErrors(t, plan.Diagnostics)
	org.AddFault(acctest.Fault{Effect: acctest.Fail, Method: "PATCH", Path: "/sobjects/User/", Status: 400, Code: "FIELD_INTEGRITY_EXCEPTION", Message: "no"})
	org.AddFault(acctest.Fault{Effect: acctest.Crash, Method: "DELETE", Times: 1})
	org.AddFault(acctest.Fault{Effect: acctest.CrashAfter, Method: "DELETE", Nth: 2, Times: forever})
	user, diags := tf.Apply(resourceName, plan)
	wantError(t, diags, "FIELD_INTEGRITY_EXCEPTION: no")
	wantParts(t, org, ada, nothing)
	if user.Values != nil || strings.Contains(diags.String(), "stands") {
		t.Errorf("nothing stands, and the state has %s\n%s", user.Values.JSON(), diags)
	}
}
