package fastcall

import (
	"context"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// userStatus is the id of the user status that a text means: its id, its name,
// or its type if only one status has that. Statuses are read once in a walk; one
// that is not among them may be new, so then they are read again.
func (o *Org) userStatus(ctx context.Context, wanted string) (string, error) {
	known, err := o.settings.statuses.Get(ctx)
	if err != nil {
		return "", err
	}
	choice := chooseStatus(*known, wanted)
	if len(choice.Matches) == 0 {
		if known, err = o.loadStatuses(ctx); err != nil {
			return "", err
		}
		choice = chooseStatus(*known, wanted)
	}
	if len(choice.Matches) != 1 {
		return "", &choice.StatusChoiceError
	}
	return choice.id, nil
}

// statusChoice is what a text may mean.
type statusChoice struct {
	StatusChoiceError
	id string
}

// loadStatuses reads all user statuses of the org.
func (o *Org) loadStatuses(ctx context.Context) (*[]schemamap.Row, error) {
	schema, err := o.require(ctx, schemamap.NeedFields(schemamap.UserStatus, "type"))
	if err != nil {
		return nil, err
	}
	s, rows := schema.At(schemamap.UserStatus), new([]schemamap.Row)
	if err := o.client.Query(ctx, s.Read(s.Selecting(nil, "type")+"ORDER BY Name", rows)); err != nil {
		return nil, hidden(err, s.Object.Name)
	}
	return rows, nil
}

func chooseStatus(rows []schemamap.Row, wanted string) statusChoice {
	choice := statusChoice{StatusChoiceError: StatusChoiceError{Wanted: wanted, Statuses: lists.Map(rows, schemamap.Row.Title)}}
	for _, means := range []func(schemamap.Row) bool{
		func(r schemamap.Row) bool { return r.ID() == salesforce.LongID(wanted) },
		func(r schemamap.Row) bool { return strings.EqualFold(r.Title(), wanted) },
		func(r schemamap.Row) bool { return r.Text("type") == schemamap.ChoiceKey(wanted) },
	} {
		if fits := lists.Filter(rows, means); len(fits) > 0 {
			choice.Matches, choice.id = lists.Map(fits, schemamap.Row.Title), fits[0].ID()
			return choice
		}
	}
	return choice
}
