package schemamap

import (
	"maps"
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// setupOwner is the field that ties a row of a hierarchical custom setting to
// the org, a profile or a user.
const setupOwner = "SetupOwnerId"

// fields finds the fields of a section and returns those that are missing.
func (s *search) fields(c concept, found *Place) []Missing {
	var missing []Missing
	mapping := s.config.Sections[c.key]
	if len(c.links) > 0 {
		if field, ok := s.link(c, found.Object, mapping.Link); ok {
			found.Fields[Link] = field
		} else {
			missing = append(missing, s.missingField(c, found.Object, Link, c.links[0], mapping.Link))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.fields)) {
		if field, ok := s.field(found.Object, c.fields[key], mapping.Fields[key]); ok {
			found.Fields[key] = field
		} else {
			missing = append(missing, s.missingField(c, found.Object, key, c.fields[key], mapping.Fields[key]))
		}
	}
	return missing
}

// link finds the field that ties a section's records to what they belong to.
func (s *search) link(c concept, object *salesforce.Object, configured string) (salesforce.Field, bool) {
	if configured == "" && object.CustomSetting {
		configured = setupOwner
	}
	for _, label := range c.links {
		if field, ok := s.field(object, label, configured); ok {
			return field, true
		}
	}
	return salesforce.Field{}, false
}

// field finds a field by its configured name, or by the name derived from its
// label, or by the label if no other field of the object bears it.
func (s *search) field(object *salesforce.Object, label, configured string) (salesforce.Field, bool) {
	wanted := configured
	if wanted == "" {
		wanted = s.derived(label)
	}
	var labeled []salesforce.Field
	for _, field := range object.Fields {
		if strings.EqualFold(field.Name, wanted) {
			return field, true
		}
		if strings.EqualFold(field.Label, label) && field.Custom {
			labeled = append(labeled, field)
		}
	}
	if configured == "" && len(labeled) == 1 {
		return labeled[0], true
	}
	return salesforce.Field{}, false
}

// mostNear bounds the near matches in an error.
const mostNear = 3

func (s *search) missingObject(c concept) Missing {
	if configured, _ := s.wanted(c); configured == "" {
		shared := conceptOf(c.shares)
		m := s.missingObject(shared)
		m.Section = c.key
		return m
	}
	wanted, source := s.wanted(c)
	names := map[string]string{}
	for _, object := range s.visible {
		names[object.Name] = object.Label
	}
	return Missing{Section: c.key, Label: c.label, Wanted: wanted, Configured: source == FromConfiguration,
		Near: near(c.label, wanted, names)}
}

func (s *search) missingField(c concept, object *salesforce.Object, key, label, configured string) Missing {
	names := map[string]string{}
	for _, field := range object.Fields {
		if field.Custom {
			names[field.Name] = field.Label
		}
	}
	wanted := configured
	if wanted == "" {
		wanted = s.derived(label)
	}
	return Missing{Section: c.key, Key: key, Label: label, Wanted: wanted, Configured: configured != "",
		Object: object.Name, Near: near(label, wanted, names)}
}

// near lists the names that come close to a wanted one, by label or by name.
func near(label, wanted string, names map[string]string) []string {
	distance := func(name string) float64 {
		return max(levenshtein.Match(strings.ToLower(label), strings.ToLower(names[name]), nil),
			levenshtein.Match(core(wanted), core(name), nil))
	}
	likely := lists.Filter(slices.Sorted(maps.Keys(names)), func(name string) bool { return distance(name) >= 0.5 })
	slices.SortStableFunc(likely, func(a, b string) int {
		switch da, db := distance(a), distance(b); {
		case da > db:
			return -1
		case da < db:
			return 1
		}
		return 0
	})
	return likely[:min(len(likely), mostNear)]
}

// core is an API name without the namespace and the suffix that all share.
func core(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), "__c")
	if _, rest, has := strings.Cut(name, "__"); has {
		return rest
	}
	return name
}
