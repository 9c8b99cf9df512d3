package orgsim

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// call is one HTTP request under way: who makes it, in which API version, and what it has done so far.
type call struct {
	org     *Org
	version float64
	access  *access
	knobs   settings
	userID  string
	now     time.Time
	host    string
	path    string // of the HTTP request
	// admin is whether another administrator acts, who is bound by platform rules only.
	admin bool
	// pageSize, if set, is a shorter page than usual; noLocators makes every locator unknown.
	pageSize   int
	noLocators bool

	// tooling is whether the request is one of the Tooling API.
	tooling bool

	nodes []Subrequest
	// extraCalls is what the request takes from the daily allowance beside itself.
	extraCalls int
}

// root is the path of the API version, as record addresses begin.
func (c *call) root() string { return fmt.Sprintf("/services/data/v%.1f", c.version) }

// surface is the root of the API that the request belongs to.
func (c *call) surface() string {
	if c.tooling {
		return c.root() + "/tooling"
	}
	return c.root()
}

func (c *call) address(object, id string) string {
	return c.surface() + "/sobjects/" + object + "/" + id
}

// request is one request or subrequest below the root of an API version.
type request struct {
	method string
	path   []string // below the version root, without empty parts
	query  url.Values
	header http.Header
	body   []byte
	// inner is whether the request is part of a composite or a graph.
	inner bool
}

// segment returns a part of the path, or "".
func (r *request) segment(i int) string {
	if i < len(r.path) {
		return r.path[i]
	}
	return ""
}

// split cuts a path into its parts. A trailing slash makes no difference (section 2).
func split(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}

// segments cuts the path of an address into its parts and decodes each, so that a key may have a slash in it.
func segments(u *url.URL) []string {
	parts := split(u.EscapedPath())
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil {
			parts[i] = plain
		}
	}
	return parts
}

// parseURL reads the address of a subrequest: its version and its path below that.
func parseURL(raw string) (version float64, r *request, ok bool) {
	u, err := url.Parse(raw)
	if err != nil {
		return 0, nil, false
	}
	parts := segments(u)
	if len(parts) < 3 || parts[0] != "services" || parts[1] != "data" {
		return 0, nil, false
	}
	version, ok = parseVersion(parts[2])
	return version, &request{path: parts[3:], query: u.Query(), inner: true}, ok
}
