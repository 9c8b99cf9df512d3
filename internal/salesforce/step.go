package salesforce

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// maxNodes is how many steps one request may carry (S16).
const maxNodes = 500

// Verb is what a step does.
type Verb int

// The verbs.
const (
	Create Verb = iota + 1
	Update
	Delete
)

// String names the verb.
func (v Verb) String() string {
	switch v {
	case Create:
		return "create"
	case Update:
		return "update"
	case Delete:
		return "delete"
	}
	return "unknown"
}

// Step is one write.
type Step struct {
	// Ref names the step within its unit: letters, digits and underscores, a letter or
	// digit first.
	Ref    string
	Verb   Verb
	Object string
	// ID is the row to update or delete.
	ID string
	// Fields are the values to write. An IDOf among them stands for the id of a row that
	// an earlier step creates; all other values are sent as they are. With a Delete they
	// tell what the row says, and nothing of them is sent.
	Fields map[string]any
	// Undo, for an Update, are the fields that restore what was there. It is used when
	// the org takes no transactions of this kind.
	Undo map[string]any
}

// IDOf is a value for Fields: the id of the row that the step of that Ref creates.
type IDOf string

// MarshalJSON writes the reference in Salesforce's form (S6).
func (ref IDOf) MarshalJSON() ([]byte, error) { return json.Marshal("@{" + string(ref) + ".id}") }

// Graph is a unit of work: it takes effect wholly or not at all, in the order given.
type Graph []Step

// unit is a checked Graph and what the ladder must know of it.
type unit struct {
	steps Graph
	// shape is the sorted set of its objects and verbs, objects the sorted set of objects.
	shape   string
	objects []string
	// literal is true if a value looks like a reference to Salesforce and is none.
	literal bool
}

var (
	objectName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)
	stepRef    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_]*$`)
	rowID      = regexp.MustCompile(`^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$`)
)

func isObjectName(name string) bool { return objectName.MatchString(name) }

// checkGraph refuses what could not be sent, or would be something else when sent.
func checkGraph(g Graph) (unit, error) {
	if len(g) > maxNodes {
		return unit{}, &GraphError{-1, "more than 500 steps"}
	}
	u := unit{steps: g}
	known := map[string]Verb{}
	var shape []string
	for i, s := range g {
		if reason := s.fault(known); reason != "" {
			return unit{}, &GraphError{i, reason}
		}
		values, err := json.Marshal(resolved(s.Fields, nil))
		if err != nil {
			return unit{}, &GraphError{i, "fields cannot be written as JSON"}
		}
		u.literal = u.literal || bytes.Contains(values, []byte("@{"))
		known[s.Ref] = s.Verb
		shape = append(shape, s.Object+" "+s.Verb.String())
		u.objects = append(u.objects, s.Object)
	}
	slices.Sort(u.objects)
	u.objects = slices.Compact(u.objects)
	slices.Sort(shape)
	u.shape = strings.Join(slices.Compact(shape), ",")
	return u, nil
}

func (s Step) fault(known map[string]Verb) string {
	_, taken := known[s.Ref]
	switch {
	case !stepRef.MatchString(s.Ref):
		return "ref must consist of letters, digits and underscores"
	case taken:
		return "ref is used twice"
	case !isObjectName(s.Object):
		return "object is no API name"
	case s.Verb != Create && s.Verb != Update && s.Verb != Delete:
		return "verb is unknown"
	case s.Verb == Create && s.ID != "":
		return "a create cannot have an id"
	case s.Verb != Create && !rowID.MatchString(s.ID):
		return "an update or delete needs the id of a row"
	}
	for _, value := range s.Fields {
		if ref, ok := value.(IDOf); ok && known[string(ref)] != Create {
			return "IDOf must name an earlier create"
		}
	}
	return ""
}

// subrequest gives the step in the form that /composite and /composite/graph share.
func (c *Client) subrequest(s Step) subrequest {
	sub := subrequest{ReferenceID: s.Ref, URL: c.fullPath("/sobjects/" + s.Object)}
	switch s.Verb {
	case Create:
		sub.Method, sub.Body = http.MethodPost, s.Fields
	case Update:
		sub.Method, sub.Body = http.MethodPatch, s.Fields
	case Delete:
		sub.Method = http.MethodDelete
	}
	if s.ID != "" {
		sub.URL += "/" + s.ID
	}
	return sub
}

// resolved replaces references by the ids made so far.
func resolved(fields map[string]any, ids map[string]string) map[string]any {
	out := make(map[string]any, len(fields))
	for name, value := range fields {
		if ref, ok := value.(IDOf); ok {
			value = ids[string(ref)]
		}
		out[name] = value
	}
	return out
}
