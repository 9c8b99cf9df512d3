package fastcall

import (
	"context"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// catalog is what the Fastcall package brought into the org: its license, its
// permission sets and its call centers. Each noun keeps its own error, so that
// a hidden call center does not stop a question about seats.
type catalog struct {
	licenses       []PackageLicense
	licensesErr    error
	permissionSets []PermissionSet
	permissionsErr error
	callCenters    []CallCenter
	callCentersErr error
	// groups are the permission set groups that bring Fastcall's permission
	// sets. Where they cannot be seen there are none to speak of.
	groups []groupComponentRow
	// missingGroups are groups that the configuration lists and nobody sees.
	missingGroups []string
}

// complete tells whether every noun could be read. A group that is missing may
// be created in the same walk.
func (c *catalog) complete() bool {
	return len(c.missingGroups) == 0 && c.licensesErr == nil && c.permissionsErr == nil && c.callCentersErr == nil
}

// loadCatalog reads all nouns in one request.
func (o *Org) loadCatalog(ctx context.Context) (*catalog, error) {
	var licenses []packageLicenseRow
	var sets []permissionSetRow
	var centers []callCenterRow
	c := &catalog{}
	var groupsHidden error
	var listed []groupRow
	queries := []salesforce.Query{
		salesforce.Into(salesforce.SOQL(packageLicenseFields+"WHERE NamespacePrefix = ?", o.config.Namespace), &licenses).Refused(&c.licensesErr),
		salesforce.Into(o.permissionSetQuery(), &sets).Refused(&c.permissionsErr),
		salesforce.Into(callCenterQuery, &centers).Refused(&c.callCentersErr),
		salesforce.Into(salesforce.SOQL(groupComponentQuery, o.config.Namespace), &c.groups).Refused(&groupsHidden),
	}
	if len(o.config.Groups) > 0 {
		queries = append(queries, salesforce.Into(o.listedGroupsQuery(), &listed))
	}
	if err := o.client.Query(ctx, queries...); err != nil {
		return nil, hidden(err, "Group")
	}
	c.missingGroups = o.missingGroups(listed)
	c.licensesErr = hidden(c.licensesErr, "PackageLicense")
	c.permissionsErr = hidden(c.permissionsErr, "PermissionSet")
	c.callCentersErr = hidden(c.callCentersErr, "CallCenter")
	all := o.gather(ctx, c.licensesErr, c.permissionsErr, c.callCentersErr)
	c.licensesErr, c.permissionsErr, c.callCentersErr = all[0], all[1], all[2]
	c.licenses = lists.Map(licenses, packageLicenseRow.value)
	c.permissionSets = lists.Map(sets, permissionSetRow.value)
	c.callCenters = lists.Map(centers, callCenterRow.value)
	slices.SortFunc(c.callCenters, func(a, b CallCenter) int { return strings.Compare(a.Name+a.ID, b.Name+b.ID) })
	slices.SortFunc(c.permissionSets, func(a, b PermissionSet) int { return strings.Compare(a.APIName(), b.APIName()) })
	return c, nil
}

// bears tells whether text contains the namespace, whatever its case: the
// vendor writes both FastCall and Fastcall.
func (o *Org) bears(text string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(o.config.Namespace))
}
