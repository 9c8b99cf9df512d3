package orgsim

import (
	"bytes"
	"crypto/rand"
	_ "embed" // for the template
	"html/template"
	"net/http"
	"slices"
)

// Most users and requests that the page shows at once.
const (
	mostShownUsers    = 500
	mostShownRequests = 200
)

//go:embed panel.html
var panelHTML string

var panelTemplate = template.Must(template.New("panel").Parse(panelHTML))

// panel is the page at /, for a person who wants to see what happens in the org. A real org has its login page there. It
// shows what Fastcall's users panel shows, reads only, and holds no secret.
type panel struct {
	Nonce, Org, ID string
	Find           string
	Packages       []panelPackage
	Users          []panelUser
	// Total is the number of users that fit Find, of which Users are the first.
	Total   int
	Groups  []panelGroup
	Numbers []panelNumber
	// Mapped is whether the package keeps groups and numbers where the API reaches them.
	Mapped  bool
	Journal []Entry
	// Requests is how many there were, and Dropped how many of them the journal no longer has.
	Requests, Dropped int
}

type panelPackage struct {
	Name, Namespace, Version, Status string
	SiteLicense                      bool
	Bought, Used, Guest, Free        int64
}

// isPanel is whether a request is for the page.
func isPanel(r *http.Request) bool {
	return r.URL.Path == "/" && (r.Method == http.MethodGet || r.Method == http.MethodHead)
}

// servePanel answers with the page. What is on it may come from anybody who writes to the org: the page can run no script
// but its own and reach nobody else.
func (o *Org) servePanel(w http.ResponseWriter, r *http.Request) {
	p := o.panel(r.URL.Query().Get("find"))
	var page bytes.Buffer
	if err := panelTemplate.Execute(&page, p); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html;charset=UTF-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'nonce-"+p.Nonce+"'; script-src 'nonce-"+p.Nonce+
		"'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	_, _ = w.Write(page.Bytes()) // A reader who went away is no concern of the org.
}

func (o *Org) panel(find string) *panel {
	t := o.read()
	org, _ := t.rows.Get("Organization", o.shared.orgID)
	p := &panel{Nonce: rand.Text(), Org: ref(org, "Name"), ID: o.shared.orgID, Find: find, Mapped: len(o.shared.mapping) > 0}
	for row := range t.rows.All("PackageLicense") {
		id := ref(row, "Id")
		known := o.shared.packages[id]
		pack := panelPackage{Name: known.name, Namespace: ref(row, "NamespacePrefix"), Version: known.versionText(), Status: ref(row, "Status"),
			Bought: integer(row["AllowedLicenses"]), Guest: integer(row["UsedLicenses"])}
		for range t.rows.By("UserPackageLicense", "PackageLicenseId", id) {
			pack.Used, pack.Guest = pack.Used+1, pack.Guest-1
		}
		pack.Guest = max(0, pack.Guest)
		pack.SiteLicense = pack.Bought < 0
		pack.Free = max(0, pack.Bought-pack.Used-pack.Guest)
		p.Packages = append(p.Packages, pack)
	}
	v := newPanelView(t)
	p.Users, p.Total = v.users(find)
	p.Groups, p.Numbers = v.groups(), v.numbers()
	p.Journal, p.Dropped = o.journal.list()
	p.Requests = len(p.Journal) + p.Dropped
	p.Journal = p.Journal[max(0, len(p.Journal)-mostShownRequests):]
	slices.Reverse(p.Journal) // The newest first.
	return p
}
