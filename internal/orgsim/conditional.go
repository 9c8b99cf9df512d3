package orgsim

import (
	"net/http"
	"regexp"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// Requests under a condition, as the REST guide has them: rows, descriptions and the list of objects are answered with
// 304 if nothing has changed since If-Modified-Since, and nothing is done with 412 if something has changed since
// If-Unmodified-Since. Entity tags are those of accounts alone, which this org has none of; on other rows they say
// nothing. A DELETE knows no conditions.

// entityTags is the form of If-Match and If-None-Match.
var entityTags = regexp.MustCompile(`^\s*(\*|(W/)?"[^"]*"(\s*,\s*(W/)?"[^"]*")*)\s*$`)

// withheld is the answer that a condition of the request puts in place of its own; nil if there is none.
func (r *request) withheld(modified time.Time) *reply {
	write := r.method != http.MethodGet
	if write {
		if e := r.illConditioned(); e != nil {
			answer := e.reply()
			return &answer
		}
	}
	// Headers tell seconds.
	modified = modified.Truncate(time.Second)
	if since, err := http.ParseTime(r.header.Get("If-Unmodified-Since")); err == nil && modified.After(since) {
		answer := refuse(http.StatusPreconditionFailed, "PRECONDITION_FAILED", "Precondition failed").reply()
		return &answer
	}
	if since, err := http.ParseTime(r.header.Get("If-Modified-Since")); err == nil && !write && !modified.After(since) {
		return &reply{status: http.StatusNotModified}
	}
	return nil
}

// illConditioned refuses a write whose conditions make no sense.
func (r *request) illConditioned() *apiError {
	for _, name := range []string{"If-Match", "If-None-Match"} {
		if value := r.header.Get(name); value != "" && !entityTags.MatchString(value) {
			return refuse(http.StatusBadRequest, "INVALID_HEADER", "The header %s is not understood: %s", name, value)
		}
	}
	const since = "If-Unmodified-Since"
	if value := r.header.Get(since); value != "" {
		if _, err := http.ParseTime(value); err != nil {
			return refuse(http.StatusBadRequest, "INVALID_HEADER", "The header %s is not understood: %s", since, value)
		}
	}
	return nil
}

// modified is when a row changed last.
func modified(row store.Row) time.Time {
	text, _ := row["LastModifiedDate"].(string)
	if text == "" {
		text, _ = row["SystemModstamp"].(string)
	}
	at, _ := time.Parse(stamp, text)
	return at
}
