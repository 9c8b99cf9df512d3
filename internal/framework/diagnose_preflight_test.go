package framework_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

func preflightCauses() []cause {
	seats := fastcall.Lack{Object: "UserPackageLicense", Verbs: []fastcall.Verb{fastcall.Create, fastcall.Delete}, Permission: "Manage Package Licenses"}
	center := fastcall.Lack{Object: "User", Field: "CallCenterId", Verbs: []fastcall.Verb{fastcall.Change}, Permission: "Manage Call Centers"}
	members := fastcall.Lack{Object: "GroupMember", Verbs: []fastcall.Verb{fastcall.Create, fastcall.Delete}, Permission: "Manage Users"}
	groups := fastcall.Lack{Object: "Group", Verbs: []fastcall.Verb{fastcall.Create, fastcall.Change, fastcall.Delete}, Permission: "Manage Users"}
	own := fastcall.Lack{Object: "FastCall__Phone_Number__c", Verbs: []fastcall.Verb{fastcall.Change}}
	hidden := fastcall.Lack{Object: "PermissionSet", Verbs: []fastcall.Verb{fastcall.See}, Permission: "View Setup and Configuration"}
	return []cause{
		{"two permissions", "plan", &fastcall.PreflightError{Needed: []fastcall.Lack{seats, center}}},
		{"one, and others that are not needed", "plan", &fastcall.PreflightError{Needed: []fastcall.Lack{seats}, Further: []fastcall.Lack{members, groups}}},
		{"an object of Fastcall's", "plan", &fastcall.PreflightError{Needed: []fastcall.Lack{own}}},
		{"several objects hidden", "read", &fastcall.HiddenError{Object: "PackageLicense", Permission: "Manage Package Licenses", Others: []fastcall.Lack{hidden}}},
	}
}

func TestGoldenPreflight(t *testing.T) {
	worded(t, "testdata/diagnostics_preflight.txt", ada.Username, preflightCauses())
}

// Of a cause that stops everybody alike, the first hears all and hears it again; the
// others hear one line that leads there, and what they alone must know.
func TestACommonCauseIsToldOnce(t *testing.T) {
	once := new(salesforce.Told)
	preflight := new(fastcall.PreflightError)
	if !errors.As(preflightCauses()[0].err, &preflight) {
		t.Fatal("the first cause is no lack of rights")
	}
	for name, err := range map[string]error{
		"log-in":    &salesforce.LoginError{Err: login("invalid_client", "invalid client credentials"), Told: once},
		"budget":    &salesforce.BudgetError{Usage: salesforce.Usage{Used: 9, Max: 10}, Percent: 90, Told: once},
		"read only": &salesforce.ReadOnlyError{Told: once},
		"preflight": &fastcall.PreflightError{Needed: preflight.Needed, Told: once},
		"hidden":    &fastcall.HiddenError{Object: "PackageLicense", Told: once},
	} {
		for _, who := range []string{ada.Username, grace.Username, ada.Username} {
			diags := framework.Diagnose("plan", who, err)
			text := diags[0].Detail()
			brief := !strings.Contains(text, "\n") && strings.HasSuffix(text, "The same stops "+ada.Username+", and the error about that says what to do.")
			summary := "Cannot plan " + who
			if name == "log-in" {
				summary = "Cannot log in to Salesforce"
			}
			if brief != (who != ada.Username) || diags[0].Summary() != summary {
				t.Errorf("%s: %s is told %q", name, who, text)
			}
		}
		left := &fastcall.LeftoverError{Err: err, Parts: []fastcall.Part{fastcall.PartLicense}}
		if text := framework.Diagnose("onboard", hedy.Username, left)[0].Detail(); !strings.Contains(text, string(fastcall.PartLicense)) {
			t.Errorf("%s: what stands is not said: %q", name, text)
		}
	}
}
