package orgsim

// oneAssignment is a validation rule of the package: a number is assigned to one user or to one group or to the whole org
// (S-acd, S-ivr-old). The words are ours.
var oneAssignment = rule{
	verbs: []verb{create, update},
	check: func(t *tx, c *change) *apiError {
		numbers, kept := t.org.shared.mapping["phone_number"]
		if !kept || c.object.Name != numbers.Object {
			return nil
		}
		assigned := 0
		for _, key := range []string{"assigned_user", "assigned_group", "org_wide"} {
			if value := c.after[numbers.Fields[key]]; value != nil && value != false {
				assigned++
			}
		}
		if assigned > 1 {
			return errValidation(numbers.Fields["assigned_user"], "A phone number is assigned to a user, to a group or org wide.")
		}
		return nil
	},
}
