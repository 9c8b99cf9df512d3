package orgsim

import (
	"slices"
	"strings"
)

// side is where a change stands in a transaction: setup and non-setup changes do not mix (S1).
type side int

const (
	neutral side = iota
	setup
	nonSetup
)

// mixture is what a transaction has written so far.
type mixture struct {
	setup    []string // objects, in the order of their first write
	nonSetup string
	userEdit bool
}

// restricted are the fields of User that put an update on the setup side (S1, note 2).
var restricted = []string{"UserRoleId", "IsActive", "ForecastEnabled", "IsPortalEnabled", "Username", "ProfileId"}

func (t *tx) sideOf(c *change) side {
	switch c.object.Name {
	case "Group": // S1, note 1: only the delete does not mix.
		if c.verb != remove {
			return neutral
		}
	case "User":
		if c.verb == create && ref(c.after, "UserRoleId") == "" {
			return neutral
		}
		if c.verb == update && !slices.ContainsFunc(restricted, c.writes) {
			return neutral
		}
	case "CallCenter":
		if t.knobs.is("K-callcenter-setup", "setup") {
			return setup
		}
		return neutral
	}
	if c.object.Setup {
		return setup
	}
	return nonSetup
}

// mixedSides keeps setup and non-setup changes out of one transaction (S1, S44), and by knob also several setup objects
// and updates of users beside setup rows.
var mixedSides = rule{
	check: func(t *tx, c *change) *apiError {
		if t.admin {
			return nil
		}
		m, where, name := t.mix, t.sideOf(c), c.object.Name
		switch {
		case where == setup && m.nonSetup != "":
			return errMixed(name, m.nonSetup)
		case where == nonSetup && len(m.setup) > 0:
			return errMixed(name, m.setup[0])
		case where == setup && t.knobs.is("K-setup-setup", "reject") && len(m.setup) > 0 && !slices.Contains(m.setup, name):
			return errMixed(name, m.setup[0])
		}
		if t.knobs.is("K-user-patch", "reject") {
			other := slices.IndexFunc(m.setup, func(o string) bool { return o != "User" })
			if userEdit(c) && other >= 0 {
				return errMixed(name, m.setup[other])
			}
			if where == setup && name != "User" && m.userEdit {
				return errMixed(name, "User")
			}
		}
		return nil
	},
	effect: func(t *tx, c *change) {
		m := t.mix
		switch t.sideOf(c) {
		case setup:
			if !slices.Contains(m.setup, c.object.Name) {
				m.setup = append(m.setup, c.object.Name)
			}
		case nonSetup:
			if m.nonSetup == "" {
				m.nonSetup = c.object.Name
			}
		}
		m.userEdit = m.userEdit || userEdit(c)
	},
}

func userEdit(c *change) bool { return c.verb == update && c.object.Name == "User" }

func errMixed(second, first string) *apiError {
	return rejectRow("MIXED_DML_OPERATION", nil, "%s", strings.Join([]string{
		"DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa):",
		second + ", original object:", first}, " "))
}
