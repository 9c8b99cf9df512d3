package fastcall

import "fmt"

// NumberNotFoundError says that Fastcall knows no number by Key, as far as the
// API user can see.
type NumberNotFoundError struct{ Key NumberKey }

func (e *NumberNotFoundError) Error() string { return fmt.Sprintf("no number with %s", e.Key) }

// AmbiguousNumberError says that several records have one number.
type AmbiguousNumberError struct {
	Key     NumberKey
	Numbers []*PhoneNumber
}

func (e *AmbiguousNumberError) Error() string {
	return fmt.Sprintf("%d numbers with %s", len(e.Numbers), e.Key)
}

// NumberKeysDisagreeError says that the keys of one resource name different
// numbers.
type NumberKeysDisagreeError struct {
	Keys   []NumberKey
	Number PhoneNumber // the one that the first key names
}

func (e *NumberKeysDisagreeError) Error() string { return fmt.Sprintf("keys %v disagree", e.Keys) }

// NumberTakenError says that a number is given to somebody else, from whom it
// is taken only when that is asked for.
type NumberTakenError struct {
	Number PhoneNumber
	// By are the owners that are not wanted.
	By NumberOwner
}

func (e *NumberTakenError) Error() string { return e.Number.Number + " is taken" }

// NotFastcallUserError says that a user is to be given something of Fastcall's
// and is no Fastcall user.
type NotFastcallUserError struct{ User User }

func (e *NotFastcallUserError) Error() string { return e.User.Username + " is no Fastcall user" }

// NoSMSError says that outbound text messages are wanted of a number that can
// carry none.
type NoSMSError struct{ Number PhoneNumber }

func (e *NoSMSError) Error() string { return e.Number.Number + " carries no SMS" }

// NotAnIVRError says that an id is not that of an IVR.
type NotAnIVRError struct{ ID, Prefix string }

func (e *NotAnIVRError) Error() string { return e.ID + " is no IVR" }

// SharedNumberError says that two instances stand for one number.
type SharedNumberError struct {
	// Leaves is set when one of them is about to be destroyed, which takes the
	// number from whom the other gives it to.
	Leaves bool
}

func (e *SharedNumberError) Error() string { return "two instances for one number" }
