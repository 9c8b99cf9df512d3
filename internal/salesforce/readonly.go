package salesforce

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// ReadOnlyError says that a request was not sent because it could change something and
// Config.ReadOnly is set. It is certain that nothing was done.
type ReadOnlyError struct {
	Method, Path string
	// Told is shared by all of a client's.
	*Told
}

// Error gives method and path.
func (e *ReadOnlyError) Error() string {
	return fmt.Sprintf("%s %s: not sent, only reads are allowed", e.Method, e.Path)
}

// compositePath ends the path of the only POST that may be a read.
const compositePath = "/composite"

// overridden is a parameter by which a request can take another method than it shows.
const overridden = "_httpmethod"

// ReadOnly tells whether the client refuses to write.
func (c *Client) ReadOnly() bool { return c.cfg.ReadOnly }

// readOnly refuses what is not certainly a read. It goes by the request itself and not by
// what the caller takes it for, and it knows reads rather than writes: a way to write that
// nobody has thought of here is refused, too.
func (c *Client) readOnly(method string, target *url.URL, body []byte) error {
	if !c.cfg.ReadOnly || reads(method, target, body) {
		return nil
	}
	return &ReadOnlyError{Method: method, Path: target.Path, Told: &c.heldBack}
}

func reads(method string, target *url.URL, body []byte) bool {
	switch {
	case strings.Contains(strings.ToLower(target.RawQuery), overridden):
		return false
	case method == http.MethodGet:
		return len(body) == 0
	case method != http.MethodPost || !isComposite(target.Path):
		return false
	}
	var sent struct {
		Requests []subrequest `json:"compositeRequest"`
	}
	if json.Unmarshal(body, &sent) != nil || len(sent.Requests) == 0 {
		return false
	}
	for _, sub := range sent.Requests {
		inner, err := url.Parse(sub.URL)
		if err != nil || sub.Method != http.MethodGet || sub.Body != nil || !reads(sub.Method, inner, nil) {
			return false
		}
	}
	return true
}

// isComposite tells /services/data/vX/composite from what lies below it.
func isComposite(path string) bool {
	version, ours := strings.CutPrefix(path, dataRoot)
	return ours && strings.Count(version, "/") == 1 && strings.HasSuffix(version, compositePath)
}

// holdBack is readOnly for a request that is about to go to the socket, whoever made it. It
// returns the request to send.
func (x *exchange) holdBack(r *http.Request) (*http.Request, error) {
	if !x.client.cfg.ReadOnly || x.kind == token {
		return r, nil
	}
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		checked := *r
		checked.Body = io.NopCloser(bytes.NewReader(body))
		r = &checked
	}
	return r, x.client.readOnly(r.Method, r.URL, body)
}
