package soql

import "strings"

// nameObject stands for the parent of a reference to several objects. Queries know of it only what those objects may have
// in common, and a parent has null for what it lacks.
var nameObject = func() Object {
	o := Object{Name: "Name", Fields: map[string]Field{}}
	for _, f := range []Field{
		{Name: "Id", Type: ID}, {Name: "Name", Type: String}, {Name: "Type", Type: Picklist},
		{Name: "Alias", Type: String}, {Name: "Email", Type: Email}, {Name: "FirstName", Type: String}, {Name: "LastName", Type: String},
		{Name: "IsActive", Type: Boolean}, {Name: "Phone", Type: Phone}, {Name: "Title", Type: String}, {Name: "Username", Type: String},
		{Name: "ProfileId", Type: Reference, ReferenceTo: "Profile", Relationship: "Profile"},
		{Name: "UserRoleId", Type: Reference, ReferenceTo: "UserRole", Relationship: "UserRole"},
	} {
		o.Fields[strings.ToLower(f.Name)] = f
	}
	return o
}()

// follow resolves a reference to the description of its parent; false if no object that it leads to is visible.
func (s *scope) follow(reference Field) (step, bool) {
	if len(reference.OneOf) == 0 {
		parent, visible := s.schema.Object(reference.ReferenceTo)
		return step{reference: reference, parent: parent}, visible
	}
	st := step{reference: reference, parent: nameObject}
	for _, name := range reference.OneOf {
		if o, visible := s.schema.Object(name); visible {
			st.oneOf = append(st.oneOf, o)
		}
	}
	return st, len(st.oneOf) > 0
}

// parentOf finds the parent of a row, and the object that the parent is of; false if there is none.
func (s step) parentOf(rows Rows, row Row) (Row, string, bool) {
	id, _ := row[s.reference.Name].(string)
	if id == "" {
		return nil, "", false
	}
	if len(s.oneOf) == 0 {
		parent, ok := rows.ByID(s.parent.Name, id)
		return parent, s.parent.Name, ok
	}
	for _, o := range s.oneOf {
		if parent, ok := rows.ByID(o.Name, id); ok {
			return named(o, parent), o.Name, true
		}
	}
	return nil, "", false
}

// named is a row as a reference to several objects shows it. Its type is that of the row, such as Queue for a group, or the
// object of a row that has none.
func named(o Object, row Row) Row {
	shown := Row{"Type": o.Name}
	for key, f := range nameObject.Fields {
		if own, has := o.Fields[key]; has && row[own.Name] != nil {
			shown[f.Name] = row[own.Name]
		}
	}
	return shown
}
