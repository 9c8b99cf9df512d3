package framework

import (
	"context"
	"reflect"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Source is a state, a plan or a configuration.
type Source interface {
	tfsdk.State | tfsdk.Plan | tfsdk.Config
	Get(ctx context.Context, target any) diag.Diagnostics
}

// Fill reads a source into a model with an attr.Value for each attribute, as the
// source's own Get does. That one compiles a regular expression for each field,
// every time, and a plan of thousands of users reads as many models several
// times: a tenth of its time. What is out of the ordinary is left to Get.
func Fill[S Source, M any](ctx context.Context, source S, model *M) diag.Diagnostics {
	object, fields, ok := parts(ctx, source, reflect.TypeFor[M]())
	if !ok {
		return source.Get(ctx, model)
	}
	var filled M
	target := reflect.ValueOf(&filled).Elem()
	for name, field := range fields {
		value, found := object[name]
		into := target.Field(field)
		if !found || reflect.TypeOf(value) != into.Type() {
			return source.Get(ctx, model)
		}
		into.Set(reflect.ValueOf(value))
	}
	*model = filled
	return nil
}

// valid tells whether a value, or else its type, has nothing to say against it.
func valid(ctx context.Context, name string, typ attr.Type, raw tftypes.Value, value attr.Value) bool {
	if self, ok := value.(xattr.ValidateableAttribute); ok {
		var resp xattr.ValidateAttributeResponse
		self.ValidateAttribute(ctx, xattr.ValidateAttributeRequest{Path: path.Root(name)}, &resp)
		return len(resp.Diagnostics) == 0
	}
	old, ok := typ.(checkingType)
	return !ok || len(old.Validate(ctx, raw, path.Root(name))) == 0
}

// checkingType is a type of the old kind, which checks its values.
type checkingType interface {
	Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics
}

// parts are the values of a source by attribute, all of them valid, and the
// model's fields for them; false if that cannot be.
func parts(ctx context.Context, source any, model reflect.Type) (map[string]attr.Value, map[string]int, bool) {
	var typ attr.Type
	var raw tftypes.Value
	switch s := source.(type) {
	case tfsdk.State:
		typ, raw = s.Schema.Type(), s.Raw
	case tfsdk.Plan:
		typ, raw = s.Schema.Type(), s.Raw
	case tfsdk.Config:
		typ, raw = s.Schema.Type(), s.Raw
	}
	types, ok := typ.(attr.TypeWithAttributeTypes)
	fields := fieldsOf(model)
	if !ok || fields == nil || raw.IsNull() || !raw.IsKnown() {
		return nil, nil, false
	}
	var values map[string]tftypes.Value
	if err := raw.As(&values); err != nil || len(values) != len(fields) {
		return nil, nil, false
	}
	object := make(map[string]attr.Value, len(values))
	for name, typ := range types.AttributeTypes() {
		value, err := typ.ValueFromTerraform(ctx, values[name])
		if err != nil || !valid(ctx, name, typ, values[name], value) {
			return nil, nil, false
		}
		object[name] = value
	}
	return object, fields, true
}

var knownFields sync.Map // reflect.Type to map[string]int

// fieldsOf are the fields of a model by attribute; nil for a model that is more
// than a list of attributes.
func fieldsOf(model reflect.Type) map[string]int {
	if known, ok := knownFields.Load(model); ok {
		fields, _ := known.(map[string]int)
		return fields
	}
	fields := map[string]int{}
	for i := range model.NumField() {
		field := model.Field(i)
		name := field.Tag.Get("tfsdk")
		if name == "" || name == "-" || field.Anonymous || !field.IsExported() || !field.Type.Implements(reflect.TypeFor[attr.Value]()) {
			fields = nil
			break
		}
		fields[name] = i
	}
	knownFields.Store(model, fields)
	return fields
}
