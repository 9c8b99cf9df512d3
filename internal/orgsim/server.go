package orgsim

import (
	"errors"
	"net"
	"net/http"
	"strings"
	"time"
)

// Limits on a request's size (S11) and body.
const (
	longestHead = 16384
	longestBody = 16 << 20
)

// ServeHTTP answers one request. Addresses that it gives out are built from the request's own host, so that the org
// works behind any listener.
func (o *Org) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if control, found := strings.CutPrefix(r.URL.Path, "/_sim/"); found {
		o.control(w, r, control)
		return
	}
	if isPanel(r) {
		o.servePanel(w, r)
		return
	}
	a := &arrival{org: o, w: w, r: r, entry: Entry{
		N: o.journal.arrive(), Time: o.clock(), Method: r.Method, Path: r.URL.Path, Query: r.URL.Query().Get("q"),
		Token: isToken(r.URL.Path),
	}}
	body, err := readBody(w, r)
	switch {
	case errors.Is(err, errTooBig):
		htmlPage(http.StatusRequestEntityTooLarge, "").write(w)
	case err != nil:
		refuse(http.StatusBadRequest, "JSON_PARSER_ERROR", "%s", err.Error()).reply().write(w)
	default:
		a.serve(body)
	}
}

// arrival is one HTTP request and its answer.
type arrival struct {
	org   *Org
	w     http.ResponseWriter
	r     *http.Request
	call  *call
	delay time.Duration
	entry Entry
}

func (a *arrival) serve(body []byte) {
	o := a.org
	plan := o.faults.arrive(o.targetsOf(a.r, body))
	a.delay = o.latency + plan.delay
	plan.meddle(o)
	a.call = o.newCall(hostOf(a.r))
	a.call.path = a.r.URL.Path
	plan.prepare(a.call)
	if plan.expire {
		o.sessions.end(bearer(a.r))
	}
	if plan.cut {
		a.cut()
		return
	}
	answer := plan.before(a.call)
	if answer != nil {
		wait(a.r, a.delay)
	} else {
		done := a.execute(body)
		answer = &done
		if plan.cutAfter {
			a.cut()
			return
		}
		if lost := plan.after(a.call); lost != nil {
			answer = lost
		}
	}
	a.answer(*answer)
}

// execute finds out what is asked for and does it.
func (a *arrival) execute(body []byte) reply {
	o, c := a.org, a.call
	if r := tooLong(a.r); r != nil {
		return *r
	}
	parts := segments(a.r.URL)
	if len(parts) >= 3 && parts[0] == "services" && parts[1] == "data" {
		return a.data(parts, body)
	}
	wait(a.r, a.delay)
	switch {
	case len(parts) == 3 && parts[0] == "services" && parts[1] == "oauth2":
		return o.oauth(c, a.r, parts[2], body)
	case len(parts) == 2 && parts[0] == "services" && parts[1] == "data":
		if a.r.Method != http.MethodGet && a.r.Method != http.MethodHead {
			return errMethod(a.r.Method, "GET", "HEAD").reply()
		}
		return ok(versions())
	case len(parts) == 3 && parts[0] == "id":
		if !o.authorised(a.r, c) {
			return reply{status: http.StatusForbidden, text: "Bad_OAuth_Token", contentType: "text/html;charset=UTF-8"}
		}
		return o.identity(c)
	}
	return errNotFound().reply()
}

// data answers a call of the data API: it takes a session, counts, and may be refused for its number.
func (a *arrival) data(parts []string, body []byte) reply {
	o, c := a.org, a.call
	version, served := parseVersion(parts[2])
	if served {
		c.version = version
	}
	if !o.authorised(a.r, c) {
		wait(a.r, a.delay)
		return errSession().reply()
	}
	if !c.access.may(APIEnabled) {
		return refuse(http.StatusForbidden, "API_CURRENTLY_DISABLED", "API is disabled for this User").reply()
	}
	leave, e := o.limits.enter(c)
	defer leave()
	if e != nil {
		return o.limits.told(c, e)
	}
	a.entry.Calls = 1
	wait(a.r, a.delay) // While it waits the call is under way, and counts as such.
	if !served {
		return errNotFound().reply()
	}
	r := &request{method: strings.Replace(a.r.Method, http.MethodHead, http.MethodGet, 1), path: parts[3:], query: a.r.URL.Query(), header: a.r.Header, body: body}
	if e := acceptable(a.r, body); e != nil {
		return e.reply()
	}
	answer := c.serve(r)
	a.entry.Calls += c.extraCalls
	a.entry.Write = c.wrote(r)
	return answer
}

// acceptable refuses bodies that are not JSON, plain or with gzip.
func acceptable(r *http.Request, body []byte) *apiError {
	if len(body) == 0 {
		return nil
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	encoding := r.Header.Get("Content-Encoding")
	if !strings.EqualFold(strings.TrimSpace(kind), "application/json") || encoding != "" && !strings.EqualFold(encoding, "gzip") {
		return refuse(http.StatusUnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE",
			"Content type %q is not supported; send application/json, plain or with gzip", r.Header.Get("Content-Type"))
	}
	return nil
}

// answer writes the reply and enters the request into the journal first, so that who has the answer finds it there.
func (a *arrival) answer(r reply) {
	a.note(r.status, r.rows)
	if a.entry.Calls > 0 {
		a.w.Header().Set(limitInfo, a.org.limits.info(a.call))
	}
	r.pack = accepts(a.r)
	r.write(a.w)
}

func (a *arrival) note(status, rows int) {
	a.entry.Status, a.entry.Rows, a.entry.Requests = status, rows, a.call.nodes
	a.org.journal.add(a.entry)
}

// cut ends the connection without an answer.
func (a *arrival) cut() {
	a.note(0, 0)
	if hijacker, can := a.w.(http.Hijacker); can {
		if conn, _, err := hijacker.Hijack(); err == nil {
			if tcp, is := conn.(*net.TCPConn); is {
				_ = tcp.SetLinger(0) // Makes the end a reset; without it the caller sees an ordinary one.
			}
			_ = conn.Close()
			return
		}
	}
	panic(http.ErrAbortHandler)
}

// tooLong refuses long addresses and headers, with bodies that are not JSON (S11).
func tooLong(r *http.Request) *reply {
	uri := len(r.URL.RequestURI())
	head := uri
	for name, values := range r.Header {
		for _, v := range values {
			head += len(name) + len(v) + len(": \r\n")
		}
	}
	status := 0
	switch {
	case uri > longestHead:
		status = http.StatusRequestURITooLong
	case head > longestHead:
		status = http.StatusRequestHeaderFieldsTooLarge
	default:
		return nil
	}
	page := htmlPage(status, "")
	return &page
}

// wait lets time pass. A caller who goes away ends the wait but not the request: what he asked for is still done.
func wait(r *http.Request, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.Context().Done():
	}
}

func hostOf(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
