package schemamap

import (
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Mapping is what the configuration says of one section. Empty members are
// found by derived name and by label.
type Mapping struct {
	Object string
	Link   string
	Fields map[string]string
	// Unreachable says that the section cannot be reached through the API at
	// all, as protected metadata cannot. What needs it is refused, and a
	// release says that it did not look there.
	Unreachable bool
}

// Source says how a name was found.
type Source string

// The sources, in the order in which they are tried.
const (
	FromConfiguration Source = "schema_map"
	FromDerivedName   Source = "derived"
	FromLabel         Source = "label"
)

// Map is where Fastcall's own records are in this org. It is found once, on
// first use, and holds what could not be found as well: only what needs that
// is refused.
type Map struct {
	// installed tells whether any object of the namespace can be seen.
	installed bool
	places    map[Section]*Place
	missing   []Missing
	namespace string
	// along are the objects that were described along, by name.
	along map[string]*salesforce.Object
}

// Place is one section found in the org.
type Place struct {
	Section Section
	Object  *salesforce.Object
	source  Source
	// Fields are the described fields by key, Link among them.
	Fields      map[string]salesforce.Field
	Unreachable bool
	Map         *Map
}

// Missing is a name that could not be found.
type Missing struct {
	Section Section
	// Key is the key of a field, Link, or empty for the object.
	Key string
	// Label is what people call it, Wanted the configured or derived name.
	Label, Wanted string
	Configured    bool
	// Object is where a missing field was looked for.
	Object string
	// Near are names that come close, the closest first.
	Near []string
}

// At is where a section is, found or not.
func (m *Map) At(section Section) *Place { return m.places[section] }

// Missing lists what could not be found, in the order of the sections.
func (m *Map) Missing() []Missing { return m.missing }

// Installed tells whether any of Fastcall's own objects can be seen.
func (m *Map) Installed() bool { return m.installed }

// Along is what describe says of an object that was described along; nil if it
// says nothing.
func (m *Map) Along(name string) *salesforce.Object { return m.along[name] }

// Object is what describe says of the object of that name that carries a
// section; nil if none of that name does.
func (m *Map) Object(name string) *salesforce.Object {
	for _, found := range m.places {
		if found.Object != nil && found.Object.Name == name {
			return found.Object
		}
	}
	return nil
}

// Objects are the names of all objects that carry a section, in lower case.
func (m *Map) Objects() map[string]bool {
	names := map[string]bool{}
	for _, found := range m.places {
		if found.Object != nil {
			names[strings.ToLower(found.Object.Name)] = true
		}
	}
	return names
}
