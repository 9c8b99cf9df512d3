package schema

import (
	"fmt"
	"strings"
)

// Rights says what one caller may do with an object and which of its fields he may see.
type Rights struct {
	Createable, Updateable, Deletable bool
	Visible                           func(*Field) bool
	Editable                          func(*Field) bool
}

// Summary is the entry of an object in the list of all objects and the head of its describe (S27).
func (o *Object) Summary(root string, r Rights) map[string]any {
	path := root + "/sobjects/" + o.Name
	return o.plainSummary(map[string]any{
		"name": o.Name, "label": o.Label, "labelPlural": o.LabelPlural, "keyPrefix": o.KeyPrefix,
		"custom": o.Custom, "customSetting": o.Setting, "deprecatedAndHidden": false, "activateable": false,
		"createable": o.Createable && r.Createable, "updateable": o.Updateable && r.Updateable,
		"deletable": o.Deletable && r.Deletable, "queryable": true, "retrieveable": true,
		"undeletable": o.RecycleBin && r.Deletable, "replicateable": true, "searchable": o.Name == "User",
		"layoutable": o.Custom && !o.Setting || o.Name == "User", "mergeable": false,
		"triggerable": o.Custom || o.Name == "User",
		"feedEnabled": false, "mruEnabled": false, "hasSubtypes": false, "isSubtype": false,
		"urls": map[string]any{"sobject": path, "describe": path + "/describe", "rowTemplate": path + "/{ID}"},
	})
}

// Describe is the whole description of an object for one caller.
func (o *Object) Describe(root string, r Rights, children []Child) map[string]any {
	d := o.Summary(root, r)
	list := make([]map[string]any, 0, len(o.Fields))
	for i := range o.Fields {
		if f := &o.Fields[i]; r.Visible(f) {
			list = append(list, f.describe(r))
		}
	}
	if children == nil {
		children = []Child{}
	}
	d["fields"], d["childRelationships"], d["recordTypeInfos"] = list, children, []any{}
	d["namedLayoutInfos"], d["actionOverrides"], d["supportedScopes"] = []any{}, []any{}, []any{}
	return o.plainDescribe(d)
}

// Child is a reference from another object, as describe lists it.
type Child struct {
	ChildSObject        string `json:"childSObject"`
	Field               string `json:"field"`
	RelationshipName    any    `json:"relationshipName"`
	CascadeDelete       bool   `json:"cascadeDelete"`
	RestrictedDelete    bool   `json:"restrictedDelete"`
	DeprecatedAndHidden bool   `json:"deprecatedAndHidden"`
	// Junctions are between rows that many others refer to in one field; there are none here.
	JunctionIDListNames [0]string `json:"junctionIdListNames"`
	JunctionReferenceTo [0]string `json:"junctionReferenceTo"`
}

// Named is a reference that child subqueries of its parent can name.
type Named struct {
	Object *Object
	Field  *Field
}

// Named returns the child relationships of an object that have a name.
func (c *Catalog) Named(of *Object) []Named { return c.named[of.Name] }

// relate collects the named child relationships; two of one name on one parent are an error.
func (c *Catalog) relate() error {
	c.named = map[string][]Named{}
	for _, o := range c.objects {
		for i := range o.Fields {
			f := &o.Fields[i]
			if f.ChildRelationship == "" {
				continue
			}
			for _, to := range f.ReferenceTo {
				for _, other := range c.named[to] {
					if strings.EqualFold(other.Field.ChildRelationship, f.ChildRelationship) {
						return fmt.Errorf("object %s has two child relationships named %s", to, f.ChildRelationship)
					}
				}
				c.named[to] = append(c.named[to], Named{o, f})
			}
		}
	}
	return nil
}

// Children returns the references that lead to an object.
func (c *Catalog) Children(of *Object, visible func(*Object, *Field) bool) []Child {
	var children []Child
	for _, o := range c.objects {
		for i := range o.Fields {
			f := &o.Fields[i]
			for _, to := range f.ReferenceTo {
				if to == of.Name && visible(o, f) {
					children = append(children, Child{ChildSObject: o.Name, Field: f.Name, RelationshipName: f.childName(), RestrictedDelete: f.restricts()})
				}
			}
		}
	}
	return children
}

func (f *Field) childName() any {
	if f.ChildRelationship == "" {
		return nil
	}
	return f.ChildRelationship
}

func (f *Field) describe(r Rights) map[string]any {
	editable := r.Editable(f)
	references := f.ReferenceTo
	if references == nil {
		references = []string{}
	}
	var relationship any
	if f.Relationship != "" {
		relationship = f.Relationship
	}
	length := f.Length
	if !f.Text() && f.Type != ID && f.Type != Reference {
		length = 0
	}
	return f.plain(map[string]any{
		"name": f.Name, "label": f.Label, "type": string(f.Type), "soapType": f.soapType(),
		"length": length, "byteLength": length * 3, "precision": f.precision(), "scale": f.Scale, "digits": f.digits(),
		"createable": f.Createable && editable && r.Createable, "updateable": f.Updateable && editable && r.Updateable,
		"nillable": f.Nillable, "defaultedOnCreate": f.Defaulted, "defaultValue": f.Default, "unique": f.Unique,
		"caseSensitive": f.CaseSensitive, "idLookup": f.IDLookup, "externalId": f.ExternalID,
		"filterable": !f.NotFilterable, "groupable": !f.NotFilterable && f.Type != DateTime && f.Type != Double,
		"sortable": !f.NotFilterable, "aggregatable": !f.NotFilterable, "permissionable": f.permissionable(),
		"referenceTo": references, "relationshipName": relationship, "polymorphicForeignKey": len(references) > 1,
		"picklistValues": f.picklist(), "restrictedPicklist": f.RestrictedPicklist,
		"calculated": false, "autoNumber": f.AutoNumber != "", "custom": len(f.Name) > 3 && f.Name[len(f.Name)-3:] == "__c",
		"nameField": f.Name == "Name", "encrypted": false, "htmlFormatted": false, "deprecatedAndHidden": false,
		"inlineHelpText": nil, "compoundFieldName": nil, "controllerName": nil,
	})
}

// permissionable is whether field-level security can hide the field: never for what a row cannot exist without.
func (f *Field) permissionable() bool { return f.Nillable && f.Type != ID }

func (f *Field) picklist() []map[string]any {
	values := make([]map[string]any, 0, len(f.Values))
	for _, v := range f.Values {
		values = append(values, map[string]any{
			"active": true, "defaultValue": f.Default == v, "label": v, "value": v, "validFor": nil,
		})
	}
	return values
}

func (f *Field) soapType() string {
	switch f.Type {
	case ID, Reference:
		return "tns:ID"
	case Boolean:
		return "xsd:boolean"
	case Int:
		return "xsd:int"
	case Double:
		return "xsd:double"
	case Date:
		return "xsd:date"
	case DateTime:
		return "xsd:dateTime"
	}
	return "xsd:string"
}

func (f *Field) precision() int {
	if f.Type != Double {
		return 0
	}
	if f.Precision == 0 {
		return 18
	}
	return f.Precision
}

// digits is the precision of a whole number; describe has another key for it (S27).
func (f *Field) digits() int {
	if f.Type != Int {
		return 0
	}
	if f.Precision == 0 {
		return 9
	}
	return f.Precision
}
