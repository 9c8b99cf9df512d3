package orgsim

import (
	"cmp"
	"io"
	"slices"
	"sync"
	"time"
)

// Entry is one HTTP request as the org saw it. It holds no secret: no header, no body, no form.
type Entry struct {
	N      int       `json:"n"`
	Time   time.Time `json:"time"`
	Method string    `json:"method"`
	// Path is the path without the query string.
	Path string `json:"path"`
	// Query is the SOQL statement, if the request was one.
	Query string `json:"query,omitempty"`
	// Status is the answer's, or 0 if the connection was cut.
	Status int `json:"status"`
	// Rows is how many records were read.
	Rows int `json:"rows"`
	// Calls is what the request took from the daily allowance: 0 or 1, or more for a batch.
	Calls int `json:"calls"`
	// Requests are the nodes of a composite, a batch or graphs.
	Requests []Subrequest `json:"requests,omitempty"`
	// Write is whether the request was executed and it, or a node of it, could change rows.
	Write bool `json:"write"`
	// Token is whether the request asked for an access token.
	Token bool `json:"token"`
}

// Subrequest is one node of a composite, a batch or a graph.
type Subrequest struct {
	// Graph is the id of the graph, if the node was part of one.
	Graph  string `json:"graph,omitempty"`
	Method string `json:"method"`
	Path   string `json:"path"`
	Query  string `json:"query,omitempty"`
	Status int    `json:"status"`
	// Code is the error code of a node that failed.
	Code string `json:"code,omitempty"`
}

// keptEntries is how many requests the journal keeps, so that an org that is left running does not grow for ever.
const keptEntries = 100_000

type journal struct {
	mu      sync.Mutex
	arrived int
	keep    int // most entries
	entries []Entry
	oldest  int // index of the entry that makes room for the next, once there are keep of them
	dropped int
	log     io.Writer // if not nil
}

func (j *journal) arrive() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.arrived++
	return j.arrived
}

func (j *journal) add(e Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.entries) < j.keep {
		j.entries = append(j.entries, e)
	} else {
		j.entries[j.oldest] = e
		j.oldest = (j.oldest + 1) % j.keep
		j.dropped++
	}
	if j.log != nil {
		_, _ = io.WriteString(j.log, e.lines()) // A log that cannot be written is no reason to stop serving.
	}
}

// list returns the requests that are kept, in the order of arrival, and how many older ones are not.
func (j *journal) list() (entries []Entry, dropped int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	entries = append([]Entry{}, j.entries...) // Never nil, which JSON would show as null.
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.N, b.N) })
	return entries, j.dropped
}

// Journal returns the requests answered since the last reset, in the order of arrival, of very many the last. Control
// requests are not in it.
func (o *Org) Journal() []Entry {
	entries, _ := o.journal.list()
	return entries
}

// ResetJournal empties the journal; numbers begin at 1 again.
func (o *Org) ResetJournal() {
	o.journal.mu.Lock()
	defer o.journal.mu.Unlock()
	o.journal.arrived, o.journal.entries, o.journal.oldest, o.journal.dropped = 0, nil, 0, 0
}
