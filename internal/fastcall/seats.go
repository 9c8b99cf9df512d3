package fastcall

import (
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
)

// Seats is the state of a package license: bought, taken, free, and by whom.
// The site guest user takes one seat that Salesforce may not show as a row;
// it cannot be given to anybody else.
type Seats struct {
	License PackageLicense
	// Holders are the people who hold a seat, in order of their user name.
	// A holder whose user row is hidden from the API user has an ID only.
	Holders []User
	// GuestRows counts seats of guest users that a row shows.
	GuestRows int64
	// GuestReserved is the number of seats that guests take or will take.
	GuestReserved int64
}

// countSeats sorts the rows into people and guests.
func countSeats(license PackageLicense, rows []userPackageLicenseRow, users []userRow, configuredGuests int64) *Seats {
	byID := make(map[string]User, len(users))
	for _, row := range users {
		byID[row.ID] = row.value()
	}
	seats := &Seats{License: license, GuestReserved: configuredGuests}
	for _, row := range rows {
		user, visible := byID[row.UserID]
		if !visible {
			user = User{ID: row.UserID, Active: true}
		}
		if user.IsGuest() {
			seats.GuestRows++
			continue
		}
		seats.Holders = append(seats.Holders, user)
	}
	if seats.GuestRows > 0 {
		seats.GuestReserved = seats.GuestRows
	}
	slices.SortFunc(seats.Holders, byUsername)
	return seats
}

// Assigned counts the people who hold a seat.
func (s *Seats) Assigned() int64 { return int64(len(s.Holders)) }

// GuestProved is the part of GuestReserved that guests are known to take: rows
// show it, more seats are used than rows show, or the configuration states it.
func (s *Seats) GuestProved(stated bool) int64 {
	if stated || s.GuestRows > 0 {
		return s.GuestReserved
	}
	return min(max(s.License.Used-s.Assigned(), 0), s.GuestReserved)
}

// Available counts the seats that can still be given to people. It is zero
// for a site license, which has no seats to give, and for an org over its
// limit.
func (s *Seats) Available() int64 {
	if s.License.SiteLicense() {
		return 0
	}
	free := min(s.License.Allowed-s.Assigned()-s.GuestReserved, s.License.Allowed-s.License.Used)
	return max(free, 0)
}

// Inactive returns the deactivated users who still hold a seat (S51).
func (s *Seats) Inactive() []User {
	return lists.Filter(s.Holders, func(u User) bool { return !u.Active })
}

// Needed counts the users, given by 18-character id, who hold no seat yet.
func (s *Seats) Needed(userIDs []string) int64 {
	if s.License.SiteLicense() {
		return 0
	}
	without := map[string]bool{}
	for _, id := range userIDs {
		without[id] = true
	}
	for _, holder := range s.Holders {
		delete(without, holder.ID)
	}
	return int64(len(without))
}

// ShortBy counts the seats that are missing before all of userIDs hold one.
func (s *Seats) ShortBy(userIDs []string) int64 {
	if s.License.SiteLicense() {
		return 0
	}
	return max(s.Needed(userIDs)-s.Available(), 0)
}
