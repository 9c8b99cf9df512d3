package fastcall

import (
	"context"
	"regexp"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// CallCenter is a call center of the org. A user is in at most one.
type CallCenter struct {
	ID           string
	Name         string
	InternalName string
	AdapterURL   string
	// Voice marks a contact center of Salesforce Voice. Salesforce says not to
	// put users into or out of one by code (S56).
	Voice bool
}

const callCenterQuery = "SELECT Id, Name, InternalName, AdapterUrl, CustomSettings FROM CallCenter"

type callCenterRow struct {
	ID           string `json:"Id"`
	Name         string
	InternalName string
	AdapterURL   string `json:"AdapterUrl"`
	Settings     string `json:"CustomSettings"`
}

func (r callCenterRow) value() CallCenter {
	return CallCenter{ID: r.ID, Name: r.Name, InternalName: r.InternalName, AdapterURL: r.AdapterURL,
		Voice: isVoice(r.Settings)}
}

// isVoice tells a contact center of Salesforce Voice by what its definition
// must have and a classic one never has: a telephony vendor, the settings of
// the voice call center, or the type SCV….
func isVoice(settings string) bool {
	return strings.Contains(settings, "reqVendorInfoApiName") || strings.Contains(settings, "reqHvcc") ||
		voiceType.MatchString(settings)
}

var voiceType = regexp.MustCompile(`"reqCallCenterType"\s*:\s*"SCV`)

// CallCenters returns all call centers of the org.
func (o *Org) CallCenters(ctx context.Context) ([]CallCenter, error) {
	c, err := o.catalog.Get(ctx)
	if err != nil {
		return nil, err
	}
	return c.callCenters, c.callCentersErr
}

// CallCenter returns the call center that wanted names: an id, a name or an
// internal name. Empty means the provider's default, and without one the only
// call center whose name, internal name or adapter URL bears the namespace.
func (o *Org) CallCenter(ctx context.Context, wanted string) (CallCenter, error) {
	all, err := o.CallCenters(ctx)
	if err != nil {
		return CallCenter{}, err
	}
	if wanted == "" {
		wanted = o.config.CallCenter
	}
	fits := func(c CallCenter) bool {
		return c.Name == wanted || c.InternalName == wanted || salesforce.SameID(c.ID, wanted)
	}
	if wanted == "" {
		fits = func(c CallCenter) bool { return o.bears(c.Name + " " + c.InternalName + " " + c.AdapterURL) }
	}
	matches := lists.Filter(all, fits)
	switch len(matches) {
	case 1:
		return matches[0], nil
	case 0:
		return CallCenter{}, &CallCenterNotFoundError{Wanted: wanted, Namespace: o.config.Namespace, Candidates: all}
	default:
		return CallCenter{}, &AmbiguousCallCenterError{Wanted: wanted, Matches: matches}
	}
}

// callCenterByID returns what is known of a call center; at least its id.
func (o *Org) callCenterByID(ctx context.Context, id string) CallCenter {
	all, err := o.CallCenters(ctx)
	if err == nil {
		for _, c := range all {
			if salesforce.SameID(c.ID, id) {
				return c
			}
		}
	}
	return CallCenter{ID: id}
}

// OtherCallCenter is what a configuration says of a user who stays in another
// call center than the default: its name, or its id if another one has the same
// name. It is empty for the default, for none, and for one of Salesforce Voice,
// into which nothing here puts users.
func (o *Org) OtherCallCenter(ctx context.Context, user User) string {
	if user.CallCenterID == "" {
		return ""
	}
	if usual, err := o.CallCenter(ctx, ""); err == nil && usual.ID == user.CallCenterID {
		return ""
	}
	present := o.callCenterByID(ctx, user.CallCenterID)
	if present.Voice {
		return ""
	}
	if found, err := o.CallCenter(ctx, present.Name); err == nil && present.Name != "" && found.ID == present.ID {
		return present.Name
	}
	return present.ID
}
