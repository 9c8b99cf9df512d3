package framework

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// explainSettings words what stands in the way of a user's settings.
func explainSettings(err error) (explanation, bool) {
	if e, ok := as[*fastcall.NoFastcallUserError](err); ok {
		return explanation{
			what: fmt.Sprintf("%s (%s) is no Fastcall user: there is neither a seat nor a permission set of Fastcall's.", e.User.Username, e.User.ID),
			next: "Have a fastcall_user for the user and refer to it: user_id = fastcall_user.NAME.id. Or take these settings out of the configuration.",

			attribute: "user_id",
		}, true
	}
	if _, ok := as[*fastcall.SharedSettingsError](err); ok {
		return explanation{
			what: "Two resources have settings for this user, and each would undo what the other writes.",
			next: "Have one fastcall_user_settings for the user, with all sections that are to be managed, and let Terraform forget the other " +
				"without destroying it: a removed block with lifecycle { destroy = false }, or terraform state rm.",

			attribute: "user_id",
		}, true
	}
	if e, ok := as[*fastcall.DeviceChoiceError](err); ok {
		return explainDeviceChoice(e), true
	}
	if e, ok := as[*fastcall.DeviceInUseError](err); ok {
		return explainDeviceInUse(e), true
	}
	if e, ok := as[*fastcall.RecordingError](err); ok {
		return explainRecording(e), true
	}
	if e, ok := as[*fastcall.StatusChoiceError](err); ok {
		what := fmt.Sprintf("%q is neither the ID nor the name nor the type of a user status.", e.Wanted)
		if len(e.Matches) > 1 {
			what = fmt.Sprintf("%d user statuses are called or typed %q: %s.", len(e.Matches), e.Wanted, list(e.Matches))
		}
		return explanation{
			what:      what + " The org has: " + list(e.Statuses) + ".",
			next:      "Name one of them by its name or ID, or give the type of which there is one: available or offline.",
			attribute: "user_settings",
		}, true
	}
	return explainSettingsFields(err)
}

// explainSettingsFields words what does not fit the objects that hold settings.
func explainSettingsFields(err error) (explanation, bool) {
	if e, ok := as[*schemamap.ExtraFieldError](err); ok {
		return explainExtraField(e), true
	}
	if e, ok := as[*fastcall.SeveralRowsError](err); ok {
		return explanation{
			what: fmt.Sprintf("User %s has %d rows of %s, and nobody knows which of them Fastcall goes by: %s.",
				e.UserID, len(e.IDs), e.Object, list(e.IDs)),
			next: "Look at the rows in Salesforce, delete those that are not the user's settings, then try again.",
		}, true
	}
	if e, ok := as[*fastcall.NameError](err); ok {
		return explanation{
			what: fmt.Sprintf("%q cannot be a name: it must have between 1 and %d characters and no space at either end.", e.Name, e.Most),
			next: "Correct the name, which is the key of the map.",
		}, true
	}
	return explanation{}, false
}

func explainDeviceChoice(e *fastcall.DeviceChoiceError) explanation {
	x := explanation{attribute: "inbound_routing", next: "Add the device to devices, or choose one that the user has."}
	wanted := fmt.Sprintf("called %q", e.Choice.Name)
	if e.Choice.Name == "" {
		wanted = fmt.Sprintf("of type %q", e.Choice.Type)
	}
	x.what = fmt.Sprintf("The user has no device %s. Devices: %s.", wanted, list(devices(e.Devices)))
	if len(e.Matches) > 1 {
		x.what = fmt.Sprintf("The user has %d devices %s, and only one can be meant: %s.", len(e.Matches), wanted, list(devices(e.Matches)))
		x.next = "Choose the device by name: device = \"NAME\"."
	}
	return x
}

func devices(all []fastcall.Device) []string {
	names := make([]string, 0, len(all))
	for _, d := range all {
		names = append(names, fmt.Sprintf("%q (%s)", d.Name, d.Type))
	}
	return names
}

func explainDeviceInUse(e *fastcall.DeviceInUseError) explanation {
	var uses []string
	if e.Routes {
		uses = append(uses, "an inbound route")
	}
	if e.Receiver {
		uses = append(uses, "the ACD receiver")
	}
	return explanation{
		what: fmt.Sprintf("Device %q is not in devices and so would be removed, but what is not managed here still leads to it: %s.",
			e.Device, strings.Join(uses, " and ")),
		next: fmt.Sprintf("Add the device to devices, manage inbound_routing here as well, or let the user choose another device "+
			"first. With apply_mode = %q, devices that are not listed stay.", "add_missing"),
		attribute: "devices",
	}
}

func explainRecording(e *fastcall.RecordingError) explanation {
	if e.Recorded {
		return explanation{
			what:      fmt.Sprintf("Message %q is a recording, and a text would replace what somebody has spoken.", e.Name),
			next:      "Leave text out to require the recording, or give the text another name.",
			attribute: "messages",
		}
	}
	return explanation{
		what: fmt.Sprintf("The user has no message %q, and it has no text here. A recording cannot be made through the API.", e.Name),
		next: "Record it in Fastcall under Messages, or give it a text, which a robot voice reads.", attribute: "messages",
	}
}

func explainExtraField(e *schemamap.ExtraFieldError) explanation {
	if e.Key != "" {
		return explanation{
			what: fmt.Sprintf("Field %s of %s stands for %s.%s, which has an argument of its own.", e.Field, e.Object,
				e.Section, fastcall.AttributeOf(e.Key)),
			next:      "Set that argument and take the field out of extra_fields.",
			attribute: "extra_fields",
		}
	}
	what := fmt.Sprintf("%s has no field %s that the API user can see.", e.Object, e.Field)
	if len(e.Near) > 0 {
		what += " Near: " + list(e.Near) + "."
	}
	return explanation{what: what, attribute: "extra_fields",
		next: "Give the field's API name as Salesforce spells it, with the namespace, or give the API user access to the field."}
}

// SettingsProblem words something that an apply would stumble over, at the
// attribute that is at fault.
func SettingsProblem(subject string, p fastcall.Problem) diag.Diagnostic {
	at := path.Empty()
	for i, step := range p.At {
		switch s := step.(type) {
		case string:
			if i == 0 {
				at = path.Root(s)
			} else {
				at = at.AtName(s)
			}
		case fastcall.MapKey:
			at = at.AtMapKey(string(s))
		case int:
			at = at.AtListIndex(s)
		}
	}
	detail := explain(p.Err).detail()
	if p.Passing {
		return diag.NewAttributeWarningDiagnostic(at, "An apply cannot write "+subject, detail)
	}
	return diag.NewAttributeErrorDiagnostic(at, "Cannot plan "+subject, detail)
}

// SettingsNotReset says that a reset did nothing.
func SettingsNotReset(subject string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("The "+subject+" were not reset",
		"This apply has written them by another instance, which keeps them. Only the old instance left the state.")
}

// SettingsUnsure says why settings are in the state whose creation failed.
func SettingsUnsure(subject string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("The "+subject+" are in the state all the same",
		"Nobody could look whether they were written. So that on_destroy = \"reset\" can take back what was made here, Terraform keeps them as "+
			"tainted: the next apply takes back what this one has made, if it has, leaves alone what the user had before, and writes them again.\n\n"+
			"What to do: Apply again. To go on in place, run terraform untaint first.")
}

// KeptDevices says which devices a reset left.
func KeptDevices(subject string, names []string) diag.Diagnostic {
	slices.Sort(names)
	return diag.NewWarningDiagnostic("Devices stay after the reset of "+subject,
		"Inbound routes or the ACD receiver lead to them and are not managed here: "+list(names)+".\n\n"+
			"What to do: Delete the devices in Fastcall if nobody needs them.")
}
