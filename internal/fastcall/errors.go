package fastcall

import (
	"errors"
	"fmt"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// UserNotFoundError says that no user visible to the API user bears Key.
type UserNotFoundError struct{ Key UserKey }

func (e *UserNotFoundError) Error() string { return fmt.Sprintf("no user with %s", e.Key) }

// AmbiguousUserError says that Key fits several users.
type AmbiguousUserError struct {
	Key   UserKey
	Users []User
}

func (e *AmbiguousUserError) Error() string {
	return fmt.Sprintf("%d users with %s", len(e.Users), e.Key)
}

// InactiveUserError says that a seat was wanted for a deactivated user.
type InactiveUserError struct{ User User }

func (e *InactiveUserError) Error() string { return "user " + e.User.Username + " is inactive" }

// GuestUserError says that a seat was wanted for a site guest user.
type GuestUserError struct{ User User }

func (e *GuestUserError) Error() string { return "user " + e.User.Username + " is a site guest" }

// NoSeatError says that Salesforce refused a seat because none is left.
// Seats is nil if the figures could not be read afterwards.
type NoSeatError struct {
	User  User
	Seats *Seats
	// Wait says how waiting for a release ended, Releases whether this walk
	// releases users at all.
	Wait     SeatWait
	Releases bool
	Cause    *salesforce.APIError
}

func (e *NoSeatError) Error() string { return "no seat left for " + e.User.Username }
func (e *NoSeatError) Unwrap() error { return e.Cause }

// LicenseError says that Salesforce gives no seats of the package license at
// all: it has expired, or it is a site license with nothing to assign.
type LicenseError struct {
	User    User
	License PackageLicense
	Cause   *salesforce.APIError
}

func (e *LicenseError) Error() string { return "package license " + e.License.ID + " gives no seats" }
func (e *LicenseError) Unwrap() error { return e.Cause }

// CallCenterTakenError says that the user sits in another call center, which
// a user leaves only when that is asked for.
type CallCenterTakenError struct {
	User   User
	Holds  CallCenter // the user's present call center; only ID if it is not visible
	Wanted CallCenter
}

func (e *CallCenterTakenError) Error() string {
	return fmt.Sprintf("user %s is in call center %s", e.User.Username, e.Holds.ID)
}

// VoiceCallCenterError says that a contact center of Salesforce Voice is in
// play: wanted for a user, or the one a user would be taken out of. Users of
// those are not to be managed by code (S56).
type VoiceCallCenterError struct {
	CallCenter CallCenter
	// Leaving is set when the user is in it already.
	Leaving bool
}

func (e *VoiceCallCenterError) Error() string {
	return e.CallCenter.Name + " is a voice contact center"
}

// CallCenterNotFoundError says that no call center fits. Wanted is empty when
// the default was looked for: the only one that bears the namespace.
type CallCenterNotFoundError struct {
	Wanted     string
	Namespace  string
	Candidates []CallCenter
}

func (e *CallCenterNotFoundError) Error() string {
	return fmt.Sprintf("no call center %q among %d", e.Wanted, len(e.Candidates))
}

// AmbiguousCallCenterError says that several call centers fit.
type AmbiguousCallCenterError struct {
	Wanted  string
	Matches []CallCenter
}

func (e *AmbiguousCallCenterError) Error() string {
	return fmt.Sprintf("%d call centers match %q", len(e.Matches), e.Wanted)
}

// PermissionSetError says that no single permission set stands for Role.
type PermissionSetError struct {
	Role       Role
	Mapped     string // the configured API name; empty if looked for by label
	Label      string // the label that stands for the role
	Namespace  string
	Matches    int
	Candidates []PermissionSet
}

func (e *PermissionSetError) Error() string {
	return fmt.Sprintf("%d permission sets for role %q", e.Matches, e.Role)
}

// PackageLicenseError says that the namespace has no package license, or
// several and none was picked.
type PackageLicenseError struct {
	Namespace  string
	Wanted     string
	Candidates []PackageLicense
}

func (e *PackageLicenseError) Error() string {
	return fmt.Sprintf("%d package licenses for namespace %q", len(e.Candidates), e.Namespace)
}

// HiddenError says that something exists, or must, but the API user may not
// see or change it. Hidden is not deleted: nothing may be concluded from it.
type HiddenError struct {
	Object     string
	RecordID   string
	Permission string // the permission that would show it, where one is known
	Cause      error
	// Others is what else is hidden, as far as it is known.
	Others []Lack
	// Once is shared by all errors of a walk that name the same.
	*salesforce.Told
}

func (e *HiddenError) Error() string { return fmt.Sprintf("%s %s is hidden", e.Object, e.RecordID) }
func (e *HiddenError) Unwrap() error { return e.Cause }

// RefusedError says that Salesforce refused one part of a user's change.
type RefusedError struct {
	User User
	Part Part
	// Name tells which permission set, call center or group, or which of
	// Fastcall's own records, whose object is Object then.
	Name, Object string
	Cause        *salesforce.APIError
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s %s refused for %s: %v", e.Part, e.Name, e.User.Username, e.Cause)
}
func (e *RefusedError) Unwrap() error { return e.Cause }

// LeftoverError is another error and what could not be taken back after it.
type LeftoverError struct {
	Err   error
	Parts []Part
}

func (e *LeftoverError) Error() string { return fmt.Sprintf("%v; left behind: %v", e.Err, e.Parts) }
func (e *LeftoverError) Unwrap() error { return e.Err }

// UnknownOutcomeError says that the answer to a write was lost and that the
// look that should have told what came of it failed, too.
type UnknownOutcomeError struct {
	User         User
	Err, LookErr error
}

func (e *UnknownOutcomeError) Error() string {
	return fmt.Sprintf("outcome for %s unknown: %v; %v", e.User.Username, e.Err, e.LookErr)
}
func (e *UnknownOutcomeError) Unwrap() error { return e.LookErr }

// NotInstalledError says that no permission set of the namespace can be seen:
// the package is not there, the namespace is another, or all is hidden.
type NotInstalledError struct{ Namespace string }

func (e *NotInstalledError) Error() string { return "nothing visible in namespace " + e.Namespace }

// GroupsNotFoundError says that groups which the configuration lists do not
// exist, or cannot be seen.
type GroupsNotFoundError struct{ Groups []string }

func (e *GroupsNotFoundError) Error() string { return fmt.Sprintf("no groups %v", e.Groups) }

// BlockedError says that a release stops at something its policy keeps.
type BlockedError struct {
	User     User
	Blockers []Blocker
	// Others is what else a release meets and does not stop at, where that is
	// known, and Unrecognised what refers to the user besides.
	Others       []Blocker
	Unrecognised []Unrecognised
}

func (e *BlockedError) Error() string {
	return fmt.Sprintf("release of %s is blocked by %d", e.User.Username, len(e.Blockers))
}

// UnsettledError says that the org kept changing, or kept losing answers,
// until the attempts were used up.
type UnsettledError struct {
	User     User
	Attempts int
	Cause    error
}

func (e *UnsettledError) Error() string {
	return fmt.Sprintf("%s not settled after %d attempts: %v", e.User.Username, e.Attempts, e.Cause)
}
func (e *UnsettledError) Unwrap() error { return e.Cause }

// hidden turns a query that Salesforce refuses because the API user cannot
// see the object or a field into a HiddenError; other errors stay as they are.
// objects names what each query of the request asks for; a single name stands
// for all of them.
func hidden(err error, objects ...string) error {
	var query *salesforce.QueryError
	if !errors.As(err, &query) {
		return err
	}
	if !salesforce.HasCode(query, "INVALID_TYPE", "INVALID_FIELD", "INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY") {
		return err
	}
	object := objects[min(query.Index, len(objects)-1)]
	return &HiddenError{Object: object, Permission: permissionFor[object], Cause: query}
}

// permissionFor names the permission that opens an object to the API user.
var permissionFor = map[string]string{
	"UserPackageLicense":      "Manage Package Licenses", // S50
	"PackageLicense":          "Manage Package Licenses",
	"PermissionSetAssignment": "Assign Permission Sets", // S5
	"PermissionSet":           "View Setup and Configuration",
	"CallCenter":              "Manage Call Centers", // S56
	"Group":                   "View Setup and Configuration",
	"GroupMember":             "View Setup and Configuration",
	"User":                    "View All Users",
}

// KeysDisagreeError says that the keys of one resource name different users.
type KeysDisagreeError struct {
	Keys []UserKey
	User User // whom the first key names
}

func (e *KeysDisagreeError) Error() string { return fmt.Sprintf("keys %v disagree", e.Keys) }

// ReturningUserError says that one instance releases a user whom another one
// makes a Fastcall user in the same walk.
type ReturningUserError struct{}

func (e *ReturningUserError) Error() string { return "released and onboarded in one walk" }

// SharedUserError says that two instances in one state stand for one user.
type SharedUserError struct {
	// Leaves is set when one of them is about to be destroyed, which releases
	// the user whom the other keeps.
	Leaves bool
}

func (e *SharedUserError) Error() string { return "two instances for one user" }
