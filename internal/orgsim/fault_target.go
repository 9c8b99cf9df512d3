package orgsim

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/soql"
)

// targetsOf lists what a fault may match in a request: the request itself first, then its nodes and rows. Nothing is
// read until a fault asks.
func (o *Org) targetsOf(r *http.Request, body []byte) func() []target {
	return func() []target {
		whole := target{method: r.Method, path: r.URL.Path, text: body}
		if isToken(r.URL.Path) {
			whole.verb, whole.text = "token", nil
			return []target{whole}
		}
		parts := segments(r.URL)
		whole.counts = len(parts) > 2 && parts[0] == "services" && parts[1] == "data"
		if !whole.counts || len(parts) == 3 {
			return []target{whole}
		}
		return append([]target{whole}, o.targetsBelow(r.Method, parts[3:], r.URL.Query(), body)...)
	}
}

func (o *Org) targetsBelow(method string, path []string, query url.Values, body []byte) []target {
	if path[0] == "tooling" && len(path) > 1 {
		path = path[1:]
	}
	switch {
	case path[0] == "sobjects" && len(path) > 1:
		t := target{method: method, verb: verbOf(method, path), object: path[1], text: body}
		if len(path) > 2 {
			t.id = path[2]
		}
		return []target{t}
	case strings.HasPrefix(path[0], "query") && len(path) > 1:
		return []target{o.targetOfPage(method, path[1])}
	case strings.HasPrefix(path[0], "query"):
		statement := query.Get("q")
		t := target{method: method, verb: "query", text: []byte(statement)}
		if parsed, err := soql.Parse(statement); err == nil {
			t.object = parsed.From.Object
		}
		return []target{t}
	case path[0] == "composite" && len(path) > 1 && path[1] == "sobjects":
		return o.targetsOfRows(method, path, query, body)
	case path[0] == "composite" && len(path) > 2 && path[1] == "tree":
		return o.targetsOfTree(method, body)
	case path[0] == "composite":
		return o.targetsOfNodes(body)
	}
	return nil
}

// targetOfPage is a further page of a query, which has the object of its query.
func (o *Org) targetOfPage(method, locator string) target {
	id, _, _ := strings.Cut(locator, "-")
	return target{method: method, verb: "query", object: o.cursors.object(id), id: locator, further: true}
}

// object is what the rows of an open result are, or "".
func (s *cursors) object(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, found := s.open[id]; found {
		return c.result.Object
	}
	return ""
}

// isToken is whether a path is that of the token endpoint.
func isToken(path string) bool { return strings.TrimSuffix(path, "/") == "/services/oauth2/token" }

func verbOf(method string, path []string) string {
	if len(path) > 2 && path[2] == "describe" {
		return "describe"
	}
	switch method {
	case http.MethodPost:
		return "create"
	case http.MethodPatch:
		return "update"
	case http.MethodDelete:
		return "delete"
	}
	return "read"
}

func (o *Org) targetsOfNodes(body []byte) []target {
	var sent struct {
		CompositeRequest []node      `json:"compositeRequest"`
		Graphs           []graph     `json:"graphs"`
		BatchRequests    []batchNode `json:"batchRequests"`
	}
	if json.Unmarshal(body, &sent) != nil {
		return nil // The request will be refused for that.
	}
	nodes := sent.CompositeRequest
	for _, g := range sent.Graphs {
		nodes = append(nodes, g.CompositeRequest...)
	}
	for _, n := range sent.BatchRequests {
		nodes = append(nodes, n.node())
	}
	var targets []target
	for _, n := range nodes {
		if _, r, valid := parseURL(n.URL); valid && len(r.path) > 0 {
			targets = append(targets, o.targetsBelow(n.Method, r.path, r.query, n.Body)...)
		}
	}
	return targets
}

func (o *Org) targetsOfRows(method string, path []string, query url.Values, body []byte) []target {
	if len(path) > 2 && method != http.MethodPatch {
		return []target{{method: method, verb: "read", object: path[2], text: body}}
	}
	var targets []target
	if method == http.MethodDelete {
		for _, id := range strings.Split(query.Get("ids"), ",") {
			t := target{method: method, verb: "delete", id: id}
			if object, known := o.catalog.OfID(id); known {
				t.object = object.Name
			}
			targets = append(targets, t)
		}
		return targets
	}
	items, _, e := bodyItems(body, method == http.MethodPatch && len(path) == 2)
	if e != nil {
		return nil // The request will be refused for that.
	}
	for _, it := range items {
		targets = append(targets, target{method: method, verb: verbOf(method, path[:2]), object: it.typeName, id: it.id,
			text: encode(it.fields)})
	}
	return targets
}

// targetsOfTree lists the records of a tree, wherever they are in it.
func (o *Org) targetsOfTree(method string, body []byte) []target {
	sent, e := decodeObject(body)
	if e != nil {
		return nil // The request will be refused for that.
	}
	var targets []target
	var walk func(list map[string]any)
	walk = func(list map[string]any) {
		records, _ := list["records"].([]any)
		for _, record := range records {
			fields, _ := record.(map[string]any)
			attributes, _ := fields["attributes"].(map[string]any)
			kind, _ := attributes["type"].(string)
			targets = append(targets, target{method: method, verb: "create", object: kind, text: encode(fields)})
			for name, value := range fields {
				if below, nested := value.(map[string]any); nested && name != "attributes" {
					walk(below)
				}
			}
		}
	}
	walk(sent)
	return targets
}
