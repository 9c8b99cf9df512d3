package acctest

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Call calls a function; refused is what it says instead of a result.
func (tf *Terraform) Call(name string, arguments ...any) (result any, refused *tfprotov6.FunctionError) {
	tf.t.Helper()
	function, ok := tf.schema.Functions[name]
	if !ok {
		tf.t.Fatalf("no function %s", name)
	}
	req := &tfprotov6.CallFunctionRequest{Name: name}
	for i, argument := range arguments {
		parameter := function.VariadicParameter
		if i < len(function.Parameters) {
			parameter = function.Parameters[i]
		}
		req.Arguments = append(req.Arguments, tf.dynamic(parameter.Type, argument))
	}
	resp, err := tf.server.CallFunction(tf.t.Context(), req)
	if err != nil {
		tf.t.Fatal(err)
	}
	if resp.Error != nil {
		return nil, resp.Error
	}
	value, err := resp.Result.Unmarshal(function.Return.Type)
	if err != nil {
		tf.t.Fatal(err)
	}
	return fromTerraform(value), nil
}

// dynamic writes one value of a type for the wire.
func (tf *Terraform) dynamic(typ tftypes.Type, in any) *tfprotov6.DynamicValue {
	tf.t.Helper()
	value, err := toTerraform(typ, in)
	if err != nil {
		tf.t.Fatal(err)
	}
	dynamic, err := tfprotov6.NewDynamicValue(typ, value)
	if err != nil {
		tf.t.Fatal(err)
	}
	return &dynamic
}
