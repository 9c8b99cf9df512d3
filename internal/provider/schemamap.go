package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// mappingAttribute is schema_map: where Fastcall's own records are in the org.
func mappingAttribute() schema.Attribute {
	name := framework.Filled()
	return schema.MapNestedAttribute{Optional: true,
		MarkdownDescription: "Which object and which fields of the org carry each kind of Fastcall's own records, by section: `" +
			strings.Join(sectionNames(), "`, `") + "`. Whatever is left out is found by the API name that Salesforce derives from " +
			"the label, or by the label if only one object or field bears it. The data source `fastcall_schema` shows the outcome. " +
			"Users, seats, permission sets and call centers need no map.",
		Validators: []validator.Map{
			mapvalidator.KeysAre(framework.OneOf(sectionNames()...)), knownFields{}},
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"object": schema.StringAttribute{Optional: true, Validators: []validator.String{name},
				MarkdownDescription: "API name of the object, with namespace: `FastCall__Phone_Number__c`. Several sections may share one."},
			"link": schema.StringAttribute{Optional: true, Validators: []validator.String{name},
				MarkdownDescription: "API name of the field that ties a record to the user, group or record that it belongs to. " +
					"Default for a hierarchical custom setting: `SetupOwnerId`."},
			"fields": schema.MapAttribute{Optional: true, ElementType: types.StringType,
				Validators:          []validator.Map{mapvalidator.ValueStringsAre(name)},
				MarkdownDescription: "API names of fields by key, for example `{ extension = \"FastCall__Extension__c\" }`. `fastcall_schema` lists the keys."},
			"unreachable": schema.BoolAttribute{Optional: true,
				MarkdownDescription: "`true` if the API cannot reach these records at all, as with protected settings. What needs them is " +
					"refused, and a release says that it did not look there. Default `false`."},
		}}}
}

func sectionNames() []string {
	var names []string
	for _, section := range schemamap.Sections() {
		names = append(names, string(section))
	}
	return names
}

// knownFields refuses keys of fields that a section does not have.
type knownFields struct{}

// Description implements validator.Map.
func (knownFields) Description(context.Context) string { return "fields must be keys of their section" }

// MarkdownDescription implements validator.Map.
func (v knownFields) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateMap implements validator.Map.
func (knownFields) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	for section, mapping := range mappings(req.ConfigValue) {
		known := schemamap.FieldKeys(section)
		for key := range mapping.Fields {
			if !slices.Contains(known, key) {
				resp.Diagnostics.AddAttributeError(req.Path.AtMapKey(string(section)), "Unknown field in schema_map",
					fmt.Sprintf("Section %s has no field %q; its fields are %s.\n\nWhat to do: Correct the key.", section, key, orNone(known)))
			}
		}
	}
}

func orNone(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// mappings decodes schema_map. Unknown values are left out.
func mappings(value types.Map) map[schemamap.Section]schemamap.Mapping {
	found := map[schemamap.Section]schemamap.Mapping{}
	for section, element := range value.Elements() {
		object, ok := element.(types.Object)
		if !ok || object.IsNull() || object.IsUnknown() || !slices.Contains(sectionNames(), section) {
			continue
		}
		attributes := object.Attributes()
		mapping := schemamap.Mapping{Object: textOf(attributes["object"]), Link: textOf(attributes["link"]), Fields: map[string]string{}}
		if unreachable, ok := attributes["unreachable"].(types.Bool); ok {
			mapping.Unreachable = unreachable.ValueBool()
		}
		if fields, ok := attributes["fields"].(types.Map); ok {
			for key, name := range fields.Elements() {
				mapping.Fields[key] = textOf(name)
			}
		}
		found[schemamap.Section(section)] = mapping
	}
	return found
}

func textOf(value attr.Value) string {
	text, _ := value.(types.String)
	return text.ValueString()
}

// mappingTypes are the types of a section's mapping.
var mappingTypes = map[string]attr.Type{"object": types.StringType, "link": types.StringType,
	"fields": types.MapType{ElemType: types.StringType}, "unreachable": types.BoolType}

// mapping reads schema_map from its variable.
func (e *environment) mapping(target *types.Map) {
	value, ok := e.lookup("schema_map", *target)
	if !ok {
		return
	}
	var sections map[string]struct {
		Object      *string           `json:"object"`
		Link        *string           `json:"link"`
		Fields      map[string]string `json:"fields"`
		Unreachable *bool             `json:"unreachable"`
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(value)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&sections); err != nil {
		e.wrong("schema_map", `a JSON object like {"group":{"object":"FastCall__Team__c","fields":{"extension":"FastCall__Ext__c"}}}`)
		return
	}
	elements := map[string]attr.Value{}
	for name, section := range sections {
		fields := types.MapNull(types.StringType)
		if section.Fields != nil {
			names := map[string]attr.Value{}
			for key, field := range section.Fields {
				names[key] = types.StringValue(field)
			}
			fields = types.MapValueMust(types.StringType, names)
		}
		elements[name] = types.ObjectValueMust(mappingTypes, map[string]attr.Value{
			"object": types.StringPointerValue(section.Object), "link": types.StringPointerValue(section.Link),
			"fields": fields, "unreachable": types.BoolPointerValue(section.Unreachable)})
	}
	*target = types.MapValueMust(types.ObjectType{AttrTypes: mappingTypes}, elements)
}
