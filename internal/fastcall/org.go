package fastcall

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// DefaultNamespace is the namespace of the Fastcall managed package.
const DefaultNamespace = "FastCall"

// LicenseManagement says who hands out the package's seats.
type LicenseManagement string

const (
	// LicensesAuto assigns seats unless the package has a site license.
	LicensesAuto LicenseManagement = "auto"
	// LicensesManaged assigns seats whatever the package's license looks like.
	LicensesManaged LicenseManagement = "managed"
	// LicensesSkip leaves seats alone: somebody else hands them out.
	LicensesSkip LicenseManagement = "skip"
)

// Config is what the provider block says about Fastcall in this org.
type Config struct {
	// Namespace of the managed package; empty means DefaultNamespace.
	Namespace string
	// PackageLicenseID picks one license where the namespace has several.
	PackageLicenseID string
	// PermissionSets names the permission set that stands for a role, by API
	// name with or without the namespace. A role left out is found by label.
	PermissionSets map[Role]string
	// CallCenter is the default call center, by name, internal name or id.
	CallCenter string
	// Licenses says who hands out seats; empty means LicensesAuto.
	Licenses LicenseManagement
	// SiteGuestLicenses is the number of seats the site guest user holds when
	// no row shows it.
	SiteGuestLicenses int64
	// SiteGuestsStated is set if that number is stated, not assumed.
	SiteGuestsStated bool
	// Capacity says what comes of a plan that wants more seats than there are;
	// empty means CapacityError.
	Capacity CapacityCheck
	// Groups names further native groups that belong to Fastcall, by name,
	// developer name or id.
	Groups []string
	// SeatGrace is how long users who find no seat wait for a release to begin;
	// zero means ten seconds, less than that not at all.
	SeatGrace time.Duration
	// SchemaMap says which objects and fields carry Fastcall's own records,
	// where the names derived from their labels do not.
	SchemaMap map[schemamap.Section]schemamap.Mapping
	// Release is the release policy of users that state none themselves.
	Release ReleasePolicy
	// Clock tells the time; nil means the machine's.
	Clock func() time.Time
}

// Org is one Salesforce org with Fastcall installed.
type Org struct {
	client *salesforce.Client
	config Config

	// Neither changes while Terraform walks: the catalog's rows cannot be edited
	// through the API, and the schema is the package's.
	catalog walk.Once[catalog]
	schema  walk.Once[schemamap.Map]
	ledger  ledger
	step    instep
	// preflight knows what the API user may do.
	preflight preflight
	told      told
	// gate holds plans against the seats there are.
	gate seatGate
	// refusals shares the figures among users who find no seat at once.
	refusals walk.Once[Seats]
	finds    *coalesce.Group[UserKey, []User]
	looks    *coalesce.Group[string, *Status]
	// people answers reads of users from one read of all.
	people walk.Snapshot[*Status]
	// manyUsers is set if the org has more users than are read at once.
	manyUsers atomic.Bool
	directory directory
	// tables answer reads of Fastcall's own records.
	tables *walk.Tables
	// What ties users to Fastcall, see blocker_look.go.
	ground         walk.Once[ground]
	strangers      walk.Once[strangers]
	strangerCounts walk.Once[strangerCounts]
	holdings       walk.Once[holdings]
	leavers        *coalesce.Group[string, *leaving]
	strangerLooks  *coalesce.Group[string, []Unrecognised]
	// apart is set once child subqueries could not say what ties users.
	apart atomic.Bool
	// groupRecords are Fastcall's own records of native groups.
	groupRecords *coalesce.Group[string, schemamap.Row]
	groups       groupDesk
	settings     settingsDesk
	// numbers and numberLists look up phone numbers, numberClaims is what the
	// walk plans and has done to them.
	numbers      *coalesce.Group[NumberKey, []*PhoneNumber]
	numberLists  *coalesce.Group[struct{}, []*PhoneNumber]
	numberClaims claims[NumberOwner]
	// deletions tell what was deleted from what is out of sight.
	deletions *coalesce.Group[recordKey, bool]
}

// NewOrg returns the org behind client. It makes no request.
func NewOrg(client *salesforce.Client, config Config) *Org {
	if config.Namespace == "" {
		config.Namespace = DefaultNamespace
	}
	if config.Licenses == "" {
		config.Licenses = LicensesAuto
	}
	if config.Clock == nil {
		config.Clock = time.Now
	}
	if config.SeatGrace == 0 {
		config.SeatGrace = defaultSeatGrace
	}
	o := &Org{client: client, config: config}
	o.tables = walk.NewTables(client.Query, o.columnsOf)
	o.ledger.handover.grace = config.SeatGrace
	o.catalog.Load, o.catalog.Keep = o.loadCatalog, (*catalog).complete
	o.schema.Load = o.loadSchema
	o.preflight.rights.Load = o.loadRights
	o.finds = walk.NewLookup(o.findUsers)
	o.looks = walk.NewLookup(o.lookAtUsers)
	o.people.First, o.people.All, o.people.Single = o.firstUsers, o.allUsers, o.looks
	o.groupRecords = o.newGroupRecords()
	o.groups = o.newGroupDesk()
	o.ground.Load = o.loadGround
	o.strangers.Load = o.loadStrangers
	o.strangerCounts.Load = o.loadStrangerCounts
	o.gate.seats.Load = o.seatFigures
	o.refusals.Load, o.refusals.Keep = o.seatFigures, func(*Seats) bool { return false }
	o.holdings.Load = o.loadHoldings
	o.leavers = walk.NewLookupIn(walk.BeforeWrites[string](), o.lookAtLeavers)
	o.strangerLooks = walk.NewLookup(o.lookForStrangers)
	o.openSettings()
	o.numbers, o.numberLists = o.newNumbers(), o.newNumberLists()
	o.deletions = o.newDeletions()
	return o
}

// commit carries out a unit of work. Whatever comes of it, what was read of
// whom it is about is not served any more; users names them where the steps do
// not.
func (o *Org) commit(ctx context.Context, g salesforce.Graph, users ...string) (map[string]string, error) {
	o.step.wait(ctx)
	o.ledger.apply()
	ids, err := o.client.Commit(ctx, g)
	o.touchPeople(g, users, salesforce.IsUncertain(err))
	o.tables.Touch(g, ids, err)
	o.holdings.Drop()
	return ids, err
}

// touchPeople notes that what was read of users is old. A write whose answer was
// lost may still land.
func (o *Org) touchPeople(g salesforce.Graph, users []string, uncertain bool) {
	if groups := groupsIn(g); len(groups) > 0 {
		in := func(m Membership) bool { return slices.Contains(groups, m.GroupID) }
		o.people.TouchWhere(func(s *Status) bool {
			return slices.ContainsFunc(s.Memberships, in) || slices.ContainsFunc(s.others, in)
		})
	}
	written, known := usersIn(g)
	switch written = append(written, users...); {
	case !known && len(users) == 0:
		o.people.TouchAll()
	case uncertain:
		o.people.Doubt(written...)
	default:
		o.people.Touch(written...)
	}
}

// groupsIn lists the native groups that a graph renames or deletes.
func groupsIn(g salesforce.Graph) []string {
	native := lists.Filter(g, func(s salesforce.Step) bool { return s.Object == "Group" && s.ID != "" })
	return lists.Map(native, func(s salesforce.Step) string { return salesforce.LongID(s.ID) })
}

// usersIn lists the users whose own rows a graph writes, and tells whether its
// steps say all of them.
func usersIn(g salesforce.Graph) (ids []string, known bool) {
	known = true
	for _, step := range g {
		switch owner := ownerFields[step.Object]; {
		case step.Object == "User":
			ids = append(ids, salesforce.LongID(step.ID))
		case owner == "": // No row that is a part of a user.
		case step.Fields[owner] == nil:
			known = false
		default:
			id, _ := step.Fields[owner].(string)
			ids = append(ids, salesforce.LongID(id))
		}
	}
	return ids, known
}

// ownerFields are the fields that say whose a row is.
var ownerFields = map[string]string{
	"UserPackageLicense": "UserId", "PermissionSetAssignment": "AssigneeId", "GroupMember": "UserOrGroupId",
}

// Namespace is the namespace of the Fastcall package.
func (o *Org) Namespace() string { return o.config.Namespace }

// ID returns the 18-character id of the org.
func (o *Org) ID(ctx context.Context) (string, error) {
	return o.client.OrganizationID(ctx)
}

// find answers questions: from what this walk has read, where the context says
// so, and else by a request. What Salesforce does not show is a HiddenError.
func (o *Org) find(ctx context.Context, questions ...walk.Question) error {
	return hiddenOf(o.tables.Find(ctx, questions...), questions)
}

func hiddenOf(err error, questions []walk.Question) error {
	return hidden(err, lists.Map(questions, func(q walk.Question) string { return q.Object })...)
}
