package license

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// DataSource is fastcall_license.
type DataSource struct{ framework.DataSourceBase }

// NewDataSource returns the data source fastcall_license.
func NewDataSource() datasource.DataSource { return &DataSource{} }

var _ datasource.DataSourceWithConfigure = &DataSource{}

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_license"
}

// Read reads the figures afresh.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	report, err := org.SeatReport(ctx)
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("read", "the Fastcall license", err)...)
		return
	}
	m.refresh(report)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
