package orgsim

import (
	"regexp"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// smsAction checks what is to be sent and by whom, and sends nothing.
var smsAction = action{
	class: "SubscriberSMSInvocable", label: "Fastcall: Send SMS",
	inputs: []actionInput{{"userId", "User Id", true}, {"bodyText", "Body Text", false}, {"fromPhone", "From Phone", false},
		{"mediaURL", "Media URL", false}, {"phoneNumberFieldName", "Phone Number Field Name", false}, {"recordId", "Record Id", false},
		{"templateId", "Template Id", false}, {"toPhone", "To Phone", false}},
	needs: []string{"phone_number", "sms_template"},
	run: func(t *tx, in map[string]string) string {
		user, why := t.fastcallUser(in["userId"])
		for _, check := range []func() string{
			func() string { return t.smsContent(in) },
			func() string { return t.smsReceiver(in) },
			func() string { return t.smsSender(user, in["fromPhone"]) },
		} {
			if why == "" {
				why = check()
			}
		}
		return why
	},
}

// e164 is a phone number in full.
var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// smsContent is what is wrong with the text to send, if anything is.
func (t *tx) smsContent(in map[string]string) string {
	if in["bodyText"] == "" && in["templateId"] == "" && in["mediaURL"] == "" {
		return "One of bodyText, templateId and mediaURL is required"
	}
	if id := in["templateId"]; id != "" {
		whole, valid := sfid.Parse(id, true)
		if _, found := t.rows.Get(t.kept("sms_template").Object, whole); !valid || !found {
			return "There is no SMS template " + id
		}
	}
	if url := in["mediaURL"]; url != "" && !strings.HasPrefix(url, "https://") {
		return "mediaURL is not an address: " + url
	}
	return ""
}

// smsReceiver is what is wrong with the number to send to, which is given or stands in a field of a record.
func (t *tx) smsReceiver(in map[string]string) string {
	to := in["toPhone"]
	if to == "" && in["recordId"] != "" && in["phoneNumberFieldName"] != "" {
		id, _ := sfid.Parse(in["recordId"], true)
		object, known := t.org.catalog.OfID(id)
		if !known {
			return "There is no record " + in["recordId"]
		}
		row, found := t.rows.Get(object.Name, id)
		f, has := object.Field(in["phoneNumberFieldName"])
		if !found || !has {
			return "There is no field " + in["phoneNumberFieldName"] + " of a record " + in["recordId"]
		}
		to = ref(row, f.Name)
	}
	if !e164.MatchString(to) {
		return "toPhone, or recordId and phoneNumberFieldName, must give a phone number: " + to
	}
	return ""
}

// smsSender is what is wrong with the number to send from. It must be able to send and be available to the user; the
// first such number is taken if none is given (S-api-ref).
func (t *tx) smsSender(user, from string) string {
	numbers := t.kept("phone_number")
	able := func(row store.Row) bool {
		return numbers.value(row, "sms_capable") == true && numbers.value(row, "outbound_sms_enabled") == true
	}
	for _, row := range t.usable(user) {
		if own := numbers.ref(row, "number"); own == from && !able(row) {
			return "No SMS can be sent from " + from
		} else if able(row) && (from == "" || from == own) {
			return ""
		}
	}
	if from == "" {
		return "The user has no number to send from"
	}
	return "The number is not available to the user: " + from
}
