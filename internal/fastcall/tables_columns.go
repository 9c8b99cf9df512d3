package fastcall

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// columnsOf are all columns that anybody asks of an object, so that it is read
// once.
func (o *Org) columnsOf(object string) []salesforce.Name {
	columns := nativeColumns[object]
	schema := o.schema.Present()
	if schema == nil {
		return columns
	}
	for _, c := range concepts {
		s := schema.sections[c.key]
		if s.object == nil || s.object.Name != object {
			continue
		}
		var fields, groups []string
		for key := range s.fields {
			switch {
			case key == keyLink:
			case s.viaGroup(key):
				groups = append(groups, key)
				fallthrough
			default:
				fields = append(fields, key)
			}
		}
		slices.Sort(fields)
		slices.Sort(groups)
		columns = walk.WithColumns(columns, s.columns(groups, fields...)...)
		columns = walk.WithColumns(columns, s.naming()...)
		if path := s.nameAlong(keyLink); path != "" {
			columns = walk.WithColumns(columns, path)
		}
	}
	return columns
}

// nativeColumns are those of standard objects.
var nativeColumns = map[string][]salesforce.Name{
	"Group":       {"Id", "Name", "DeveloperName", "Type"},
	"GroupMember": {"Id", "GroupId", "UserOrGroupId"},
}
