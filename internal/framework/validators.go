package framework

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// UserID refuses ids of anything but users. The checksum is the type's affair.
func UserID() validator.String { return idOf("005", "a user") }

// GroupID refuses ids of anything but native groups.
func GroupID() validator.String { return idOf("00G", "a group") }

// OrganizationID refuses ids of anything but orgs.
func OrganizationID() validator.String { return idOf("00D", "an org") }

// PackageLicenseID refuses ids of anything but package licenses.
func PackageLicenseID() validator.String { return idOf("050", "a package license") }

// RecordID takes the ID of any record, for elements of collections: their own
// type is not asked.
func RecordID() validator.String { return recordID{} }

// RecordIDOr takes the ID of a record or one word in its place.
func RecordIDOr(word string) validator.String { return recordID{word} }

type recordID struct{ word string }

// Description implements validator.Describer.
func (v recordID) Description(context.Context) string {
	if v.word == "" {
		return "must be the ID of a record"
	}
	return fmt.Sprintf("must be the ID of a record or %q", v.word)
}

// MarkdownDescription implements validator.Describer.
func (v recordID) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v recordID) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	text := req.ConfigValue.ValueString()
	if !known(req.ConfigValue) || v.word != "" && text == v.word {
		return
	}
	if _, err := salesforce.ID18(text); err != nil {
		detail := malformedID(text, err)
		if v.word != "" {
			detail += fmt.Sprintf(" Or write %q.", v.word)
		}
		resp.Diagnostics.AddAttributeError(req.Path, "Not a Salesforce ID", detail)
	}
}

func idOf(prefix, noun string) validator.String {
	return stringvalidator.RegexMatches(regexp.MustCompile("^"+prefix), "must be the ID of "+noun+", which begins with "+prefix)
}
