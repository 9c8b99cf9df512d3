package fastcall

import (
	"fmt"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
)

// NoFastcallUserError says that settings are for somebody who holds nothing of
// Fastcall's.
type NoFastcallUserError struct{ User User }

func (e *NoFastcallUserError) Error() string { return e.User.Username + " is no Fastcall user" }

// DeviceChoiceError says that a choice does not mean one device.
type DeviceChoiceError struct {
	Choice DeviceChoice
	// Matches are the devices that fit, Devices all that there are.
	Matches, Devices []Device
}

func (e *DeviceChoiceError) Error() string {
	return fmt.Sprintf("%d devices for %q %q", len(e.Matches), e.Choice.Name, e.Choice.Type)
}

// DeviceInUseError says that a device is to go while something that is not
// managed points at it.
type DeviceInUseError struct {
	Device string
	// Routes and Receiver tell what points at it.
	Routes, Receiver bool
}

func (e *DeviceInUseError) Error() string { return "device " + e.Device + " is in use" }

// RecordingError says that a message is wanted which only a telephone can
// record: it is not there, or it is and a text is wanted in its place.
type RecordingError struct {
	Name string
	// Recorded is set when it is there.
	Recorded bool
}

func (e *RecordingError) Error() string { return "message " + e.Name + " is a recording" }

// StatusChoiceError says that a text does not mean one user status.
type StatusChoiceError struct {
	Wanted string
	// Matches are the names of those that fit, Statuses of all.
	Matches, Statuses []string
}

func (e *StatusChoiceError) Error() string {
	return fmt.Sprintf("%d user statuses for %q", len(e.Matches), e.Wanted)
}

// SharedSettingsError says that two resources stand for one user's settings.
type SharedSettingsError struct{}

func (*SharedSettingsError) Error() string { return "two resources for one user's settings" }

// SeveralRowsError says that a user has several rows of an object that Fastcall
// keeps one row in for each user.
type SeveralRowsError struct {
	Object, UserID string
	IDs            []string
}

func (e *SeveralRowsError) Error() string {
	return fmt.Sprintf("%d rows of %s for %s", len(e.IDs), e.Object, e.UserID)
}

// NameError says that a name does not fit a section's name field.
type NameError struct {
	Section schemamap.Section
	Name    string
	// Most is how many characters the field holds.
	Most int
}

func (e *NameError) Error() string { return fmt.Sprintf("%s named %q", e.Section, e.Name) }
