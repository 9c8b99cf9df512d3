package orgsim

import (
	"errors"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/soql"
)

// longestQuery is the most characters a statement may have (S15).
const longestQuery = 100000

// query answers a statement or the next page of one (section 2.1); queryAll also sees what is in the recycle bin.
func (t *tx) query(r *request) reply {
	if len(r.path) == 2 {
		return t.nextPage(r.path[1], t.batch(r))
	}
	statement := r.query.Get("q")
	if len(r.path) > 2 || statement == "" {
		return refuse(http.StatusBadRequest, "MALFORMED_QUERY", "SOQL statements cannot be empty or null").reply()
	}
	if len(statement) > longestQuery && utf8.RuneCountInString(statement) > longestQuery {
		return refuse(http.StatusBadRequest, "MALFORMED_QUERY", "SOQL statement is longer than %d characters", longestQuery).reply()
	}
	parsed, err := soql.Parse(statement)
	if err != nil {
		return errQuery(err).reply()
	}
	if e := t.spoil(target{verb: "query", method: r.method, object: parsed.From.Object, text: []byte(statement)}); e != nil {
		return e.reply()
	}
	if e := answerable(parsed); e != nil {
		return e.reply()
	}
	result, err := parsed.Run(visibleSchema{t}, visibleRows{t, r.segment(0) == "queryAll"}, t.now)
	if err != nil {
		return errQuery(err).reply()
	}
	if result.IsCount {
		return ok(ordered{{"totalSize", result.Count}, {"done", true}, {"records", []any{}}})
	}
	return t.firstPage(result, t.batch(r), parsed.Offset != nil)
}

// batch is the size of a page: the caller may ask for 200 to 2,000 rows, and the org may give fewer (S15).
func (t *tx) batch(r *request) int {
	size := t.knobs.number("K-page-size")
	if value, found := strings.CutPrefix(strings.ReplaceAll(r.header.Get("Sforce-Query-Options"), " ", ""), "batchSize="); found {
		if asked, err := strconv.Atoi(value); err == nil {
			size = min(size, max(200, min(asked, 2000)))
		}
	}
	if t.pageSize > 0 {
		size = min(size, t.pageSize)
	}
	return size
}

func errQuery(err error) *apiError {
	var refused *soql.Error
	if errors.As(err, &refused) {
		return refuse(http.StatusBadRequest, refused.Code, "%s", refused.Message)
	}
	return refuse(http.StatusBadRequest, soql.CodeMalformedQuery, "%s", err.Error())
}

// visibleSchema shows a query what the caller may see of the org's objects.
type visibleSchema struct{ t *tx }

// Object describes an object to a query, as package soql asks for it.
func (v visibleSchema) Object(name string) (soql.Object, bool) {
	o, found := v.t.virtual(name)
	if !found && !v.t.call.tooling {
		o, found = v.t.object(name)
	}
	if !found {
		return soql.Object{}, false
	}
	fields, order := make(map[string]soql.Field, len(o.Fields)), make([]string, 0, len(o.Fields))
	for i := range o.Fields {
		if f := &o.Fields[i]; v.t.sees(o, f) {
			fields[strings.ToLower(f.Name)] = v.field(f)
			order = append(order, f.Name)
		}
	}
	out := soql.Object{Name: o.Name, Fields: fields, Order: order, Children: map[string]soql.Child{}, ChildNames: map[string]string{}}
	for _, child := range v.t.org.catalog.Named(o) {
		key := strings.ToLower(child.Field.ChildRelationship)
		out.Children[key] = soql.Child{Object: child.Object.Name, Field: child.Field.Name}
		out.ChildNames[key] = child.Field.ChildRelationship
	}
	return out, true
}

func (v visibleSchema) field(f *schema.Field) soql.Field {
	out := soql.Field{
		Name: f.Name, Type: soql.Type(f.Type), Relationship: f.Relationship,
		CaseSensitive: f.CaseSensitive, NotFilterable: f.NotFilterable,
		LenientID: v.t.knobs.is("K-id-checksum", "lenient"),
	}
	if len(f.ReferenceTo) == 1 {
		out.ReferenceTo = f.ReferenceTo[0]
	} else {
		out.OneOf = f.ReferenceTo
	}
	return out
}

// visibleRows shows a query the rows that the caller may see, shuffled: without ORDER BY no order is promised (S15).
type visibleRows struct {
	t *tx
	// all is whether rows in the recycle bin are shown.
	all bool
}

// All yields the rows of an object in any order.
func (v visibleRows) All(object string) iter.Seq[soql.Row] {
	list := v.list(object)
	o := v.t.org
	o.shuffleMu.Lock()
	o.shuffler.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	o.shuffleMu.Unlock()
	return func(yield func(soql.Row) bool) {
		for _, row := range list {
			if !yield(row) {
				return
			}
		}
	}
}

func (v visibleRows) list(object string) []soql.Row {
	if o, is := v.t.virtual(object); is {
		return v.t.virtualRows(o.Name)
	}
	var list []soql.Row
	for row := range v.t.rows.All(object) {
		if v.t.access.seesRow(ref(row, "Id")) {
			list = append(list, soql.Row(row))
		}
	}
	return append(list, v.recycled(object)...)
}

// recycled lists the rows of an object in the recycle bin, if they are asked for.
func (v visibleRows) recycled(object string) []soql.Row {
	o, known := v.t.org.catalog.Object(object)
	if !v.all || !known {
		return nil
	}
	var list []soql.Row
	for row := range v.t.rows.Recycled(o.KeyPrefix) {
		if v.t.access.seesRow(ref(row, "Id")) {
			list = append(list, soql.Row(row))
		}
	}
	return list
}

// ByID finds one row.
func (v visibleRows) ByID(object, id string) (soql.Row, bool) {
	if o, is := v.t.virtual(object); is {
		for _, row := range v.t.virtualRows(o.Name) {
			if row["Id"] == id {
				return row, true
			}
		}
		return nil, false
	}
	row, found := v.t.rows.Get(object, id)
	if o, known := v.t.org.catalog.Object(object); !found && v.all && known && strings.HasPrefix(id, o.KeyPrefix) {
		row, found = v.t.rows.FromBin(id)
	}
	if !found || !v.t.access.seesRow(id) {
		return nil, false
	}
	return soql.Row(row), true
}
