package orgsim

import (
	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim/store"
)

// seatLimit lets no more users into a package than it has seats for, and keeps the count of used ones (S2). The seat of
// the site guest user counts although no row may show it. Deactivated users keep theirs (S51): nothing here looks at
// IsActive. The text is the one of feature licenses (S18); that of package seats is not public.
var seatLimit = rule{
	object: "UserPackageLicense", verbs: []verb{create, remove},
	check: func(t *tx, c *change) *apiError {
		if c.verb != create {
			return nil
		}
		license, _ := t.rows.Get("PackageLicense", ref(c.after, "PackageLicenseId"))
		allowed, used := integer(license["AllowedLicenses"]), integer(license["UsedLicenses"])
		if allowed >= 0 && used >= allowed {
			return rejectRow("LICENSE_LIMIT_EXCEEDED", nil, "License limit exceeded")
		}
		return nil
	},
	effect: func(t *tx, c *change) {
		row, step := c.after, int64(1)
		if c.verb == remove {
			row, step = c.before, -1
		}
		id := ref(row, "PackageLicenseId")
		license, _ := t.rows.Get("PackageLicense", id)
		t.rows.Change("PackageLicense", id, store.Row{"UsedLicenses": integer(license["UsedLicenses"]) + step})
	},
}

func integer(v any) int64 {
	n, _ := v.(int64)
	return n
}
