package framework_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

func TestE164Type(t *testing.T) {
	t.Parallel()
	number := framework.E164("+1 (415) 555-0100")
	for text, want := range map[string]bool{"+14155550100": true, "+1.415.555.0100": true, "+14155550101": false, "4155550100": false} {
		if same, _ := number.StringSemanticEquals(t.Context(), framework.E164(text)); same != want {
			t.Errorf("the same as %q: %v", text, same)
		}
	}
	if number.Equal(framework.E164("+14155550100")) || !number.Equal(framework.E164("+1 (415) 555-0100")) {
		t.Error("Equal does not compare spellings")
	}
	for text, faults := range map[string]int{"+1 (415) 555-0100": 0, "4155550100": 1} {
		var resp xattr.ValidateAttributeResponse
		framework.E164(text).ValidateAttribute(t.Context(), xattr.ValidateAttributeRequest{Path: path.Root("phone_number")}, &resp)
		if len(resp.Diagnostics) != faults {
			t.Errorf("%q: %s", text, resp.Diagnostics)
		}
	}
	for name, in := range map[string]tftypes.Value{
		"null": tftypes.NewValue(tftypes.String, nil), "unknown": tftypes.NewValue(tftypes.String, tftypes.UnknownValue),
		"text": tftypes.NewValue(tftypes.String, "+14155550100"),
	} {
		value, err := framework.E164Type.ValueFromTerraform(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		out, err := value.ToTerraformValue(t.Context())
		if err != nil || !out.Equal(in) || !value.Type(t.Context()).Equal(framework.E164Type) {
			t.Errorf("%s becomes %s, %v", name, out, err)
		}
		if checked, ok := value.(framework.E164Value); name != "text" && ok {
			var resp xattr.ValidateAttributeResponse
			checked.ValidateAttribute(t.Context(), xattr.ValidateAttributeRequest{}, &resp)
			if len(resp.Diagnostics) > 0 {
				t.Errorf("%s is refused", name)
			}
		}
	}
	if framework.E164Type.Equal(framework.SalesforceIDType) || !framework.E164("").IsNull() {
		t.Error("other types, or empty text")
	}
}

// A plan keeps the state's spelling of what means the same, and only that.
func TestSpellingsInPlans(t *testing.T) {
	t.Parallel()
	const id, other = "005xx000001SwiUAAS", "005xx000001SwiVAAS"
	for _, c := range []struct {
		modifier           planmodifier.String
		state, plan, wants types.String
	}{
		{framework.KeepNumber(), types.StringValue("+4570100003"), types.StringValue("+45 70100003"), types.StringValue("+4570100003")},
		{framework.KeepNumber(), types.StringValue("+4570100003"), types.StringValue("+4570100004"), types.StringValue("+4570100004")},
		{framework.KeepID(), types.StringValue(id), types.StringValue(id[:15]), types.StringValue(id)},
		{framework.KeepID(), types.StringValue(id), types.StringValue(other), types.StringValue(other)},
		{framework.KeepID(), types.StringValue(id), types.StringUnknown(), types.StringUnknown()},
		{framework.KeepID(), types.StringNull(), types.StringValue(id), types.StringValue(id)},
		{framework.KeepID(), types.StringValue(id), types.StringNull(), types.StringNull()},
	} {
		resp := planmodifier.StringResponse{PlanValue: c.plan}
		c.modifier.PlanModifyString(t.Context(), planmodifier.StringRequest{StateValue: c.state, PlanValue: c.plan}, &resp)
		if !resp.PlanValue.Equal(c.wants) {
			t.Errorf("from %s to %s plans %s, want %s", c.state, c.plan, resp.PlanValue, c.wants)
		}
	}
	set := func(ids ...string) types.Set {
		var elements []attr.Value
		for _, one := range ids {
			elements = append(elements, framework.SalesforceID(one))
		}
		return types.SetValueMust(framework.SalesforceIDType, elements)
	}
	for _, c := range []struct{ state, plan, wants types.Set }{
		{set(id, other), set(other[:15], id), set(id, other)},
		{set(id), set(id, other), set(id, other)},
		{set(), set(), set()},
		{set(id), types.SetUnknown(framework.SalesforceIDType), types.SetUnknown(framework.SalesforceIDType)},
	} {
		resp := planmodifier.SetResponse{PlanValue: c.plan}
		framework.KeepIDs().PlanModifySet(t.Context(), planmodifier.SetRequest{StateValue: c.state, PlanValue: c.plan}, &resp)
		if !resp.PlanValue.Equal(c.wants) {
			t.Errorf("from %s to %s plans %s, want %s", c.state, c.plan, resp.PlanValue, c.wants)
		}
	}
}
