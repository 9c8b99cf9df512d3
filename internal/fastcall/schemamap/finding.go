package schemamap

import "github.com/fastcall/terraform-provider-fastcall/internal/lists"

// Finding is what was found of one section.
type Finding struct {
	Section Section
	// Object is empty for one that was not found.
	Object, Label, Link string
	// Fields are API names by key.
	Fields      map[string]string
	Source      Source
	Unreachable bool
	// Missing are the keys of fields that were not found, Link among them.
	Missing []string
}

// Findings tell what was found of each section, in the order in which they
// are shown.
func (m *Map) Findings() []Finding {
	return lists.Map(concepts, func(c concept) Finding {
		found := m.At(c.key)
		out := Finding{Section: c.key, Fields: map[string]string{}, Unreachable: found.Unreachable}
		if found.Object == nil {
			return out
		}
		out.Object, out.Label, out.Source = found.Object.Name, found.Object.Label, found.source
		for key, field := range found.Fields {
			if key == Link {
				out.Link = field.Name
				continue
			}
			out.Fields[key] = field.Name
		}
		for _, missing := range m.missing {
			if missing.Section == c.key {
				out.Missing = append(out.Missing, missing.Key)
			}
		}
		return out
	})
}
