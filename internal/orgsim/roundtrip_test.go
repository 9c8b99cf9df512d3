package orgsim_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// meddler does random things as another administrator. Most are refused, as they would be on the platform.
type meddler struct {
	t    *rapid.T
	org  *orgsim.Org
	seed orgsim.Seed
	n    int
	now  time.Time
	gone []gone
}

// gone is a row that the meddler deleted.
type gone struct{ object, id string }

// some draws the id of a row of an object.
func (m *meddler) some(object string) string {
	rows := m.org.Rows(object)
	if len(rows) == 0 {
		return ""
	}
	return rows[rapid.IntRange(0, len(rows)-1).Draw(m.t, object)]["Id"].(string)
}

// own draws a custom object, and values for some of its fields.
func (m *meddler) own() (string, map[string]any) {
	o := rapid.SampledFrom(m.seed.Objects).Draw(m.t, "object")
	values := map[string]any{}
	if o.AutoNumber == "" {
		m.n++
		values["Name"] = rapid.SampledFrom([]string{"Twin", fmt.Sprint("New ", m.n), `<b>"é"\`}).Draw(m.t, "name")
	}
	if o.Setting != "" {
		values["SetupOwnerId"] = m.some(rapid.SampledFrom([]string{"User", "Profile"}).Draw(m.t, "level"))
	}
	for _, f := range o.Fields {
		if !f.Required && rapid.Bool().Draw(m.t, "leave out") {
			continue
		}
		values[f.Name] = m.value(f)
	}
	return o.Name, values
}

func (m *meddler) value(f orgsim.CustomField) any {
	switch f.Type {
	case "reference":
		return m.some(f.ReferenceTo)
	case "boolean":
		return rapid.Bool().Draw(m.t, "flag")
	case "int":
		return rapid.IntRange(0, 99999).Draw(m.t, "number")
	case "picklist":
		return rapid.SampledFrom(f.Values).Draw(m.t, "value")
	case "phone":
		return fmt.Sprintf("+45%08d", rapid.IntRange(0, 99999999).Draw(m.t, "phone"))
	}
	if len(f.Holds) > 0 {
		return m.some(f.Holds[0])
	}
	return rapid.SampledFrom([]string{"a", "601", "é\n<"}).Draw(m.t, "text")
}

// act does one thing.
func (m *meddler) act() {
	users := m.seed.Users
	user := m.some("User")
	insert := func(object string, fields map[string]any) { _, _ = m.org.Insert(object, fields) }
	m.n++
	m.now = m.now.Add(time.Minute)
	name := fmt.Sprint("new", m.n)
	switch rapid.IntRange(0, 14).Draw(m.t, "act") {
	case 0:
		insert("UserPackageLicense", map[string]any{"UserId": user, "PackageLicenseId": m.some("PackageLicense")})
	case 1:
		insert("PermissionSetAssignment", map[string]any{"AssigneeId": user, "PermissionSetId": m.some("PermissionSet")})
	case 2:
		insert("GroupMember", map[string]any{"GroupId": m.some("Group"), "UserOrGroupId": m.some(rapid.SampledFrom([]string{"User", "Group"}).Draw(m.t, "who"))})
	case 3:
		insert("Group", map[string]any{"Name": name, "Type": rapid.SampledFrom([]string{"Regular", "Queue"}).Draw(m.t, "type")})
	case 4:
		insert("User", map[string]any{"Username": name + "@acme.example", "LastName": name, "ProfileId": m.some("Profile"), "Alias": name,
			"Email": "x@acme.example", "CommunityNickname": name, "TimeZoneSidKey": "GMT", "LocaleSidKey": "en_GB",
			"LanguageLocaleKey": "en_US", "EmailEncodingKey": "UTF-8"})
	case 5:
		_ = m.org.Update("User", user, map[string]any{"Phone": rapid.SampledFrom([]any{nil, "+45 1", "<i>"}).Draw(m.t, "phone"),
			"CallCenterId": m.some("CallCenter"), "IsActive": rapid.Bool().Draw(m.t, "active"), "Extension": name})
	case 6:
		insert("PermissionSet", map[string]any{"Name": name, "Label": name + " label", "Description": "é"})
	case 7, 8:
		object, values := m.own()
		insert(object, values)
	case 9:
		object, values := m.own()
		_ = m.org.Update(object, m.some(object), values)
	case 10:
		object := rapid.SampledFrom([]string{"UserPackageLicense", "PermissionSetAssignment", "GroupMember", "Group", "PermissionSet",
			m.seed.Objects[m.n%len(m.seed.Objects)].Name}).Draw(m.t, "of")
		m.gone = append(m.gone, gone{object, m.some(object)})
		_ = m.org.Delete(object, m.gone[len(m.gone)-1].id)
	case 11:
		_ = m.org.ReleaseThroughFastcall(rapid.SampledFrom(users).Draw(m.t, "who").Username)
		m.org.HideRow(m.some(rapid.SampledFrom([]string{"User", "PermissionSet", "CallCenter"}).Draw(m.t, "of")), rapid.Bool().Draw(m.t, "hide"))
	case 12:
		_ = m.org.Update("PermissionSetAssignment", m.some("PermissionSetAssignment"), map[string]any{
			"ExpirationDate": m.now.AddDate(1, 0, 0), "IsRevoked": rapid.Bool().Draw(m.t, "revoked")})
	case 13:
		_ = m.org.Update("Group", m.some("Group"), map[string]any{"Email": rapid.SampledFrom([]any{nil, "a@acme.example"}).Draw(m.t, "mail"),
			"DoesIncludeBosses": rapid.Bool().Draw(m.t, "bosses"), "DoesSendEmailToMembers": rapid.Bool().Draw(m.t, "all")})
	case 14:
		_ = m.org.Update("User", user, map[string]any{"ManagerId": rapid.SampledFrom([]any{nil, m.some("User")}).Draw(m.t, "manager")})
		insert("CallCenter", map[string]any{"Name": name, "InternalName": rapid.SampledFrom([]string{"Twin", "twin", name}).Draw(m.t, "name")})
	}
}

// Whatever administrators did, an org that begins with what another one saves has its rows, with everything of the package:
// the same ids, values and dates, and answers alike for what was deleted.
func TestSavedIsSavedAgain(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "org.json")
	rapid.Check(t, func(rt *rapid.T) {
		m := &meddler{t: rt, now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
		clock := orgsim.WithClock(func() time.Time { return m.now })
		m.seed = shapes[rapid.SampledFrom(slices.Sorted(maps.Keys(shapes))).Draw(rt, "shape")]()
		m.seed.Knobs = map[string]string{"K-graph": "refuse"}
		m.seed.PermissionSetGroups = []orgsim.PermissionSetGroup{{Name: "Desk", Label: "Desk", PermissionSets: []string{"Report_Builder"}}}
		org, err := orgsim.New(m.seed, clock)
		if err != nil {
			rt.Fatal(err)
		}
		m.org = org
		for range rapid.IntRange(0, 12).Draw(rt, "acts") {
			m.act()
		}
		again := m.reloaded(file, clock)
		if diff := differ(savedAs(rt, org.State()), savedAs(rt, again.State())); diff != "" {
			rt.Fatalf("saved first, and then: %s", diff)
		}
		if diff := differ(savedAs(rt, everyRow(org)), savedAs(rt, everyRow(again))); diff != "" {
			rt.Fatalf("the rows, and those that were saved: %s", diff)
		}
		for _, g := range m.gone {
			if one, other := fmt.Sprint(org.Delete(g.object, g.id)), fmt.Sprint(again.Delete(g.object, g.id)); one != other {
				rt.Fatalf("deleting %s %s once more: %s, and after it was saved: %s", g.object, g.id, one, other)
			}
		}
	})
}

// reloaded is the org as another one that begins, some time later, with the file to which it was saved.
func (m *meddler) reloaded(file string, clock orgsim.Option) *orgsim.Org {
	data := savedAs(m.t, m.org.State())
	if err := os.WriteFile(file, data, 0o600); err != nil {
		m.t.Fatal(err)
	}
	read, err := orgsim.ReadSeed(file)
	if err != nil {
		m.t.Fatal(err)
	}
	m.now = m.now.Add(time.Hour)
	again, err := orgsim.New(read, clock)
	if err != nil {
		m.t.Fatalf("%v\n%s", err, data)
	}
	return again
}

// differ shows the first lines in which two texts differ.
func differ(a, b []byte) string {
	left, right := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(left), len(right)) {
		if left[i] != right[i] {
			end := min(i+4, len(left), len(right))
			return fmt.Sprintf("line %d\n%s\nand\n%s", i, strings.Join(left[max(0, i-6):end], "\n"), strings.Join(right[max(0, i-6):end], "\n"))
		}
	}
	if len(left) != len(right) {
		return "one goes on after the other"
	}
	return ""
}

func savedAs(t *rapid.T, what any) []byte {
	data, err := json.MarshalIndent(what, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return data
}
