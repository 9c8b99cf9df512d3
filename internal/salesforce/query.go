package salesforce

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Query is a SOQL query and the place for its rows. Make one with Into or FirstPage.
type Query struct {
	soql    string
	collect func() collector
	refused *error
	deleted bool
}

// Into returns a query whose rows, all pages of them, replace *rows. Records are decoded
// by encoding/json; keys that T does not know are ignored.
func Into[T any](soql string, rows *[]T) Query {
	return Query{soql: soql, collect: func() collector { return &rowsOf[T]{to: rows} }}
}

// Mapped is Into for rows that are made of a record's fields by API name: numbers are
// float64, records along a path are maps. For objects whose names are known only at run time.
func Mapped[T any](soql string, rows *[]T, row func(map[string]any) T) Query {
	return Query{soql: soql, collect: func() collector { return &mappedRows[T]{to: rows, row: row} }}
}

// Taken is Mapped for rows that take gets as they come, once all queries of the call have
// succeeded.
func Taken(soql string, take func([]map[string]any)) Query {
	return Query{soql: soql, collect: func() collector { return &takenRows{take: take} }}
}

// MappedFirstPage is to Mapped what FirstPage is to Into.
func MappedFirstPage[T any](soql string, rows *[]T, total *int, row func(map[string]any) T) Query {
	return Query{soql: soql, collect: func() collector {
		return &mappedRows[T]{rowsOf: rowsOf[map[string]any]{total: total}, to: rows, row: row}
	}}
}

// FirstPage is Into without the further pages: at most 2,000 rows, at times fewer (S15).
// *total becomes the number of rows the query matches.
func FirstPage[T any](soql string, rows *[]T, total *int) Query {
	return Query{soql: soql, collect: func() collector { return &rowsOf[T]{to: rows, total: total} }}
}

// Refused returns the query with a place of its own for a refusal: the call goes on
// without it, *err becomes the *QueryError and the rows stay as they were. *err is set to
// nil when the query succeeds. For what an org may lack or a user may not see; an expired
// session, a limit or a broken server still end the call.
func (q Query) Refused(err *error) Query {
	q.refused = err
	return q
}

// WithDeleted returns the query over deleted records, too, as long as they are in the
// recycle bin (section 2.1).
func (q Query) WithDeleted() Query {
	q.deleted = true
	return q
}

// path is the resource that answers the query.
func (q Query) path() string {
	if q.deleted {
		return "/queryAll"
	}
	return "/query"
}

// collector gathers the rows of a query and hands them over when all is well.
type collector interface {
	add(page page) error
	wantsMore() bool
	commit()
}

type rowsOf[T any] struct {
	rows    []T
	matches int
	to      *[]T
	total   *int
}

func (r *rowsOf[T]) add(p page) error {
	r.matches = p.TotalSize
	var rows []T
	if len(p.Records) > 0 {
		if err := json.Unmarshal(p.Records, &rows); err != nil {
			return &AnswerError{Path: "/query", Reason: "a record does not have the types expected", Err: err}
		}
	}
	if r.rows == nil {
		r.rows = rows
	} else {
		r.rows = append(r.rows, rows...)
	}
	return nil
}

func (r *rowsOf[T]) wantsMore() bool { return r.total == nil }

func (r *rowsOf[T]) commit() {
	if r.rows == nil {
		r.rows = []T{}
	}
	*r.to = r.rows
	if r.total != nil {
		*r.total = r.matches
	}
}

// mappedRows collects maps and makes rows of them.
type mappedRows[T any] struct {
	rowsOf[map[string]any]
	to  *[]T
	row func(map[string]any) T
}

func (r *mappedRows[T]) commit() {
	rows := make([]T, 0, len(r.rows))
	for _, values := range r.rows {
		rows = append(rows, r.row(values))
	}
	*r.to = rows
	if r.total != nil {
		*r.total = r.matches
	}
}

// takenRows hands over maps.
type takenRows struct {
	rowsOf[map[string]any]
	take func([]map[string]any)
}

func (r *takenRows) commit() { r.take(r.rows) }

type page struct {
	TotalSize int             `json:"totalSize"`
	Done      bool            `json:"done"`
	Next      string          `json:"nextRecordsUrl"`
	Records   json.RawMessage `json:"records"`
}

// running is a query under way.
type running struct {
	index int
	query Query
	rows  collector
	next  string
	seen  map[string]bool
	// lost is set once the cursor was.
	lost    bool
	refusal error
}

// everyCursor is the weight of a query that others have to wait for.
const everyCursor = 1 << 30

// Query runs queries, up to five in one request, and fetches further pages. Either every
// query succeeds and all rows are handed over, or none are. A query that Salesforce
// refuses gives a *QueryError, see also Query.Refused.
func (c *Client) Query(ctx context.Context, queries ...Query) error {
	all := make([]*running, len(queries))
	for i, q := range queries {
		all[i] = &running{index: i, query: q}
	}
	if err := c.together(ctx, all); err != nil {
		return err
	}
	if err := c.alone(ctx, all); err != nil {
		return err
	}
	for _, r := range all {
		r.commit()
	}
	return nil
}

// together runs queries beside each other, and beside those of other callers.
func (c *Client) together(ctx context.Context, all []*running) error {
	if err := c.cursors.Acquire(ctx, 1); err != nil {
		return err
	}
	defer c.cursors.Release(1)
	for chunk := range slices.Chunk(all, maxSubqueries) {
		if err := c.firstPages(ctx, chunk); err != nil {
			return err
		}
	}
	group, groupCtx := errgroup.WithContext(ctx)
	for _, r := range all {
		if r.next != "" {
			group.Go(func() error { return c.furtherPages(groupCtx, r) })
		}
	}
	return group.Wait()
}

// alone runs queries again whose cursor was lost: a user has few, and a new one drives out the oldest (S23). So nothing
// else of ours is asked meanwhile.
func (c *Client) alone(ctx context.Context, all []*running) error {
	for _, r := range all {
		if !r.lost {
			continue
		}
		if err := c.cursors.Acquire(ctx, everyCursor); err != nil {
			return err
		}
		err := c.firstPages(ctx, []*running{r})
		if err == nil {
			err = c.furtherPages(ctx, r)
		}
		c.cursors.Release(everyCursor)
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *running) commit() {
	if r.refusal == nil {
		r.rows.commit()
	}
	if r.query.refused != nil {
		*r.query.refused = r.refusal
	}
}

func (c *Client) firstPages(ctx context.Context, chunk []*running) error {
	subs := make([]subrequest, len(chunk))
	for i, r := range chunk {
		// A query may be too long for a URL of its own; here it is in the body (S11).
		escaped := strings.ReplaceAll(url.QueryEscape(r.query.soql), "+", "%20")
		subs[i] = subrequest{Method: http.MethodGet, URL: c.fullPath(r.query.path()) + "?q=" + escaped}
	}
	answers, requestID, err := c.reads(ctx, subs)
	if err != nil {
		return err
	}
	for i, r := range chunk {
		if !answers[i].ok() {
			if err := r.failed(answers[i].refusal(subs[i], requestID)); err != nil {
				return err
			}
			continue
		}
		r.rows, r.next, r.seen = r.query.collect(), "", map[string]bool{}
		if err := r.take(answers[i].Body); err != nil {
			return err
		}
	}
	return nil
}

func (c *Client) furtherPages(ctx context.Context, r *running) error {
	for r.next != "" {
		a, err := c.call(ctx, request{kind: read, method: http.MethodGet, path: r.next}, nil)
		var api *APIError
		switch {
		case err == nil:
			err = r.take(a.body)
		case HasCode(err, codeQueryLocator) && !r.lost:
			// Cursors are few and die early (S23); the query itself is sound.
			r.lost = true
			return nil
		case errors.As(err, &api) && !api.OAuth:
			err = r.failed(api)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// failed ends r, and with it the call unless the refusal has a place of its own.
func (r *running) failed(e *APIError) error {
	refusal := &QueryError{Index: r.index, SOQL: r.query.soql, Err: e}
	r.next = ""
	if r.query.refused == nil || !refusesRequest(e) {
		return refusal
	}
	r.refusal = refusal
	return nil
}

// take keeps the rows of a page and finds the next, which must lead on.
func (r *running) take(body []byte) error {
	var p page
	if err := json.Unmarshal(body, &p); err != nil {
		return &AnswerError{Path: "/query", Reason: "not a page of records", Err: err}
	}
	if err := r.rows.add(p); err != nil {
		return err
	}
	r.next = ""
	if p.Done || !r.rows.wantsMore() {
		return nil
	}
	next, err := url.Parse(p.Next)
	switch {
	case p.Next == "":
		return &AnswerError{Path: "/query", Reason: "more rows announced, but no next page"}
	case err != nil || !strings.HasPrefix(next.Path, dataRoot) || strings.Contains(next.Path, ".."):
		return &AnswerError{Path: "/query", Reason: "next page is not a data path"}
	case r.seen[next.Path] || len(p.Records) <= len("[]"):
		return &AnswerError{Path: next.Path, Reason: "paging does not advance"}
	}
	r.seen[next.Path] = true
	r.next = next.Path
	return nil
}

// decodeRows decodes the records of a single page.
func decodeRows[T any](body []byte, rows *[]T) error {
	r := running{rows: &rowsOf[T]{to: rows}, seen: map[string]bool{}}
	if err := r.take(body); err != nil {
		return err
	}
	r.rows.commit()
	return nil
}

func pathOf(target string) string {
	path, _, _ := strings.Cut(target, "?")
	return path
}
