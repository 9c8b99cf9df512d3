package framework

import (
	"fmt"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// explainKey words errors about whom a key means.
func explainKey(err error) (explanation, bool) {
	if e, ok := as[*fastcall.UserNotFoundError](err); ok {
		return explanation{
			what: fmt.Sprintf("The org has no user with %s that the API user can see.", e.Key),
			next: "Check the spelling, create the Salesforce user first, or give the API user View All Users. " +
				"Fastcall never creates Salesforce users.",
			attribute: KeyAttribute(e.Key),
		}, true
	}
	if e, ok := as[*fastcall.AmbiguousUserError](err); ok {
		return explanation{
			what:      fmt.Sprintf("%d users have %s: %s.", len(e.Users), e.Key, list(usernames(e.Users))),
			next:      "Name the user by username or user_id, which are unique.",
			attribute: KeyAttribute(e.Key),
		}, true
	}
	if e, ok := as[*fastcall.KeysDisagreeError](err); ok {
		keys := make([]string, 0, len(e.Keys))
		for _, key := range e.Keys {
			keys = append(keys, key.String())
		}
		return explanation{
			what: fmt.Sprintf("The resource has several keys and they do not name one user: %s. %s is %s (%s).",
				strings.Join(keys, ", "), e.Keys[0], e.User.Username, e.User.ID),
			next:      "Keep one key, or correct the others.",
			attribute: KeyAttribute(e.Keys[0]),
		}, true
	}
	if e, ok := as[*NobodyError](err); ok {
		return explanation{
			what: fmt.Sprintf("The org has no user whose ID, user name or federation ID is %q, as far as the API user can see.", e.Text),
			next: "Give the ID of the user (15 or 18 characters, beginning with 005), username:NAME or federation_id:ID.",
		}, true
	}
	if e, ok := as[*RenamedError](err); ok {
		return explanation{
			what: fmt.Sprintf("No user has %s. This resource manages user %s, whose user name is %q.",
				e.Key, e.Now.ID, e.Now.Username),
			next: "If that user was renamed, write the new name into the configuration: an in-place change without any write to " +
				"the org. If another user is meant, check the spelling, or create that user first.",
			attribute: KeyAttribute(e.Key),
		}, true
	}
	if e, ok := as[*MovedKeyError](err); ok {
		return explanation{
			what: fmt.Sprintf("%s names user %s, but this change was planned for user %s.", e.Key, e.Found, e.Planned),
			next: "Plan and apply again: the new plan shows what happens to each of the two users.",

			attribute: KeyAttribute(e.Key),
		}, true
	}
	return explanation{}, false
}

// explainUser words errors about a user who cannot be what is asked.
func explainUser(err error) (explanation, bool) {
	if _, ok := as[*fastcall.ReturningUserError](err); ok {
		return explanation{
			what: "One resource of this plan releases the user and another one makes the user a Fastcall user. What the release clears, " +
				"such as group memberships and numbers, is not given back by the same apply.",
			next: "If the resource only has another address now, for example another key of for_each, say so in a moved block: " +
				"then nothing happens to the user.",
		}, true
	}
	if e, ok := as[*fastcall.SharedUserError](err); ok {
		return explainShared(e), true
	}
	if e, ok := as[*fastcall.InactiveUserError](err); ok {
		return explanation{
			what: fmt.Sprintf("User %s (%s) is deactivated, so a seat would be spent on nobody.", e.User.Username, e.User.ID),
			next: "Activate the user in Salesforce, or take the user out of the configuration.",
		}, true
	}
	if e, ok := as[*fastcall.GuestUserError](err); ok {
		return explanation{
			what: fmt.Sprintf("%s is the guest user of a site. Fastcall's site keeps its seat by itself.", e.User.Username),
			next: "Take the user out of the configuration.",
		}, true
	}
	if e, ok := as[*StrangerError](err); ok {
		return explanation{
			what: fmt.Sprintf("%s (%s) is no Fastcall user: there is no seat, no permission set of Fastcall's and no call center "+
				"of Fastcall's to take over.", e.User.Username, e.User.ID),
			next: "Do not import the user; an apply without the import onboards the user.",
		}, true
	}
	if e, ok := as[*OutsiderError](err); ok {
		return explanation{
			what: fmt.Sprintf("%s (%s) is no Fastcall user: there is neither a seat nor a permission set of Fastcall's.", e.User.Username, e.User.ID),
			next: "Onboard the user with a resource fastcall_user first, or name another user.",
		}, true
	}
	return explanation{}, false
}

// OutsiderError says that a user who is looked up as a Fastcall user is none.
type OutsiderError struct{ User fastcall.User }

func (e *OutsiderError) Error() string { return e.User.Username + " is no Fastcall user" }

// NobodyError says that a text to import names nobody in any way.
type NobodyError struct{ Text string }

func (e *NobodyError) Error() string { return "nobody is " + e.Text }

// StrangerError says that a user to import holds nothing of Fastcall's.
type StrangerError struct{ User fastcall.User }

func (e *StrangerError) Error() string { return e.User.Username + " is no Fastcall user" }

// RenamedError says that a configured key fits nobody while the user that the
// resource manages lives on.
type RenamedError struct {
	Key fastcall.UserKey
	Now fastcall.User
}

func (e *RenamedError) Error() string { return e.Key.String() + " is now " + e.Now.Username }

// MovedKeyError says that a key names another user at apply than the plan was
// made for.
type MovedKeyError struct {
	Key            fastcall.UserKey
	Planned, Found string
}

func (e *MovedKeyError) Error() string { return e.Key.String() + " moved to " + e.Found }

// KeyAttribute is the attribute that holds a key.
func KeyAttribute(key fastcall.UserKey) string {
	switch {
	case key.ID != "":
		return "user_id"
	case key.Username != "":
		return "username"
	default:
		return "federation_id"
	}
}

func usernames(users []fastcall.User) []string {
	names := make([]string, 0, len(users))
	for _, user := range users {
		if user.Username == "" {
			names = append(names, user.ID)
			continue
		}
		names = append(names, user.Username)
	}
	return names
}

// explainSeat words a refused seat.
func explainSeat(err error) (explanation, bool) {
	if e, ok := as[*fastcall.LicenseError](err); ok {
		return explainLicense(e), true
	}
	e, ok := as[*fastcall.NoSeatError](err)
	if !ok {
		return explanation{}, false
	}
	return explainNoSeat(e), true
}

// explainLicense words a package license that gives no seats to anybody.
func explainLicense(e *fastcall.LicenseError) explanation {
	x := explanation{
		what: fmt.Sprintf("Salesforce gives no seats of package license %s (status %s).",
			e.License.ID, e.License.Status),
		said: said(e.Cause), unchanged: true,
		next: "Ask Fastcall or Salesforce about the state of the subscription.",
	}
	switch {
	case e.License.SiteLicense():
		x.what = "The package has a site license: everyone is licensed and no seat can be assigned."
		x.next = `Set license_management = "auto" in the provider block, which leaves the seat out under a site license.`
	case e.License.Status == "Expired":
		x.what = "The package license has expired, so Salesforce hands out no seats."
		x.next = "Renew the Fastcall subscription."
	}
	return x
}

// explainShared words two instances that stand for one user.
func explainShared(e *fastcall.SharedUserError) explanation {
	const next = "Keep one resource for the user and let Terraform forget the other without destroying it: a removed block with " +
		"lifecycle { destroy = false }, or terraform state rm."
	if e.Leaves {
		return explanation{
			what: "Another resource for the same user is destroyed in this plan, which releases the user, although this one keeps the user.",
			next: next,
		}
	}
	return explanation{what: "Two resources in the state stand for this user. Destroying either of them releases the user.", next: next}
}
