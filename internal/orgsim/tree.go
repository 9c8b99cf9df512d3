package orgsim

import (
	"net/http"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
)

// Limits of a tree (section 2.4).
const (
	mostLevels    = 5
	mostTreeTypes = 5
)

// leaf is one record of a tree: its fields, without the records below it.
type leaf struct {
	object *schema.Object
	ref    string
	fields map[string]any
	// parent leads to the record above and link is the field that does; nil for a root.
	parent *leaf
	link   string
	id     string
}

// tree answers /composite/tree/X: up to 200 records, nested as parents and children, are created all together or not at
// all (section 2.4). They are created and answered level by level; what fails is answered alone.
func (t *tx) tree(r *request, name string) reply {
	if r.method != http.MethodPost {
		return r.only(http.MethodPost, nil)
	}
	root, found := t.object(name)
	if !found {
		return errNotFound().reply()
	}
	body, e := decodeObject(r.body)
	if e != nil {
		return e.reply()
	}
	g := &grove{tx: t}
	if e := g.grow(root, body, nil, "", 1); e != nil {
		return e.reply()
	}
	if len(g.bad) > 0 {
		return t.felled(g.bad)
	}
	results := []any{}
	for _, level := range g.levels {
		for _, l := range level {
			if l.parent != nil {
				l.fields[l.link] = l.parent.id
			}
			e := t.spoil(target{verb: "create", method: r.method, object: l.object.Name, text: encode(l.fields)})
			if e == nil {
				l.id, _, e = t.insert(l.object, l.fields)
			}
			if e != nil {
				return t.felled([]any{withered(l.ref, e)})
			}
			results = append(results, ordered{{"referenceId", l.ref}, {"id", l.id}})
		}
	}
	return reply{status: http.StatusCreated, body: ordered{{"hasErrors", false}, {"results", results}}}
}

// felled is the answer when nothing was created.
func (t *tx) felled(results []any) reply {
	t.failed = true
	return reply{status: http.StatusBadRequest, body: ordered{{"hasErrors", true}, {"results", results}}}
}

func withered(ref string, e *apiError) any {
	return ordered{{"referenceId", ref}, {"errors", []any{e.row()}}}
}

// grove gathers the records of a request by level, and those that cannot be told what they are.
type grove struct {
	*tx
	levels [][]*leaf
	bad    []any
	refs   []string
	types  []string
}

// grow reads the records of one list.
func (g *grove) grow(object *schema.Object, list map[string]any, parent *leaf, link string, level int) *apiError {
	records, isList := list["records"].([]any)
	if !isList {
		return errJSON("The records field is required and must be an array")
	}
	if level > mostLevels {
		return rejectRow("INVALID_INPUT", nil, "A tree may be %d levels deep", mostLevels)
	}
	if len(g.levels) < level {
		g.levels = append(g.levels, nil)
	}
	if !slices.Contains(g.types, object.Name) {
		g.types = append(g.types, object.Name)
	}
	for _, record := range records {
		fields, isObject := record.(map[string]any)
		if !isObject {
			return errJSON("A record must be an object")
		}
		if e := g.plant(object, fields, parent, link, level); e != nil {
			return e
		}
	}
	switch {
	case len(g.refs) > mostRows:
		return errTooManyRows()
	case len(g.types) > mostTreeTypes:
		return rejectRow("INVALID_INPUT", nil, "A tree may have records of %d types", mostTreeTypes)
	}
	return nil
}

// plant reads one record and those below it, whose lists bear the names of child relationships.
func (g *grove) plant(object *schema.Object, fields map[string]any, parent *leaf, link string, level int) *apiError {
	attributes, _ := fields["attributes"].(map[string]any)
	l := &leaf{object: object, fields: map[string]any{}, parent: parent, link: link}
	l.ref, _ = attributes["referenceId"].(string)
	kind, _ := attributes["type"].(string)
	switch {
	case l.ref == "":
		g.reject(l.ref, "Include a reference ID for each record in the request.")
	case slices.Contains(g.refs, l.ref):
		g.reject(l.ref, "Duplicate ReferenceId provided in the request.")
	case !strings.EqualFold(kind, object.Name):
		g.reject(l.ref, "The type of the record is not the one that its place in the tree takes: "+kind)
	}
	g.refs = append(g.refs, l.ref)
	g.levels[level-1] = append(g.levels[level-1], l)
	for _, name := range sortedKeys(fields) {
		below, nested := fields[name].(map[string]any)
		switch {
		case name == "attributes":
		case !nested:
			l.fields[name] = fields[name]
		default:
			child, known := g.child(object, name)
			if !known {
				return rejectRow("INVALID_FIELD", nil, "No such column '%s' on sobject of type %s", name, object.Name)
			}
			if e := g.grow(child.Object, below, l, child.Field.Name, level+1); e != nil {
				return e
			}
		}
	}
	return nil
}

func (g *grove) reject(ref, message string) {
	g.bad = append(g.bad, withered(ref, rejectRow("INVALID_INPUT", nil, "%s", message)))
}

// child finds the objects that a child relationship leads to.
func (g *grove) child(object *schema.Object, relationship string) (schema.Named, bool) {
	for _, named := range g.org.catalog.Named(object) {
		if strings.EqualFold(named.Field.ChildRelationship, relationship) && g.access.seesObject(named.Object) && g.sees(named.Object, named.Field) {
			return named, true
		}
	}
	return schema.Named{}, false
}
