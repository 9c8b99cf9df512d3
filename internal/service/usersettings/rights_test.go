package usersettings_test

import (
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// A plan asks for the rights that it takes and for no others: whichever object
// may not be written, what does not write it goes through.
func TestRightsThatArePlanned(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		frozen        string
		prior, config values
		lacks         bool
	}{
		"three-way calls are no settings row":   {"user_settings", nil, values{"user_settings": object{"three_way_calls": true}}, false},
		"three-way calls":                       {"three_way_call", nil, values{"user_settings": object{"three_way_calls": true}}, true},
		"routes are no routing row":             {"inbound_routing", nil, values{"inbound_routing": object{"routes": []any{}}}, false},
		"a status takes a row":                  {"user_settings", nil, values{"user_settings": object{"initial_user_status": "lunch"}}, true},
		"another template":                      {"message", bye, values{"sms_templates": object{"Bye": object{"body": "Bye!"}}}, false},
		"a template that changes":               {"sms_template", bye, values{"sms_templates": object{"Bye": object{"body": "See you."}}}, true},
		"a template that goes":                  {"sms_template", bye, values{"sms_templates": object{}}, true},
		"a template that leaves with all":       {"sms_template", bye, values{"user_settings": object{"widget": true}}, false},
		"destroying what keeps":                 {"sms_template", bye, nil, false},
		"destroying what resets":                {"sms_template", values{"sms_templates": bye["sms_templates"], "on_destroy": "reset"}, nil, true},
		"destroying what resets something else": {"sms_template", values{"user_settings": object{"widget": true}, "on_destroy": "reset"}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			org := acctest.NewOrg(t)
			tf := acctest.NewTerraform(t, org)
			of := func(config values) values {
				if config == nil {
					return nil
				}
				whole := values{"user_id": org.UserID(t, marie)}
				for name, value := range config {
					whole[name] = value
				}
				return whole
			}
			var prior acctest.Instance
			if c.prior != nil {
				prior = apply(t, tf, acctest.Instance{}, of(c.prior))
			}
			org.Freeze(org.Mapping()[c.frozen].Object, "", true)
			tf = tf.NextWalk()
			plan := tf.Plan(resourceName, prior, of(c.config))
			if c.lacks {
				wantOne(t, plan.Errors(), "The API user may not do what this takes", org.Mapping()[c.frozen].Object)
				return
			}
			noErrors(t, plan.Diagnostics)
			_, diags := tf.NextWalk().Apply(resourceName, plan)
			noErrors(t, diags)
		})
	}
}

var bye = values{"sms_templates": object{"Bye": object{"body": "Bye!"}}}
