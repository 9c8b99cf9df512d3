package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// model is the provider block.
type model struct {
	login

	InstanceURL           types.String          `tfsdk:"instance_url"`
	OrganizationID        framework.StringValue `tfsdk:"organization_id"`
	APIVersion            types.String          `tfsdk:"api_version"`
	MaxRetries            types.Int64           `tfsdk:"max_retries"`
	RequestTimeout        types.String          `tfsdk:"request_timeout"`
	MaxConcurrentRequests types.Int64           `tfsdk:"max_concurrent_requests"`
	APIBudgetPercent      types.Int64           `tfsdk:"api_budget_percent"`
	ReadOnly              types.Bool            `tfsdk:"read_only"`

	Namespace         types.String          `tfsdk:"namespace"`
	PackageLicenseID  framework.StringValue `tfsdk:"package_license_id"`
	PermissionSets    types.Map             `tfsdk:"permission_sets"`
	CallCenter        types.String          `tfsdk:"call_center"`
	LicenseManagement types.String          `tfsdk:"license_management"`
	SiteGuestLicenses types.Int64           `tfsdk:"site_guest_licenses"`
	CapacityCheck     types.String          `tfsdk:"capacity_check"`
	Groups            types.Set             `tfsdk:"groups"`
	SchemaMap         types.Map             `tfsdk:"schema_map"`
	Release           types.Object          `tfsdk:"release"`
}

// configurable lists the arguments that an error may point at.
var configurable = append(slices.Collect(maps.Keys((&login{}).arguments())), "instance_url", "organization_id",
	"api_version", "max_retries", "request_timeout", "max_concurrent_requests", "api_budget_percent", "read_only")

// values gives each argument by name.
func (m *model) values() map[string]attr.Value {
	values := map[string]attr.Value{
		"instance_url": m.InstanceURL, "organization_id": m.OrganizationID, "api_version": m.APIVersion,
		"max_retries": m.MaxRetries, "request_timeout": m.RequestTimeout,
		"max_concurrent_requests": m.MaxConcurrentRequests, "api_budget_percent": m.APIBudgetPercent, "read_only": m.ReadOnly,
		"namespace":          m.Namespace,
		"package_license_id": m.PackageLicenseID, "permission_sets": m.PermissionSets, "call_center": m.CallCenter,
		"license_management": m.LicenseManagement, "site_guest_licenses": m.SiteGuestLicenses,
		"capacity_check": m.CapacityCheck, "groups": m.Groups,
		"schema_map": m.SchemaMap, "release": m.Release,
	}
	maps.Copy(values, m.arguments())
	return values
}

// unknown lists the arguments that come from something not yet applied.
func (m *model) unknown() []string {
	var names []string
	for name, value := range m.values() {
		if anyUnknown(value) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// anyUnknown looks into collections, where an element may be unknown while the
// collection is not.
func anyUnknown(value attr.Value) bool {
	var elements []attr.Value
	switch v := value.(type) {
	case types.Map:
		elements = slices.Collect(maps.Values(v.Elements()))
	case types.Object:
		elements = slices.Collect(maps.Values(v.Attributes()))
	case types.Set:
		elements = v.Elements()
	}
	return value.IsUnknown() || slices.ContainsFunc(elements, anyUnknown)
}

// contradictions finds what can be known to be wrong from the block alone.
func (m *model) contradictions() diag.Diagnostics {
	diags := m.contradiction()
	if isSet(m.RequestTimeout) {
		if d, err := time.ParseDuration(m.RequestTimeout.ValueString()); err != nil || d <= 0 {
			diags.AddAttributeError(path.Root("request_timeout"), "Not a duration",
				fmt.Sprintf("%q is not a positive duration.\n\nWhat to do: Write a number with its unit, for example 30s or 2m.",
					m.RequestTimeout.ValueString()))
		}
	}
	return diags
}

func isSet(value types.String) bool { return !value.IsNull() && !value.IsUnknown() }

// client is what the block says about the way to the org.
func (m *model) client(userAgent string) (salesforce.Config, diag.Diagnostics) {
	credentials, diags := m.credentials()
	diags.Append(m.contradictions()...)
	// A malformed duration is among the contradictions.
	timeout, _ := time.ParseDuration(m.RequestTimeout.ValueString())
	config := salesforce.Config{
		InstanceURL:           strings.TrimRight(m.InstanceURL.ValueString(), "/"),
		Credentials:           credentials,
		APIVersion:            m.APIVersion.ValueString(),
		RequestTimeout:        timeout,
		MaxConcurrentRequests: int(m.MaxConcurrentRequests.ValueInt64()),
		BudgetPercent:         int(m.APIBudgetPercent.ValueInt64()),
		ReadOnly:              m.ReadOnly.ValueBool(),
		UserAgent:             userAgent,
		OrganizationID:        m.OrganizationID.ValueString(),
		MaxRetries:            defaultRetries,
	}
	if !m.MaxRetries.IsNull() {
		config.MaxRetries = int(m.MaxRetries.ValueInt64())
	}
	if config.MaxRetries == 0 {
		config.MaxRetries = -1 // To the client, 0 is its default.
	}
	return config, diags
}

const defaultRetries = 4

// domain is what the block says about Fastcall.
func (m *model) domain() fastcall.Config {
	config := fastcall.Config{
		Namespace:         m.Namespace.ValueString(),
		PackageLicenseID:  m.PackageLicenseID.ValueString(),
		PermissionSets:    map[fastcall.Role]string{},
		CallCenter:        m.CallCenter.ValueString(),
		Licenses:          fastcall.LicenseManagement(m.LicenseManagement.ValueString()),
		SiteGuestLicenses: 1,
		SiteGuestsStated:  !m.SiteGuestLicenses.IsNull(),
		Capacity:          fastcall.CapacityCheck(m.CapacityCheck.ValueString()),
		SchemaMap:         mappings(m.SchemaMap),
	}
	if !m.SiteGuestLicenses.IsNull() {
		config.SiteGuestLicenses = m.SiteGuestLicenses.ValueInt64()
	}
	for role, name := range m.PermissionSets.Elements() {
		if text, ok := name.(types.String); ok {
			config.PermissionSets[fastcall.Role(role)] = text.ValueString()
		}
	}
	for _, group := range m.Groups.Elements() {
		if text, ok := group.(types.String); ok {
			config.Groups = append(config.Groups, text.ValueString())
		}
	}
	config.Release = framework.ReleasePolicy(m.Release)
	return config
}

func notYetKnown(names []string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Fastcall provider is not fully known yet",
		"These arguments depend on values that are known only after an apply: "+strings.Join(names, ", ")+
			". Until then the org cannot be asked, so checks of the plan are left out.")
}
