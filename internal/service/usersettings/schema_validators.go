package usersettings

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// oneOf wants one member of an object, which is one of several. A required
// attribute, or a validator of the attribute, would refuse an object that is
// not known yet: its members are null until then.
type oneOf []string

// has wants one of some members.
func has(members ...string) validator.Object { return oneOf(members) }

// Description implements validator.Object.
func (o oneOf) Description(context.Context) string { return "needs " + strings.Join(o, " or ") }

// MarkdownDescription implements validator.Object.
func (o oneOf) MarkdownDescription(ctx context.Context) string { return o.Description(ctx) }

// ValidateObject implements validator.Object.
func (o oneOf) ValidateObject(_ context.Context, req validator.ObjectRequest, resp *validator.ObjectResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	set, open := 0, false
	for _, name := range o {
		value := req.ConfigValue.Attributes()[name]
		switch {
		case value.IsUnknown():
			open = true
		case !value.IsNull():
			set++
		}
	}
	if names := strings.Join(o, " or "); set == 0 && !open {
		resp.Diagnostics.AddAttributeError(req.Path, "Missing "+names, "What to do: Set "+names+".")
	} else if set > 1 {
		resp.Diagnostics.AddAttributeError(req.Path, "Only one of "+strings.Join(o, " and "), "What to do: Set "+names+", not both.")
	}
}

// anotherUser tells whether a configured id means another user than the state:
// 15 and 18 characters mean the same one.
func anotherUser(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
	resp.RequiresReplace = !framework.SalesforceID(req.StateValue.ValueString()).Same(framework.SalesforceID(req.PlanValue.ValueString()))
}
