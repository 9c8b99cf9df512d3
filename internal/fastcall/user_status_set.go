package fastcall

import (
	"context"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// statusClass is the package's class that sets the status of a user, one of the
// few names of the package that are public.
const statusClass = "SubscriberUserStatusInvocable"

// statusTypes are the types that the class takes in place of a status, as it
// spells them, by choiceKey.
var statusTypes = map[string]string{"available": "Available", "offline": "Offline"}

// ActionNotFoundError says that the org has no such invocable action, or that
// the API user may not run it.
type ActionNotFoundError struct {
	// Name is how the platform calls a class of a package.
	Name string
	// Class is the class, without the namespace.
	Class string
	// Err is what Salesforce said.
	Err error
}

func (e *ActionNotFoundError) Error() string { return "no action " + e.Name }

// Unwrap returns what Salesforce said.
func (e *ActionNotFoundError) Unwrap() error { return e.Err }

// SetUserStatus sets the status of a Fastcall user through the package's own
// action, so that Fastcall notices at once. wanted is a status by its name or
// id, or a type of which there is only one; where the org's statuses cannot be
// seen, it is the type Available or Offline. It returns the user.
func (o *Org) SetUserStatus(ctx context.Context, key UserKey, wanted string) (User, error) {
	user, err := o.FindUser(ctx, []UserKey{key})
	if err != nil {
		return user, err
	}
	if err := o.mustBeFastcallUser(ctx, user.ID); err != nil {
		return user, err
	}
	inputs := map[string]string{"userId": user.ID}
	id, err := o.userStatus(ctx, wanted)
	switch kind := statusTypes[schemamap.ChoiceKey(wanted)]; {
	case err == nil:
		inputs["userStatusId"] = id
	case lacking(err) && kind != "":
		inputs["statusType"] = kind
	default:
		return user, err
	}
	_, leave, err := o.ledger.enter(ctx, user.ID)
	if err != nil {
		return user, err
	}
	defer leave()
	return user, o.invoke(ctx, statusClass, inputs)
}

// invoke runs an action of the package that may be run twice: after a lost
// answer it is. By custom the platform calls it by namespace and class; an org
// that does not is asked for its actions.
func (o *Org) invoke(ctx context.Context, class string, inputs map[string]string) error {
	name := o.config.Namespace + "__" + class
	var err error
	for range attempts {
		if err = o.client.Invoke(ctx, name, inputs); !salesforce.IsUncertain(err) || ctx.Err() != nil {
			break
		}
	}
	switch refused := (&ActionNotFoundError{Name: name, Class: class, Err: err}); {
	case salesforce.HasCode(err, "INSUFFICIENT_ACCESS"):
		return refused
	case !salesforce.HasCode(err, "NOT_FOUND"):
		return err
	}
	names, listErr := o.client.Actions(ctx)
	if listErr != nil {
		return listErr
	}
	for _, other := range names {
		if ends := strings.HasSuffix(strings.ToLower(other), strings.ToLower(class)); ends && !strings.EqualFold(other, name) {
			return o.client.Invoke(ctx, other, inputs)
		}
	}
	return &ActionNotFoundError{Name: name, Class: class, Err: err}
}
