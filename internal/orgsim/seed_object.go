package orgsim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
)

// CustomObject is an object of a package or of the org itself, with its rows. It has the fields of every custom object
// (Id, OwnerId, IsDeleted, Name and who changed it when) beside its own.
type CustomObject struct {
	// Name is the API name, such as FastCall__Phone_Number__c.
	Name        string `json:"name"`
	Label       string `json:"label,omitempty"`
	LabelPlural string `json:"labelPlural,omitempty"`
	// KeyPrefix is the first three characters of ids; a free one if left out.
	KeyPrefix string `json:"keyPrefix,omitempty"`
	// AutoNumber, such as "N-{0000}", makes the platform name the rows.
	AutoNumber string        `json:"autoNumber,omitempty"`
	Fields     []CustomField `json:"fields,omitempty"`
	// Rows hold values by field name. A reference names its row by id, or by what the seed calls it: a user by user name,
	// a group by developer name, a custom row by Name. A row with IsDeleted lies in the recycle bin.
	Rows []map[string]any `json:"rows,omitempty"`
}

// CustomField is a field of a custom object. Everybody may write it.
type CustomField struct {
	Name  string `json:"name"`
	Label string `json:"label,omitempty"`
	// Type is as describe names it: string (the default), textarea, email, phone, url, boolean, int, double, date, datetime,
	// picklist or reference.
	Type string `json:"type,omitempty"`
	// Length is the most characters of a text, 255 if left out.
	Length        int  `json:"length,omitempty"`
	Required      bool `json:"required,omitempty"`
	Unique        bool `json:"unique,omitempty"`
	ExternalID    bool `json:"externalId,omitempty"`
	CaseSensitive bool `json:"caseSensitive,omitempty"`
	// Values are those of a picklist; Restricted refuses others.
	Values     []string `json:"values,omitempty"`
	Restricted bool     `json:"restricted,omitempty"`
	// ReferenceTo is the object that a reference leads to. Relationship is its name in field paths, which is made from that
	// of the field if left out, and ChildRelationship its name in child subqueries.
	ReferenceTo       string `json:"referenceTo,omitempty"`
	Relationship      string `json:"relationship,omitempty"`
	ChildRelationship string `json:"childRelationship,omitempty"`
}

var customTypes = []schema.Type{schema.String, schema.TextArea, schema.Email, schema.Phone, schema.URL, schema.Boolean, schema.Int,
	schema.Double, schema.Date, schema.DateTime, schema.Picklist, schema.Reference}

// objects describes the custom objects of a seed. Those without a key prefix get the free ones in order.
func (s *Seed) objects() ([]*schema.Object, error) {
	taken := map[string]bool{}
	for _, c := range s.Objects {
		taken[c.KeyPrefix] = true
	}
	var list []*schema.Object
	for _, c := range s.Objects {
		prefix := c.KeyPrefix
		for n := 0; prefix == ""; n++ {
			if free := fmt.Sprintf("a%02d", n); !taken[free] {
				prefix, taken[free] = free, true
			}
		}
		o, err := c.object(prefix)
		if err != nil {
			return nil, fmt.Errorf("objects: %s: %w", c.Name, err)
		}
		list = append(list, o)
	}
	return list, nil
}

func (c CustomObject) object(prefix string) (*schema.Object, error) {
	if !strings.HasSuffix(c.Name, "__c") || strings.Trim(c.Name, nameLetters) != "" {
		return nil, fmt.Errorf("the name of a custom object is made of letters, digits and _ and ends with __c")
	}
	if strings.Trim(prefix, nameLetters) != "" || strings.Contains(prefix, "_") {
		return nil, fmt.Errorf("keyPrefix %q is not made of letters and digits", prefix)
	}
	label, plural := c.Label, c.LabelPlural
	if label == "" {
		label = c.Name
	}
	if plural == "" {
		plural = label + "s"
	}
	var own []schema.Field
	for _, f := range c.Fields {
		field, err := f.field()
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", f.Name, err)
		}
		own = append(own, field)
	}
	return schema.Custom(c.Name, label, plural, prefix, c.AutoNumber, own...), nil
}

const nameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

func (c CustomField) field() (schema.Field, error) {
	kind := schema.Type(c.Type)
	if kind == "" {
		kind = schema.String
	}
	switch {
	case !strings.HasSuffix(c.Name, "__c") || strings.Trim(c.Name, nameLetters) != "":
		return schema.Field{}, fmt.Errorf("the name of a custom field is made of letters, digits and _ and ends with __c")
	case !slices.Contains(customTypes, kind):
		return schema.Field{}, fmt.Errorf("there is no type %q; types are %v", c.Type, customTypes)
	case (kind == schema.Reference) != (c.ReferenceTo != ""):
		return schema.Field{}, fmt.Errorf("a reference, and nothing else, needs referenceTo")
	case c.ExternalID && kind != schema.String && kind != schema.Email && kind != schema.Double:
		return schema.Field{}, fmt.Errorf("an external id is a string, an email or a double")
	}
	flags := "cu"
	if !c.Required {
		flags += "n"
	}
	for flag, on := range map[string]bool{"e": c.ExternalID, "q": c.Unique, "s": c.CaseSensitive} {
		if on {
			flags += flag
		}
	}
	return c.typed(kind, flags), nil
}

func (c CustomField) typed(kind schema.Type, flags string) schema.Field {
	length := c.Length
	if length == 0 {
		length = 255
	}
	f := schema.NewField(c.Name, kind, length, flags)
	switch kind {
	case schema.Boolean:
		f = schema.Flag(c.Name, "cu")
	case schema.Reference:
		path := c.Relationship
		if path == "" {
			path = strings.TrimSuffix(c.Name, "c") + "r"
		}
		f = schema.Lookup(c.Name, path, flags, c.ReferenceTo)
		f.ChildRelationship = c.ChildRelationship
	case schema.Picklist:
		f = schema.Choice(c.Name, flags, c.Restricted, c.Values...)
	case schema.Int, schema.Double, schema.Date, schema.DateTime:
		f.Length = 0
	}
	if c.Label != "" {
		f.Label = c.Label
	}
	return f
}
