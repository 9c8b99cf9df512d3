package orgsim

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
)

// Mapping says where the installed package keeps what it knows, by section: "phone_number", "user_settings" and so on, as
// packageSections lists them. The names of the package's objects are not public; what the simulated package does on its
// own (its validation rules, its actions, its release of users) follows the mapping, so that it does the same under any
// names. Nobody but the simulator and its tests sees it.
type Mapping map[string]Section

// Section is where one section is kept.
type Section struct {
	// Object is the API name of the object.
	Object string `json:"object"`
	// Link is the field that leads to what the section belongs to, such as the user whose settings a row holds.
	Link string `json:"link,omitempty"`
	// Fields are the API names of fields by key.
	Fields map[string]string `json:"fields,omitempty"`
}

// HistorySection is the section of the calls that were made. No configuration concerns it.
const HistorySection = "history"

// field is the API name of what a section calls by key; "id", "name" and "link" are keys in every section.
func (s Section) field(key string) (string, bool) {
	switch key {
	case "id":
		return "Id", true
	case "name":
		return "Name", true
	case "link":
		return s.Link, s.Link != ""
	}
	name, found := s.Fields[key]
	return name, found
}

// clone is a mapping that can be changed by itself.
func (m Mapping) clone() Mapping {
	if m == nil {
		return nil
	}
	out := make(Mapping, len(m))
	for key, s := range m {
		s.Fields = maps.Clone(s.Fields)
		out[key] = s
	}
	return out
}

// objects lists the API names of the objects of the package, in order.
func (m Mapping) objects() []string {
	var names []string
	for _, s := range m {
		if !slices.Contains(names, s.Object) {
			names = append(names, s.Object)
		}
	}
	slices.Sort(names)
	return names
}

// check reports a section that is kept where there is nothing.
func (m Mapping) check(catalog *schema.Catalog) error {
	for _, key := range sortedKeys(m) {
		s := m[key]
		o, known := catalog.Object(s.Object)
		if !known || o.Name != s.Object {
			return fmt.Errorf("mapping: %s: there is no object %q", key, s.Object)
		}
		names := slices.Sorted(maps.Values(s.Fields))
		if s.Link != "" {
			names = append(names, s.Link)
		}
		for _, name := range names {
			if f, known := o.Field(name); !known || f.Name != name {
				return fmt.Errorf("mapping: %s: %s has no field %q", key, s.Object, name)
			}
		}
	}
	return nil
}

// Bare returns the seed without the objects of the package: an org that keeps none of its data where an API can reach it.
func Bare(seed Seed) Seed {
	gone := seed.Mapping.objects()
	seed.Objects = slices.DeleteFunc(slices.Clone(seed.Objects), func(c CustomObject) bool { return slices.Contains(gone, c.Name) })
	seed.APIUser.HiddenObjects = slices.DeleteFunc(slices.Clone(seed.APIUser.HiddenObjects), func(name string) bool {
		return slices.Contains(gone, name)
	})
	seed.APIUser.HiddenFields = slices.DeleteFunc(slices.Clone(seed.APIUser.HiddenFields), func(name string) bool {
		object, _, _ := strings.Cut(name, ".")
		return slices.Contains(gone, object)
	})
	seed.Mapping = nil
	return seed
}

// Mapping returns where the package keeps what it knows.
func (o *Org) Mapping() Mapping { return o.shared.mapping.clone() }
