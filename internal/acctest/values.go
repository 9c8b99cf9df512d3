package acctest

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// toTerraform turns plain Go into a value of a Terraform type.
func toTerraform(typ tftypes.Type, in any) (tftypes.Value, error) {
	if in == nil {
		return tftypes.NewValue(typ, nil), nil
	}
	if in == Unknown {
		return tftypes.NewValue(typ, tftypes.UnknownValue), nil
	}
	switch t := typ.(type) {
	case tftypes.Object:
		return objectToTerraform(t, in)
	case tftypes.Map:
		return mapToTerraform(t, in)
	case tftypes.Set:
		return listToTerraform(t, t.ElementType, in)
	case tftypes.List:
		return listToTerraform(t, t.ElementType, in)
	}
	if number, ok := in.(int); ok {
		in = int64(number)
	}
	if err := tftypes.ValidateValue(typ, in); err != nil {
		return tftypes.Value{}, fmt.Errorf("%v as %s: %w", in, typ, err)
	}
	return tftypes.NewValue(typ, in), nil
}

func objectToTerraform(typ tftypes.Object, in any) (tftypes.Value, error) {
	given, ok := in.(map[string]any)
	if values, isValues := in.(Values); isValues {
		given, ok = values, true
	}
	if !ok {
		return tftypes.Value{}, fmt.Errorf("%T is no object", in)
	}
	for name := range given {
		if _, known := typ.AttributeTypes[name]; !known {
			return tftypes.Value{}, fmt.Errorf("no attribute %q", name)
		}
	}
	values := map[string]tftypes.Value{}
	for name, attribute := range typ.AttributeTypes {
		value, err := toTerraform(attribute, given[name])
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
		}
		values[name] = value
	}
	return tftypes.NewValue(typ, values), nil
}

func mapToTerraform(typ tftypes.Map, in any) (tftypes.Value, error) {
	given, ok := in.(map[string]any)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("%T is no map", in)
	}
	values := map[string]tftypes.Value{}
	for name, element := range given {
		value, err := toTerraform(typ.ElementType, element)
		if err != nil {
			return tftypes.Value{}, err
		}
		values[name] = value
	}
	return tftypes.NewValue(typ, values), nil
}

func listToTerraform(typ, element tftypes.Type, in any) (tftypes.Value, error) {
	var given []any
	switch list := in.(type) {
	case []any:
		given = list
	case []string:
		for _, text := range list {
			given = append(given, text)
		}
	default:
		return tftypes.Value{}, fmt.Errorf("%T is no list", in)
	}
	values := []tftypes.Value{}
	for _, one := range given {
		value, err := toTerraform(element, one)
		if err != nil {
			return tftypes.Value{}, err
		}
		values = append(values, value)
	}
	return tftypes.NewValue(typ, values), nil
}

// fromTerraform turns a value into plain Go: strings, bools, int64, lists and
// maps. Sets of strings come out sorted.
func fromTerraform(value tftypes.Value) any {
	if !value.IsKnown() {
		return Unknown
	}
	if value.IsNull() {
		return nil
	}
	switch typ := value.Type(); {
	case typ.Is(tftypes.String):
		return must[string](value)
	case typ.Is(tftypes.Bool):
		return must[bool](value)
	case typ.Is(tftypes.Number):
		whole, _ := new(big.Float).Set(must[*big.Float](value)).Int64()
		return whole
	case typ.Is(tftypes.Map{}), typ.Is(tftypes.Object{}):
		object := map[string]any{}
		for name, element := range must[map[string]tftypes.Value](value) {
			object[name] = fromTerraform(element)
		}
		return object
	default:
		list := []any{}
		for _, element := range must[[]tftypes.Value](value) {
			list = append(list, fromTerraform(element))
		}
		if typ.Is(tftypes.Set{}) {
			slices.SortFunc(list, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		}
		return list
	}
}

// must reads a value as T; the type was looked at before.
func must[T any](value tftypes.Value) T {
	var out T
	if err := value.As(&out); err != nil {
		panic(err)
	}
	return out
}

// identityType is the type of a resource's identity.
func (tf *Terraform) identityType(resource string) tftypes.Type {
	tf.t.Helper()
	schema, has := tf.identities[resource]
	if !has {
		tf.t.Fatalf("%s has no identity", resource)
	}
	return schema.ValueType()
}

func identityData(tf *Terraform, resource string, identity Values) *tfprotov6.ResourceIdentityData {
	tf.t.Helper()
	if identity == nil {
		return nil
	}
	return &tfprotov6.ResourceIdentityData{IdentityData: tf.encode(tf.identityType(resource), identity)}
}

func identityValues(tf *Terraform, resource string, data *tfprotov6.ResourceIdentityData) Values {
	tf.t.Helper()
	if data == nil || data.IdentityData == nil {
		return nil
	}
	return tf.decode(tf.identityType(resource), data.IdentityData)
}
