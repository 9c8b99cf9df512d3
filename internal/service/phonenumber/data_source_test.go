package phonenumber_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// numbersOf lists what fastcall_phone_numbers finds.
func numbersOf(t *testing.T, tf *acctest.Terraform, config values) []string {
	t.Helper()
	got, diags := tf.DataSource("fastcall_phone_numbers", config)
	noErrors(t, diags)
	list, _ := got["phone_numbers"].([]any)
	var numbers []string
	for _, one := range list {
		row, _ := one.(map[string]any)
		numbers = append(numbers, fmt.Sprint(row["number"]))
	}
	return numbers
}

func TestPhoneNumbers(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		org.Join(t, edsger, sales)
		org.InsertPackage(t, "number_access", values{"link": "Warehouse", "user": edsger})
		cases := map[string]struct {
			config values
			want   []string
		}{
			"all":          {values{}, []string{headOffice, warehouse, mariesNumber, supportLine, spare}},
			"verified":     {values{"type": "verified"}, []string{headOffice, warehouse}},
			"of a user":    {values{"assigned_user_id": org.UserID(t, marie)[:15]}, []string{mariesNumber}},
			"of a group":   {values{"assigned_group_id": groupID(t, org, support)}, []string{supportLine}},
			"unassigned":   {values{"unassigned": true}, []string{warehouse, spare}},
			"assigned":     {values{"unassigned": false}, []string{headOffice, mariesNumber, supportLine}},
			"SMS capable":  {values{"sms_capable": true}, []string{mariesNumber, supportLine, spare}},
			"SMS and free": {values{"sms_capable": true, "unassigned": true}, []string{spare}},
			"no SMS":       {values{"sms_capable": false}, []string{headOffice, warehouse}},
			// Org wide, by the user's own access, and through the group Sales; Ada has the first only.
			"usable by Edsger": {values{"usable_by_user_id": org.UserID(t, edsger)}, []string{headOffice, warehouse, supportLine}},
			"usable by Ada":    {values{"usable_by_user_id": org.UserID(t, ada)}, []string{headOffice}},
			"of nobody's":      {values{"assigned_user_id": org.UserID(t, ada)}, nil},
		}
		for name, c := range cases {
			t.Run(name, func(t *testing.T) {
				if got := numbersOf(t, tf, c.config); !slices.Equal(got, c.want) {
					t.Errorf("got %v, want %v", got, c.want)
				}
			})
		}
		// A number of a group is usable by its members.
		org.Join(t, ada, support)
		if got := numbersOf(t, tf, values{"usable_by_user_id": org.UserID(t, ada)}); !slices.Equal(got, []string{headOffice, supportLine}) {
			t.Errorf("a member may use %v", got)
		}
	})
}

func TestPhoneNumber(t *testing.T) {
	t.Parallel()
	inEveryShape(t, func(t *testing.T, org *acctest.Org, tf *acctest.Terraform) {
		id := numberID(t, org, supportLine)
		want := values{"id": id, "number": supportLine, "name": "Support line", "type": "provisioned", "user_id": nil,
			"group_id": groupID(t, org, support), "org_wide": false, "sms_capable": true, "outbound_sms_enabled": false,
			"ivr_id": ivrID(t, org, "Main Menu"), "available_for": map[string]any{"user_ids": []any{}, "group_ids": []any{groupID(t, org, sales)}}}
		for key, text := range map[string]string{"number": "+45 70-10-00-02", "id": id[:15]} {
			got, diags := tf.DataSource("fastcall_phone_number", values{key: text})
			noErrors(t, diags)
			expected := values{}
			for name, value := range want {
				expected[name] = value
			}
			expected[key] = text
			if !reflect.DeepEqual(got, expected) {
				t.Errorf("got %s, want %s", got.JSON(), expected.JSON())
			}
		}
		_, diags := tf.DataSource("fastcall_phone_number", values{"number": "+4599999999"})
		wantError(t, diags, "Cannot find +4599999999", "no number with")
	})
}

// Access that cannot be seen is null, not empty.
func TestHiddenAccessIsNull(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	org.HideObject(org.Mapping()["number_access"].Object, true)
	got, diags := acctest.NewTerraform(t, org).DataSource("fastcall_phone_number", values{"number": supportLine})
	noErrors(t, diags)
	if got["available_for"] != nil {
		t.Errorf("available_for is %v", got["available_for"])
	}
	// So it cannot be said which numbers somebody may use, unless the configuration calls access unreachable. Marie is in Support.
	_, diags = acctest.NewTerraform(t, org).DataSource("fastcall_phone_numbers", values{"usable_by_user_id": org.UserID(t, marie)})
	wantError(t, diags, "Cannot list the phone numbers", "Phone Number Access")
	without := acctest.NewTerraform(t, org, values{"schema_map": map[string]any{"number_access": values{"unreachable": true}}})
	if got := numbersOf(t, without, values{"usable_by_user_id": org.UserID(t, marie)}); !slices.Equal(got, []string{headOffice, mariesNumber, supportLine}) {
		t.Errorf("without access a user may use %v", got)
	}
}

// What the API user cannot see of a number is null and not false, and picks no
// number.
func TestHiddenFieldsAreNull(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	numbers := org.Mapping()["phone_number"]
	keys := map[string]string{"type": "type", "assigned_user": "user_id", "assigned_group": "group_id", "org_wide": "org_wide",
		"sms_capable": "sms_capable", "outbound_sms_enabled": "outbound_sms_enabled", "ivr": "ivr_id"}
	for field := range keys {
		org.HideField(numbers.Object, numbers.Fields[field], true)
	}
	one, diags := acctest.NewTerraform(t, org).DataSource("fastcall_phone_number", values{"number": headOffice})
	noErrors(t, diags)
	all, diags := acctest.NewTerraform(t, org).DataSource("fastcall_phone_numbers", values{})
	noErrors(t, diags)
	for _, number := range append(all["phone_numbers"].([]any), map[string]any(one)) {
		for _, key := range keys {
			if got := number.(map[string]any)[key]; got != nil {
				t.Errorf("%s is %v", key, got)
			}
		}
	}
	for field := range keys {
		org.HideField(numbers.Object, numbers.Fields[field], field == "org_wide")
	}
	for _, filter := range []values{{"unassigned": true}, {"usable_by_user_id": org.UserID(t, marie)}} {
		_, diags := acctest.NewTerraform(t, org).DataSource("fastcall_phone_numbers", filter)
		wantError(t, diags, "Cannot list the phone numbers", numbers.Fields["org_wide"])
	}
	_, diags = acctest.NewTerraform(t, org).Import(resourceName, headOffice, nil)
	wantError(t, diags, "Cannot import", numbers.Fields["org_wide"])
}
