package org

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// SchemaDataSource is fastcall_schema.
type SchemaDataSource struct{ framework.DataSourceBase }

// NewSchemaDataSource returns the data source fastcall_schema.
func NewSchemaDataSource() datasource.DataSource { return &SchemaDataSource{} }

var _ datasource.DataSourceWithConfigure = &SchemaDataSource{}

// schemaModel is fastcall_schema as Terraform holds it.
type schemaModel struct {
	Namespace types.String `tfsdk:"namespace"`
	Complete  types.Bool   `tfsdk:"complete"`
	Sections  types.Map    `tfsdk:"sections"`
}

const schemaDescription = `Where Fastcall's own records are in this org: which object and which fields carry each kind of them, and how they were found.

Groups, phone numbers, settings and releases need these records. Their API names are not public, so each is looked for by ` +
	"`schema_map`" + ` of the provider block, then by the name that Salesforce derives from its label, then by a label that no ` +
	`other object or field bears. Reading this data source never fails for what is missing: it says what that is.`

// Metadata implements datasource.DataSource.
func (d *SchemaDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_schema"
}

// Schema implements datasource.DataSource.
func (d *SchemaDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	resp.Schema = schema.Schema{MarkdownDescription: schemaDescription, Attributes: map[string]schema.Attribute{
		"namespace": text("Namespace in which the objects were looked for."),
		"complete": schema.BoolAttribute{Computed: true,
			MarkdownDescription: "Whether every object and field was found. A section that `schema_map` calls unreachable is not looked for."},
		"sections": schema.MapNestedAttribute{Computed: true,
			MarkdownDescription: "What was found, by section. The keys are those of `schema_map`.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"object": text("API name of the object. Null if none was found."),
				"label":  text("Label of the object."),
				"link": text("API name of the field that ties a record to the user, group or record that it belongs to. Null if none was " +
					"found, or for records that stand by themselves."),
				"fields": schema.MapAttribute{Computed: true, ElementType: types.StringType,
					MarkdownDescription: "API names of the fields that were found, by key."},
				"source": text("How the object was found: `schema_map`, `derived` from the label, or by `label`."),
				"unreachable": schema.BoolAttribute{Computed: true,
					MarkdownDescription: "Whether `schema_map` says that the API cannot reach these records."},
				"missing": schema.ListAttribute{Computed: true, ElementType: types.StringType,
					MarkdownDescription: "Keys of the fields that were not found; `link` among them."},
			}}},
	}}
}

var sectionTypes = map[string]attr.Type{"object": types.StringType, "label": types.StringType, "link": types.StringType,
	"fields": types.MapType{ElemType: types.StringType}, "source": types.StringType, "unreachable": types.BoolType,
	"missing": types.ListType{ElemType: types.StringType}}

// Read finds Fastcall's objects.
func (d *SchemaDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	found, err := org.Schema(ctx)
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("find", "Fastcall's objects", err)...)
		return
	}
	sections := map[string]attr.Value{}
	for _, section := range found.Findings() {
		sections[string(section.Section)] = sectionValue(section)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &schemaModel{
		Namespace: types.StringValue(org.Namespace()),
		Complete:  types.BoolValue(len(found.Missing()) == 0),
		Sections:  types.MapValueMust(types.ObjectType{AttrTypes: sectionTypes}, sections),
	})...)
}

func sectionValue(s schemamap.Finding) attr.Value {
	fields := map[string]attr.Value{}
	for key, name := range s.Fields {
		fields[key] = types.StringValue(name)
	}
	missing := []attr.Value{}
	for _, key := range s.Missing {
		if key != "" {
			missing = append(missing, types.StringValue(key))
		}
	}
	return types.ObjectValueMust(sectionTypes, map[string]attr.Value{
		"object": framework.Optional(s.Object), "label": framework.Optional(s.Label), "link": framework.Optional(s.Link),
		"fields": types.MapValueMust(types.StringType, fields), "source": framework.Optional(string(s.Source)),
		"unreachable": types.BoolValue(s.Unreachable), "missing": types.ListValueMust(types.StringType, missing),
	})
}
