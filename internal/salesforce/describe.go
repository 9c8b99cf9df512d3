package salesforce

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
)

// Object is what describe says of an object, as the session's user may see it.
type Object struct {
	Name       string `json:"name"`
	Label      string `json:"label"`
	KeyPrefix  string `json:"keyPrefix"`
	Custom     bool   `json:"custom"`
	Createable bool   `json:"createable"`
	Updateable bool   `json:"updateable"`
	Deletable  bool   `json:"deletable"`
	Queryable  bool   `json:"queryable"`
	// CustomSetting is true for a custom setting, whose rows belong to the org, a profile
	// or a user by SetupOwnerId if it is a hierarchical one.
	CustomSetting bool `json:"customSetting"`
	// Children are the references from other objects that lead here.
	Children []Child `json:"childRelationships"`
	// Fields by API name.
	Fields map[string]Field `json:"-"`
}

// Field is what describe says of a field.
type Field struct {
	Name              string          `json:"name"`
	Label             string          `json:"label"`
	Type              string          `json:"type"`
	Length            int             `json:"length"` // characters
	Precision         int             `json:"precision"`
	Scale             int             `json:"scale"`
	Createable        bool            `json:"createable"`
	Updateable        bool            `json:"updateable"`
	Nillable          bool            `json:"nillable"`
	Custom            bool            `json:"custom"`
	Unique            bool            `json:"unique"`
	CaseSensitive     bool            `json:"caseSensitive"`
	DefaultedOnCreate bool            `json:"defaultedOnCreate"`
	DefaultValue      any             `json:"defaultValue"`
	ReferenceTo       []string        `json:"referenceTo"`
	RelationshipName  string          `json:"relationshipName"`
	Picklist          []PicklistValue `json:"picklistValues"`
	// Restricted is true for a picklist that takes no other values than those listed.
	Restricted bool `json:"restrictedPicklist"`
}

// Child is a reference from another object.
type Child struct {
	Object string `json:"childSObject"`
	Field  string `json:"field"`
	// Relationship is its name in child subqueries; empty if it has none.
	Relationship string `json:"relationshipName"`
}

// PicklistValue is one choice of a picklist.
type PicklistValue struct {
	Value   string `json:"value"`
	Label   string `json:"label"`
	Active  bool   `json:"active"`
	Default bool   `json:"defaultValue"`
}

// Describe returns the objects by the names asked for, 25 to a request. An object that
// does not exist or that the user may not see is absent: Salesforce does not tell the
// two apart (S24).
func (c *Client) Describe(ctx context.Context, objects ...string) (map[string]*Object, error) {
	wanted := slices.Clone(objects)
	slices.Sort(wanted)
	wanted = slices.DeleteFunc(slices.Compact(wanted), func(name string) bool { return !isObjectName(name) })
	found := make(map[string]*Object, len(wanted))
	for names := range slices.Chunk(wanted, maxSubrequests) {
		subs := make([]subrequest, len(names))
		for i, name := range names {
			subs[i] = subrequest{Method: http.MethodGet, URL: c.fullPath("/sobjects/" + name + "/describe")}
		}
		answers, requestID, err := c.reads(ctx, subs)
		if err != nil {
			return nil, err
		}
		for i, name := range names {
			if !answers[i].ok() {
				if e := answers[i].refusal(subs[i], requestID); e.Code != codeNotFound {
					return nil, e
				}
				continue
			}
			object, err := decodeObject(answers[i].Body)
			if err != nil {
				return nil, &AnswerError{Path: subs[i].URL, Reason: "not a describe", Err: err}
			}
			found[name] = object
		}
	}
	return found, nil
}

func decodeObject(body []byte) (*Object, error) {
	var described struct {
		Object
		FieldList []Field `json:"fields"`
	}
	if err := json.Unmarshal(body, &described); err != nil {
		return nil, err
	}
	object := described.Object
	object.Fields = make(map[string]Field, len(described.FieldList))
	for _, field := range described.FieldList {
		object.Fields[field.Name] = field
	}
	return &object, nil
}
