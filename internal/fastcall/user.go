package fastcall

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// User is a Salesforce user as far as Fastcall is concerned.
type User struct {
	ID           string
	Username     string
	Name         string
	Email        string
	Phone        string
	MobilePhone  string
	FederationID string
	Active       bool
	// Type is Salesforce's UserType: "Standard", "Guest" and others.
	Type         string
	CallCenterID string
	// AutoLogin tells whether the softphone logs in with the user.
	AutoLogin bool
}

// IsGuest tells whether the user is the guest user of a site.
func (u User) IsGuest() bool { return u.Type == "Guest" }

// Title is a user as people know one: by name, and by the user name, which no
// two have in common.
func (u User) Title() string {
	if u.Name == "" {
		return u.Username
	}
	return u.Name + " (" + u.Username + ")"
}

// Bears tells whether key names this user.
func (u User) Bears(key UserKey) bool {
	switch {
	case key.ID != "":
		return salesforce.SameID(u.ID, key.ID)
	case key.Username != "":
		return strings.EqualFold(u.Username, key.Username)
	default:
		return strings.EqualFold(u.FederationID, key.FederationID)
	}
}

// BearsAll tells whether all keys name this user.
func (u User) BearsAll(keys []UserKey) bool {
	return !slices.ContainsFunc(keys, func(key UserKey) bool { return !u.Bears(key) })
}

// UserKey names one user in one of three ways; exactly one field is set.
type UserKey struct {
	ID           string
	Username     string
	FederationID string
}

// String describes the key in words of the configuration.
func (k UserKey) String() string {
	switch {
	case k.ID != "":
		return fmt.Sprintf("user_id %q", k.ID)
	case k.Username != "":
		return fmt.Sprintf("username %q", k.Username)
	default:
		return fmt.Sprintf("federation_id %q", k.FederationID)
	}
}

// Part is one of the things that make a Salesforce user a Fastcall user, or
// that tie a Fastcall user to the rest of the org.
type Part string

// The parts of a Fastcall user.
const (
	PartLicense       Part = "package license"
	PartPermissionSet Part = "permission set"
	PartCallCenter    Part = "call center"
	PartAutoLogin     Part = "softphone log-in"
	PartMembership    Part = "group membership"

	PartNumber      Part = "phone number"
	PartRecording   Part = "recording"
	PartIVR         Part = "IVR reference"
	PartThreeWay    Part = "three-way call right"
	PartMissedCalls Part = "missed-call ownership"
	PartTemplate    Part = "SMS template"
)

// Assignment is a permission set that a user holds.
type Assignment struct {
	ID              string
	PermissionSetID string
	// Role is the role the permission set stands for, or its API name.
	Role string
}

// GroupedRole is a role that a user holds through a permission set group. It
// cannot be taken away singly: only with the whole group.
type GroupedRole struct {
	Role  string
	Group string // label of the permission set group
}

// Membership is a user's direct membership in a native group.
type Membership struct {
	ID        string
	GroupID   string
	GroupName string
}

// Status is a user and everything Fastcall that the user holds.
type Status struct {
	User User
	// LicenseID is the id of the UserPackageLicense row; empty: none.
	LicenseID string
	// Licensed tells whether the user may use the package: by a seat, or
	// because a site license covers everyone. Nil: licenses are not looked at.
	Licensed    *bool
	Assignments []Assignment
	// Grouped are the roles that permission set groups bring on top.
	Grouped     []GroupedRole
	Memberships []Membership
	// others are memberships in groups that do not look like Fastcall's.
	others []Membership
}

// within is the status with every group counted as Fastcall's that Fastcall
// has a record of.
func (s *Status) within(groups map[string]bool) *Status {
	all := *s
	more := lists.Filter(s.others, func(m Membership) bool { return groups[m.GroupID] })
	all.Memberships = slices.SortedFunc(slices.Values(slices.Concat(s.Memberships, more)), byGroup)
	return &all
}

// byGroup orders memberships by the group's name, then by id.
func byGroup(a, b Membership) int { return strings.Compare(a.GroupName+a.ID, b.GroupName+b.ID) }

// Holds tells whether any part of a Fastcall user is left: a seat, a
// permission set of Fastcall's, or one of the call centers that were given.
func (s *Status) Holds(callCenterIDs []string) bool {
	return s.LicenseID != "" || len(s.Assignments) > 0 || slices.Contains(callCenterIDs, s.User.CallCenterID)
}

// assigned tells whether the user holds a permission set.
func (s *Status) assigned(permissionSetID string) bool {
	return slices.ContainsFunc(s.Assignments, func(a Assignment) bool {
		return a.PermissionSetID == permissionSetID
	})
}
