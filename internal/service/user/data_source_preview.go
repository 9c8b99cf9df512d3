package user

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/sync/errgroup"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// PreviewDataSource is the data source fastcall_release_preview.
type PreviewDataSource struct{ framework.DataSourceBase }

// NewPreviewDataSource returns the data source fastcall_release_preview.
func NewPreviewDataSource() datasource.DataSource { return &PreviewDataSource{} }

var _ datasource.DataSourceWithConfigure = &PreviewDataSource{}

// previewModel is fastcall_release_preview as Terraform holds it.
type previewModel struct {
	UserIDs types.Set  `tfsdk:"user_ids"`
	Blocked types.Bool `tfsdk:"blocked"`
	Users   types.List `tfsdk:"users"`
}

// Metadata implements datasource.DataSource.
func (d *PreviewDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_release_preview"
}

// Schema implements datasource.DataSource.
func (d *PreviewDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	list := func(description string, attributes map[string]schema.Attribute) schema.ListNestedAttribute {
		return schema.ListNestedAttribute{MarkdownDescription: description, Computed: true, NestedObject: schema.NestedAttributeObject{Attributes: attributes}}
	}
	blockers := list("What stands in the way, by kind and name.", map[string]schema.Attribute{
		"kind":   text("Kind of blocker, by the name of its policy in `release`, for example `phone_numbers`."),
		"id":     text("ID of the record."),
		"name":   text("What people call it: a number, the name of a group, recording or IVR."),
		"action": text("What a release does with it: `unassign`, `remove`, `delete`, `reassign`, `keep` or `fail`, which stops the release."),
	})
	strangers := list("References to the user in records of Fastcall's namespace that this provider knows nothing of. They are never touched and block nothing.",
		map[string]schema.Attribute{
			"object": text("API name of the object."), "field": text("API name of the field."),
			"count": schema.Int64Attribute{MarkdownDescription: "Number of records.", Computed: true},
		})
	resp.Schema = schema.Schema{
		MarkdownDescription: "What releases of users would meet, without releasing anybody: every blocker, and what `release` of the " +
			"provider block (or else the default) does with it. Policies of single resources are not known here.",
		Attributes: map[string]schema.Attribute{
			"user_ids": schema.SetAttribute{MarkdownDescription: "IDs of the users, 15 or 18 characters.", ElementType: framework.SalesforceIDType,
				Required: true, Validators: []validator.Set{framework.NoNulls(), setvalidator.ValueStringsAre(framework.UserID())}},
			"blocked": schema.BoolAttribute{MarkdownDescription: "Whether anything stops the release of anybody.", Computed: true},
			"users": list("The users, sorted by user name.", map[string]schema.Attribute{
				"user_id": text("ID of the user, 18 characters."), "username": text("User name."),
				"blocked":  schema.BoolAttribute{MarkdownDescription: "Whether anything stops the release.", Computed: true},
				"blockers": blockers, "unrecognised": strangers,
			}),
		},
	}
}

var (
	blockerTypes  = map[string]attr.Type{"kind": types.StringType, "id": types.StringType, "name": types.StringType, "action": types.StringType}
	strangerTypes = map[string]attr.Type{"object": types.StringType, "field": types.StringType, "count": types.Int64Type}
	previewTypes  = map[string]attr.Type{"user_id": types.StringType, "username": types.StringType, "blocked": types.BoolType,
		"blockers":     types.ListType{ElemType: types.ObjectType{AttrTypes: blockerTypes}},
		"unrecognised": types.ListType{ElemType: types.ObjectType{AttrTypes: strangerTypes}}}
)

// Read looks at all users at once.
func (d *PreviewDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var m previewModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	forecasts, err := forecasts(ctx, org, m.userIDs())
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("preview", "releases", err)...)
		return
	}
	var objects []map[string]attr.Value
	blocked := false
	for _, f := range forecasts {
		stopped := len(f.Stops()) > 0 || f.Target != nil
		blocked = blocked || stopped
		objects = append(objects, previewOf(f, stopped))
	}
	m.Blocked, m.Users = types.BoolValue(blocked), objectsOf(previewTypes, objects)
	if len(forecasts) > 0 {
		resp.Diagnostics.Append(unseen(forecasts[0].Unseen)...)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// forecasts looks at each user; the looks share requests. They come sorted by
// user name.
func forecasts(ctx context.Context, org *fastcall.Org, ids []string) ([]*fastcall.Forecast, error) {
	all := make([]*fastcall.Forecast, len(ids))
	group, ctx := errgroup.WithContext(ctx)
	for i, id := range ids {
		group.Go(func() (err error) {
			all[i], err = org.Forecast(ctx, id, fastcall.ReleasePolicy{})
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b *fastcall.Forecast) int {
		return strings.Compare(strings.ToLower(a.User.Username)+a.User.ID, strings.ToLower(b.User.Username)+b.User.ID)
	})
	return all, nil
}

func previewOf(f *fastcall.Forecast, stopped bool) map[string]attr.Value {
	var blockers, strangers []map[string]attr.Value
	for _, b := range f.Blockers {
		blockers = append(blockers, map[string]attr.Value{"kind": types.StringValue(string(b.Kind)), "id": types.StringValue(b.ID),
			"name": types.StringValue(b.Name), "action": types.StringValue(string(b.Action))})
	}
	for _, u := range f.Unrecognised {
		strangers = append(strangers, map[string]attr.Value{"object": types.StringValue(u.Object), "field": types.StringValue(u.Field),
			"count": types.Int64Value(int64(u.Count))})
	}
	return map[string]attr.Value{"user_id": types.StringValue(f.User.ID), "username": types.StringValue(f.User.Username),
		"blocked": types.BoolValue(stopped), "blockers": objectsOf(blockerTypes, blockers), "unrecognised": objectsOf(strangerTypes, strangers)}
}

func (m *previewModel) userIDs() []string {
	var ids []string
	for _, element := range m.UserIDs.Elements() {
		if value, ok := element.(framework.StringValue); ok {
			ids = append(ids, value.ID18())
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
