package soql

import (
	"strings"
	"time"
)

// The limits on child-to-parent relationships, per path and per query.
const (
	maxPathDepth     = 5
	maxRelationships = 55
)

// scope resolves the names of one query or inner query.
type scope struct {
	schema        Schema
	object        Object
	from          From
	source        string
	relationships map[string]bool // canonical paths in use
	now           time.Time
}

// step follows a reference to a parent, which may be of one of several objects.
type step struct {
	reference Field
	parent    Object
	oneOf     []Object
}

// column is a resolved field reference.
type column struct {
	steps []step
	field Field
	path  string // canonical, "PermissionSet.Name"
	pos   Pos
}

func newScope(schema Schema, from From, source string, now time.Time) (*scope, error) {
	object, ok := schema.Object(from.Object)
	if !ok {
		return nil, errorAt(source, from.Pos, CodeInvalidType,
			"sObject type '%s' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. "+seeDescribe, from.Object)
	}
	return &scope{schema, object, from, source, map[string]bool{}, now}, nil
}

// link is a child relationship as answers name it.
type link struct {
	Child
	name string
}

// child is the scope of a child subquery, whose FROM names a relationship.
func (s *scope) child(from From) (*scope, link, error) {
	key := strings.ToLower(from.Object)
	found, ok := s.object.Children[key]
	object, visible := Object{}, false
	if ok {
		object, visible = s.schema.Object(found.Object)
	}
	if _, readable := object.Fields[strings.ToLower(found.Field)]; !visible || !readable {
		return nil, link{}, s.fail(from.Pos, CodeInvalidType,
			"Didn't understand relationship '%s' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. "+seeDescribe, from.Object)
	}
	return &scope{s.schema, object, from, s.source, map[string]bool{}, s.now}, link{found, s.object.ChildNames[key]}, nil
}

// The advice that ends Salesforce's messages about unknown names.
const seeDescribe = "Please reference your WSDL or the describe call for the appropriate names."

func (s *scope) fail(pos Pos, code, format string, args ...any) error {
	return errorAt(s.source, pos, code, format, args...)
}

// column resolves a path from the queried object.
func (s *scope) column(ref FieldRef) (column, error) {
	parts := s.unqualified(strings.Split(ref.Path, "."))
	last := len(parts) - 1
	if last > maxPathDepth {
		return column{}, s.fail(ref.Pos, CodeMalformedQuery, "a field path may follow at most %d relationships", maxPathDepth)
	}
	c := column{pos: ref.Pos}
	at := s.object
	for _, name := range parts[:last] {
		reference, ok := relationship(at, name)
		next, visible := step{}, false
		if ok {
			next, visible = s.follow(reference)
		}
		if !visible {
			return column{}, s.fail(ref.Pos, CodeInvalidField,
				"Didn't understand relationship '%s' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. "+seeDescribe, name)
		}
		c.steps = append(c.steps, next)
		c.path += reference.Relationship + "."
		if s.relationships[c.path] = true; len(s.relationships) > maxRelationships {
			return column{}, s.fail(ref.Pos, CodeMalformedQuery, "a query may use at most %d parent relationships", maxRelationships)
		}
		at = next.parent
	}
	field, ok := at.Fields[strings.ToLower(parts[last])]
	if !ok {
		return column{}, s.fail(ref.Pos, CodeInvalidField,
			"No such column '%s' on entity '%s'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. "+seeDescribe, parts[last], at.Name)
	}
	c.field, c.path = field, c.path+field.Name
	return c, nil
}

// unqualified drops a leading alias, or the object's own name unless a
// relationship has the same one.
func (s *scope) unqualified(parts []string) []string {
	if len(parts) == 1 {
		return parts
	}
	if s.from.Alias != "" && strings.EqualFold(parts[0], s.from.Alias) {
		return parts[1:]
	}
	if _, ok := relationship(s.object, parts[0]); !ok && strings.EqualFold(parts[0], s.object.Name) {
		return parts[1:]
	}
	return parts
}

func relationship(object Object, name string) (Field, bool) {
	for _, f := range object.Fields {
		if f.Relationship != "" && strings.EqualFold(f.Relationship, name) {
			return f, true
		}
	}
	return Field{}, false
}

// read gives the column's value for a row; nil when a parent is missing.
func (c column) read(rows Rows, row Row) any {
	for _, s := range c.steps {
		parent, _, ok := s.parentOf(rows, row)
		if !ok {
			return nil
		}
		row = parent
	}
	return stored(row, c.field)
}

// stored reads a field of a row. Salesforce keeps no empty strings.
func stored(row Row, f Field) any {
	v := row[f.Name]
	if v == "" {
		return nil
	}
	return v
}
