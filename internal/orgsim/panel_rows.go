package orgsim

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// panelUser is a user with everything of Fastcall's.
type panelUser struct {
	Name, Username, Profile               string
	Seat, Inactive, Guest                 bool
	CallCenter                            string
	PermissionSets, Groups, Numbers, Also []string
}

type panelGroup struct {
	Name, Type, Extension string
	// Fastcall is whether the group is one of Fastcall's too.
	Fastcall         bool
	Members, Numbers []string
}

type panelNumber struct {
	Number, Name, Type, Assigned string
	Available                    []string
}

// panelView gathers what the page shows, once for all rows.
type panelView struct {
	*tx
	// native is the id of the native group by the id of Fastcall's row for it, and extension its extension.
	native, extension map[string]string
	// numbersOf lists phone numbers by the id of the user or native group they are assigned to.
	numbersOf map[string][]string
	numberSet kept
}

func newPanelView(t *tx) *panelView {
	v := &panelView{tx: t, native: map[string]string{}, extension: map[string]string{}, numbersOf: map[string][]string{}}
	groups := t.kept("group")
	for _, row := range groups.rows {
		id := groups.ref(row, "link")
		v.native[ref(row, "Id")] = id
		v.extension[id] = groups.ref(row, "extension")
	}
	v.numberSet = t.kept("phone_number")
	for _, row := range v.numberSet.rows {
		number := v.numberSet.ref(row, "number")
		for _, owner := range []string{v.numberSet.ref(row, "assigned_user"), v.group(v.numberSet.ref(row, "assigned_group"))} {
			if owner != "" {
				v.numbersOf[owner] = append(v.numbersOf[owner], number)
			}
		}
	}
	return v
}

// group is the id of the native group that a row of the package means by an id, its own row's or the native one.
func (v *panelView) group(id string) string {
	if native, known := v.native[id]; known {
		return native
	}
	return id
}

// users lists the users whose name or user name has find in it, those who have anything of Fastcall's first, and how many
// there are beyond those shown.
func (v *panelView) users(find string) ([]panelUser, int) {
	var rows []store.Row
	find = strings.ToLower(find)
	for row := range v.rows.All("User") {
		if strings.Contains(strings.ToLower(ref(row, "Name")+"\n"+ref(row, "Username")), find) {
			rows = append(rows, row)
		}
	}
	rank := map[string]int{}
	for _, row := range rows {
		id := ref(row, "Id")
		if _, seated := v.first("UserPackageLicense", "UserId", id, v.ofPackage); !seated && len(v.numbersOf[id]) == 0 {
			rank[id] = 1
		}
	}
	slices.SortStableFunc(rows, func(a, b store.Row) int {
		return cmp.Or(cmp.Compare(rank[ref(a, "Id")], rank[ref(b, "Id")]), cmp.Compare(ref(a, "Name"), ref(b, "Name")))
	})
	list := []panelUser{}
	for _, row := range rows[:min(len(rows), mostShownUsers)] {
		list = append(list, v.user(row))
	}
	return list, len(rows)
}

func (v *panelView) user(row store.Row) panelUser {
	id := ref(row, "Id")
	center, _ := v.rows.Get("CallCenter", ref(row, "CallCenterId"))
	profile, _ := v.rows.Get("Profile", ref(row, "ProfileId"))
	u := panelUser{Name: ref(row, "Name"), Username: ref(row, "Username"), Profile: ref(profile, "Name"), CallCenter: ref(center, "Name"),
		Inactive: row["IsActive"] == false, Guest: row["UserType"] == "Guest", Numbers: v.numbersOf[id]}
	_, u.Seat = v.first("UserPackageLicense", "UserId", id, v.ofPackage)
	for given := range v.rows.By("PermissionSetAssignment", "AssigneeId", id) {
		set, _ := v.rows.Get("PermissionSet", ref(given, "PermissionSetId"))
		switch {
		case v.ofPackage(given):
			u.PermissionSets = append(u.PermissionSets, ref(set, "Label"))
		case set["IsOwnedByProfile"] != true:
			u.Also = append(u.Also, ref(set, "Label"))
		}
	}
	for member := range v.rows.By("GroupMember", "UserOrGroupId", id) {
		group, _ := v.rows.Get("Group", ref(member, "GroupId"))
		u.Groups = append(u.Groups, ref(group, "Name"))
	}
	slices.Sort(u.PermissionSets)
	slices.Sort(u.Groups)
	return u
}

func (v *panelView) groups() []panelGroup {
	list := []panelGroup{}
	for row := range v.rows.All("Group") {
		id := ref(row, "Id")
		g := panelGroup{Name: ref(row, "Name"), Type: ref(row, "Type"), Numbers: v.numbersOf[id]}
		g.Extension, g.Fastcall = v.extension[id]
		for member := range v.rows.By("GroupMember", "GroupId", id) {
			g.Members = append(g.Members, v.named(ref(member, "UserOrGroupId")))
		}
		slices.Sort(g.Members)
		list = append(list, g)
	}
	return list
}

// named is what a user, a group or a row of the package is called.
func (v *panelView) named(id string) string {
	o, known := v.org.catalog.OfID(id)
	if !known {
		return id
	}
	row, _ := v.rows.Get(o.Name, id)
	return cmp.Or(ref(row, "Name"), id)
}

func (v *panelView) numbers() []panelNumber {
	k, access := v.numberSet, v.kept("number_access")
	available := map[string][]string{}
	for _, row := range access.rows {
		for _, key := range []string{"user", "group"} {
			if who := access.ref(row, key); who != "" {
				available[access.ref(row, "link")] = append(available[access.ref(row, "link")], v.named(v.group(who)))
			}
		}
	}
	list := []panelNumber{}
	for _, row := range k.rows {
		n := panelNumber{Number: k.ref(row, "number"), Name: ref(row, "Name"), Type: k.ref(row, "type"), Available: available[ref(row, "Id")]}
		switch {
		case k.ref(row, "assigned_user") != "":
			n.Assigned = v.named(k.ref(row, "assigned_user"))
		case k.ref(row, "assigned_group") != "":
			n.Assigned = "group " + v.named(v.group(k.ref(row, "assigned_group")))
		case k.value(row, "org_wide") == true:
			n.Assigned = "everybody"
		}
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b panelNumber) int { return cmp.Compare(a.Number, b.Number) })
	return list
}
