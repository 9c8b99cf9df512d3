package fastcall

import (
	"context"
	"fmt"
	"slices"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/lists"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// GroupSettings is what a group shall be. A nil member is not managed.
type GroupSettings struct {
	Name          string
	DeveloperName string
	Extension     *string
	// Members are ids of users; not nil: all of them, nobody else.
	Members []string
	// ACD holds the managed options only.
	ACD              Options
	SharedRecordings []string
	ThreeWayCalls    *bool
	// Renamed says that the name is new, so that Fastcall's record is renamed, too.
	Renamed bool
}

// Parts are the parts of a group that the settings manage.
func (s GroupSettings) Parts() GroupParts {
	return GroupParts{Members: s.Members != nil, ACD: s.ACD != nil, SharedRecordings: s.SharedRecordings != nil,
		ThreeWayCalls: s.ThreeWayCalls != nil}
}

// needs are the sections and fields that the settings cannot do without.
func (s GroupSettings) needs() []schemamap.Need {
	group := schemamap.Need{Section: schemamap.Group}
	if s.Extension != nil {
		group.Fields = []string{"extension"}
	}
	all := []schemamap.Need{group}
	if s.ACD != nil {
		acd := schemamap.Need{Section: schemamap.ACD}
		for _, key := range acdKeys() {
			if _, used := s.ACD[key]; used {
				acd.Fields = append(acd.Fields, key)
			}
		}
		all = append(all, acd)
	}
	if s.SharedRecordings != nil {
		all = append(all, schemamap.NeedFields(schemamap.MessageShare, "group"))
	}
	if s.ThreeWayCalls != nil {
		all = append(all, schemamap.NeedFields(schemamap.ThreeWayCall, "group"))
	}
	return all
}

// RequireGroup returns an error if this org lacks an object or a field that the
// settings use.
func (o *Org) RequireGroup(ctx context.Context, s GroupSettings) error {
	_, err := o.require(ctx, s.needs()...)
	return err
}

// References of the steps that write a group.
const (
	refGroup  = "group"
	refRecord = "record"
)

// setup returns the steps that bring the Salesforce side of a group to the
// settings. have is nil for a group that is not there yet.
func (s GroupSettings) setup(have *Group) salesforce.Graph {
	var g salesforce.Graph
	var groupID any = salesforce.IDOf(refGroup)
	if have == nil {
		g = append(g, salesforce.Step{Ref: refGroup, Verb: salesforce.Create, Object: "Group",
			Fields: map[string]any{"Name": s.Name, "DeveloperName": s.DeveloperName, "Type": "Regular"}})
		have = &Group{}
	} else {
		groupID = have.ID
		fields, undo := map[string]any{}, map[string]any{}
		for name, values := range map[string][2]string{
			"Name": {s.Name, have.Name}, "DeveloperName": {s.DeveloperName, have.DeveloperName},
		} {
			if values[0] != values[1] {
				fields[name], undo[name] = values[0], values[1]
			}
		}
		if len(fields) > 0 {
			g = append(g, salesforce.Step{Ref: refGroup, Verb: salesforce.Update, Object: "Group", ID: have.ID, Fields: fields, Undo: undo})
		}
	}
	for i, userID := range s.joiners(have) {
		g = append(g, join(fmt.Sprintf("join_%d", i), groupID, userID))
	}
	for i, userID := range s.leavers(have) {
		g = append(g, leaveStep(fmt.Sprintf("leave_%d", i), have.rows.members[userID], have.ID, userID))
	}
	return g
}

// joiners are the members that the group lacks, leavers those it has beyond
// the settings.
func (s GroupSettings) joiners(have *Group) []string {
	return lists.Filter(s.Members, func(id string) bool { _, is := have.rows.members[id]; return !is })
}

func (s GroupSettings) leavers(have *Group) []string {
	if s.Members == nil {
		return nil
	}
	wanted := make(map[string]bool, len(s.Members))
	for _, id := range s.Members {
		wanted[id] = true
	}
	return lists.Filter(have.Members, func(id string) bool { return !wanted[id] })
}

// custom returns the steps that bring Fastcall's own records of a group to the
// settings.
func (o *Org) custom(ctx context.Context, s GroupSettings, have *Group) (salesforce.Graph, error) {
	schema, err := o.require(ctx, s.needs()...)
	if err != nil {
		return nil, err
	}
	w := &groupWriting{schema: schema, settings: s, have: have}
	for _, part := range []func() error{w.record, w.acd, w.shares, w.threeWay} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return w.graph, nil
}

// groupWriting gathers the steps for Fastcall's own records of a group.
type groupWriting struct {
	schema   *schemamap.Map
	settings GroupSettings
	have     *Group
	graph    salesforce.Graph
}

// field is one value to write.
type field struct {
	section *schemamap.Place
	key     string
	value   any
}

// record creates or changes Fastcall's own record, with the ACD settings if
// they are on it.
func (w *groupWriting) record() error {
	groups := w.schema.At(schemamap.Group)
	var wanted []field
	if w.settings.Extension != nil {
		wanted = append(wanted, field{groups, "extension", *w.settings.Extension})
	}
	if acd := w.schema.At(schemamap.ACD); w.onRecord() {
		wanted = append(wanted, w.settings.ACD.fields(acd)...)
	}
	name, named := groups.Object.Fields["Name"]
	if w.have.Known() {
		step := w.update(refRecord, w.have.rows.record, wanted)
		if w.settings.Renamed && named && name.Updateable && w.have.RecordName != w.settings.Name {
			step.Fields["Name"], step.Undo["Name"] = w.settings.Name, w.have.RecordName
		}
		return w.add(step, wanted)
	}
	link, err := groups.Encode(schemamap.Link, w.have.ID)
	if err != nil {
		return err
	}
	step := salesforce.Step{Ref: refRecord, Verb: salesforce.Create, Object: groups.Object.Name,
		Fields: map[string]any{string(groups.Field(schemamap.Link)): link}}
	if named && name.Createable {
		step.Fields["Name"] = w.settings.Name
	}
	return w.create(step, wanted)
}

// onRecord tells whether managed ACD settings are on Fastcall's record of the
// group.
func (w *groupWriting) onRecord() bool {
	return w.settings.ACD != nil && w.schema.At(schemamap.ACD).Object.Name == w.schema.At(schemamap.Group).Object.Name
}

// acd brings every record that carries the group's ACD settings to what is
// wanted, and makes one if there is none.
func (w *groupWriting) acd() error {
	if w.settings.ACD == nil || w.onRecord() {
		return nil
	}
	acd := w.schema.At(schemamap.ACD)
	wanted := w.settings.ACD.fields(acd)
	for i, r := range w.have.rows.acd {
		if err := w.add(w.update(fmt.Sprintf("acd_%d", i), r, wanted), wanted); err != nil {
			return err
		}
	}
	if len(w.have.rows.acd) > 0 {
		return nil
	}
	step := salesforce.Step{Ref: "acd", Verb: salesforce.Create, Object: acd.Object.Name,
		Fields: map[string]any{acd.Fields[schemamap.Link].Name: w.toGroup(acd, schemamap.Link)}}
	actions := w.schema.At(schemamap.IVRAction)
	if w.schema.Has(schemamap.IVRAction, "type") && actions.Object.Name == acd.Object.Name {
		if transfer, err := actions.Encode("type", "call_transfer"); err == nil {
			step.Fields[string(actions.Field("type"))] = transfer
		}
	}
	return w.create(step, wanted)
}

// fields are the options as fields of a section, in a fixed order.
func (o Options) fields(s *schemamap.Place) []field {
	var all []field
	for _, key := range acdKeys() {
		if value, managed := o[key]; managed {
			all = append(all, field{s, key, value})
		}
	}
	return all
}

// shares brings the recordings shared with the group to what is wanted.
func (w *groupWriting) shares() error {
	wanted := w.settings.SharedRecordings
	if wanted == nil {
		return nil
	}
	shares := w.schema.At(schemamap.MessageShare)
	kept := map[string]bool{}
	for i, r := range w.have.rows.shares {
		message := r.Ref(schemamap.Link)
		if slices.Contains(wanted, message) && !kept[message] {
			kept[message] = true
			continue
		}
		w.graph = append(w.graph, deletion(fmt.Sprintf("unshare_%d", i), r))
	}
	for i, message := range wanted {
		if kept[message] {
			continue
		}
		id, err := shares.Encode(schemamap.Link, message)
		if err != nil {
			return err
		}
		w.graph = append(w.graph, salesforce.Step{Ref: fmt.Sprintf("share_%d", i), Verb: salesforce.Create, Object: shares.Object.Name,
			Fields: map[string]any{string(shares.Field(schemamap.Link)): id, string(shares.Field("group")): w.toGroup(shares, "group")}})
	}
	return nil
}

// threeWay allows or forbids three-way calls.
func (w *groupWriting) threeWay() error {
	wanted := w.settings.ThreeWayCalls
	switch {
	case wanted == nil || *wanted == w.have.ThreeWayCalls:
	case *wanted:
		calls := w.schema.At(schemamap.ThreeWayCall)
		w.graph = append(w.graph, salesforce.Step{Ref: "three_way", Verb: salesforce.Create, Object: calls.Object.Name,
			Fields: map[string]any{string(calls.Field("group")): w.toGroup(calls, "group")}})
	default:
		for i, r := range w.have.rows.threeWay {
			w.graph = append(w.graph, deletion(fmt.Sprintf("two_way_%d", i), r))
		}
	}
	return nil
}

// toGroup is what a field that refers to the group holds: the id of the native
// group, or of Fastcall's record of it, which the same unit may make.
func (w *groupWriting) toGroup(s *schemamap.Place, key string) any {
	switch {
	case !s.ViaGroup(key):
		return w.have.ID
	case w.have.Known():
		return w.have.RecordID
	}
	return salesforce.IDOf(refRecord)
}

// update is a step that writes those of the wanted values that a record does
// not have.
func (w *groupWriting) update(ref string, r schemamap.Row, wanted []field) salesforce.Step {
	step := salesforce.Step{Ref: ref, Verb: salesforce.Update, Object: r.Place.Object.Name, ID: r.ID(),
		Fields: map[string]any{}, Undo: map[string]any{}}
	for _, f := range wanted {
		if !f.section.Row(r.Values).Holds(f.key, f.value) {
			name := string(f.section.Field(f.key))
			step.Fields[name], step.Undo[name] = nil, r.Values[name]
		}
	}
	return step
}

// add adds an update with the values of its fields, unless it has none.
func (w *groupWriting) add(step salesforce.Step, wanted []field) error {
	if len(step.Fields) == 0 {
		return nil
	}
	for _, f := range wanted {
		name := string(f.section.Field(f.key))
		if _, writes := step.Fields[name]; !writes {
			continue
		}
		value, err := f.section.Encode(f.key, f.value)
		if err != nil {
			return err
		}
		step.Fields[name] = value
	}
	w.graph = append(w.graph, step)
	return nil
}

// create adds a create with all wanted values.
func (w *groupWriting) create(step salesforce.Step, wanted []field) error {
	for _, f := range wanted {
		step.Fields[string(f.section.Field(f.key))] = nil
	}
	return w.add(step, wanted)
}

func deletion(ref string, r schemamap.Row) salesforce.Step {
	return salesforce.Step{Ref: ref, Verb: salesforce.Delete, Object: r.Place.Object.Name, ID: r.ID()}
}
