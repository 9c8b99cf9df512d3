package walk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/sync/singleflight"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Tables answers questions for single records from reads of whole objects, made
// when the first is asked for. Like a Snapshot it never outlives the
// walk, and what this process has written it does not answer for.
type Tables struct {
	// ask sends queries to Salesforce, fetch carries out reads by it.
	ask   func(context.Context, ...salesforce.Query) error
	fetch func(context.Context, []tableRead) error
	// columns are all that anybody asks of an object.
	columns func(object string) []salesforce.Name
	flight  singleflight.Group

	mu     sync.Mutex
	tables map[string]*table // by object
	wrote  footprint
}

// NewTables returns tables that ask Salesforce by ask. columns tells what
// anybody asks of an object.
func NewTables(
	ask func(context.Context, ...salesforce.Query) error, columns func(object string) []salesforce.Name,
) *Tables {
	t := &Tables{ask: ask, columns: columns}
	t.fetch = t.fetchRows
	return t
}

// table is what was read of one object.
type table struct {
	object  string
	columns []salesforce.Name
	// rows are nil unless all were read. large is set once a first page did not
	// hold all, full once reading all of them was tried, singly counts what was
	// asked for meanwhile.
	rows        []map[string]any
	large, full bool
	singly      int
	// index are the places of rows by path and text.
	index map[salesforce.Name]map[string][]int
}

// Find answers questions: from what this walk has read, where the context says
// so, and else by a request.
func (t *Tables) Find(ctx context.Context, questions ...Question) error {
	switch {
	case len(questions) == 0:
		return nil
	case ctx.Value(fromTables{}) != nil:
		return t.answer(ctx, questions)
	}
	queries, join := inPortions(questions)
	return join(t.ask(ctx, queries...))
}

// FindAmongAll is Find for who asks about everybody: whole objects are read, unless
// they are so large that single questions cost less.
func (t *Tables) FindAmongAll(ctx context.Context, questions ...Question) error {
	err := t.answer(ctx, questions)
	if errors.Is(err, errUnread) {
		err = t.Find(ctx, questions...)
	}
	return err
}

// answer answers questions, or returns errUnread.
func (t *Tables) answer(ctx context.Context, questions []Question) error {
	for {
		missing, err := t.missing(questions)
		if err != nil {
			return err
		}
		if len(missing) == 0 {
			return nil
		}
		if err := t.load(ctx, missing); err != nil {
			return err
		}
	}
}

// missing answers questions if all can be answered, and else returns what has
// to be read first.
func (t *Tables) missing(questions []Question) ([]*table, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var missing, large []*table
	for _, q := range questions {
		if q.raw != nil || t.wrote.concerns(q) {
			return nil, errUnread
		}
		own := t.of(q.Object)
		if lacks := own.lack(q.needs()); own.rows != nil && !lacks || slices.Contains(missing, own) {
			continue
		}
		missing = append(missing, own)
		if own.large {
			large = append(large, own)
		}
	}
	if len(large) > 0 && !due(large) {
		return nil, errUnread
	}
	if len(missing) > 0 {
		return missing, nil
	}
	answers := make([][]map[string]any, len(questions))
	for i, q := range questions {
		answers[i] = t.of(q.Object).matching(q)
		if slices.ContainsFunc(answers[i], t.wrote.undoes) {
			return nil, errUnread
		}
	}
	for i, q := range questions {
		q.Take(answers[i])
	}
	return nil, nil
}

// needs are all columns that an answer depends on.
func (q Question) needs() []salesforce.Name {
	columns := q.Columns
	for _, c := range q.Where {
		columns = WithColumns(columns, c.Path)
	}
	if q.And != nil {
		columns = WithColumns(columns, q.And.Path)
	}
	return columns
}

// of is the table of an object; t.mu is held.
func (t *Tables) of(object string) *table {
	if t.tables == nil {
		t.tables = map[string]*table{}
	}
	own := t.tables[object]
	if own == nil {
		own = &table{object: object, columns: t.columns(object)}
		t.tables[object] = own
	}
	return own
}

// lack tells whether columns are missing, and has them read next time.
func (t *table) lack(columns []salesforce.Name) bool {
	all := WithColumns(t.columns, columns...)
	lacks := len(all) > len(t.columns)
	t.columns = all
	if lacks {
		t.rows, t.index, t.full = nil, nil, false
	}
	return lacks
}

// due counts a question to large tables and tells whether there were enough to
// read all of them.
func due(large []*table) bool {
	enough, possible := false, true
	for _, own := range large {
		own.singly++
		enough = enough || own.singly > manyReads
		possible = possible && !own.full
	}
	return enough && possible
}

// load reads tables, once for all who ask at the same time.
func (t *Tables) load(ctx context.Context, missing []*table) error {
	_, err := together(ctx, &t.flight, "", func(ctx context.Context) (any, error) { return nil, t.read(ctx, missing) })
	return err
}

// tableRead is one read of an object: of a first page, or of all rows.
type tableRead struct {
	object  string
	columns []salesforce.Name
	all     bool
	rows    []map[string]any
	// total is how many rows there are, if not all were to be read.
	total   int
	refused error
}

// whole tells whether the read has brought in all rows.
func (r *tableRead) whole() bool { return r.refused == nil && (r.all || r.total <= len(r.rows)) }

// fetchRows carries out reads. An error is one of the API, not a refusal of one
// of them.
func (t *Tables) fetchRows(ctx context.Context, reads []tableRead) error {
	same := func(values map[string]any) map[string]any { return values }
	queries := make([]salesforce.Query, len(reads))
	for i := range reads {
		r := &reads[i]
		soql := salesforce.SOQL("SELECT ? FROM ?", r.columns, salesforce.Name(r.object))
		q := salesforce.MappedFirstPage(soql, &r.rows, &r.total, same)
		if r.all {
			q = salesforce.Mapped(soql, &r.rows, same)
		}
		queries[i] = q.Refused(&r.refused)
	}
	err := t.ask(ctx, queries...)
	if refused := new(salesforce.QueryError); errors.As(err, &refused) {
		for i := range reads {
			reads[i].refused = err // No rows were handed over.
		}
		return nil
	}
	return err
}

// read reads first pages of tables, or all of those that are large.
func (t *Tables) read(ctx context.Context, missing []*table) error {
	t.mu.Lock()
	missing = lists.Filter(missing, func(own *table) bool { return own.rows == nil && (!own.large || !own.full) })
	reads := lists.Map(missing, func(own *table) tableRead {
		return tableRead{object: own.object, columns: own.columns, all: own.large}
	})
	t.mu.Unlock()
	if len(reads) == 0 {
		return nil
	}
	if err := t.fetch(ctx, reads); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, own := range missing {
		own.keep(&reads[i])
	}
	return nil
}

// keep takes in what was read, unless more columns are wanted by now.
func (t *table) keep(r *tableRead) {
	if len(t.columns) != len(r.columns) {
		return
	}
	t.full = t.full || r.all
	if !r.whole() {
		t.large, t.singly = true, 0
		return
	}
	t.rows, t.index = r.rows, map[salesforce.Name]map[string][]int{}
	if t.rows == nil {
		t.rows = []map[string]any{}
	}
}

// matching are the rows that meet any of some conditions, each once, or all.
func (t *table) matching(q Question) []map[string]any {
	where := q.Where
	if len(where) == 0 {
		return slices.Clone(t.rows)
	}
	var places []int
	for _, c := range where {
		index := t.by(c.Path)
		switch {
		case c.Filled:
			for text, found := range index {
				if text != "" {
					places = append(places, found...)
				}
			}
		case c.On:
			places = append(places, index["true"]...)
		default:
			for key := range keysOf(c.In...) {
				places = append(places, index[key]...)
			}
		}
	}
	slices.Sort(places)
	if q.And != nil {
		var also []int
		for key := range keysOf(q.And.In...) {
			also = append(also, t.by(q.And.Path)[key]...)
		}
		slices.Sort(also)
		places = lists.Filter(places, func(i int) bool {
			_, both := slices.BinarySearch(also, i)
			return both
		})
	}
	return lists.Map(slices.Compact(places), func(i int) map[string]any { return t.rows[i] })
}

// by is the index of what a path holds.
func (t *table) by(path salesforce.Name) map[string][]int {
	index, made := t.index[path]
	if !made {
		index = make(map[string][]int, len(t.rows))
		for i, values := range t.rows {
			for key := range keysOf(held(values, string(path))) {
				index[key] = append(index[key], i)
			}
		}
		t.index[path] = index
	}
	return index
}

// held is what a path holds, as text.
func held(values map[string]any, path string) string {
	if on, ok := values[path].(bool); ok {
		return strconv.FormatBool(on)
	}
	return Text(values, path)
}

// Touch notes what a graph has written, and the ids of what it has created; err
// is what came of it.
func (t *Tables) Touch(g salesforce.Graph, ids map[string]string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, step := range g {
		var before []map[string]any
		if own := t.tables[step.Object]; step.ID != "" && own != nil && own.rows != nil {
			before = own.matching(Question{Where: []Condition{{Path: "Id", In: []string{step.ID}}}})
		}
		t.wrote.add(step, before, ids, err)
	}
}
