package orgsim

import "net/http"

// serve answers a request of its own below the version root. Composites, batches and graphs keep transactions of their
// own; all else is one transaction.
func (c *call) serve(r *request) reply {
	if r.segment(0) == "composite" && len(r.path) <= 2 {
		switch {
		case r.segment(1) == "batch" && c.version >= 34:
			return c.batch(r)
		case len(r.path) == 1 && c.version >= 34:
			return c.composite(r)
		case r.segment(1) == "graph" && c.version >= 50:
			return c.graphs(r)
		}
	}
	return c.transact(r.writes(), &mixture{}, func(t *tx) reply { return t.route(r) })
}

// route answers a request or subrequest inside a transaction.
func (t *tx) route(r *request) reply {
	switch r.segment(0) {
	case "":
		return r.only(http.MethodGet, t.resources)
	case "limits":
		if !r.inner {
			return r.only(http.MethodGet, func() reply { return t.limits(r) })
		}
	case "sobjects":
		return t.sobjects(r)
	case "query", "queryAll":
		return r.only(http.MethodGet, func() reply { return t.query(r) })
	case "actions":
		if !r.inner {
			return t.actions(r)
		}
	case "tooling":
		if !r.inner {
			return t.tooling(r)
		}
	case "composite":
		if r.segment(1) == "sobjects" && len(r.path) <= 4 && t.version >= 42 {
			return t.collections(r)
		}
		if r.segment(1) == "tree" && len(r.path) == 3 && !r.inner {
			return t.tree(r, r.path[2])
		}
	}
	return errNotFound().reply()
}

// only refuses other methods.
func (r *request) only(method string, answer func() reply) reply {
	if r.method != method {
		allowed := []string{method}
		if method == http.MethodGet {
			allowed = append(allowed, http.MethodHead)
		}
		return errMethod(r.method, allowed...).reply()
	}
	return answer()
}

// writes is whether the request may change rows. Reading a collection is the one POST that does not.
func (r *request) writes() bool {
	if r.segment(0) == "composite" && r.segment(1) == "sobjects" && len(r.path) == 3 && r.method == http.MethodPost {
		return false
	}
	return r.method != http.MethodGet && r.method != http.MethodHead
}

// wrote is whether the call was a write, or a composite with one in it.
func (c *call) wrote(r *request) bool {
	if r.segment(0) != "composite" || r.segment(1) == "sobjects" || r.segment(1) == "tree" {
		return r.writes()
	}
	for _, node := range c.nodes {
		if node.Method != http.MethodGet {
			return true
		}
	}
	return false
}

// resources is the version root.
func (t *tx) resources() reply {
	root := t.root()
	list := map[string]string{
		"sobjects": root + "/sobjects", "query": root + "/query", "queryAll": root + "/queryAll", "limits": root + "/limits",
		"tooling": root + "/tooling", "actions": root + "/actions", "identity": t.host + "/id/" + t.org.shared.orgID + "/" + t.userID,
	}
	if t.version >= 34 {
		list["composite"] = root + "/composite"
	}
	return ok(list)
}

// limits answers /limits and /limits/recordCount (S27).
func (t *tx) limits(r *request) reply {
	if !t.access.may(ViewSetup) {
		return refuse(http.StatusForbidden, "INSUFFICIENT_ACCESS", "insufficient access rights on object id").reply()
	}
	switch {
	case len(r.path) == 1:
		used, allowed := t.org.limits.usage(t.call)
		return ok(map[string]any{
			"DailyApiRequests": map[string]int{"Max": allowed, "Remaining": max(0, allowed-used)},
			"DataStorageMB":    map[string]int{"Max": 1024, "Remaining": 1000},
			"FileStorageMB":    map[string]int{"Max": 1024, "Remaining": 1000},
		})
	case len(r.path) == 2 && r.path[1] == "recordCount":
		return t.recordCount(r)
	}
	return errNotFound().reply()
}
