//go:build unix

package e2e_test

import (
	"fmt"
	"maps"
	"reflect"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

// onboarded is what a Fastcall user holds; nothing is what a leaver does.
var (
	onboarded = acctest.Parts{Licensed: true, PermissionSets: []string{"FastCall_User"}, CallCenter: "Fastcall Call Center"}
	nothing   = acctest.Parts{}
)

// holdings is everything in an org that the provider can change.
type holdings struct {
	parts              map[string]acctest.Parts // by user name
	seats, assignments int                      // rows
}

// holdingsOf reads an org behind the provider's back. A row that is there
// twice or belongs to nobody fails the test.
func holdingsOf(t *testing.T, org *acctest.Org) holdings {
	t.Helper()
	h := holdings{parts: map[string]acctest.Parts{}, seats: org.Seats(), assignments: len(org.Rows("PermissionSetAssignment"))}
	for _, user := range org.Seed.Users {
		h.parts[user.Username] = org.Parts(t, user.Username)
	}
	wantSound(t, org, "UserPackageLicense", map[string]string{"UserId": "User", "PackageLicenseId": "PackageLicense"})
	wantSound(t, org, "PermissionSetAssignment", map[string]string{"AssigneeId": "User", "PermissionSetId": "PermissionSet"})
	return h
}

// wantSound expects that every reference of a row leads somewhere, and that no
// two rows have the same ones.
func wantSound(t *testing.T, org *acctest.Org, object string, references map[string]string) {
	t.Helper()
	seen := map[string]bool{}
	for _, row := range org.Rows(object) {
		key := map[string]any{}
		for field, target := range references {
			key[field] = row[field]
			if _, ok := org.Find(target, "Id", row[field]); !ok {
				t.Errorf("orphan: %s %v refers to no %s", object, row["Id"], target)
			}
		}
		text := fmt.Sprint(key) // Maps print in the order of their keys.
		if seen[text] {
			t.Errorf("duplicate: %s %v is there twice", object, text)
		}
		seen[text] = true
	}
}

// wantHoldings expects an org to hold the same as another one did.
func wantHoldings(t *testing.T, org *acctest.Org, want holdings) {
	t.Helper()
	got := holdingsOf(t, org)
	for user, parts := range want.parts {
		if !got.parts[user].Equal(parts) {
			t.Errorf("%s holds %+v, want %+v", user, got.parts[user], parts)
		}
	}
	got.parts, want.parts = nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the org has %d seats and %d assignments, want %d and %d", got.seats, got.assignments, want.seats, want.assignments)
	}
}

// with returns the holdings of an org in which these users, who held nothing,
// are onboarded.
func (h holdings) with(users ...string) holdings {
	after := holdings{parts: maps.Clone(h.parts), seats: h.seats + len(users), assignments: h.assignments + len(users)}
	for _, user := range users {
		after.parts[user] = onboarded
	}
	return after
}
