package acctest

import "fmt"

// Inactive adds n deactivated users who hold a seat, a permission set and the
// call center: inactive001@acme.example and so on; and the seats for them.
func Inactive(n int) func(*Seed) {
	return func(seed *Seed) {
		seed.Package.Allowed += n
		for i := 1; i <= n; i++ {
			seed.Users = append(seed.Users, User{Username: fmt.Sprintf("inactive%03d@acme.example", i), LastName: fmt.Sprintf("Inactive %03d", i),
				Inactive: true, Licensed: true, PermissionSets: []string{"FastCall__FastCall_User"}, CallCenter: "FastCall__FastcallCallCenter"})
		}
	}
}
