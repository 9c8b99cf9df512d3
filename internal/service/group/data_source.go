package group

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// DataSource is the data source fastcall_group.
type DataSource struct{ framework.DataSourceBase }

// NewDataSource returns the data source fastcall_group.
func NewDataSource() datasource.DataSource { return &DataSource{} }

var (
	_ datasource.DataSourceWithConfigure        = &DataSource{}
	_ datasource.DataSourceWithConfigValidators = &DataSource{}
)

// found is the data source fastcall_group as Terraform holds it.
type found struct {
	ID                 framework.StringValue `tfsdk:"id"`
	Name               types.String          `tfsdk:"name"`
	DeveloperName      types.String          `tfsdk:"developer_name"`
	Extension          types.String          `tfsdk:"extension"`
	RecordID           types.String          `tfsdk:"record_id"`
	Members            types.List            `tfsdk:"members"`
	ACD                types.Object          `tfsdk:"acd"`
	SharedRecordingIDs types.List            `tfsdk:"shared_recording_ids"`
	ThreeWayCalls      types.Bool            `tfsdk:"three_way_calls"`
	PhoneNumberIDs     types.List            `tfsdk:"phone_number_ids"`
}

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_group"
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	key := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description + " One of `id`, `name`, `developer_name` and `extension` is set.",
			Optional: true, Computed: true}
	}
	ids := func(description string) schema.ListAttribute {
		return schema.ListAttribute{MarkdownDescription: description, ElementType: types.StringType, Computed: true}
	}
	id := key("ID of the Salesforce group, 15 or 18 characters.")
	id.CustomType = framework.SalesforceIDType
	resp.Schema = schema.Schema{
		MarkdownDescription: "One Fastcall group: a public Salesforce group that Fastcall has a record of.",
		Attributes: map[string]schema.Attribute{
			"id":                   id,
			"name":                 key("Name of the group; case does not matter. It must fit one Fastcall group only."),
			"developer_name":       key("Developer name of the Salesforce group; case does not matter."),
			"extension":            key("Extension of the group."),
			"record_id":            schema.StringAttribute{MarkdownDescription: "ID of Fastcall's own record of the group.", Computed: true},
			"members":              ids("IDs of the users who are direct members, sorted."),
			"acd":                  acdComputed(),
			"shared_recording_ids": ids("IDs of the messages shared with the group, sorted. Null: not visible in this org."),
			"three_way_calls":      schema.BoolAttribute{MarkdownDescription: "Whether members may make three-way calls. Null: not visible in this org.", Computed: true},
			"phone_number_ids":     ids("IDs of the phone numbers assigned to the group, sorted. Null: not visible in this org."),
		},
	}
}

// acdComputed shows the settings for distributing calls.
func acdComputed() schema.Attribute {
	attributes := map[string]schema.Attribute{}
	for _, option := range fastcall.ACDOptions {
		name, text := acdName(option.Key), acdDescriptions[option.Key]
		switch option.Kind {
		case fastcall.NumberOption:
			attributes[name] = schema.Int64Attribute{MarkdownDescription: text, Computed: true}
		case fastcall.FlagOption:
			attributes[name] = schema.BoolAttribute{MarkdownDescription: text, Computed: true}
		case fastcall.RecordOption:
			attributes[name] = schema.StringAttribute{MarkdownDescription: text, CustomType: framework.SalesforceIDType, Computed: true}
		case fastcall.TextOption:
			attributes[name] = schema.StringAttribute{MarkdownDescription: text, Computed: true}
		}
	}
	return schema.SingleNestedAttribute{Attributes: attributes, Computed: true,
		MarkdownDescription: "How calls to the group are distributed (ACD). Null: not at all, or not visible in this org."}
}

// ConfigValidators implements datasource.DataSourceWithConfigValidators.
func (d *DataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{framework.OneKey("group", "id", "name", "developer_name", "extension")}
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var m found
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	key := fastcall.GroupKey{ID: m.ID.ID18(), Name: m.Name.ValueString(), DeveloperName: m.DeveloperName.ValueString(),
		Extension: m.Extension.ValueString()}
	parts, err := org.EverythingOfGroups(ctx)
	var g *fastcall.Group
	if err == nil {
		g, err = org.FindGroup(ctx, parts, key)
	}
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("read", "group with "+key.String(), err, "id", "name", "developer_name", "extension")...)
		return
	}
	m = found{ID: m.ID, Name: types.StringValue(g.Name), DeveloperName: types.StringValue(g.DeveloperName), Extension: framework.Optional(g.Extension),
		RecordID: framework.Optional(g.RecordID), Members: stringList(some(g.Members)), ACD: types.ObjectNull(acdTypes),
		SharedRecordingIDs: types.ListNull(types.StringType), PhoneNumberIDs: stringList(g.PhoneNumberIDs)}
	if m.ID.IsNull() {
		m.ID = framework.SalesforceID(g.ID)
	}
	if acd := g.ACDFor(nil); acd["strategy"] != nil {
		m.ACD = acdObject(acd, func(string) bool { return true })
	}
	if parts.SharedRecordings {
		m.SharedRecordingIDs = stringList(some(g.SharedRecordings))
	}
	if parts.ThreeWayCalls {
		m.ThreeWayCalls = types.BoolValue(g.ThreeWayCalls)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
