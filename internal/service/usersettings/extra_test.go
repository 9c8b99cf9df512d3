package usersettings_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// withExtras gives the settings' object fields that the provider does not name.
func withExtras(seed *acctest.Seed) {
	home := seed.Mapping["user_settings"].Object
	for i := range seed.Objects {
		if seed.Objects[i].Name == home {
			seed.Objects[i].Fields = append(seed.Objects[i].Fields,
				orgsim.CustomField{Name: "Ring_Volume__c", Label: "Ring Volume", Type: "double", Precision: 3, Scale: 1},
				orgsim.CustomField{Name: "Dark__c", Label: "Dark", Type: "boolean", Default: true},
				orgsim.CustomField{Name: "Theme__c", Label: "Theme", Type: "picklist", Values: []string{"Deep Blue", "Plain"}, Restricted: true},
				orgsim.CustomField{Name: "Motto__c", Label: "Motto", Length: 10})
		}
	}
}

// Fields that the provider does not name are converted to their types, checked,
// read back in the configuration's own spelling, and reset.
func TestExtraFields(t *testing.T) {
	t.Parallel()
	for _, g := range []ground{grounds[0], grounds[3]} {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			org, tf := g.open(t, withExtras)
			home := org.Mapping()["user_settings"].Object
			row := func() map[string]any {
				found, _ := org.Find(home, "Id", org.Settings(t, marie)["id"])
				return found
			}
			config := values{"user_id": org.UserID(t, marie), "on_destroy": "reset",
				"extra_fields": object{"Ring_Volume__c": "7.50", "Dark__c": "false", "Theme__c": "deep_blue", "Motto__c": ""}}
			instance := apply(t, tf, acctest.Instance{}, config)
			if got := row(); got["Ring_Volume__c"] != 7.5 || got["Dark__c"] != false || got["Theme__c"] != "Deep Blue" || got["Motto__c"] != nil {
				t.Errorf("the row is %v", got)
			}
			settled(t, tf, instance, config)
			if err := org.Update(home, row()["Id"].(string), map[string]any{"Motto__c": "carpe diem", "Theme__c": "Plain"}); err != nil {
				t.Fatal(err)
			}
			after := refresh(t, tf, instance)
			wantChanges(t, tf.Plan(resourceName, after, config), after, "extra_fields.Motto__c", "extra_fields.Theme__c")
			instance = apply(t, tf, after, config)
			destroy(t, tf, instance)
			if got := row(); got["Ring_Volume__c"] != nil || got["Dark__c"] == nil || got["Theme__c"] != nil {
				t.Errorf("after the reset the row is %v", got)
			}
			for field, text := range map[string]string{"Ring_Volume__c": "loud", "Dark__c": "yes", "Theme__c": "Pink", "Motto__c": "much too long"} {
				config["extra_fields"] = object{field: text}
				wantOne(t, tf.NextWalk().Plan(resourceName, acctest.Instance{}, config).Errors(), field, "extra_fields")
			}
		})
	}
}
