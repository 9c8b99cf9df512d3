package framework

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// Keys are arguments of which any says what is meant: a user, a group.
type Keys struct {
	noun  string
	names []string
	one   bool
}

// OneKey wants exactly one of some arguments.
func OneKey(noun string, names ...string) Keys { return Keys{noun, names, true} }

// SomeKey wants one of some arguments, or several.
func SomeKey(noun string, names ...string) Keys { return Keys{noun, names, false} }

// Description implements the framework's validators of configurations.
func (k Keys) Description(context.Context) string {
	return "needs " + or(k.names) + ", to say which " + k.noun + " is meant"
}

// MarkdownDescription implements the framework's validators of configurations.
func (k Keys) MarkdownDescription(ctx context.Context) string { return k.Description(ctx) }

// ValidateResource implements resource.ConfigValidator.
func (k Keys) ValidateResource(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	resp.Diagnostics.Append(k.validate(ctx, req.Config)...)
}

// ValidateDataSource implements datasource.ConfigValidator.
func (k Keys) ValidateDataSource(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	resp.Diagnostics.Append(k.validate(ctx, req.Config)...)
}

// ValidateAction implements action.ConfigValidator.
func (k Keys) ValidateAction(ctx context.Context, req action.ValidateConfigRequest, resp *action.ValidateConfigResponse) {
	resp.Diagnostics.Append(k.validate(ctx, req.Config)...)
}

func (k Keys) validate(ctx context.Context, config tfsdk.Config) diag.Diagnostics {
	var diags diag.Diagnostics
	var set []string
	open := false
	for _, name := range k.names {
		var value attr.Value
		diags.Append(config.GetAttribute(ctx, path.Root(name), &value)...)
		switch {
		case diags.HasError():
			return diags
		case value.IsUnknown():
			open = true
		case !value.IsNull():
			set = append(set, name)
		}
	}
	all := or(k.names)
	if len(set) == 0 && !open {
		diags.AddError("Missing "+all, toDo("Nothing says which "+k.noun+" is meant.", "Set "+all+"."))
	} else if len(set) > 1 && k.one {
		diags.AddError("Only one of "+strings.Join(set, " and "), toDo("They could mean different ones, and only one "+k.noun+" is meant.", "Leave one of them."))
	}
	return diags
}
