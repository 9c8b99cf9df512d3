package fastcall

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
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
	for _, section := range schemamap.Sections() {
		s := schema.At(section)
		if s.Object == nil || s.Object.Name != object {
			continue
		}
		var fields, groups []string
		for key := range s.Fields {
			switch {
			case key == schemamap.Link:
			case s.ViaGroup(key):
				groups = append(groups, key)
				fallthrough
			default:
				fields = append(fields, key)
			}
		}
		slices.Sort(fields)
		slices.Sort(groups)
		columns = walk.WithColumns(columns, s.Columns(groups, fields...)...)
		columns = walk.WithColumns(columns, s.Naming()...)
		if path := s.NameAlong(schemamap.Link); path != "" {
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
