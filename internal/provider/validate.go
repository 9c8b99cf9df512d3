package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// validate runs the validators of the schema on a value. The framework does so
// for what the block says; what comes from the environment it never sees.
func validate(ctx context.Context, name string, attribute schema.Attribute, value attr.Value) diag.Diagnostics {
	at := path.Root(name)
	switch a := attribute.(type) {
	case schema.StringAttribute:
		return validateText(ctx, at, a, value)
	case schema.Int64Attribute:
		resp := &validator.Int64Response{}
		number, _ := value.(types.Int64)
		for _, v := range a.Validators {
			v.ValidateInt64(ctx, validator.Int64Request{Path: at, ConfigValue: number}, resp)
		}
		return resp.Diagnostics
	case schema.MapAttribute:
		return validateMap(ctx, at, a.Validators, value)
	case schema.MapNestedAttribute:
		return validateMap(ctx, at, a.Validators, value)
	case schema.SetAttribute:
		resp := &validator.SetResponse{}
		set, _ := value.(types.Set)
		for _, v := range a.Validators {
			v.ValidateSet(ctx, validator.SetRequest{Path: at, ConfigValue: set}, resp)
		}
		return resp.Diagnostics
	}
	return nil
}

func validateMap(ctx context.Context, at path.Path, validators []validator.Map, value attr.Value) diag.Diagnostics {
	resp := &validator.MapResponse{}
	elements, _ := value.(types.Map)
	for _, v := range validators {
		v.ValidateMap(ctx, validator.MapRequest{Path: at, ConfigValue: elements}, resp)
	}
	return resp.Diagnostics
}

func validateText(ctx context.Context, at path.Path, a schema.StringAttribute, value attr.Value) diag.Diagnostics {
	resp := &validator.StringResponse{}
	text, plain := value.(types.String)
	if id, ok := value.(framework.StringValue); ok && !plain {
		own := &xattr.ValidateAttributeResponse{}
		id.ValidateAttribute(ctx, xattr.ValidateAttributeRequest{Path: at}, own)
		resp.Diagnostics.Append(own.Diagnostics...)
		text = id.StringValue
	}
	for _, v := range a.Validators {
		v.ValidateString(ctx, validator.StringRequest{Path: at, ConfigValue: text}, resp)
	}
	return resp.Diagnostics
}

// oneSetEach refuses to let one permission set stand for two roles: nobody
// could tell which of them a user has.
type oneSetEach struct{}

func (oneSetEach) Description(context.Context) string {
	return "each role must have a permission set of its own"
}

func (v oneSetEach) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v oneSetEach) ValidateMap(ctx context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	roles := map[string]string{}
	for role, value := range req.ConfigValue.Elements() {
		text, ok := value.(types.String)
		if !ok || !isSet(text) {
			continue
		}
		_, bare, qualified := strings.Cut(text.ValueString(), "__")
		if !qualified {
			bare = text.ValueString()
		}
		name := strings.ToLower(bare)
		if other, taken := roles[name]; taken {
			resp.Diagnostics.AddAttributeError(req.Path, "One permission set for two roles",
				fmt.Sprintf("Roles %s and %s are both mapped to %q, but %s.", min(role, other), max(role, other), text.ValueString(), v.Description(ctx)))
			return
		}
		roles[name] = role
	}
}
