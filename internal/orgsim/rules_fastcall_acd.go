package orgsim

// requiredACD is a validation rule of the package, wherever it keeps ACD settings: a group that calls are distributed in
// needs a limit for the whole wait, and one that is rung in turn also a limit for each attempt. The vendor says only that
// calls can fail without them (S-queue, S-xfer-grp); the words are ours.
var requiredACD = rule{
	verbs: []verb{create, update},
	check: func(t *tx, c *change) *apiError {
		acd, kept := t.org.shared.mapping["acd"]
		if !kept || c.object.Name != acd.Object {
			return nil
		}
		strategy := c.after[acd.Fields["strategy"]]
		for _, required := range []struct {
			key, text string
			needed    bool
		}{
			{"queue_no_answer_timeout", "A Queue No Answer Timeout is required with an ACD strategy.", strategy != nil},
			{"ring_timeout", "An ACD Ring Timeout is required with Round Robin.", strategy == "Round Robin"},
		} {
			if field := acd.Fields[required.key]; required.needed && c.after[field] == nil {
				return errValidation(field, required.text)
			}
		}
		return nil
	},
}

// errValidation is the refusal of a validation rule (section 4).
func errValidation(field, text string) *apiError {
	return rejectRow("FIELD_CUSTOM_VALIDATION_EXCEPTION", []string{field}, "%s", text)
}
