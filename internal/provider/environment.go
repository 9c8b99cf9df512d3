package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// variable is the environment variable of an argument.
func variable(name string) string { return "FASTCALL_" + strings.ToUpper(name) }

// environment fills arguments that the block leaves out, and collects what is
// wrong with the variables: the schema's validators never see those.
type environment struct {
	diags diag.Diagnostics
	taken []string
}

// fromEnvironment completes the block, except for its way in, see credentials.go.
func (m *model) fromEnvironment(ctx context.Context, schema map[string]schema.Attribute) diag.Diagnostics {
	e := &environment{}
	e.text("instance_url", &m.InstanceURL)
	e.id("organization_id", &m.OrganizationID)
	e.text("api_version", &m.APIVersion)
	e.number("max_retries", &m.MaxRetries)
	e.text("request_timeout", &m.RequestTimeout)
	e.number("max_concurrent_requests", &m.MaxConcurrentRequests)
	e.number("api_budget_percent", &m.APIBudgetPercent)
	e.truth("read_only", &m.ReadOnly)
	e.text("namespace", &m.Namespace)
	e.id("package_license_id", &m.PackageLicenseID)
	e.texts("permission_sets", &m.PermissionSets)
	e.text("call_center", &m.CallCenter)
	e.text("license_management", &m.LicenseManagement)
	e.number("site_guest_licenses", &m.SiteGuestLicenses)
	e.text("capacity_check", &m.CapacityCheck)
	e.list("groups", &m.Groups)
	e.mapping(&m.SchemaMap)
	e.release(&m.Release)
	values := m.values()
	for _, name := range e.taken {
		for _, d := range validate(ctx, name, schema[name], values[name]) {
			e.diags.AddAttributeError(path.Root(name), "Wrong "+variable(name), d.Detail()+
				"\n\nWhat to do: Correct the environment variable, or set "+name+" in the provider block.")
		}
	}
	return e.diags
}

// lookup reads the variable of an argument that the block leaves out.
func (e *environment) lookup(name string, current attr.Value) (string, bool) {
	if current != nil && !current.IsNull() {
		return "", false
	}
	value := os.Getenv(variable(name))
	if value != "" {
		e.taken = append(e.taken, name)
	}
	return value, value != ""
}

func (e *environment) wrong(name, form string) {
	e.diags.AddAttributeError(path.Root(name), "Wrong "+variable(name),
		fmt.Sprintf("The environment variable %s must be %s.\n\nWhat to do: Correct it, or set %s in the provider block.",
			variable(name), form, name))
}

func (e *environment) text(name string, target *types.String) {
	if value, ok := e.lookup(name, *target); ok {
		*target = types.StringValue(value)
	}
}

func (e *environment) id(name string, target *framework.StringValue) {
	if value, ok := e.lookup(name, *target); ok {
		*target = framework.SalesforceID(value)
	}
}

func (e *environment) number(name string, target *types.Int64) {
	value, ok := e.lookup(name, *target)
	if !ok {
		return
	}
	number, err := strconv.ParseInt(value, 10, 64)
	if err != nil || number < 0 {
		e.wrong(name, "a whole number, zero or more")
		return
	}
	*target = types.Int64Value(number)
}

func (e *environment) truth(name string, target *types.Bool) {
	value, ok := e.lookup(name, *target)
	if !ok {
		return
	}
	truth, err := strconv.ParseBool(value)
	if err != nil {
		e.wrong(name, "true or false")
		return
	}
	*target = types.BoolValue(truth)
}

func (e *environment) texts(name string, target *types.Map) {
	value, ok := e.lookup(name, *target)
	if !ok {
		return
	}
	var texts map[string]string
	if err := json.Unmarshal([]byte(value), &texts); err != nil {
		e.wrong(name, `a JSON object of strings, for example {"user":"FastCall_User"}`)
		return
	}
	elements := map[string]attr.Value{}
	for key, text := range texts {
		elements[key] = types.StringValue(text)
	}
	*target = types.MapValueMust(types.StringType, elements)
}

func (e *environment) list(name string, target *types.Set) {
	value, ok := e.lookup(name, *target)
	if !ok {
		return
	}
	var texts []string
	if err := json.Unmarshal([]byte(value), &texts); err != nil {
		e.wrong(name, `a JSON list of strings, for example ["Support"]`)
		return
	}
	var elements []attr.Value
	for _, text := range texts {
		elements = append(elements, types.StringValue(text))
	}
	*target = types.SetValueMust(types.StringType, elements)
}

func (e *environment) release(target *types.Object) {
	value, ok := e.lookup("release", *target)
	if !ok {
		return
	}
	var given map[string]string
	if err := json.Unmarshal([]byte(value), &given); err != nil {
		e.wrong("release", releaseForm)
		return
	}
	kinds, values := map[string]attr.Type{}, map[string]attr.Value{}
	for _, argument := range framework.ReleaseArguments() {
		text := given[argument.Name]
		delete(given, argument.Name)
		if fault := argument.Fault(text); text != "" && fault != "" {
			e.wrong("release", releaseForm+"; "+fault)
			return
		}
		kinds[argument.Name], values[argument.Name] = types.StringType, types.StringNull()
		if text != "" {
			values[argument.Name] = types.StringValue(text)
		}
	}
	if len(given) > 0 {
		e.wrong("release", releaseForm)
		return
	}
	*target = types.ObjectValueMust(kinds, values)
}

const releaseForm = `a JSON object like {"group_memberships":"fail"}`
