package schema

import (
	"fmt"
	"slices"
	"strings"
)

// Object is one sObject type. Its flags hold for a caller with every permission.
type Object struct {
	Name, Label, LabelPlural, KeyPrefix string
	Custom                              bool
	// Setting is whether the object is a hierarchical custom setting, whose rows each belong to the org, a profile or a user.
	Setting                           bool
	Createable, Updateable, Deletable bool
	// RecycleBin is whether a deleted row can be restored, which decides how a second delete is answered.
	RecycleBin bool
	// Setup is whether Salesforce counts a write of this object to the setup side of a transaction (S1).
	Setup  bool
	Fields []Field

	byName map[string]int
}

// Field returns the field with this API name, in any case.
func (o *Object) Field(name string) (*Field, bool) {
	i, ok := o.byName[strings.ToLower(name)]
	if !ok {
		return nil, false
	}
	return &o.Fields[i], true
}

func (o *Object) index() error {
	o.byName = make(map[string]int, len(o.Fields))
	for i := range o.Fields {
		key := strings.ToLower(o.Fields[i].Name)
		if _, twice := o.byName[key]; twice {
			return fmt.Errorf("object %s has two fields named %s", o.Name, o.Fields[i].Name)
		}
		o.byName[key] = i
	}
	if len(o.KeyPrefix) != 3 {
		return fmt.Errorf("object %s: key prefix %q does not have three characters", o.Name, o.KeyPrefix)
	}
	return nil
}

// Catalog is the set of objects an org has.
type Catalog struct {
	objects  []*Object
	byName   map[string]*Object
	byPrefix map[string]*Object
	named    map[string][]Named // by the name of the parent
}

// NewCatalog returns a catalog of these objects; two with one name or key prefix are an error.
func NewCatalog(objects ...*Object) (*Catalog, error) {
	c := &Catalog{byName: map[string]*Object{}, byPrefix: map[string]*Object{}}
	for _, o := range objects {
		if err := o.index(); err != nil {
			return nil, err
		}
		if _, twice := c.byName[strings.ToLower(o.Name)]; twice {
			return nil, fmt.Errorf("two objects are named %s", o.Name)
		}
		if other, twice := c.byPrefix[o.KeyPrefix]; twice {
			return nil, fmt.Errorf("objects %s and %s share the key prefix %s", other.Name, o.Name, o.KeyPrefix)
		}
		c.objects = append(c.objects, o)
		c.byName[strings.ToLower(o.Name)] = o
		c.byPrefix[o.KeyPrefix] = o
	}
	if err := c.relate(); err != nil {
		return nil, err
	}
	return c, nil
}

// Check reports a custom reference to an object that the catalog does not have.
func (c *Catalog) Check() error {
	for _, o := range c.objects {
		for i := range o.Fields {
			for _, to := range append(slices.Clone(o.Fields[i].ReferenceTo), o.Fields[i].Holds...) {
				if found, known := c.Object(to); o.Custom && (!known || found.Name != to) {
					return fmt.Errorf("field %s.%s refers to %s, which is no object of the org", o.Name, o.Fields[i].Name, to)
				}
			}
		}
	}
	return nil
}

// Objects returns every object in the order of the catalog.
func (c *Catalog) Objects() []*Object { return c.objects }

// Object returns the object with this API name, in any case.
func (c *Catalog) Object(name string) (*Object, bool) {
	o, ok := c.byName[strings.ToLower(name)]
	return o, ok
}

// OfID returns the object an id belongs to by its key prefix.
func (c *Catalog) OfID(id string) (*Object, bool) {
	if len(id) < 3 {
		return nil, false
	}
	o, ok := c.byPrefix[id[:3]]
	return o, ok
}
