package framework_test

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// record is a model of some of every kind of attribute.
type record struct {
	ID     framework.StringValue `tfsdk:"id"`
	Name   types.String          `tfsdk:"name"`
	Active types.Bool            `tfsdk:"active"`
	Roles  types.Set             `tfsdk:"roles"`
	Policy types.Object          `tfsdk:"policy"`
}

// short lacks what the schema has; plain is no list of attributes.
type (
	short struct {
		ID framework.StringValue `tfsdk:"id"`
	}
	plain struct {
		ID     *string           `tfsdk:"id"`
		Name   *string           `tfsdk:"name"`
		Active *bool             `tfsdk:"active"`
		Roles  []string          `tfsdk:"roles"`
		Policy map[string]string `tfsdk:"policy"`
	}
)

var recordSchema = schema.Schema{Attributes: map[string]schema.Attribute{
	"id":     schema.StringAttribute{Optional: true, CustomType: framework.SalesforceIDType},
	"name":   schema.StringAttribute{Optional: true},
	"active": schema.BoolAttribute{Optional: true},
	"roles":  schema.SetAttribute{Optional: true, ElementType: types.StringType},
	"policy": schema.SingleNestedAttribute{Optional: true, Attributes: map[string]schema.Attribute{
		"numbers": schema.StringAttribute{Optional: true}}},
}}

// raw is a record on the wire.
func raw(t testing.TB, values map[string]tftypes.Value) tftypes.Value {
	t.Helper()
	object := recordSchema.Type().TerraformType(t.Context()).(tftypes.Object)
	whole := map[string]tftypes.Value{}
	for name, typ := range object.AttributeTypes {
		whole[name] = tftypes.NewValue(typ, nil)
	}
	for name, value := range values {
		whole[name] = value
	}
	return tftypes.NewValue(object, whole)
}

func text(value any) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }

func policy(numbers any) tftypes.Value {
	typ := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"numbers": tftypes.String}}
	return tftypes.NewValue(typ, map[string]tftypes.Value{"numbers": text(numbers)})
}

func roles(values ...any) tftypes.Value {
	var elements []tftypes.Value
	for _, value := range values {
		elements = append(elements, text(value))
	}
	return tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, elements)
}

// records are what a source may hold, right and wrong.
func records(t testing.TB) map[string]tftypes.Value {
	object := recordSchema.Type().TerraformType(t.Context())
	return map[string]tftypes.Value{
		"empty":    raw(t, nil),
		"full":     raw(t, map[string]tftypes.Value{"id": text("005gL000000001AQAQ"), "name": text("Ada"), "active": tftypes.NewValue(tftypes.Bool, true), "roles": roles("user", "admin"), "policy": policy("fail")}),
		"unknown":  raw(t, map[string]tftypes.Value{"id": text(tftypes.UnknownValue), "roles": roles(tftypes.UnknownValue), "policy": policy(tftypes.UnknownValue)}),
		"wrong id": raw(t, map[string]tftypes.Value{"id": text("005gL000000001AQAA")}),
		"twice":    raw(t, map[string]tftypes.Value{"roles": roles("user", "user")}),
		"nothing":  tftypes.NewValue(object, nil),
		"no idea":  tftypes.NewValue(object, tftypes.UnknownValue),
	}
}

// What a model is filled with, and what is said against it, is as the
// framework's Get has it.
func TestFill(t *testing.T) {
	for name, value := range records(t) {
		t.Run(name, func(t *testing.T) {
			same[record](t, value)
			same[short](t, value)
			same[plain](t, value)
		})
	}
}

func same[M any](t *testing.T, value tftypes.Value) {
	t.Helper()
	state := tfsdk.State{Schema: recordSchema, Raw: value}
	var want M
	expected := state.Get(t.Context(), &want)
	for name, fill := range map[string]func(*M) diag.Diagnostics{
		"state": func(m *M) diag.Diagnostics { return framework.Fill(t.Context(), state, m) },
		"plan": func(m *M) diag.Diagnostics {
			return framework.Fill(t.Context(), tfsdk.Plan{Schema: recordSchema, Raw: value}, m)
		},
		"config": func(m *M) diag.Diagnostics {
			return framework.Fill(t.Context(), tfsdk.Config{Schema: recordSchema, Raw: value}, m)
		},
	} {
		var got M
		diags := fill(&got)
		// Of several errors, Get names any one.
		alike := diags.HasError() == expected.HasError() && diags.WarningsCount() == expected.WarningsCount()
		if _, one := any(got).(record); one {
			alike = diags.Equal(expected)
		}
		if !alike || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %T is %+v with %v, want %+v with %v", name, got, got, diags, want, expected)
		}
	}
}

// BenchmarkFill tells what is saved.
func BenchmarkFill(b *testing.B) {
	state := tfsdk.State{Schema: recordSchema, Raw: records(b)["full"]}
	for name, fill := range map[string]func(*record){
		"framework": func(r *record) { state.Get(b.Context(), r) },
		"ours":      func(r *record) { framework.Fill(b.Context(), state, r) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				var r record
				fill(&r)
			}
		})
	}
}
