package framework

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// explainPhoneNumber words errors about numbers and whom they are given to.
func explainPhoneNumber(err error) (explanation, bool) {
	if x, ok := explainNumberKey(err); ok {
		return x, true
	}
	if e, ok := as[*fastcall.NumberTakenError](err); ok {
		return explanation{
			what: fmt.Sprintf("%s belongs to %s, and a number has one owner.", NumberName(e.Number), NumberOwner(e.By)),
			next: "Set replace_existing_assignment = true to take it from there, unassign it in Fastcall first, or assign another number.",

			attribute: "replace_existing_assignment",
		}, true
	}
	if e, ok := as[*fastcall.NotFastcallUserError](err); ok {
		return explanation{
			what: fmt.Sprintf("%s (%s) is no Fastcall user: there is neither a seat nor a permission set of Fastcall's.", e.User.Username, e.User.ID),
			next: fmt.Sprintf("Make the user one first, and let the assignment refer to that resource:\n\n"+
				"  resource \"fastcall_user\" \"owner\" {\n    username = %q\n  }\n\nand here user_id = fastcall_user.owner.id.", e.User.Username),
			attribute: "user_id",
		}, true
	}
	if e, ok := as[*fastcall.NoSMSError](err); ok {
		return explanation{
			what:      fmt.Sprintf("%s cannot carry text messages, so outbound SMS cannot be enabled for it.", NumberName(e.Number)),
			next:      "Leave outbound_sms_enabled out or set it to false, or assign a number that is SMS capable: see sms_capable of the data source fastcall_phone_numbers.",
			attribute: "outbound_sms_enabled",
		}, true
	}
	if e, ok := as[*fastcall.NotAnIVRError](err); ok {
		return explanation{
			what:      fmt.Sprintf("%q is not the ID of an IVR: those begin with %s in this org.", e.ID, e.Prefix),
			next:      "Copy the ID from the address of the IVR's page, or set ivr_id = \"none\" for a number without one.",
			attribute: "ivr_id",
		}, true
	}
	if e, ok := as[*fastcall.SharedNumberError](err); ok {
		return explainSharedNumber(e), true
	}
	return explanation{}, false
}

// explainNumberKey words errors about which number is meant.
func explainNumberKey(err error) (explanation, bool) {
	if e, ok := as[*fastcall.NumberNotFoundError](err); ok {
		return explanation{
			what: fmt.Sprintf("Fastcall has no number with %s that the API user can see.", e.Key),
			next: "Check the spelling, or buy or verify the number in Fastcall first: this provider never buys numbers. The data source " +
				"fastcall_phone_numbers lists those that there are.",
			attribute: NumberAttribute(e.Key),
		}, true
	}
	if e, ok := as[*fastcall.AmbiguousNumberError](err); ok {
		ids := make([]string, 0, len(e.Numbers))
		for _, p := range e.Numbers {
			ids = append(ids, p.ID)
		}
		return explanation{
			what:      fmt.Sprintf("%d records have %s: %s.", len(e.Numbers), e.Key, list(ids)),
			next:      "Name the record by phone_number_id.",
			attribute: NumberAttribute(e.Key),
		}, true
	}
	if e, ok := as[*fastcall.NumberKeysDisagreeError](err); ok {
		keys := make([]string, 0, len(e.Keys))
		for _, key := range e.Keys {
			keys = append(keys, key.String())
		}
		return explanation{
			what: fmt.Sprintf("The resource has two keys and they do not name one number: %s. %s is %s (%s).",
				strings.Join(keys, ", "), e.Keys[0], e.Number.Number, e.Number.ID),
			next:      "Keep one key, or correct the other.",
			attribute: NumberAttribute(e.Keys[0]),
		}, true
	}
	if e, ok := as[*NoNumberError](err); ok {
		return explanation{
			what: fmt.Sprintf("%q is neither a phone number nor the ID of a record.", e.Text),
			next: "Give the number with + and the country code, or the 15 or 18 characters from the address of the number's page.",
		}, true
	}
	if e, ok := as[*UnassignedError](err); ok {
		return explanation{
			what: fmt.Sprintf("%s is given to nobody, so there is no assignment to take over.", NumberName(e.Number)),
			next: "Do not import it; an apply without the import assigns the number.",
		}, true
	}
	return explanation{}, false
}

func explainSharedNumber(e *fastcall.SharedNumberError) explanation {
	const next = "Keep one resource for the number and let Terraform forget the other without destroying it: a removed block with " +
		"lifecycle { destroy = false }, or terraform state rm."
	if e.Leaves {
		return explanation{
			what: "Another resource for the same number is destroyed in this plan, which takes the number away from whom this one gives it to.",
			next: next + " If only the address of the resource changed, write a moved block.",
		}
	}
	return explanation{what: "Two resources assign this number, and a number has one owner.", next: next}
}

// NoNumberError says that a text to import names no number in any way.
type NoNumberError struct{ Text string }

func (e *NoNumberError) Error() string { return "no number is " + e.Text }

// UnassignedError says that a number to import belongs to nobody.
type UnassignedError struct{ Number fastcall.PhoneNumber }

func (e *UnassignedError) Error() string { return e.Number.Number + " is unassigned" }

// NumberAttribute is the attribute that holds a key.
func NumberAttribute(key fastcall.NumberKey) string {
	if key.ID != "" {
		return "phone_number_id"
	}
	return "phone_number"
}

// NumberName is a number as people know it.
func NumberName(p fastcall.PhoneNumber) string {
	if p.Name == "" {
		return p.Number
	}
	return fmt.Sprintf("%s (%s)", p.Number, p.Name)
}

// NumberOwner names all owners of a number.
func NumberOwner(n fastcall.NumberOwner) string {
	var owners []string
	if n.UserID != "" {
		owners = append(owners, "user "+n.UserID)
	}
	if n.GroupID != "" {
		owners = append(owners, "group "+n.GroupID)
	}
	if n.OrgWide {
		owners = append(owners, "the whole org")
	}
	if len(owners) == 0 {
		return "nobody"
	}
	return strings.Join(owners, " and ")
}
