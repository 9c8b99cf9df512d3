package schemamap

import (
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Among is the condition that a field of the section holds one of some ids.
func (p *Place) Among(key string, ids []string) walk.Condition {
	return walk.Condition{Path: p.Field(key), In: p.OneOf(key, ids)}
}

// AmongGroups is Among for a field that refers to a group.
func (p *Place) AmongGroups(key string, ids []string) walk.Condition {
	return walk.Condition{Path: p.Group(key), In: p.OneOf(key, ids)}
}

// Ask asks for records of the section.
func (p *Place) Ask(rows *[]Row, columns []salesforce.Name, where ...walk.Condition) walk.Question {
	return walk.Question{Object: p.Object.Name, Columns: columns, Where: where, Take: func(found []map[string]any) {
		*rows = lists.Map(found, p.Row)
	}}
}
