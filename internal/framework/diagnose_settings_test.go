package framework_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// Each cause that keeps settings from being written has its words.
func TestGoldenSettingsDiagnostics(t *testing.T) {
	soft := fastcall.Device{Name: "Softphone", Type: "softphone"}
	mobile, tablet := fastcall.Device{Name: "Mobile", Type: "mobile"}, fastcall.Device{Name: "Tablet", Type: "mobile"}
	all := []fastcall.Device{soft, mobile, tablet}
	const settings = "settings of user 005xx000001SwiUAAS"
	var b strings.Builder
	write := func(name string, diags ...diag.Diagnostic) {
		fmt.Fprintf(&b, "=== %s ===\n", name)
		for _, d := range diags {
			fmt.Fprintf(&b, "%s: %s\n", d.Severity(), d.Summary())
			if at, ok := d.(diag.DiagnosticWithPath); ok {
				fmt.Fprintf(&b, "  at %s\n", at.Path())
			}
			fmt.Fprintf(&b, "\n%s\n\n", d.Detail())
			if !strings.Contains(d.Detail(), "What to do: ") {
				t.Errorf("%s does not say what to do", name)
			}
		}
	}
	for _, c := range []cause{
		{"no Fastcall user", "write", &fastcall.NoFastcallUserError{User: ada}},
		{"two resources", "plan", &fastcall.SharedSettingsError{}},
		{"no such device", "write", &fastcall.DeviceChoiceError{Choice: fastcall.DeviceChoice{Name: "Fax"}, Devices: all}},
		{"no device of a type", "write", &fastcall.DeviceChoiceError{Choice: fastcall.DeviceChoice{Type: "office_phone"}}},
		{"several devices of a type", "write", &fastcall.DeviceChoiceError{Choice: fastcall.DeviceChoice{Type: "mobile"},
			Matches: []fastcall.Device{mobile, tablet}, Devices: all}},
		{"device in use", "change", &fastcall.DeviceInUseError{Device: "Mobile", Routes: true, Receiver: true}},
		{"recording missing", "write", &fastcall.RecordingError{Name: "Greeting"}},
		{"text for a recording", "write", &fastcall.RecordingError{Name: "Greeting", Recorded: true}},
		{"no such status", "write", &fastcall.StatusChoiceError{Wanted: "busy", Statuses: []string{"Available", "Lunch", "Offline"}}},
		{"several statuses", "write", &fastcall.StatusChoiceError{Wanted: "offline", Matches: []string{"Lunch", "Away"},
			Statuses: []string{"Available", "Away", "Lunch"}}},
		{"extra field with an argument", "write", &schemamap.ExtraFieldError{Field: "FastCall__Country_Code__c",
			Object: "FastCall__User_Settings__c", Section: schemamap.UserSettings, Key: "country_code"}},
		{"unknown extra field", "write", &schemamap.ExtraFieldError{Field: "FastCall__Volume__c", Object: "FastCall__User_Settings__c",
			Near: []string{"FastCall__Ring_Volume__c"}}},
		{"several rows", "read", &fastcall.SeveralRowsError{Object: "FastCall__User_Settings__c", UserID: ada.ID,
			IDs: []string{"a01xx0000000001AAA", "a01xx0000000002AAA"}}},
		{"no name", "write", &fastcall.NameError{Section: schemamap.Device, Most: 80}},
	} {
		write(c.name, framework.Diagnose(c.verb, settings, c.err)...)
	}
	write("a problem of the plan", framework.SettingsProblem(settings, fastcall.Problem{
		At:  []any{"inbound_routing", "routes", 1, "device"},
		Err: &fastcall.DeviceChoiceError{Choice: fastcall.DeviceChoice{Name: "Fax"}, Devices: all}}))
	write("a problem that may pass", framework.SettingsProblem(settings, fastcall.Problem{
		At: []any{"devices"}, Err: &fastcall.DeviceInUseError{Device: "Mobile", Receiver: true}, Passing: true}))
	write("devices that stay", framework.KeptDevices(settings, []string{"Tablet", "Mobile"}))
	acctest.Golden(t, "testdata/diagnostics_settings.txt", b.String())
}
