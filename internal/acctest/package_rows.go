package acctest

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// The package's rows by the keys of a schema map, so that a test reads and
// writes them alike wherever an org keeps them. Beside the keys of its section
// a row has "id" and "name", and "link" for what it belongs to. Groups are
// given by the ids of the native groups, whole numbers as int64.

// PackageRows are the rows of a section, in the order of ids. Of settings, only
// those of users.
func (o *Org) PackageRows(t testing.TB, section string) []Values {
	t.Helper()
	s := o.section(t, section)
	rows := []Values{}
	for _, row := range o.Rows(s.Object) {
		link := text(row[s.Link])
		if (section == "user_settings" || section == "inbound_routing") && !strings.HasPrefix(link, "005") ||
			section == "acd" && link == "" {
			continue
		}
		values := Values{"id": row["Id"], "name": row["Name"]}
		if s.Link != "" {
			values["link"] = o.plain(row[s.Link])
		}
		for key, field := range s.Fields {
			values[key] = o.plain(row[field])
		}
		rows = append(rows, values)
	}
	return rows
}

// PackageRow is the first row of a section with a value under a key, which may
// be a name as InsertPackage takes it.
func (o *Org) PackageRow(t testing.TB, section, key string, value any) Values {
	t.Helper()
	row, found := o.packageRow(t, section, key, value)
	if !found {
		t.Fatalf("the org has no %s with %s = %v", section, key, value)
	}
	return row
}

func (o *Org) packageRow(t testing.TB, section, key string, value any) (Values, bool) {
	t.Helper()
	if key != "id" && key != "name" {
		value = o.plain(o.stored(t, section, key, value))
	}
	for _, row := range o.PackageRows(t, section) {
		if row[key] == value {
			return row, true
		}
	}
	return nil, false
}

// InsertPackage creates a row as another administrator and returns its id. What
// a value refers to may be given by id or by name: a user by user name, a group
// by name, any other row by its name.
func (o *Org) InsertPackage(t testing.TB, section string, values Values) string {
	t.Helper()
	id, err := o.Insert(o.section(t, section).Object, o.fields(t, section, values))
	if err != nil {
		t.Fatalf("insert %s: %v", section, err)
	}
	return id
}

// UpdatePackage changes a row as another administrator; see InsertPackage.
func (o *Org) UpdatePackage(t testing.TB, section, id string, values Values) {
	t.Helper()
	o.update(t, o.section(t, section).Object, id, o.fields(t, section, values))
}

// DeletePackage removes a row as another administrator.
func (o *Org) DeletePackage(t testing.TB, section, id string) {
	t.Helper()
	if err := o.Delete(o.section(t, section).Object, id); err != nil {
		t.Fatalf("delete %s: %v", section, err)
	}
}

func (o *Org) section(t testing.TB, key string) orgsim.Section {
	t.Helper()
	s, known := o.Mapping()[key]
	if !known {
		t.Fatalf("the org keeps no section %s", key)
	}
	return s
}

// fields are values by the names of the org.
func (o *Org) fields(t testing.TB, section string, values Values) map[string]any {
	t.Helper()
	fields := map[string]any{}
	for key, value := range values {
		fields[o.fieldOf(t, section, key)] = o.stored(t, section, key, value)
	}
	return fields
}

func (o *Org) fieldOf(t testing.TB, section, key string) string {
	t.Helper()
	s := o.section(t, section)
	name, known := s.Fields[key]
	switch {
	case key == "name":
		return "Name"
	case key == "link" && s.Link != "":
		return s.Link
	case !known:
		t.Fatalf("section %s has no %s", section, key)
	}
	return name
}

// stored is a value as the org keeps it under a key.
func (o *Org) stored(t testing.TB, section, key string, value any) any {
	t.Helper()
	name, isText := value.(string)
	if !isText || name == "" {
		return value
	}
	for _, object := range o.leadsTo(section, o.fieldOf(t, section, key)) {
		if row, found := o.called(object, name); found {
			return row["Id"]
		}
	}
	return value
}

// leadsTo are the objects whose ids a field holds.
func (o *Org) leadsTo(section, field string) []string {
	s := o.Mapping()[section]
	if field == "SetupOwnerId" {
		return []string{"User"}
	}
	at := slices.IndexFunc(o.Seed.Objects, func(c orgsim.CustomObject) bool { return c.Name == s.Object })
	for _, f := range o.Seed.Objects[at].Fields {
		if f.Name == field && f.ReferenceTo != "" {
			return []string{f.ReferenceTo}
		}
		if f.Name == field {
			return f.Holds
		}
	}
	return nil
}

// called finds a row by what a test calls it.
func (o *Org) called(object, name string) (map[string]any, bool) {
	groups := o.Mapping()["group"]
	switch object {
	case "User":
		return o.Find(object, "Username", name)
	case "Group":
		if row, found := o.Find(object, "DeveloperName", name); found {
			return row, true
		}
	case groups.Object:
		if native, found := o.called("Group", name); found {
			name = text(native["Id"])
		}
		return o.Find(object, groups.Link, name)
	}
	return o.Find(object, "Name", name)
}

// plain is a value as tests see it: the package's own row for a group is the
// native group.
func (o *Org) plain(value any) any {
	switch v := value.(type) {
	case float64:
		if v == math.Trunc(v) {
			return int64(v)
		}
	case int:
		return int64(v)
	case string:
		groups, known := o.Mapping()["group"]
		if !known || len(v) != 18 {
			return v
		}
		if row, found := o.Find(groups.Object, "Id", v); found {
			return row[groups.Link]
		}
	}
	return value
}
