package schemamap

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// shelf is an org that describes what it has. It counts what it is asked.
type shelf struct {
	objects map[string]*salesforce.Object
	refused string // asking for it is refused
	asked   [][]string
	lists   int
}

func (s *shelf) Describe(_ context.Context, names ...string) (map[string]*salesforce.Object, error) {
	s.asked = append(s.asked, names)
	found := map[string]*salesforce.Object{}
	for _, name := range names {
		if name == s.refused {
			return nil, &salesforce.APIError{Status: http.StatusForbidden, Code: "API_DISABLED_FOR_ORG"}
		}
		if object := s.objects[name]; object != nil {
			found[name] = object
		}
	}
	return found, nil
}

func (s *shelf) DescribeAll(context.Context) ([]salesforce.Object, error) {
	s.lists++
	var all []salesforce.Object
	for _, object := range s.objects {
		all = append(all, *object)
	}
	return all, nil
}

// stocked has every object of Fastcall's, under the name that spell gives to the
// derived one, with labels as people know them.
func stocked(spell func(string) string) *shelf {
	s := &shelf{objects: map[string]*salesforce.Object{"User": {Name: "User"}}}
	names := newSearch(Config{Namespace: "FastCall"})
	for _, c := range concepts {
		home := c
		if c.shares != "" {
			home = conceptOf(c.shares)
		}
		name := spell(names.derived(home.label))
		object := s.objects[name]
		if object == nil {
			object = &salesforce.Object{Name: name, Label: home.label, Fields: map[string]salesforce.Field{}}
			s.objects[name] = object
		}
		labels := slices.Clone(c.links[:min(1, len(c.links))])
		for _, label := range c.fields {
			labels = append(labels, label)
		}
		for _, label := range labels {
			field := spell(names.derived(label))
			object.Fields[field] = salesforce.Field{Name: field, Label: label, Custom: true}
		}
	}
	return s
}

func asDerived(name string) string { return name }

// renamed keeps the namespace and nothing else of a name.
func renamed(name string) string {
	return "FastCall__X" + strings.ToUpper(strings.TrimPrefix(name, "FastCall__"))[:len(name)-len("FastCall____c")] + "X__c"
}

func find(t *testing.T, s *shelf, config Config) *Map {
	t.Helper()
	config.Namespace = "FastCall"
	m, err := Find(t.Context(), s, config)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFindByDerivedNames(t *testing.T) {
	t.Parallel()
	s := stocked(asDerived)
	m := find(t, s, Config{Along: []string{"User", "Group"}})
	if len(m.Missing()) > 0 || len(s.asked) != 1 || s.lists != 0 {
		t.Errorf("missing %v after %d describes and %d lists", m.Missing(), len(s.asked), s.lists)
	}
	if m.Along("User") == nil || m.Along("Group") != nil {
		t.Error("what was described along is not what the org has")
	}
	if err := m.Require(NeedFields(ACD, "strategy"), NeedFields(Device, "number")); err != nil {
		t.Error(err)
	}
}

func TestFindByLabel(t *testing.T) {
	t.Parallel()
	s := stocked(renamed)
	m := find(t, s, Config{})
	if len(m.Missing()) > 0 || len(s.asked) != 2 || s.lists != 1 {
		t.Errorf("missing %v after %d describes and %d lists", m.Missing(), len(s.asked), s.lists)
	}
	if got := m.Findings()[0]; got.Source != FromLabel || got.Object != "FastCall__XFASTCALL_GROUPX__c" {
		t.Errorf("the group is %+v", got)
	}
}

// A label that two objects bear tells nothing, and the error names both.
func TestFindDoubtfulLabel(t *testing.T) {
	t.Parallel()
	s := stocked(renamed)
	s.objects["FastCall__XDEVICE2X__c"] = &salesforce.Object{Name: "FastCall__XDEVICE2X__c", Label: "Device"}
	m := find(t, s, Config{})
	if missing := m.Missing(); len(missing) != 1 || missing[0].Section != Device || len(missing[0].Near) < 2 {
		t.Errorf("missing %+v", missing)
	}
	if err := m.Require(Needs(Device)...); err == nil {
		t.Error("devices are not missed")
	}
	if err := m.Require(Needs(Group)...); err != nil {
		t.Errorf("groups are there all the same: %v", err)
	}
}

func TestFindAsConfigured(t *testing.T) {
	t.Parallel()
	s := stocked(asDerived)
	s.objects["Own__c"] = &salesforce.Object{Name: "Own__c", Label: "Something", CustomSetting: true, Fields: map[string]salesforce.Field{
		setupOwner: {Name: setupOwner}, "Kind__c": {Name: "Kind__c", Custom: true}, "Number__c": {Name: "Number__c", Custom: true},
	}}
	m := find(t, s, Config{Sections: map[Section]Mapping{
		Device:       {Object: "Own__c", Fields: map[string]string{"type": "Kind__c", "number": "Numbr__c"}},
		SMSTemplate:  {Unreachable: true},
		PhoneNumber:  {Object: "FastCall__Phone_Numbr__c"},
		NumberAccess: {Link: "FastCall__Group__c"},
	}})
	device := m.At(Device)
	if device.Object == nil || device.Fields[Link].Name != setupOwner || device.Field("type") != "Kind__c" {
		t.Errorf("devices are %+v", device)
	}
	for _, missing := range m.Missing() {
		if !missing.Configured || len(missing.Near) == 0 {
			t.Errorf("%+v says nothing that comes near", missing)
		}
	}
	if got := len(m.Missing()); got != 2 {
		t.Errorf("missing %+v, want the numbers and the number of a device", m.Missing())
	}
	if err := m.Require(Needs(SMSTemplate)...); err == nil {
		t.Error("what is unreachable is required all the same")
	}
	if slices.Contains(s.asked[0], "FastCall__SMS_Template__c") {
		t.Error("what is unreachable is asked for")
	}
	if got := m.At(NumberAccess).Fields[Link].Name; got != "FastCall__Group__c" {
		t.Errorf("numbers are linked by %s", got)
	}
}

// What is described along may be refused; Fastcall's own objects are found without.
func TestFindWithoutWhatIsRefused(t *testing.T) {
	t.Parallel()
	s := stocked(asDerived)
	s.refused = "User"
	if m := find(t, s, Config{Along: []string{"User"}}); len(m.Missing()) > 0 || m.Along("User") != nil || len(s.asked) != 2 {
		t.Errorf("missing %v after %d describes", m.Missing(), len(s.asked))
	}
}

func TestFindForReadingOnly(t *testing.T) {
	t.Parallel()
	if _, err := find(t, stocked(asDerived), Config{}).At(Device).Encode("number", "1"); err == nil {
		t.Error("a field that cannot be written takes a value")
	}
	m := find(t, stocked(asDerived), Config{ReadOnly: true})
	if f := m.At(Device).Fields["number"]; !f.Createable || !f.Updateable {
		t.Error("under read-only, what cannot be written is held against a plan")
	}
}

// A group that cannot be told from its record is missing wherever it is referred to.
func TestFindWithoutTheLinkOfGroups(t *testing.T) {
	t.Parallel()
	s := stocked(asDerived)
	delete(s.objects["FastCall__FastCall_Group__c"].Fields, "FastCall__Group_Id__c")
	access := s.objects["FastCall__Phone_Number_Access__c"].Fields
	group := access["FastCall__Group__c"]
	group.ReferenceTo, group.RelationshipName = []string{"FastCall__FastCall_Group__c"}, "FastCall__Group__r"
	access["FastCall__Group__c"] = group
	m := find(t, s, Config{})
	if err := m.Require(NeedFields(NumberAccess, "group")); err == nil {
		t.Error("the group of a right to use a number is not missed")
	}
	place := m.At(NumberAccess)
	if got := place.Columns([]string{"group"}, "user"); len(got) != 3 {
		t.Errorf("the columns are %v", got)
	}
	if got := place.Row(map[string]any{}).Group("group"); got != "" {
		t.Errorf("the group is %q", got)
	}
}
