package orgsim

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/soql"
)

// cursorLife is how long a locator works after its last use (S23).
const cursorLife = 15 * time.Minute

// cursors are the query results that have more pages.
type cursors struct {
	mu   sync.Mutex
	made uint64
	open map[string]*cursor
}

type cursor struct {
	result *soql.Result
	used   time.Time
	user   string
	number uint64 // in the order in which they were opened
}

// add opens a cursor for a user. Of those that he has open the oldest is lost when there are too many: K-open-locators.
func (s *cursors) add(result *soql.Result, now time.Time, user string, most int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[string]*cursor{}
	}
	s.prune(now, user, most)
	s.made++
	id := sfid.New("01g", s.made)
	s.open[id] = &cursor{result, now, user, s.made}
	return id
}

// prune forgets what has expired, and makes room for one more cursor of a user.
func (s *cursors) prune(now time.Time, user string, most int) {
	var his []string
	for id, c := range s.open {
		if now.Sub(c.used) > cursorLife {
			delete(s.open, id)
		} else if c.user == user {
			his = append(his, id)
		}
	}
	slices.SortFunc(his, func(a, b string) int { return cmp.Compare(s.open[a].number, s.open[b].number) })
	for len(his) >= most {
		delete(s.open, his[0])
		his = his[1:]
	}
}

func (s *cursors) find(id string, now time.Time) (*soql.Result, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, found := s.open[id]
	if !found || now.Sub(c.used) > cursorLife {
		return nil, false
	}
	c.used = now
	return c.result, true
}

// firstPage begins an answer. With OFFSET there is no locator, and 2,000 rows at most (S39).
func (t *tx) firstPage(result *soql.Result, size int, offset bool) reply {
	if offset && len(result.Records) > size {
		result.Records = result.Records[:min(len(result.Records), 2000)]
		size = len(result.Records)
	}
	id := ""
	size = t.capped(result, size)
	if len(result.Records) > size {
		id = t.org.cursors.add(result, t.now, t.userID, t.knobs.number("K-open-locators"))
	}
	return t.page(result, id, 0, size)
}

// nextPage continues an answer. A locator is an id and an offset; any offset within the result works (S23).
func (t *tx) nextPage(locator string, size int) reply {
	id, text, _ := strings.Cut(locator, "-")
	offset, err := strconv.Atoi(text)
	result, found := t.org.cursors.find(id, t.now)
	if t.noLocators || err != nil || !found || offset < 0 || offset >= len(result.Records) {
		return refuse(http.StatusBadRequest, "INVALID_QUERY_LOCATOR", "invalid query locator").reply()
	}
	if e := t.spoil(target{verb: "query", method: http.MethodGet, object: result.Object, id: locator}); e != nil {
		return e.reply()
	}
	return t.page(result, id, offset, t.capped(result, size))
}

// longText is how many characters a text area holds that is a long one, and mostLongTexts the rows in a page of two or
// more of them (S15).
const (
	longText      = 255
	mostLongTexts = 200
)

// capped is the size of a page of these rows.
func (t *tx) capped(result *soql.Result, size int) int {
	object, known := t.org.catalog.Object(result.Object)
	if !known || result.Aggregate || len(result.Records) == 0 {
		return size
	}
	long := 0
	for _, value := range result.Records[0].Fields {
		f, found := object.Field(value.Name)
		if found && f.Type == schema.TextArea && f.Length > longText && strings.HasSuffix(f.Name, "__c") {
			long++
		}
	}
	if long < 2 {
		return size
	}
	return min(size, mostLongTexts)
}

func (t *tx) page(result *soql.Result, id string, offset, size int) reply {
	end := min(offset+size, len(result.Records))
	records := make([]any, 0, end-offset)
	for _, r := range result.Records[offset:end] {
		records = append(records, t.queried(r))
	}
	next := t.surface() + "/query/" + id + "-" + strconv.Itoa(end)
	body := ordered{{"totalSize", len(result.Records)}, {"done", end == len(result.Records)}}
	if end < len(result.Records) {
		body = append(body, member{"nextRecordsUrl", next})
	}
	if t.call.tooling { // S27: the body of the tooling twin says more.
		var locator any
		if end < len(result.Records) {
			locator = next
		}
		body = append(body, member{"size", len(records)}, member{"queryLocator", locator}, member{"entityTypeName", result.Object})
	}
	answer := ok(append(body, member{"records", records}))
	answer.rows = len(records)
	return answer
}

// queried is one record of a result: attributes first, then the fields in the order of the SELECT list.
func (t *tx) queried(r *soql.Record) ordered {
	attributes := ordered{{"type", r.Object}}
	if r.ID != "" {
		attributes = append(attributes, member{"url", t.address(r.Of, r.ID)})
	}
	body := make(ordered, 0, len(r.Fields)+1)
	body = append(body, member{"attributes", attributes})
	for _, f := range r.Fields {
		value := f.Value
		if rows, isChildren := value.(*soql.Result); isChildren {
			body = append(body, member{f.Name, t.nestedRows(rows)})
			continue
		}
		if parent, isParent := value.(*soql.Record); isParent {
			value = nil
			if parent != nil {
				value = t.queried(parent)
			}
		}
		body = append(body, member{f.Name, value})
	}
	return body
}

// nestedRows is the answer to a child subquery, which has no pages here (S28: without rows it is null instead).
func (t *tx) nestedRows(result *soql.Result) ordered {
	records := make([]any, len(result.Records))
	for i, r := range result.Records {
		records[i] = t.queried(r)
	}
	return ordered{{"totalSize", len(records)}, {"done", true}, {"records", records}}
}
