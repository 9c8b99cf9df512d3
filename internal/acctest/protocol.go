package acctest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/server"
)

// Terraform speaks the plugin protocol with the provider as core does, in this
// process and without a binary. One Terraform is one walk: a provider process
// that is configured once.
type Terraform struct {
	t      testing.TB
	org    *Org
	block  []Values
	day    time.Time
	server tfprotov6.ProviderServer
	schema *tfprotov6.GetProviderSchemaResponse
	// identities are schemas by resource; not every resource has one.
	identities map[string]*tfprotov6.ResourceIdentitySchema
	// Diagnostics of Configure.
	Configured Diagnostics
}

// Unknown stands for a value that is not known yet, in configurations and plans.
const Unknown = "(known after apply)"

// Values are attributes by name. Those left out are null.
type Values map[string]any

// NewTerraform starts a walk over org; block changes the provider block, which
// is empty without an org.
func NewTerraform(t testing.TB, org *Org, block ...Values) *Terraform {
	t.Helper()
	return NewTerraformAt(t, Today, org, block...)
}

// NewTerraformAt starts a walk on a given day.
func NewTerraformAt(t testing.TB, day time.Time, org *Org, block ...Values) *Terraform {
	t.Helper()
	served, err := server.New(providerOn(day)())
	if err != nil {
		t.Fatal(err)
	}
	tf := NewTerraformOn(t, served, org, block...)
	tf.day = day
	return tf
}

// NewPatientTerraform is NewTerraform, but whoever finds no seat waits until a
// release has begun and ended.
func NewPatientTerraform(t testing.TB, org *Org, block ...Values) *Terraform {
	t.Helper()
	served, err := server.New(patientProvider())
	if err != nil {
		t.Fatal(err)
	}
	return NewTerraformOn(t, served, org, block...)
}

// NewTerraformOn starts a walk with a server of its own.
func NewTerraformOn(t testing.TB, server tfprotov6.ProviderServer, org *Org, block ...Values) *Terraform {
	t.Helper()
	tf := &Terraform{t: t, org: org, block: block, day: Today, server: server}
	var err error
	tf.schema, err = server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	identities, err := server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	tf.identities = identities.IdentitySchemas
	config := Values{}
	if org != nil {
		config = Values{"instance_url": org.URL, "client_id": org.Seed.Client.ID, "client_secret": org.Seed.Client.Secret}
	}
	for _, values := range block {
		for name, value := range values {
			config[name] = value
		}
	}
	providerType := tf.schema.Provider.ValueType()
	resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.11.4", Config: tf.encode(providerType, config)})
	if err != nil {
		t.Fatal(err)
	}
	tf.Configured = resp.Diagnostics
	return tf
}

// NextWalk starts another walk with the same provider block: Terraform plans
// and applies in different processes.
func (tf *Terraform) NextWalk() *Terraform {
	tf.t.Helper()
	return NewTerraformAt(tf.t, tf.day, tf.org, tf.block...)
}

// Instance is one resource in a state.
type Instance struct {
	Values   Values // nil: not in the state
	Private  []byte
	Identity Values
}

// Plan is what a plan says of one resource.
type Plan struct {
	Diagnostics
	Values       Values // nil: destroy
	Replace      []string
	configValues Values
	priorValues  Values
	priorPrivate []byte
	config       *tfprotov6.DynamicValue
	prior        *tfprotov6.DynamicValue
	planned      *tfprotov6.DynamicValue
	private      []byte
	identity     *tfprotov6.ResourceIdentityData
}

// Changed lists the attributes that the plan changes, sorted.
func (p *Plan) Changed(prior Instance) []string {
	var names []string
	for name, value := range p.Values {
		if fmt.Sprint(value) != fmt.Sprint(prior.Values[name]) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Validate checks a configuration.
func (tf *Terraform) Validate(resource string, config Values) Diagnostics {
	tf.t.Helper()
	resp, err := tf.server.ValidateResourceConfig(tf.t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: resource, Config: tf.encode(tf.typeOf(resource), config)})
	if err != nil {
		tf.t.Fatal(err)
	}
	return resp.Diagnostics
}

// Plan plans a change from prior to config; nil config plans a destroy.
func (tf *Terraform) Plan(resource string, prior Instance, config Values) *Plan {
	tf.t.Helper()
	typ := tf.typeOf(resource)
	p := &Plan{prior: tf.encode(typ, prior.Values), priorPrivate: prior.Private, priorValues: prior.Values,
		identity: identityData(tf, resource, prior.Identity)}
	tf.plan(resource, p, config)
	return p
}

// plan asks the provider and fills p.
func (tf *Terraform) plan(resource string, p *Plan, config Values) {
	tf.t.Helper()
	typ := tf.typeOf(resource)
	p.configValues, p.config = config, tf.encode(typ, config)
	resp, err := tf.server.PlanResourceChange(tf.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, PriorState: p.prior, Config: p.config, PriorPrivate: p.priorPrivate, PriorIdentity: p.identity,
		ProposedNewState: tf.encode(typ, tf.proposed(resource, p.priorValues, config))})
	if err != nil {
		tf.t.Fatal(err)
	}
	p.Diagnostics = resp.Diagnostics
	p.planned, p.private = resp.PlannedState, resp.PlannedPrivate
	p.Values = tf.decode(typ, resp.PlannedState)
	p.Replace = nil
	for _, path := range resp.RequiresReplace {
		p.Replace = append(p.Replace, path.String())
	}
}

// Apply carries a plan out as core does: creates and updates are planned
// again first, and neither that nor the outcome may break what the plan
// promised. The instance it returns is what Terraform would keep, also when
// there are errors.
func (tf *Terraform) Apply(resource string, p *Plan) (Instance, Diagnostics) {
	tf.t.Helper()
	return tf.ApplyContext(tf.t.Context(), resource, p)
}

// ApplyContext is Apply under a context of its own.
func (tf *Terraform) ApplyContext(ctx context.Context, resource string, p *Plan) (Instance, Diagnostics) {
	tf.t.Helper()
	if p.configValues != nil {
		again := *p
		if p.priorValues == nil {
			again.priorPrivate = p.private // So it is not taken for another, should one process plan and apply.
		}
		tf.plan(resource, &again, p.configValues)
		if len(again.Errors()) > 0 {
			return p.kept(tf, resource), again.Errors()
		}
		if broken := brokenPromises(p.Values, again.Values); len(broken) > 0 || len(again.Replace) != len(p.Replace) {
			return p.kept(tf, resource), inconsistent("final plan", broken)
		}
		p = &again
	}
	resp, err := tf.server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: resource, PriorState: p.prior, PlannedState: p.planned, Config: p.config,
		PlannedPrivate: p.private, PlannedIdentity: p.identity})
	if err != nil {
		tf.t.Error(err)
		return Instance{}, nil
	}
	diags := Diagnostics(resp.Diagnostics)
	after := Instance{Values: tf.decode(tf.typeOf(resource), resp.NewState), Private: resp.Private,
		Identity: identityValues(tf, resource, resp.NewIdentity)}
	if broken := brokenPromises(p.Values, after.Values); len(broken) > 0 && len(diags.Errors()) == 0 {
		diags = append(diags, inconsistent("result after apply", broken)...)
	}
	return after, diags
}

// kept is what Terraform keeps when an apply does not come about.
func (p *Plan) kept(tf *Terraform, resource string) Instance {
	return Instance{Values: p.priorValues, Private: p.priorPrivate, Identity: identityValues(tf, resource, &tfprotov6.ResourceIdentityData{
		IdentityData: identityOrNil(p.identity)})}
}

func identityOrNil(data *tfprotov6.ResourceIdentityData) *tfprotov6.DynamicValue {
	if data == nil {
		return nil
	}
	return data.IdentityData
}

// Read refreshes a resource.
func (tf *Terraform) Read(resource string, prior Instance) (Instance, Diagnostics) {
	tf.t.Helper()
	typ := tf.typeOf(resource)
	resp, err := tf.server.ReadResource(tf.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: resource, CurrentState: tf.encode(typ, prior.Values), Private: prior.Private,
		CurrentIdentity: identityData(tf, resource, prior.Identity)})
	if err != nil {
		tf.t.Fatal(err)
	}
	return Instance{Values: tf.decode(typ, resp.NewState), Private: resp.Private,
		Identity: identityValues(tf, resource, resp.NewIdentity)}, resp.Diagnostics
}

// Import takes in a resource by id, or by identity if id is empty, and reads it.
func (tf *Terraform) Import(resource, id string, identity Values) (Instance, Diagnostics) {
	tf.t.Helper()
	resp, err := tf.server.ImportResourceState(tf.t.Context(), &tfprotov6.ImportResourceStateRequest{
		TypeName: resource, ID: id, Identity: identityData(tf, resource, identity)})
	if err != nil {
		tf.t.Fatal(err)
	}
	diags := Diagnostics(resp.Diagnostics)
	if len(diags.Errors()) > 0 || len(resp.ImportedResources) != 1 {
		return Instance{}, diags
	}
	imported := resp.ImportedResources[0]
	return tf.Read(resource, Instance{Values: tf.decode(tf.typeOf(resource), imported.State), Private: imported.Private})
}

// DataSources are the names of all data sources, sorted.
func (tf *Terraform) DataSources() []string {
	return slices.Sorted(maps.Keys(tf.schema.DataSourceSchemas))
}

// DataSource reads a data source.
func (tf *Terraform) DataSource(name string, config Values) (Values, Diagnostics) {
	tf.t.Helper()
	typ := tf.schema.DataSourceSchemas[name].ValueType()
	resp, err := tf.server.ReadDataSource(tf.t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: name, Config: tf.encode(typ, config)})
	if err != nil {
		tf.t.Fatal(err)
	}
	return tf.decode(typ, resp.State), resp.Diagnostics
}

// proposed merges configuration and prior state as core does.
func (tf *Terraform) proposed(resource string, prior, config Values) Values {
	if config == nil {
		return nil
	}
	merged := Values{}
	for _, attribute := range tf.schema.ResourceSchemas[resource].Block.Attributes {
		value, set := config[attribute.Name]
		switch {
		case set && value != nil:
			merged[attribute.Name] = value
		case attribute.Computed && prior != nil:
			merged[attribute.Name] = prior[attribute.Name]
		case attribute.Computed:
			merged[attribute.Name] = Unknown
		}
	}
	return merged
}

func (tf *Terraform) typeOf(resource string) tftypes.Type {
	schema, ok := tf.schema.ResourceSchemas[resource]
	if !ok {
		tf.t.Fatalf("no resource %s", resource)
	}
	return schema.ValueType()
}

// encode writes values of a type for the wire.
func (tf *Terraform) encode(typ tftypes.Type, values Values) *tfprotov6.DynamicValue {
	tf.t.Helper()
	return tf.dynamic(typ, anyOf(values))
}

func anyOf(values Values) any {
	if values == nil {
		return nil
	}
	return map[string]any(values)
}

// decode reads values of a type from the wire.
func (tf *Terraform) decode(typ tftypes.Type, dynamic *tfprotov6.DynamicValue) Values {
	tf.t.Helper()
	if dynamic == nil {
		return nil
	}
	value, err := dynamic.Unmarshal(typ)
	if err != nil {
		tf.t.Fatal(err)
	}
	object, _ := fromTerraform(value).(map[string]any)
	return object
}

// JSON renders values for comparison and reading.
func (v Values) JSON() string {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(text)
}
