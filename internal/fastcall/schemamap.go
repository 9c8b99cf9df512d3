package fastcall

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
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

// Schema is where Fastcall's own records are in this org. It is found once, on
// first use, and holds what could not be found as well: only what needs that
// is refused.
type Schema struct {
	// installed tells whether any object of the namespace can be seen.
	installed bool
	sections  map[Section]*section
	missing   []Missing
	// user is what describe says of User; nil if it says nothing.
	user *salesforce.Object
	// rights are the objects that a preflight asks for; nil if they were not described.
	rights rights
}

// section is one section found in the org.
type section struct {
	key    Section
	object *salesforce.Object
	source Source
	// fields are the described fields by key, keyLink among them.
	fields      map[string]salesforce.Field
	unreachable bool
	schema      *Schema
}

// Missing is a name that could not be found.
type Missing struct {
	Section Section
	// Key is the key of a field, keyLink, or empty for the object.
	Key string
	// Label is what people call it, Wanted the configured or derived name.
	Label, Wanted string
	Configured    bool
	// Object is where a missing field was looked for.
	Object string
	// Near are names that come close, the closest first.
	Near []string
}

// Missing lists what could not be found, in the order of the sections.
func (s *Schema) Missing() []Missing { return s.missing }

// Installed tells whether any of Fastcall's own objects can be seen.
func (s *Schema) Installed() bool { return s.installed }

// Schema returns where Fastcall's own records are.
func (o *Org) Schema(ctx context.Context) (*Schema, error) { return o.schema.Get(ctx) }

// loadSchema describes the objects by configured and derived names in one
// request, and looks for the others by label.
func (o *Org) loadSchema(ctx context.Context) (*Schema, error) {
	search := newSearch(o.config)
	search.readOnly = o.client.ReadOnly()
	described, err := o.client.Describe(ctx, append(search.names(), describedForRights...)...)
	if refused := new(salesforce.APIError); errors.As(err, &refused) {
		// Only a release asks what leads to users, and it can do without; a preflight asks by itself.
		described, err = o.client.Describe(ctx, search.names()...)
	}
	if err != nil {
		return nil, err
	}
	search.take(described)
	if search.lost() {
		all, err := o.client.DescribeAll(ctx)
		if err != nil {
			return nil, err
		}
		if names := search.byLabel(all); len(names) > 0 {
			if described, err = o.client.Describe(ctx, names...); err != nil {
				return nil, err
			}
			search.take(described)
		}
	}
	schema := search.schema()
	schema.user = search.described["user"]
	if schema.user != nil {
		schema.rights = rights{}
		for _, name := range describedForRights {
			if object := search.described[strings.ToLower(name)]; object != nil {
				schema.rights[name] = object
			}
		}
	}
	return schema, nil
}

// search finds the objects of the sections.
type search struct {
	config    Config
	readOnly  bool
	described map[string]*salesforce.Object // by lower-case name
	// labeled are names found by label, visible all objects of the namespace.
	labeled map[Section]string
	visible []salesforce.Object
}

func newSearch(config Config) *search {
	return &search{config: config, described: map[string]*salesforce.Object{}, labeled: map[Section]string{}}
}

// wanted is the name under which a section's object is looked for first.
// Sections that share an object have none of their own.
func (s *search) wanted(c concept) (name string, source Source) {
	if name := s.config.SchemaMap[c.key].Object; name != "" {
		return name, FromConfiguration
	}
	if c.shares != "" {
		return "", ""
	}
	return s.derived(c.label), FromDerivedName
}

var notNamed = regexp.MustCompile(`[^A-Za-z0-9]+`)

// derived is the API name that Salesforce proposes for a label.
func (s *search) derived(label string) string {
	return s.config.Namespace + "__" + strings.Trim(notNamed.ReplaceAllString(label, "_"), "_") + "__c"
}

func (s *search) names() []string {
	var names []string
	for _, c := range concepts {
		if name, _ := s.wanted(c); name != "" && !s.config.SchemaMap[c.key].Unreachable {
			names = append(names, name)
		}
	}
	return names
}

func (s *search) take(described map[string]*salesforce.Object) {
	for _, object := range described {
		if s.readOnly {
			// Nothing will be written, so nothing is said against it.
			for name, field := range object.Fields {
				field.Createable, field.Updateable = true, true
				object.Fields[name] = field
			}
		}
		s.described[strings.ToLower(object.Name)] = object
	}
}

// lost tells whether any section's object is still to be found.
func (s *search) lost() bool {
	return slices.ContainsFunc(concepts, func(c concept) bool {
		object, _ := s.object(c)
		return object == nil && !s.config.SchemaMap[c.key].Unreachable
	})
}

// byLabel finds the objects that bear a section's label alone in the
// namespace, and returns their names.
func (s *search) byLabel(all []salesforce.Object) []string {
	prefix := strings.ToLower(s.config.Namespace) + "__"
	s.visible = lists.Filter(all, func(o salesforce.Object) bool { return strings.HasPrefix(strings.ToLower(o.Name), prefix) })
	for _, c := range concepts {
		if object, _ := s.object(c); object != nil || s.config.SchemaMap[c.key].Object != "" || c.shares != "" {
			continue
		}
		fits := lists.Filter(s.visible, func(o salesforce.Object) bool { return strings.EqualFold(o.Label, c.label) })
		if len(fits) == 1 {
			s.labeled[c.key] = fits[0].Name
		}
	}
	return slices.Sorted(maps.Values(s.labeled))
}

// object is the object that carries a section, nil while it is not found.
func (s *search) object(c concept) (*salesforce.Object, Source) {
	name, source := s.wanted(c)
	if name == "" {
		return s.object(conceptOf(c.shares))
	}
	if object := s.described[strings.ToLower(name)]; object != nil {
		return object, source
	}
	return s.described[strings.ToLower(s.labeled[c.key])], FromLabel
}

// schema puts together what was found and what was not.
func (s *search) schema() *Schema {
	schema := &Schema{sections: map[Section]*section{}, installed: len(s.visible) > 0}
	for _, c := range concepts {
		found := &section{key: c.key, schema: schema, fields: map[string]salesforce.Field{}}
		schema.sections[c.key] = found
		if found.unreachable = s.config.SchemaMap[c.key].Unreachable; found.unreachable {
			continue
		}
		if found.object, found.source = s.object(c); found.object == nil {
			schema.missing = append(schema.missing, s.missingObject(c))
			continue
		}
		schema.installed = true
		schema.missing = append(schema.missing, s.fields(c, found)...)
	}
	return schema
}
