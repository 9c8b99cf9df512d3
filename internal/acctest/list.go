package acctest

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Listed is one result of a list resource.
type Listed struct {
	Name     string
	Identity Values
	// Resource is nil unless asked for.
	Resource Values
}

// List runs a list resource; full asks for attributes, too, as a query that
// generates configuration does.
func (tf *Terraform) List(resource string, config Values, full bool, limit int64) ([]Listed, Diagnostics) {
	tf.t.Helper()
	lister, ok := tf.server.(tfprotov6.ListResourceServer)
	if !ok {
		tf.t.Fatalf("%T lists nothing", tf.server)
	}
	schema, ok := tf.schema.ListResourceSchemas[resource]
	if !ok {
		tf.t.Fatalf("%s cannot be listed", resource)
	}
	encoded := tf.encode(schema.ValueType(), config)
	checked, err := lister.ValidateListResourceConfig(tf.t.Context(), &tfprotov6.ValidateListResourceConfigRequest{
		TypeName: resource, Config: encoded})
	if err != nil {
		tf.t.Fatal(err)
	}
	if diags := Diagnostics(checked.Diagnostics); len(diags.Errors()) > 0 {
		return nil, diags
	}
	stream, err := lister.ListResource(tf.t.Context(), &tfprotov6.ListResourceRequest{
		TypeName: resource, Config: encoded, IncludeResource: full, Limit: limit})
	if err != nil {
		tf.t.Fatal(err)
	}
	var found []Listed
	var diags Diagnostics
	for result := range stream.Results {
		diags = append(diags, result.Diagnostics...)
		if result.Identity == nil {
			continue
		}
		found = append(found, Listed{Name: result.DisplayName, Identity: identityValues(tf, resource, result.Identity),
			Resource: tf.decode(tf.typeOf(resource), result.Resource)})
	}
	return found, diags
}

// Generate is the configuration that Terraform writes for a resource.
func (tf *Terraform) Generate(resource string, values Values) (Values, Diagnostics) {
	tf.t.Helper()
	typ := tf.typeOf(resource)
	resp, err := tf.server.GenerateResourceConfig(tf.t.Context(), &tfprotov6.GenerateResourceConfigRequest{
		TypeName: resource, State: tf.encode(typ, values)})
	if err != nil {
		tf.t.Fatal(err)
	}
	return tf.decode(typ, resp.Config), resp.Diagnostics
}
