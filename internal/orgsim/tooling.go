package orgsim

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/schema"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/sfid"
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/soql"
)

// installed is what a package is called, which its license does not say.
type installed struct {
	name    string
	version [4]int // major, minor, patch, build
}

// entityObject is the one object of the tooling surface that ordinary queries know too.
const entityObject = "EntityDefinition"

var toolingObjects = schema.Tooling()

// tooling answers /tooling/query, which tells which packages are installed (S26, S27). Nothing else of the Tooling API is
// simulated.
func (t *tx) tooling(r *request) reply {
	if r.segment(1) != "query" {
		return errNotFound().reply()
	}
	return r.only(http.MethodGet, func() reply {
		inner, copied := *t, *t.call
		copied.tooling = true
		inner.call = &copied
		below := *r
		below.path = r.path[1:]
		return inner.query(&below)
	})
}

// virtual finds an object whose rows are made for the query.
func (t *tx) virtual(name string) (*schema.Object, bool) {
	for _, o := range toolingObjects {
		if strings.EqualFold(o.Name, name) && (t.call.tooling || o.Name == entityObject) && t.access.seesObject(o) {
			return o, true
		}
	}
	return nil, false
}

// virtualRows makes the rows of such an object.
func (t *tx) virtualRows(object string) []soql.Row {
	if object == entityObject {
		return t.entities()
	}
	var rows []soql.Row
	n := uint64(0)
	for license := range t.rows.All("PackageLicense") {
		n++
		p := t.org.shared.packages[ref(license, "Id")]
		id, version := sfid.New("033", n), sfid.New("04t", n)
		rows = append(rows, map[string]soql.Row{
			"InstalledSubscriberPackage": {"Id": sfid.New("0A3", n), "SubscriberPackageId": id, "SubscriberPackageVersionId": version},
			"SubscriberPackage":          {"Id": id, "Name": p.name, "NamespacePrefix": license["NamespacePrefix"]},
			"SubscriberPackageVersion": {"Id": version, "SubscriberPackageId": id, "Name": p.name,
				"MajorVersion": p.version[0], "MinorVersion": p.version[1], "PatchVersion": p.version[2], "BuildNumber": p.version[3]},
		}[object])
	}
	return rows
}

// entities describes the objects that the caller may see.
func (t *tx) entities() []soql.Row {
	var rows []soql.Row
	for n, o := range t.org.catalog.Objects() {
		if !t.access.seesObject(o) {
			continue
		}
		row := soql.Row{"Id": "000000000000000AAA", "DurableId": o.Name, "QualifiedApiName": o.Name, "DeveloperName": o.Name,
			"KeyPrefix": o.KeyPrefix, "MasterLabel": o.Label, "Label": o.Label, "PluralLabel": o.LabelPlural,
			"IsQueryable": true, "IsCustomSetting": o.Setting}
		if o.Custom {
			row["DurableId"] = sfid.New("01I", uint64(n))[:15]
			name := strings.TrimSuffix(o.Name, "__c")
			if space, rest, has := strings.Cut(name, "__"); has {
				row["NamespacePrefix"], name = space, rest
			}
			row["DeveloperName"] = name
		}
		rows = append(rows, row)
	}
	return rows
}

// answerable refuses a query for versions of packages that does not ask for one version by its id (S28).
func answerable(q *soql.Query) *apiError {
	if !strings.EqualFold(q.From.Object, "SubscriberPackageVersion") {
		return nil
	}
	if c, is := q.Where.(*soql.Comparison); is && c.Op == "=" {
		if f, isField := c.Left.(soql.FieldRef); isField && strings.EqualFold(f.Path, "Id") {
			return nil
		}
	}
	return refuse(http.StatusBadRequest, soql.CodeMalformedQuery,
		"SubscriberPackageVersion can be queried only with a filter on one Id, using the equals operator")
}

// parsePackageVersion reads up to four numbers with points between them.
func parsePackageVersion(text string) (v [4]int, err error) {
	if text == "" {
		return [4]int{1, 0, 0, 1}, nil
	}
	parts := strings.Split(text, ".")
	for i, part := range parts {
		if i >= len(v) {
			return v, fmt.Errorf("version %q has more than four numbers", text)
		}
		if _, err := fmt.Sscanf(part+" ", "%d ", &v[i]); err != nil || v[i] < 0 || fmt.Sprint(v[i]) != part {
			return v, fmt.Errorf("version %q is not made of numbers and points", text)
		}
	}
	return v, nil
}

func (i installed) versionText() string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(i.version), " ", "."), "[]")
}
