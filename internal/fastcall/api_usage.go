package fastcall

import (
	"context"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// APIUsage is the org's API requests of the last 24 hours, by whatever
// software.
type APIUsage struct {
	Used, Max int
	// Sent are those that this walk has sent so far.
	Sent int
}

// Remaining is what is left of the allocation. An org may go beyond it for a
// while, which leaves nothing.
func (u APIUsage) Remaining() int { return max(u.Max-u.Used, 0) }

// Percent is the share that is used.
func (u APIUsage) Percent() float64 {
	if u.Max <= 0 {
		return 0
	}
	return float64(u.Used) * 100 / float64(u.Max)
}

// APIUsage returns the figures that came with the last answer, or asks for
// them if nothing was asked yet.
func (o *Org) APIUsage(ctx context.Context) (APIUsage, error) {
	usage, known := o.client.Usage()
	if !known {
		limits, err := o.client.Limits(ctx)
		// The answer carries the figures even where it refuses the limits
		// themselves, which take a permission.
		if usage, known = o.client.Usage(); !known {
			if err != nil {
				return APIUsage{}, err
			}
			daily := limits["DailyApiRequests"]
			usage = salesforce.Usage{Used: daily.Max - daily.Remaining, Max: daily.Max}
		}
	}
	return APIUsage{Used: usage.Used, Max: usage.Max, Sent: o.client.Sent()}, nil
}
