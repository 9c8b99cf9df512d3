package orgsim

import "net/http"

// reply is the answer to one request or subrequest before it is written.
type reply struct {
	status int
	body   any
	header map[string]string
	// rows is how many records were read, for the journal.
	rows int
	// text, if set, is sent in place of a JSON body.
	text, contentType string
	// pack is whether a JSON body may be compressed.
	pack bool
}

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

func (r reply) failed() bool { return r.status >= http.StatusBadRequest }

func (r reply) write(w http.ResponseWriter) {
	for name, value := range r.header {
		w.Header().Set(name, value)
	}
	if r.text != "" || r.contentType != "" {
		w.Header().Set("Content-Type", r.contentType)
		w.WriteHeader(r.status)
		_, _ = w.Write([]byte(r.text)) // A caller who went away is no concern of the org.
		return
	}
	if r.body == nil {
		w.WriteHeader(r.status)
		return
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	body := encode(r.body)
	if r.pack {
		body = compressed(w.Header(), body)
	}
	w.WriteHeader(r.status)
	_, _ = w.Write(body)
}
