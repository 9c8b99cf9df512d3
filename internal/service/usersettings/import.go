package usersettings

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// sections are the sections that can be managed, in the order of Fastcall's
// screen, each with what an import begins with: there, and not read yet.
var sections = []struct {
	name  string
	begin attr.Value
}{
	{"user_settings", empty(userSettingsTypes)},
	{"devices", types.MapValueMust(types.ObjectType{AttrTypes: deviceTypes}, map[string]attr.Value{})},
	{"inbound_routing", empty(routingTypes)},
	{"messages", types.MapValueMust(types.ObjectType{AttrTypes: messageTypes}, map[string]attr.Value{})},
	{"sms_templates", types.MapValueMust(types.ObjectType{AttrTypes: templateTypes}, map[string]attr.Value{})},
}

// empty is an object whose members are all null.
func empty(kinds map[string]attr.Type) types.Object {
	values := make(map[string]attr.Value, len(kinds))
	for name, kind := range kinds {
		switch k := kind.(type) {
		case types.ListType:
			values[name] = types.ListNull(k.ElemType)
		case types.ObjectType:
			values[name] = types.ObjectNull(k.AttrTypes)
		case framework.StringType:
			values[name] = framework.SalesforceID("")
		default:
			values[name] = types.StringNull()
			if kind.Equal(types.BoolType) {
				values[name] = types.BoolNull()
			}
		}
	}
	return types.ObjectValueMust(kinds, values)
}

// ImportState takes settings in by identity or by a text: an id of 15 or 18
// characters or username:…, and after a colon the sections that are to be
// managed, which else are all. Arguments that live in the configuration only
// get their defaults, so that the first plan after an import writes nothing for
// them.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	ctx, cancel := context.WithTimeout(ctx, defaultTimeout)
	defer cancel()
	var id string
	named := sectionNames()
	if req.ID == "" && req.Identity != nil && !req.Identity.Raw.IsNull() {
		id = r.importByIdentity(ctx, req, &resp.Diagnostics)
	} else {
		var who string
		who, named = splitSections(req.ID, &resp.Diagnostics)
		if !resp.Diagnostics.HasError() {
			id = r.importByText(ctx, who, &resp.Diagnostics)
		}
	}
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(begin(ctx, &resp.State, id, named)...)
}

// begin writes the ids, the defaults of what lives in the configuration only,
// and that the named sections are managed.
func begin(ctx context.Context, to framework.Attributes, id string, named []string) diag.Diagnostics {
	var diags diag.Diagnostics
	set := func(name string, value any) { diags.Append(to.SetAttribute(ctx, path.Root(name), value)...) }
	set("id", id)
	set("user_id", id)
	set("apply_mode", modeReplace)
	set("on_destroy", destroyKeep)
	for _, section := range sections {
		if slices.Contains(named, section.name) {
			set(section.name, section.begin)
		}
	}
	return diags
}

// importByIdentity returns the user id of an identity, which must be of the
// org behind the provider block.
func (r *Resource) importByIdentity(ctx context.Context, req resource.ImportStateRequest, diags *diag.Diagnostics) string {
	var identity identityModel
	diags.Append(req.Identity.Get(ctx, &identity)...)
	org := r.Org(diags)
	if diags.HasError() {
		return ""
	}
	given := identity.UserID.ValueString()
	if err := framework.SameOrg(ctx, org, identity.OrganizationID.ValueString()); err != nil {
		diags.Append(diagnose("import", "settings of user "+given, err)...)
		return ""
	}
	return r.importByText(ctx, given, diags)
}

// importByText returns the id of the user that a text names. The user must be
// there: whoever is not has no settings that could be read.
func (r *Resource) importByText(ctx context.Context, text string, diags *diag.Diagnostics) string {
	var key fastcall.UserKey
	if name, ok := strings.CutPrefix(text, "username:"); ok && name != "" {
		key.Username = name
	} else {
		id, why := framework.NotAUser(text)
		if why != "" {
			diags.AddError(fmt.Sprintf("Cannot import settings of user %q", text), why)
			return ""
		}
		key.ID = id
	}
	org := r.Org(diags)
	if org == nil {
		return ""
	}
	user, err := org.FindUser(ctx, []fastcall.UserKey{key})
	if err != nil {
		diags.Append(framework.Diagnose("import", fmt.Sprintf("settings of user %q", text), err)...)
	}
	return user.ID
}

func sectionNames() []string {
	names := make([]string, 0, len(sections))
	for _, section := range sections {
		names = append(names, section.name)
	}
	return names
}

// splitSections takes the names of sections from the end of a text.
func splitSections(text string, diags *diag.Diagnostics) (who string, named []string) {
	rest, isName := strings.CutPrefix(text, "username:")
	who, list, some := strings.Cut(rest, ":")
	if isName {
		who = "username:" + who
	}
	if !some {
		return who, sectionNames()
	}
	named = strings.Split(list, ",")
	for i, name := range named {
		named[i] = strings.TrimSpace(name)
		if !slices.Contains(sectionNames(), named[i]) {
			diags.AddError(fmt.Sprintf("Cannot import settings of user %q", who), fmt.Sprintf("%q is no section that can be managed.\n\n"+
				"What to do: Name some of these after the colon, or leave the colon out to take in all of them: %s.",
				named[i], strings.Join(sectionNames(), ", ")))
		}
	}
	return who, named
}

// present leaves out the sections that this org does not have.
func (m *model) present(have *fastcall.Settings) diag.Diagnostics {
	var absent []string
	check := func(name string, asked, there bool, forget func()) {
		if asked && !there {
			absent = append(absent, name)
			forget()
		}
	}
	check("user_settings", !m.UserSettings.IsNull(), have.Has(schemamap.UserSettings),
		func() { m.UserSettings = types.ObjectNull(userSettingsTypes) })
	check("devices", !m.Devices.IsNull(), have.Has(schemamap.Device, "type"),
		func() { m.Devices = types.MapNull(types.ObjectType{AttrTypes: deviceTypes}) })
	check("inbound_routing", !m.InboundRouting.IsNull(), have.Has(schemamap.InboundRoute) || have.Has(schemamap.InboundRouting),
		func() { m.InboundRouting = types.ObjectNull(routingTypes) })
	check("messages", !m.Messages.IsNull(), have.Has(schemamap.Message, "text"),
		func() { m.Messages = types.MapNull(types.ObjectType{AttrTypes: messageTypes}) })
	check("sms_templates", !m.SMSTemplates.IsNull(), have.Has(schemamap.SMSTemplate, "body"),
		func() { m.SMSTemplates = types.MapNull(types.ObjectType{AttrTypes: templateTypes}) })
	if len(absent) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("Sections left out of the "+m.subject(),
		"The API user does not see where this org keeps them: "+strings.Join(absent, ", ")+".\n\nWhat to do: Give the API user access, "+
			"or map them in schema_map of the provider block; the data source fastcall_schema shows what was found. Then import again.")}
}
