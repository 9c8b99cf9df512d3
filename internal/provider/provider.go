package provider

import (
	"context"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
	"github.com/fastcall/terraform-provider-fastcall/internal/functions"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
	"github.com/fastcall/terraform-provider-fastcall/internal/service/callcenter"
	"github.com/fastcall/terraform-provider-fastcall/internal/service/group"
	"github.com/fastcall/terraform-provider-fastcall/internal/service/license"
	"github.com/fastcall/terraform-provider-fastcall/internal/service/org"
	"github.com/fastcall/terraform-provider-fastcall/internal/service/phonenumber"
	"github.com/fastcall/terraform-provider-fastcall/internal/service/user"
	"github.com/fastcall/terraform-provider-fastcall/internal/service/usersettings"
)

// Provider is the Fastcall provider.
type Provider struct {
	version   string
	retryWait time.Duration
	clock     func() time.Time
	seatGrace time.Duration
}

// Option changes a provider that is served inside another program.
type Option func(*Provider)

// RetryWait sets the longest wait before the first retry of a request, which
// doubles with each further one. Zero keeps the client's own; tests of retries
// need not wait.
func RetryWait(wait time.Duration) Option { return func(p *Provider) { p.retryWait = wait } }

// Clock sets what tells the time of warnings that depend on a date.
func Clock(now func() time.Time) Option { return func(p *Provider) { p.clock = now } }

// SeatGrace sets how long users who find no seat wait for the apply to release
// somebody. Zero keeps the domain's own, less than zero does not wait.
func SeatGrace(grace time.Duration) Option { return func(p *Provider) { p.seatGrace = grace } }

var (
	_ provider.Provider                   = &Provider{}
	_ provider.ProviderWithValidateConfig = &Provider{}
	_ provider.ProviderWithFunctions      = &Provider{}
	_ provider.ProviderWithListResources  = &Provider{}
	_ provider.ProviderWithActions        = &Provider{}
)

// New returns a factory of the provider in the given version.
func New(version string, options ...Option) func() provider.Provider {
	return func() provider.Provider {
		p := &Provider{version: version}
		for _, option := range options {
			option(p)
		}
		return p
	}
}

// Metadata implements provider.Provider.
func (p *Provider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "fastcall"
	resp.Version = p.version
}

// ValidateConfig implements provider.ProviderWithValidateConfig.
func (p *Provider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(m.contradictions()...)
	}
}

// Configure makes no request: the org is asked when something needs it.
func (p *Provider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if unknown := m.unknown(); len(unknown) > 0 {
		resp.Diagnostics.Append(notYetKnown(unknown))
		return
	}
	resp.Diagnostics.Append(m.fromEnvironment(ctx, attributes())...)
	config, diags := m.client(p.userAgent(req.TerraformVersion))
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	config.RetryWait = p.retryWait
	client, err := salesforce.New(config)
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("use", "the provider configuration", err, configurable...)...)
		return
	}
	domain := m.domain()
	domain.Clock = p.clock
	domain.SeatGrace = p.seatGrace
	fastcallOrg := fastcall.NewOrg(client, domain)
	resp.ResourceData = fastcallOrg
	resp.DataSourceData = fastcallOrg
	resp.ListResourceData = fastcallOrg
	resp.ActionData = fastcallOrg
}

// Resources lists the provider's resources.
func (p *Provider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{user.NewResource, group.NewResource, group.NewMemberResource, phonenumber.NewResource, usersettings.NewResource}
}

// DataSources lists the provider's data sources.
func (p *Provider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		user.NewDataSource,
		user.NewListDataSource,
		user.NewPreviewDataSource,
		license.NewDataSource,
		callcenter.NewDataSource,
		group.NewDataSource,
		group.NewListDataSource,
		org.NewSchemaDataSource,
		org.NewAPIUsageDataSource,
		phonenumber.NewListDataSource,
		phonenumber.NewDataSource,
		org.NewDriftDataSource,
	}
}

// ListResources lists the resources that can be listed.
func (p *Provider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{user.NewListResource, group.NewListResource, group.NewMemberListResource, phonenumber.NewListResource, usersettings.NewListResource}
}

// Actions lists the provider's actions.
func (p *Provider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{user.NewReleaseAction, user.NewStatusAction}
}

// Functions lists the provider's functions.
func (p *Provider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{functions.NewE164, functions.NewLicensesNeeded, functions.NewSalesforceID}
}

// userAgent names the provider, Terraform, and whatever runs Terraform: TF_APPEND_USER_AGENT
// is Terraform's own convention for that.
func (p *Provider) userAgent(terraform string) string {
	agent := "terraform-provider-fastcall/" + p.version + " Terraform/" + terraform
	more := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1 // No header can carry it.
		}
		return r
	}, os.Getenv("TF_APPEND_USER_AGENT"))
	return strings.TrimSpace(agent + " " + strings.TrimSpace(more))
}
