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
	// Setting is "hierarchy" for a hierarchical custom setting. It has SetupOwnerId, the org or the profile or the user
	// that a row is for, where others have OwnerId.
	Setting string `json:"setting,omitempty"`
	// AutoNumber, such as "N-{0000}", makes the platform name the rows.
	AutoNumber string        `json:"autoNumber,omitempty"`
	Fields     []CustomField `json:"fields,omitempty"`
	// Rows hold values by field name. A reference, or a text that holds an id, names its row by id, or by what the seed
	// calls it: a user by user name, a group by developer name, a custom row or the org by Name. A row with IsDeleted lies
	// in the recycle bin.
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
	Length   int  `json:"length,omitempty"`
	Required bool `json:"required,omitempty"`
	// Precision is the most digits of an int or a double, and Scale how many of those of a double stand after the point.
	Precision int `json:"precision,omitempty"`
	Scale     int `json:"scale,omitempty"`
	// Default is what a boolean is if a create leaves it out; false if left out here too.
	Default       bool `json:"default,omitempty"`
	Unique        bool `json:"unique,omitempty"`
	ExternalID    bool `json:"externalId,omitempty"`
	CaseSensitive bool `json:"caseSensitive,omitempty"`
	// Values are those of a picklist; Restricted refuses others.
	Values     []string `json:"values,omitempty"`
	Restricted bool     `json:"restricted,omitempty"`
	// Holds are the objects one of whose ids a text holds, such as Group, to which custom objects cannot refer.
	Holds []string `json:"holds,omitempty"`
	// ReferenceTo is the object that a reference leads to. Relationship is its name in field paths, which is made from that
	// of the field if left out, and ChildRelationship its name in child subqueries.
	ReferenceTo       string `json:"referenceTo,omitempty"`
	Relationship      string `json:"relationship,omitempty"`
	ChildRelationship string `json:"childRelationship,omitempty"`
}

var customTypes = []schema.Type{schema.String, schema.TextArea, schema.Email, schema.Phone, schema.URL, schema.Boolean, schema.Int,
	schema.Double, schema.Date, schema.DateTime, schema.Picklist, schema.Reference}

// objects describes the custom objects of a seed, which stand beside others. Those without a key prefix get the free ones
// in order.
func (s *Seed) objects(beside []*schema.Object) ([]*schema.Object, error) {
	taken := map[string]bool{}
	for _, o := range beside {
		taken[o.KeyPrefix] = true
	}
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
	if c.Setting != "" && (c.Setting != hierarchy || c.AutoNumber != "") {
		return nil, fmt.Errorf("setting %q: the one kind of custom setting is %q, and nothing numbers its rows", c.Setting, hierarchy)
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
	if c.Setting != "" {
		return schema.Setting(c.Name, label, plural, prefix, own...), nil
	}
	return schema.Custom(c.Name, label, plural, prefix, c.AutoNumber, own...), nil
}

// hierarchy is the kind of custom setting that is simulated.
const hierarchy = "hierarchy"

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
	if err := c.matches(kind); err != nil {
		return schema.Field{}, err
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

// matches refuses what fields of another type have.
func (c CustomField) matches(kind schema.Type) error {
	switch {
	case c.Default && kind != schema.Boolean:
		return fmt.Errorf("only a boolean has a default")
	case c.Precision != 0 && kind != schema.Int && kind != schema.Double, c.Scale != 0 && kind != schema.Double:
		return fmt.Errorf("only an int or a double has a precision, and only a double a scale")
	case c.Precision < 0 || c.Precision > 18 || c.Scale < 0 || c.Scale > 0 && c.Scale >= c.Precision:
		return fmt.Errorf("a precision is at most 18, and the scale is less")
	case len(c.Holds) > 0 && kind != schema.String:
		return fmt.Errorf("only a string holds ids")
	}
	return nil
}

func (c CustomField) typed(kind schema.Type, flags string) schema.Field {
	length := c.Length
	if length == 0 {
		length = 255
	}
	f := schema.NewField(c.Name, kind, length, flags)
	switch kind {
	case schema.Boolean:
		f = schema.Flag(c.Name, "cu").With(c.Default)
	case schema.Reference:
		path := c.Relationship
		if path == "" {
			path = strings.TrimSuffix(c.Name, "c") + "r"
		}
		f = schema.Lookup(c.Name, path, flags, c.ReferenceTo)
		f.ChildRelationship = c.ChildRelationship
	case schema.Picklist:
		f = schema.Choice(c.Name, flags, c.Restricted, c.Values...)
	case schema.TextArea:
		f.NotFilterable = length > 255 // A long text area (S15).
	case schema.Int, schema.Double, schema.Date, schema.DateTime:
		f.Length = 0
	}
	f.Precision, f.Scale, f.Holds = c.Precision, c.Scale, c.Holds
	if c.Label != "" {
		f.Label = c.Label
	}
	return f
}
