package schemamap

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

// Config is what is known before the org is asked.
type Config struct {
	// Namespace is that of the managed package.
	Namespace string
	// Sections say which objects and fields carry Fastcall's own records, in orgs
	// where neither derived names nor labels find them.
	Sections map[Section]Mapping
	// ReadOnly says that nothing will be written, so nothing is said against it.
	ReadOnly bool
	// Along are further objects that are described in the same request.
	Along []string
}

// Describer describes objects of an org, by name or all of them.
type Describer interface {
	Describe(ctx context.Context, names ...string) (map[string]*salesforce.Object, error)
	DescribeAll(ctx context.Context) ([]salesforce.Object, error)
}

// Find describes the objects by configured and derived names in one request,
// and looks for the others by label, which costs two more.
func Find(ctx context.Context, org Describer, config Config) (*Map, error) {
	search := newSearch(config)
	described, err := org.Describe(ctx, append(search.names(), config.Along...)...)
	if refused := new(salesforce.APIError); errors.As(err, &refused) {
		// Whoever needs what is described along asks for it by itself.
		described, err = org.Describe(ctx, search.names()...)
	}
	if err != nil {
		return nil, err
	}
	search.take(described)
	if search.lost() {
		all, err := org.DescribeAll(ctx)
		if err != nil {
			return nil, err
		}
		if names := search.byLabel(all); len(names) > 0 {
			if described, err = org.Describe(ctx, names...); err != nil {
				return nil, err
			}
			search.take(described)
		}
	}
	schema := search.schema()
	for _, name := range config.Along {
		if object := search.described[strings.ToLower(name)]; object != nil {
			schema.along[name] = object
		}
	}
	return schema, nil
}

// search finds the objects of the sections.
type search struct {
	config    Config
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
	if name := s.config.Sections[c.key].Object; name != "" {
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
		if name, _ := s.wanted(c); name != "" && !s.config.Sections[c.key].Unreachable {
			names = append(names, name)
		}
	}
	return names
}

func (s *search) take(described map[string]*salesforce.Object) {
	for _, object := range described {
		if s.config.ReadOnly {
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
		return object == nil && !s.config.Sections[c.key].Unreachable
	})
}

// byLabel finds the objects that bear a section's label alone in the
// namespace, and returns their names.
func (s *search) byLabel(all []salesforce.Object) []string {
	prefix := strings.ToLower(s.config.Namespace) + "__"
	s.visible = lists.Filter(all, func(o salesforce.Object) bool { return strings.HasPrefix(strings.ToLower(o.Name), prefix) })
	for _, c := range concepts {
		if object, _ := s.object(c); object != nil || s.config.Sections[c.key].Object != "" || c.shares != "" {
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
func (s *search) schema() *Map {
	schema := &Map{places: map[Section]*Place{}, along: map[string]*salesforce.Object{},
		namespace: s.config.Namespace, installed: len(s.visible) > 0}
	for _, c := range concepts {
		found := &Place{Section: c.key, Map: schema, Fields: map[string]salesforce.Field{}}
		schema.places[c.key] = found
		if found.Unreachable = s.config.Sections[c.key].Unreachable; found.Unreachable {
			continue
		}
		if found.Object, found.source = s.object(c); found.Object == nil {
			schema.missing = append(schema.missing, s.missingObject(c))
			continue
		}
		schema.installed = true
		schema.missing = append(schema.missing, s.fields(c, found)...)
	}
	return schema
}
