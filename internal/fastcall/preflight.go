package fastcall

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// Verb is what may be done with records of an object, or with a field.
type Verb string

// The verbs.
const (
	See    Verb = "see"
	Create Verb = "create"
	Change Verb = "change"
	Delete Verb = "delete"
)

// Lack is a right that the API user does not have.
type Lack struct {
	// Object, and Field if it is about a single one, are API names.
	Object, Field string
	Verbs         []Verb
	// Permission gives the right, where one is known that does.
	Permission string
}

// Needs says what a plan is about to write.
type Needs struct {
	// Seat, PermissionSets and CallCenter are parts of a user.
	Seat, PermissionSets, CallCenter, AutoLogin bool
	// Members and Groups are native groups, and who is in them.
	Members, Groups bool
	// Records are Fastcall's own.
	Records []RecordNeed
	// steps are writes of Fastcall's own records that are known already.
	steps salesforce.Graph
}

// None tells whether nothing is written.
func (n Needs) None() bool {
	return !n.Seat && !n.PermissionSets && !n.CallCenter && !n.AutoLogin && !n.Members && !n.Groups &&
		len(n.Records) == 0 && len(n.steps) == 0
}

// Write adds what is done with records of a section, if it is.
func (n *Needs) Write(wanted bool, section schemamap.Section, verbs ...Verb) {
	if wanted && len(verbs) > 0 {
		n.Records = append(n.Records, RecordNeed{section, verbs})
	}
}

// And joins what two writes need.
func (n Needs) And(m Needs) Needs {
	return Needs{
		Seat: n.Seat || m.Seat, PermissionSets: n.PermissionSets || m.PermissionSets, CallCenter: n.CallCenter || m.CallCenter,
		AutoLogin: n.AutoLogin || m.AutoLogin, Members: n.Members || m.Members, Groups: n.Groups || m.Groups,
		Records: slices.Concat(n.Records, m.Records), steps: slices.Concat(n.steps, m.steps),
	}
}

// RecordNeed says what is done with records of a section.
type RecordNeed struct {
	Section schemamap.Section
	Verbs   []Verb
}

// PreflightError says that the API user may not do what a plan takes. It comes
// before anything is written, and names all that is missing at once.
type PreflightError struct {
	// Needed is what this plan takes and the API user lacks. Further is what
	// Fastcall's resources may take besides.
	Needed, Further []Lack
	// Once is shared by all whose lacks have been named already.
	*salesforce.Told
}

func (e *PreflightError) Error() string {
	return "the API user lacks rights to " + strings.Join(lists.Map(e.Needed, func(l Lack) string { return l.Object }), ", ")
}

// right is a right that is asked for.
type right struct {
	object, field string
	verbs         []Verb
}

// describedForRights are the objects of which a preflight asks. They are
// described together with Fastcall's own, or else in one request, once in a walk.
var describedForRights = []string{"Group", "GroupMember", "PermissionSetAssignment", "User", "UserPackageLicense"}

// rights is what describe says of what the API user may do.
type rights map[string]*salesforce.Object

func (o *Org) loadRights(ctx context.Context) (*rights, error) {
	if schema := o.schema.Present(); schema != nil && schema.Along("User") != nil {
		found := rights{}
		for _, name := range describedForRights {
			if object := schema.Along(name); object != nil {
				found[name] = object
			}
		}
		return &found, nil
	}
	described, err := o.client.Describe(ctx, describedForRights...)
	return (*rights)(&described), err
}

// preflight is what a walk knows of the API user's rights, and to whom it has
// told what.
type preflight struct {
	rights walk.Once[rights]
	mu     sync.Mutex
	told   map[string]*salesforce.Told
}

// once is shared by all errors that tell the same.
func (p *preflight) once(tale string) *salesforce.Told {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.told == nil {
		p.told = map[string]*salesforce.Told{}
	}
	if p.told[tale] == nil {
		p.told[tale] = new(salesforce.Told)
	}
	return p.told[tale]
}

// Preflight finds out whether the API user may do what a plan takes, before an
// apply finds out halfway. It returns nil or a PreflightError. A provider that
// only reads needs none of these rights.
func (o *Org) Preflight(ctx context.Context, n Needs) error {
	if o.client.ReadOnly() || n.None() {
		return nil
	}
	seated := false
	if n.Seat || o.catalog.Present() != nil {
		var err error
		if _, seated, err = o.seatLicense(ctx); err != nil && n.Seat {
			return err
		}
	}
	found, err := o.preflight.rights.Get(ctx)
	if err != nil {
		return unlessRefused(err) // Then the writes themselves will tell.
	}
	needed := found.lacking(n.rights(seated))
	more, err := o.lackingRecords(ctx, n)
	if err != nil {
		return err
	}
	if needed = append(needed, more...); len(needed) == 0 {
		return nil
	}
	e := &PreflightError{Needed: needed}
	everything := Needs{Seat: true, PermissionSets: true, CallCenter: true, Members: true, Groups: true}
	e.Further = lists.Filter(found.lacking(everything.rights(seated)), func(l Lack) bool {
		return !slices.ContainsFunc(needed, func(n Lack) bool { return n.Object == l.Object && n.Field == l.Field })
	})
	e.Told = o.preflight.once("write " + strings.Join(lists.Map(more, func(l Lack) string { return l.Object }), " "))
	return e
}

// rights lists what is needed of Salesforce's own objects.
func (n Needs) rights(seated bool) []right {
	var all []right
	add := func(wanted bool, object, field string, verbs ...Verb) {
		if wanted {
			all = append(all, right{object, field, verbs})
		}
	}
	add(n.Seat && seated, "UserPackageLicense", "", Create, Delete)
	add(n.PermissionSets, "PermissionSetAssignment", "", Create, Delete)
	add(n.CallCenter, "User", "CallCenterId", Change)
	add(n.AutoLogin, "User", "UserPermissionsCallCenterAutoLogin", Change)
	add(n.Members, "GroupMember", "", Create, Delete)
	add(n.Groups, "Group", "", Create, Change, Delete)
	return all
}

// lacking lists what is missing.
func (r rights) lacking(wanted []right) []Lack {
	var lacks []Lack
	for _, w := range wanted {
		if l := lack(r[w.object], w); len(l.Verbs) > 0 {
			l.Permission = permissionToWrite[w.object+"."+w.field]
			lacks = append(lacks, l)
		}
	}
	return lacks
}

// lack says what the API user may not do of what is wanted.
func lack(object *salesforce.Object, wanted right) Lack {
	l := Lack{Object: wanted.object, Field: wanted.field}
	if object == nil {
		l.Field, l.Verbs = "", append([]Verb{See}, wanted.verbs...)
		return l
	}
	may := map[Verb]bool{Create: object.Createable, Change: object.Updateable, Delete: object.Deletable}
	if wanted.field != "" {
		field, visible := object.Fields[wanted.field]
		if !visible {
			l.Verbs = append([]Verb{See}, wanted.verbs...)
			return l
		}
		may = map[Verb]bool{Create: field.Createable, Change: field.Updateable}
	}
	l.Verbs = lists.Filter(wanted.verbs, func(v Verb) bool { return !may[v] })
	return l
}

// permissionToWrite names the permission that writing an object or a field
// takes (S5, S50, S56).
var permissionToWrite = map[string]string{
	"UserPackageLicense.":                     "Manage Package Licenses",
	"PermissionSetAssignment.":                "Assign Permission Sets",
	"User.CallCenterId":                       "Manage Call Centers",
	"User.UserPermissionsCallCenterAutoLogin": "Manage Call Centers",
	"GroupMember.":                            "Manage Users",
	"Group.":                                  "Manage Users",
}

// lackingRecords lists what is missing of Fastcall's own objects. Those that
// were not found are another matter, and have their own error.
func (o *Org) lackingRecords(ctx context.Context, n Needs) ([]Lack, error) {
	if len(n.Records) == 0 && len(n.steps) == 0 {
		return nil, nil
	}
	schema, err := o.Schema(ctx)
	if err != nil {
		return nil, err
	}
	var lacks []Lack
	need := func(object *salesforce.Object, field string, verbs ...Verb) {
		if object == nil {
			return
		}
		if l := lack(object, right{object.Name, field, verbs}); len(l.Verbs) > 0 {
			lacks = withLack(lacks, l)
		}
	}
	for _, record := range n.Records {
		need(schema.At(record.Section).Object, "", record.Verbs...)
	}
	for _, step := range n.steps {
		object := schema.Object(step.Object)
		need(object, "", verbOf[step.Verb])
		for _, field := range slices.Sorted(maps.Keys(step.Fields)) {
			if step.Verb == salesforce.Update && object != nil && object.Updateable {
				need(object, field, Change)
			}
		}
	}
	return lacks, nil
}

// verbOf says what a step does.
var verbOf = map[salesforce.Verb]Verb{salesforce.Create: Create, salesforce.Update: Change, salesforce.Delete: Delete}

// withLack adds a lack to others, to the one of the same object or field if
// there is one.
func withLack(lacks []Lack, more Lack) []Lack {
	for i := range lacks {
		if l := &lacks[i]; l.Object == more.Object && l.Field == more.Field {
			l.Verbs = lists.Distinct(append(l.Verbs, more.Verbs...))
			return lacks
		}
	}
	return append(lacks, more)
}

// gather makes each of errs that says that an object is hidden name all the
// others that are, so that one error tells everything.
func (o *Org) gather(ctx context.Context, errs ...error) []error {
	var hidden []*HiddenError
	for _, err := range errs {
		if e := new(HiddenError); errors.As(err, &e) && e.RecordID == "" {
			hidden = append(hidden, e)
		}
	}
	if len(hidden) == 0 {
		return errs
	}
	lacks := lists.Map(hidden, func(e *HiddenError) Lack {
		return Lack{Object: e.Object, Verbs: []Verb{See}, Permission: e.Permission}
	})
	if found, err := o.preflight.rights.Get(ctx); err == nil {
		for _, object := range describedForRights {
			if (*found)[object] == nil {
				lacks = append(lacks, Lack{Object: object, Verbs: []Verb{See}, Permission: permissionFor[object]})
			}
		}
		lacks = append(lacks, found.hiddenFields()...)
	}
	gathered := slices.Clone(errs)
	for i, err := range errs {
		if e := new(HiddenError); errors.As(err, &e) && e.RecordID == "" {
			all := *e
			all.Told = o.preflight.once("see")
			all.Others = lists.Filter(lacks, func(l Lack) bool { return l.Object != e.Object || l.Field != "" })
			gathered[i] = &all
		}
	}
	return gathered
}

// hiddenFields lists the fields of User that a look asks for and the API user
// does not see.
func (r rights) hiddenFields() []Lack {
	user := r["User"]
	if user == nil {
		return nil
	}
	var lacks []Lack
	for _, field := range strings.Split(userFields, ", ") {
		if _, visible := user.Fields[field]; !visible {
			lacks = append(lacks, Lack{Object: "User", Field: field, Verbs: []Verb{See}})
		}
	}
	return lacks
}
