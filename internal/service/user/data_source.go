package user

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// DataSource is the data source fastcall_user.
type DataSource struct{ framework.DataSourceBase }

// NewDataSource returns the data source fastcall_user.
func NewDataSource() datasource.DataSource { return &DataSource{} }

var (
	_ datasource.DataSourceWithConfigure        = &DataSource{}
	_ datasource.DataSourceWithConfigValidators = &DataSource{}
)

// dataModel is the data source fastcall_user as Terraform holds it.
type dataModel struct {
	ID           framework.StringValue `tfsdk:"id"`
	Username     framework.StringValue `tfsdk:"username"`
	UserID       framework.StringValue `tfsdk:"user_id"`
	FederationID framework.StringValue `tfsdk:"federation_id"`

	Roles                      types.Set    `tfsdk:"roles"`
	SoftphoneAutoLogin         types.Bool   `tfsdk:"softphone_auto_login"`
	Licensed                   types.Bool   `tfsdk:"licensed"`
	LicenseAssignmentID        types.String `tfsdk:"license_assignment_id"`
	PermissionSetAssignmentIDs types.Map    `tfsdk:"permission_set_assignment_ids"`
	CallCenterID               types.String `tfsdk:"call_center_id"`
	IsActive                   types.Bool   `tfsdk:"is_active"`
	Name                       types.String `tfsdk:"name"`
	Email                      types.String `tfsdk:"email"`
	Phone                      types.String `tfsdk:"phone"`
	MobilePhone                types.String `tfsdk:"mobile_phone"`
	Holds                      types.Map    `tfsdk:"holds"`
}

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user"
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	key := func(description string, custom framework.StringType, validators ...validator.String) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, CustomType: custom, Optional: true, Computed: true, Validators: validators}
	}
	text := func(description string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	flag := func(description string) schema.BoolAttribute {
		return schema.BoolAttribute{MarkdownDescription: description, Computed: true}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A Fastcall user: a Salesforce user who holds a seat or one of Fastcall's permission sets. Anybody else " +
			"is an error. The user is named by one of `id`, `user_id`, `username` and `federation_id`.",
		Attributes: map[string]schema.Attribute{
			"id":                    key("ID of the Salesforce user, 15 or 18 characters.", framework.SalesforceIDType, framework.UserID()),
			"user_id":               key("The same as `id`, by the name that `fastcall_user` has for it.", framework.SalesforceIDType, framework.UserID()),
			"username":              key("User name; case does not matter.", framework.FoldedType),
			"federation_id":         key("Federation ID; case does not matter. It must fit one user only.", framework.FoldedType),
			"roles":                 schema.SetAttribute{MarkdownDescription: "Roles that the user holds directly: `user`, `admin`, or the API name of another permission set of the namespace.", ElementType: types.StringType, Computed: true},
			"softphone_auto_login":  flag("Whether the softphone logs in when the user logs in to Salesforce."),
			"licensed":              flag("Whether the user may use Fastcall: by a seat, or because a site license covers everyone. Null if `license_management` is `skip`."),
			"license_assignment_id": text("ID of the record that gives the user a seat. Null without one."),
			"permission_set_assignment_ids": schema.MapAttribute{ElementType: types.StringType, Computed: true,
				MarkdownDescription: "IDs of the records that give the user Fastcall's permission sets, by role."},
			"call_center_id": text("ID of the call center the user is in. Null outside of any."),
			"is_active":      flag("Whether the Salesforce user is active."),
			"name":           text("Full name of the user."),
			"email":          text("E-mail address of the user."),
			"phone":          text("Office phone."),
			"mobile_phone":   text("Mobile phone."),
			"holds": schema.MapAttribute{ElementType: holdsType, Computed: true,
				MarkdownDescription: "What a release would have to clear, by kind and name. The kinds are those of `release` of `fastcall_user`. " +
					"Null where the API user sees some of Fastcall's own objects and fields and not others, at which a release stops."},
		},
	}
}

// ConfigValidators implements datasource.DataSourceWithConfigValidators.
func (d *DataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{framework.OneKey("user", "id", "user_id", "username", "federation_id")}
}

// Read finds the user.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	ctx = walk.LookingOn(ctx)
	var m dataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	org := d.Org(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, framework.ReadTimeout)
	defer cancel()
	key := m.key()
	status, holds, err := lookUp(ctx, org, key)
	if err != nil {
		resp.Diagnostics.Append(framework.Diagnose("find", subject([]fastcall.UserKey{key}), err, "id", "user_id", "username", "federation_id")...)
		return
	}
	m.refresh(status, holds)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

func (m *dataModel) key() fastcall.UserKey {
	id := m.ID.ValueString()
	if id == "" {
		id = m.UserID.ValueString()
	}
	return fastcall.UserKey{ID: id, Username: m.Username.ValueString(), FederationID: m.FederationID.ValueString()}
}

// lookUp finds a Fastcall user and what a release would have to clear.
func lookUp(ctx context.Context, org *fastcall.Org, key fastcall.UserKey) (*fastcall.Status, types.Map, error) {
	user, err := org.FindUser(ctx, []fastcall.UserKey{key})
	if err != nil {
		return nil, unlooked(), err
	}
	status, err := org.Status(ctx, user.ID)
	if err != nil {
		return nil, unlooked(), err
	}
	if !status.IsFastcallUser() {
		return nil, unlooked(), &framework.OutsiderError{User: status.User}
	}
	holds, err := holdsNow(ctx, org, status)
	return status, holds, err
}

// refresh writes what was found.
func (m *dataModel) refresh(s *fastcall.Status, holds types.Map) {
	var found model
	found.refresh(s, holds)
	m.ID, m.UserID, m.Username, m.FederationID = found.ID, found.UserID, found.Username, found.FederationID
	m.Roles, m.PermissionSetAssignmentIDs = found.Roles, found.PermissionSetAssignmentIDs
	m.SoftphoneAutoLogin = types.BoolValue(s.User.AutoLogin)
	m.Licensed, m.LicenseAssignmentID = found.Licensed, found.LicenseAssignmentID
	m.CallCenterID, m.IsActive = found.CallCenterID, found.IsActive
	m.Name, m.Email, m.Phone, m.MobilePhone = found.Name, found.Email, found.Phone, found.MobilePhone
	m.Holds = found.Holds
}

// objectsOf is a list of objects.
func objectsOf(kinds map[string]attr.Type, objects []map[string]attr.Value) types.List {
	elements := make([]attr.Value, 0, len(objects))
	for _, object := range objects {
		elements = append(elements, types.ObjectValueMust(kinds, object))
	}
	return types.ListValueMust(types.ObjectType{AttrTypes: kinds}, elements)
}
