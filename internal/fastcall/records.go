package fastcall

import (
	"context"
	"errors"
	"reflect"

	"github.com/fastcall/terraform-provider-fastcall/internal/coalesce"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/walk"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// RecordError says that Salesforce refused to write one record of a section,
// or of a standard object if Section is empty.
type RecordError struct {
	Section schemamap.Section
	Object  string
	Verb    salesforce.Verb
	// Name is what people call the record, if it is known.
	Name  string
	Cause *salesforce.APIError
}

func (e *RecordError) Error() string {
	return e.Verb.String() + " " + e.Object + " " + e.Name + " refused: " + e.Cause.Error()
}
func (e *RecordError) Unwrap() error { return e.Cause }

// carried is how a change of records ended.
type carried[T any] struct {
	// have is the last look before the last write.
	have T
	// ids are those of the records that the last write created, by reference.
	ids map[string]string
	// begun is set once something has been written: what belongs to it is finished,
	// whatever the budget for requests says.
	begun bool
}

// carry brings records to what plan wants: it looks, writes what plan finds
// missing, and looks again when the answer says that the picture was wrong or
// was lost. It ends when plan finds nothing missing or a write went through.
// A write is never repeated without a look. The budget for requests does not hold
// up the look after a lost answer, nor the rest of what came about in part.
func carry[T any](
	ctx context.Context, o *Org, look func(context.Context) (T, error), plan func(T) (salesforce.Graph, error),
) (carried[T], error) {
	var c carried[T]
	var last error
	var sent salesforce.Graph
	looking := ctx
	for range attempts {
		fresh, err := look(looking)
		if err != nil {
			return c, blindly(last, err)
		}
		c.have, c.ids = fresh, nil
		graph, err := plan(fresh)
		if salesforce.IsUncertain(last) && !reflect.DeepEqual(graph, sent) {
			c.begun, ctx = true, salesforce.BeyondBudget(ctx)
		}
		if err != nil || len(graph) == 0 {
			return c, err
		}
		c.ids, err = o.commit(ctx, graph)
		if err == nil {
			c.begun = true
			return c, nil
		}
		if !lookAgain(err) {
			return c, o.refusedRecord(err)
		}
		if last, sent = err, graph; salesforce.IsUncertain(err) {
			looking = salesforce.BeyondBudget(looking)
		}
		if ctx.Err() != nil {
			return c, settled(ctx, look, plan, &c, err)
		}
	}
	return c, &UnsettledError{Attempts: attempts, Cause: last}
}

// settled looks once more after the operation's own time is up.
func settled[T any](
	ctx context.Context, look func(context.Context) (T, error), plan func(T) (salesforce.Graph, error), c *carried[T], last error,
) error {
	after, cancel := afterwards(ctx)
	defer cancel()
	fresh, err := look(after)
	if err != nil {
		return blindly(last, err)
	}
	c.have = fresh
	if graph, err := plan(fresh); err == nil && len(graph) == 0 {
		return nil
	}
	return ctx.Err()
}

// blindly is the error when the look after a write fails.
func blindly(last, lookErr error) error {
	if last != nil && salesforce.IsUncertain(last) {
		return &UnknownOutcomeError{Err: last, LookErr: lookErr}
	}
	return lookErr
}

// refusedRecord says which record Salesforce refused. Errors that concern no
// single step stay as they are.
func (o *Org) refusedRecord(err error) error {
	var failed *salesforce.StepError
	if !errors.As(err, &failed) || failed.Cause == nil {
		return err
	}
	name, _ := failed.Step.Fields["Name"].(string)
	refusal := &RecordError{Object: failed.Step.Object, Verb: failed.Step.Verb, Name: name, Cause: failed.Cause}
	if name == "" {
		refusal.Name = failed.Step.ID
	}
	return refusal
}

// groupRecord returns Fastcall's own record of a native group, looked up
// together with others.
func (o *Org) groupRecord(ctx context.Context, groupID string) (schemamap.Row, error) {
	found, err := walk.LookUp(ctx, o.groupRecords, o.lookUpGroupRecords, salesforce.LongID(groupID), func(r schemamap.Row) bool { return r.Place != nil })
	if err != nil {
		return schemamap.Row{}, err
	}
	if found.Place == nil {
		return schemamap.Row{}, &NoFastcallGroupError{GroupID: groupID}
	}
	return found, nil
}

// lookUpGroupRecords reads Fastcall's own records of native groups by the ids
// of those.
func (o *Org) lookUpGroupRecords(ctx context.Context, groupIDs []string) (map[string]schemamap.Row, error) {
	schema, err := o.require(ctx, schemamap.Needs(schemamap.Group)...)
	if err != nil {
		return nil, err
	}
	groups := schema.At(schemamap.Group)
	var rows []schemamap.Row
	if err := o.find(ctx, groups.Ask(&rows, groups.Columns(nil, "extension"), groups.AmongGroups(schemamap.Link, groupIDs))); err != nil {
		return nil, err
	}
	found := make(map[string]schemamap.Row, len(rows))
	for _, r := range rows {
		found[r.Group(schemamap.Link)] = r
	}
	return found, nil
}

// newGroupRecords gathers look-ups of groups.
func (o *Org) newGroupRecords() *coalesce.Group[string, schemamap.Row] {
	return walk.NewLookup(o.lookUpGroupRecords)
}

// groupValue is what a field that refers to a group holds: the id of the
// native group, or that of Fastcall's own record of it. An empty id empties
// the field.
func (o *Org) groupValue(ctx context.Context, s *schemamap.Place, key, groupID string) (any, error) {
	if groupID == "" {
		return nil, nil
	}
	if !s.ViaGroup(key) {
		return s.Encode(key, salesforce.LongID(groupID))
	}
	record, err := o.groupRecord(ctx, groupID)
	if err != nil {
		return nil, err
	}
	return s.Encode(key, record.ID())
}

// NoFastcallGroupError says that a native group has no record of Fastcall's,
// so that Fastcall does not know it.
type NoFastcallGroupError struct{ GroupID string }

func (e *NoFastcallGroupError) Error() string { return "no Fastcall group " + e.GroupID }
