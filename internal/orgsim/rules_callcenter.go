package orgsim

import "github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"

// callCenterGone empties the field of its users when a call center is deleted. The data API has neither update nor
// delete for call centers (S9, said by the object's description); Setup has. That a user has one call center at most
// follows from the field being one (S56).
var callCenterGone = rule{
	object: "CallCenter", verbs: []verb{remove},
	effect: func(t *tx, c *change) {
		var users []string
		for user := range t.rows.By("User", "CallCenterId", c.id) {
			users = append(users, ref(user, "Id"))
		}
		for _, id := range users {
			t.rows.Change("User", id, store.Row{"CallCenterId": nil})
		}
	},
}
