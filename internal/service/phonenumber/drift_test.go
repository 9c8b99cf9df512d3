package phonenumber_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// What others do to a number shows and is mended; destroying takes it only
// from those whom this resource gave it to.
func TestDrift(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		maries := org.UserID(t, marie)
		config := values{"phone_number": spare, "user_id": maries}
		number := assign(t, tf, config)
		for _, other := range []struct {
			to      string
			changes []string
		}{{"", []string{"user_id"}}, {edsger, []string{"user_id"}}, {support, []string{"group_id", "user_id"}}} {
			org.AssignNumber(t, spare, other.to)
			drifted := refresh(t, tf.NextWalk(), number)
			wantChanges(t, tf.NextWalk().Plan(resourceName, drifted, config), drifted, other.changes...)

			before := holding(t, org, spare)
			diags := unassign(tf, drifted)
			if other.to == "" {
				wantSilence(t, diags)
			} else {
				wantWarning(t, diags, spare+" stays assigned", "did not give it")
			}
			wantHolding(t, org, spare, before)

			number = change(t, tf.NextWalk(), drifted, config)
			wantHolding(t, org, spare, held{User: maries})
		}
	})
}

// A number whose record is proved to be gone leaves the state and its
// destruction is done; one that is hidden does not and is not.
func TestGoneAndHidden(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		config := values{"phone_number": spare, "user_id": org.UserID(t, marie)}
		number := assign(t, tf, config)
		object := org.Mapping()["phone_number"].Object
		for _, hide := range []string{object, org.Mapping()["phone_number"].Fields["assigned_user"]} {
			set := func(on bool) {
				if hide == object {
					org.HideObject(object, on)
				} else {
					org.HideField(object, hide, on)
				}
			}
			set(true)
			kept, diags := tf.NextWalk().Read(resourceName, number)
			wantError(t, diags, "Cannot read "+spare)
			if kept.Values.JSON() != number.Values.JSON() {
				t.Errorf("hiding %s makes the state %s", hide, kept.Values.JSON())
			}
			if diags := unassign(tf, number); len(diags.Errors()) != 1 {
				t.Errorf("destroying while %s is hidden says\n%s", hide, diags)
			}
			set(false)
		}
		wantHolding(t, org, spare, held{User: org.UserID(t, marie)})
		// Sharing may keep a single record out of sight.
		org.HideRow(numberID(t, org, spare), true)
		kept, diags := tf.NextWalk().Read(resourceName, number)
		wantError(t, diags, "Cannot read "+spare, "Hidden is not deleted", "terraform state rm")
		wantError(t, unassign(tf, kept), "Hidden is not deleted")
		org.HideRow(kept.Values["id"].(string), false)
		org.DeletePackage(t, "phone_number", numberID(t, org, spare))
		wantSilence(t, unassign(tf, number))
		gone, diags := tf.Read(resourceName, number)
		wantWarning(t, diags, spare+" is no longer in Fastcall")
		if gone.Values != nil {
			t.Errorf("the state is %s", gone.Values.JSON())
		}
	})
}

// A field that only the state makes necessary: what is hidden is not taken for
// empty.
func TestAHiddenFieldIsNoDrift(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	tf := acctest.NewTerraform(t, org)
	plain := assign(t, tf, values{"phone_number": warehouse, "user_id": org.UserID(t, marie)})
	full := assign(t, tf, values{"phone_number": spare, "user_id": org.UserID(t, marie), "ivr_id": ivrID(t, org, "Main Menu"),
		"available_for": values{"user_ids": []string{org.UserID(t, edsger)}}})
	numbers := org.Mapping()["phone_number"]
	org.HideField(numbers.Object, numbers.Fields["ivr"], true)
	refresh(t, tf.NextWalk(), plain)
	_, diags := tf.NextWalk().Read(resourceName, full)
	wantError(t, diags, "Cannot read "+spare, numbers.Fields["ivr"])
	org.HideField(numbers.Object, numbers.Fields["ivr"], false)
	org.HideObject(org.Mapping()["number_access"].Object, true)
	refresh(t, tf.NextWalk(), plain)
	_, diags = tf.NextWalk().Read(resourceName, full)
	wantError(t, diags, "Cannot read "+spare, "Phone Number Access")
}

// Without the package's objects every operation says what is missing.
func TestBareOrg(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t, acctest.Bare)
	tf := acctest.NewTerraform(t, org)
	wantError(t, tf.Plan(resourceName, acctest.Instance{}, values{"phone_number": spare, "org_wide": true}).Diagnostics, "Phone Number", "schema_map")
	_, diags := tf.DataSource("fastcall_phone_numbers", values{})
	wantError(t, diags, "Phone Number", "schema_map")
	unreachable := acctest.NewTerraform(t, acctest.NewOrg(t), values{"schema_map": map[string]any{"phone_number": values{"unreachable": true}}})
	wantError(t, unreachable.Plan(resourceName, acctest.Instance{}, values{"phone_number": spare, "org_wide": true}).Diagnostics, "phone_number", "unreachable")
}

// Who was given the number after the plan is named when it is taken away.
func TestANumberGivenAwayAfterThePlan(t *testing.T) {
	t.Parallel()
	org, tf := shapes[0].open(t)
	number := assign(t, tf, values{"phone_number": spare, "user_id": org.UserID(t, marie)})
	plan := tf.NextWalk().Plan(resourceName, number, values{"phone_number": spare, "org_wide": true})
	noErrors(t, plan.Diagnostics)
	org.AssignNumber(t, spare, support)
	_, diags := tf.NextWalk().Apply(resourceName, plan)
	wantWarning(t, diags, spare, "an owner that the plan did not show", "group "+groupID(t, org, support), "the whole org now")
	wantHolding(t, org, spare, held{OrgWide: true})
}
