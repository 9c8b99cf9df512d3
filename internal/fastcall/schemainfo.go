package fastcall

import "github.com/fastcall/terraform-provider-fastcall/internal/lists"

// SectionSchema is what was found of one section.
type SectionSchema struct {
	Section Section
	// Object is empty for one that was not found.
	Object, Label, Link string
	// Fields are API names by key.
	Fields      map[string]string
	Source      Source
	Unreachable bool
	// Missing are the keys of fields that were not found, keyLink among them.
	Missing []string
}

// Sections tells what was found of each section, in the order in which they
// are shown.
func (s *Schema) Sections() []SectionSchema {
	return lists.Map(concepts, func(c concept) SectionSchema {
		found := s.sections[c.key]
		out := SectionSchema{Section: c.key, Fields: map[string]string{}, Unreachable: found.unreachable}
		if found.object == nil {
			return out
		}
		out.Object, out.Label, out.Source = found.object.Name, found.object.Label, found.source
		for key, field := range found.fields {
			if key == keyLink {
				out.Link = field.Name
				continue
			}
			out.Fields[key] = field.Name
		}
		for _, missing := range s.missing {
			if missing.Section == c.key {
				out.Missing = append(out.Missing, missing.Key)
			}
		}
		return out
	})
}
