package fastcall

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// fastcallGroup tells whether a native group is Fastcall's. The custom object
// that marks such groups has no public API name, so without it a group counts
// when its name bears the namespace or the configuration lists it. Every
// other group is somebody else's and left alone.
func (o *Org) fastcallGroup(row membershipRow) bool {
	if o.bears(row.Group.Name) || o.bears(row.Group.DeveloperName) {
		return true
	}
	return slices.ContainsFunc(o.config.Groups, groupRow{row.GroupID, row.Group.Name, row.Group.DeveloperName}.named)
}

type groupRow struct {
	ID            string `json:"Id"`
	Name          string
	DeveloperName string
}

// named tells whether name, developer name or id means the group.
func (g groupRow) named(group string) bool {
	return group == g.Name || group == g.DeveloperName || salesforce.SameID(group, g.ID)
}

// listedGroupsQuery asks for the groups that the configuration lists.
func (o *Org) listedGroupsQuery() string {
	ids := lists.Filter(o.config.Groups, func(group string) bool {
		_, err := salesforce.ID18(group)
		return err == nil
	})
	const query = "SELECT Id, Name, DeveloperName FROM Group WHERE Name IN ? OR DeveloperName IN ?"
	if len(ids) == 0 {
		return salesforce.SOQL(query, o.config.Groups, o.config.Groups)
	}
	return salesforce.SOQL(query+" OR Id IN ?", o.config.Groups, o.config.Groups, ids)
}

// missingGroups lists the configured groups that were not found.
func (o *Org) missingGroups(found []groupRow) []string {
	return lists.Filter(o.config.Groups, func(group string) bool {
		return !slices.ContainsFunc(found, func(row groupRow) bool { return row.named(group) })
	})
}
