package fastcall

import (
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// among is the condition that a field of the section holds one of some ids.
func (s *section) among(key string, ids []string) walk.Condition {
	return walk.Condition{Path: s.field(key), In: s.oneOf(key, ids)}
}

// amongGroups is among for a field that refers to a group.
func (s *section) amongGroups(key string, ids []string) walk.Condition {
	return walk.Condition{Path: s.group(key), In: s.oneOf(key, ids)}
}

// find asks for records of the section.
func (s *section) find(rows *[]row, columns []salesforce.Name, where ...walk.Condition) walk.Question {
	return walk.Question{Object: s.object.Name, Columns: columns, Where: where, Take: func(found []map[string]any) {
		*rows = lists.Map(found, func(values map[string]any) row { return row{section: s, values: values} })
	}}
}
