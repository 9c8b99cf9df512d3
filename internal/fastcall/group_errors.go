package fastcall

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// GroupNotFoundError says that not exactly one Fastcall group bears Key.
type GroupNotFoundError struct {
	Key     GroupKey
	Matches []*Group
	// Strangers are native groups that bear it and that Fastcall does not know.
	Strangers []*Group
}

func (e *GroupNotFoundError) Error() string {
	return fmt.Sprintf("%d Fastcall groups with %s", len(e.Matches), e.Key)
}

// GroupExistsError says that a group to create is a Fastcall group already.
type GroupExistsError struct{ Group *Group }

func (e *GroupExistsError) Error() string {
	return "group " + e.Group.DeveloperName + " exists: " + e.Group.ID
}

// DeveloperNameError says that something else than a public group bears the
// developer name.
type DeveloperNameError struct{ Group *Group }

func (e *DeveloperNameError) Error() string {
	return e.Group.DeveloperName + " is a " + e.Group.Type
}

// GroupGoneError says that a group to change is not there any more.
type GroupGoneError struct{ GroupID string }

func (e *GroupGoneError) Error() string { return "no group " + e.GroupID }

// ExtensionTakenError says that another group has an extension.
type ExtensionTakenError struct {
	Extension string
	Holder    *Group // nil if it is not visible, or not there yet
	// Planned names a group of the same walk that shall have it, too.
	Planned string
	Cause   *salesforce.APIError
}

func (e *ExtensionTakenError) Error() string { return "extension " + e.Extension + " is taken" }
func (e *ExtensionTakenError) Unwrap() error {
	if e.Cause == nil {
		return nil
	}
	return e.Cause
}

// MembersClaimedError says that the members of a group are managed both as a
// list and singly.
type MembersClaimedError struct {
	GroupID string
	// All is set if the resource that comes second lists all of them.
	All bool
}

func (e *MembersClaimedError) Error() string { return "members of " + e.GroupID + " are managed twice" }

// SharedMembershipError says that two instances stand for one membership.
type SharedMembershipError struct {
	// Leaves is set when one of them is about to be destroyed, which ends the
	// membership that the other keeps.
	Leaves bool
}

func (e *SharedMembershipError) Error() string { return "two instances for one membership" }

// Stranger is somebody who is no Fastcall user.
type Stranger struct {
	ID string
	// Username is empty for one whom the API user does not see.
	Username string
}

// StrangersError says that people to join a group are no Fastcall users.
type StrangersError struct{ Strangers []Stranger }

func (e *StrangersError) Error() string {
	return fmt.Sprintf("%d are no Fastcall users", len(e.Strangers))
}

// NotPublicGroupError says that a membership is wanted in something that has
// none, or that the API user does not see.
type NotPublicGroupError struct {
	GroupID string
	// Type is empty for one that is not seen.
	Type string
}

func (e *NotPublicGroupError) Error() string { return e.GroupID + " is no public group" }

// HalfGroupError says that a group was created or changed on one side only: as
// a Salesforce group, and not in Fastcall's own records.
type HalfGroupError struct {
	Group *Group
	// Adopted is set if the Salesforce group was there before.
	Adopted bool
	Err     error
}

func (e *HalfGroupError) Error() string {
	return "group " + e.Group.ID + " is half done: " + e.Err.Error()
}
func (e *HalfGroupError) Unwrap() error { return e.Err }

// WrongKindError says that an id is that of a record of another kind.
type WrongKindError struct {
	ID string
	// Label is what the org calls the object that is wanted, Prefix how its ids begin.
	Label, Prefix string
}

func (e *WrongKindError) Error() string { return e.ID + " is no " + e.Label }

// GroupBlockedError says that a destroy stops at what its policy keeps.
type GroupBlockedError struct{ Ties []Tie }

func (e *GroupBlockedError) Error() string {
	return fmt.Sprintf("%d records point at the group", len(e.Ties))
}

// duplicated says what stands behind a record that Salesforce calls a duplicate
// of one that no look finds: it is hidden, or came a moment ago. Which field is
// not unique tells what it is.
func (o *Org) duplicated(ctx context.Context, s GroupSettings, err error) error {
	var failed *salesforce.StepError
	if !salesforce.HasCode(err, "DUPLICATE_VALUE") || !errors.As(err, &failed) || failed.Cause == nil {
		return err
	}
	schema, lost := o.Schema(ctx)
	if lost != nil {
		return err
	}
	groups, cause := schema.At(schemamap.Group), failed.Cause
	words := strings.Fields(cause.Message)
	blamed := func(key string) bool {
		name := string(groups.Field(key))
		is := func(word string) bool { return strings.EqualFold(word, name) }
		return slices.ContainsFunc(cause.Fields, is) || slices.ContainsFunc(words, is)
	}
	switch {
	case failed.Step.Object != groups.Object.Name:
	case s.Extension != nil && blamed("extension"):
		return &ExtensionTakenError{Extension: *s.Extension, Cause: cause}
	case blamed(schemamap.Link):
		id, _ := salesforce.ID18(words[len(words)-1]) // Salesforce ends with the id of the other record, if it tells that.
		return &HiddenError{Object: groups.Object.Name, RecordID: id, Cause: failed}
	}
	return o.refusedRecord(failed)
}
