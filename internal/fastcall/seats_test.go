package fastcall

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// rowsFor makes seats for people and guests and their user rows.
func rowsFor(people, guests, inactive, hidden int) ([]userPackageLicenseRow, []userRow) {
	var rows []userPackageLicenseRow
	var users []userRow
	for i := range people + guests {
		id := fmt.Sprintf("user%02d", i)
		rows = append(rows, userPackageLicenseRow{ID: "seat" + id, UserID: id})
		kind := "Standard"
		if i >= people {
			kind = "Guest"
		}
		if i >= hidden {
			users = append(users, userRow{ID: id, Username: id + "@acme.example", Type: kind, Active: i-hidden >= inactive})
		}
	}
	return rows, users
}

func TestSeats(t *testing.T) {
	cases := map[string]struct {
		allowed, used                    int64
		people, guests, inactive, hidden int
		configured                       int64
		wanted                           []string
		reserved, available, needed      int64
		short                            int64
	}{
		"ten users need eleven licenses":   {allowed: 11, used: 11, people: 10, configured: 1, reserved: 1},
		"guest without a row is reserved":  {allowed: 10, used: 4, people: 4, configured: 1, reserved: 1, available: 5},
		"guest counted in used already":    {allowed: 10, used: 5, people: 4, configured: 1, reserved: 1, available: 5},
		"guest row replaces the setting":   {allowed: 10, used: 6, people: 4, guests: 2, configured: 1, reserved: 2, available: 4},
		"no guest wanted":                  {allowed: 10, used: 4, people: 4, configured: 0, available: 6},
		"never more than Salesforce has":   {allowed: 10, used: 9, people: 4, configured: 1, reserved: 1, available: 1},
		"over the limit after a downgrade": {allowed: 3, used: 5, people: 4, configured: 1, reserved: 1},
		"holders are not needed twice":     {allowed: 10, used: 4, people: 4, configured: 1, wanted: []string{"user00", "new", "new"}, reserved: 1, available: 5, needed: 1},
		"short by":                         {allowed: 5, used: 4, people: 4, configured: 1, wanted: []string{"a", "b"}, reserved: 1, needed: 2, short: 2},
		"a hidden holder holds a seat too": {allowed: 6, used: 4, people: 4, hidden: 2, configured: 1, reserved: 1, available: 1},
		"site license":                     {allowed: -1, used: 0, people: 4, configured: 1, wanted: []string{"a"}, reserved: 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			rows, users := rowsFor(c.people, c.guests, c.inactive, c.hidden)
			s := countSeats(PackageLicense{Allowed: c.allowed, Used: c.used}, rows, users, c.configured)
			got := [...]int64{s.Assigned(), s.GuestReserved, s.Available(), s.Needed(c.wanted), s.ShortBy(c.wanted)}
			want := [...]int64{int64(c.people), c.reserved, c.available, c.needed, c.short}
			if got != want {
				t.Errorf("assigned, reserved, available, needed, short = %v, want %v", got, want)
			}
		})
	}
}

func TestInactiveHolders(t *testing.T) {
	rows, users := rowsFor(5, 1, 2, 0)
	s := countSeats(PackageLicense{Allowed: 10, Used: 6}, rows, users, 1)
	if got := len(s.Inactive()); got != 2 {
		t.Errorf("%d inactive holders, want 2", got)
	}
}

// Whoever is wanted can be seated exactly if nothing is short.
func TestShortByIsWhatIsMissing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.IntRange(0, 30).Draw(t, "people")
		guests := rapid.IntRange(0, 2).Draw(t, "guests")
		allowed := rapid.Int64Range(0, 40).Draw(t, "allowed")
		rows, users := rowsFor(people, guests, 0, 0)
		s := countSeats(PackageLicense{Allowed: allowed, Used: int64(people + guests)}, rows, users, 1)
		wanted := rapid.SliceOfN(rapid.SampledFrom([]string{"user00", "user01", "a", "b", "c", "d"}), 0, 8).Draw(t, "wanted")
		needed, free, short := s.Needed(wanted), s.Available(), s.ShortBy(wanted)
		if needed <= free && short != 0 || needed > free && short != needed-free {
			t.Fatalf("needed %d, free %d, short %d", needed, free, short)
		}
	})
}
