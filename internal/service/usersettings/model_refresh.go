package usersettings

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/schemamap"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// refreshing writes what the org has into a state. What is null there is not
// managed and stays null; a spelling that means the same stays, too.
type refreshing struct {
	have *fastcall.Settings
	// importing fills every member of the sections that are taken in.
	importing bool
	// stays is set if what exists counts as it should be, whatever it is.
	stays bool
}

// refresh brings a state to what a look at the org found.
func (m *model) refresh(have *fastcall.Settings, importing bool) {
	r := refreshing{have: have, importing: importing, stays: m.addsMissing()}
	m.ID = framework.SalesforceID(have.UserID)
	m.PhoneNumbers = numbersOf(have)
	if !m.UserSettings.IsNull() {
		m.UserSettings = r.userSettings(m.UserSettings.Attributes())
	}
	if !m.Devices.IsNull() {
		m.Devices = r.devices(m.Devices.Elements())
	}
	if !m.InboundRouting.IsNull() {
		m.InboundRouting = r.routing(m.InboundRouting.Attributes())
	}
	if !m.Messages.IsNull() {
		m.Messages = r.texts(m.Messages.Elements(), have.Messages(), "text", messageTypes)
	}
	if !m.SMSTemplates.IsNull() {
		m.SMSTemplates = r.texts(m.SMSTemplates.Elements(), have.Templates(), "body", templateTypes)
	}
	if !m.ExtraFields.IsNull() {
		m.ExtraFields = r.extra(m.ExtraFields.Elements())
	}
}

func numbersOf(have *fastcall.Settings) types.List {
	if have.PhoneNumbers == nil {
		return types.ListNull(types.StringType)
	}
	values := make([]attr.Value, 0, len(have.PhoneNumbers))
	for _, number := range have.PhoneNumbers {
		values = append(values, types.StringValue(number))
	}
	return types.ListValueMust(types.StringType, values)
}

// wanted tells whether a member is managed.
func (r refreshing) wanted(old attr.Value) bool { return r.importing || !old.IsNull() }

// member reads one field.
func (r refreshing) member(section schemamap.Section, m member, old attr.Value) attr.Value {
	value := r.have.Value(section, m.key)
	if !r.wanted(old) || r.stays && value != nil {
		return old
	}
	if m.flag {
		on, ok := value.(bool)
		if !ok {
			return types.BoolNull() // No row yet, or a field that is no checkbox.
		}
		return types.BoolValue(on)
	}
	now, _ := value.(string)
	if text, known := textOf(old); known && r.have.Same(section, m.key, text) {
		return old
	}
	if _, isID := old.(framework.StringValue); isID {
		return framework.SalesforceID(now)
	}
	return framework.Optional(now)
}

func (r refreshing) userSettings(old map[string]attr.Value) types.Object {
	now := maps.Clone(old)
	for _, member := range members[schemamap.UserSettings] {
		now[member.attribute] = r.member(schemamap.UserSettings, member, old[member.attribute])
	}
	allowed := r.have.ThreeWayCalls()
	if r.wanted(old["three_way_calls"]) && r.have.Has(schemamap.ThreeWayCall, "user") && (!r.stays || !allowed) {
		now["three_way_calls"] = types.BoolValue(allowed)
	}
	return types.ObjectValueMust(userSettingsTypes, now)
}

// devices reads all devices, or, where others may stay, those of the state.
func (r refreshing) devices(old map[string]attr.Value) types.Map {
	now := map[string]attr.Value{}
	for _, d := range r.have.Devices() {
		before, known := old[d.Name]
		switch {
		case r.stays && known:
			now[d.Name] = before
		case r.stays:
		default:
			now[d.Name] = r.device(d, membersOf(before))
		}
	}
	return types.MapValueMust(types.ObjectType{AttrTypes: deviceTypes}, now)
}

func (r refreshing) device(d fastcall.Device, old map[string]attr.Value) attr.Value {
	kind, number := d.Type, framework.E164(d.Number)
	if text, known := textOf(old["type"]); known && r.have.SameType(text, kind) {
		kind = text
	}
	if text, known := textOf(old["number"]); known && e164.Same(text, d.Number) {
		number = framework.E164(text)
	} else if old != nil && !known {
		number = framework.E164("")
	}
	if _, err := e164.Parse(d.Number); old == nil && err != nil {
		number = framework.E164("") // No configuration could say it, so it is not taken in.
	}
	return types.ObjectValueMust(deviceTypes, map[string]attr.Value{"type": framework.Optional(kind), "number": number})
}

func (r refreshing) routing(old map[string]attr.Value) types.Object {
	now := maps.Clone(old)
	for _, member := range members[schemamap.InboundRouting] {
		now[member.attribute] = r.member(schemamap.InboundRouting, member, old[member.attribute])
	}
	if routes := r.have.Routes(); r.wanted(old["routes"]) && r.have.Has(schemamap.InboundRoute, "device", "position") &&
		(!r.stays || len(routes) == 0) {
		now["routes"] = r.routesOf(routes, old["routes"])
	}
	receiver, found := r.have.Receiver()
	if r.wanted(old["acd_receiver"]) && (!r.stays || !found) {
		now["acd_receiver"] = types.ObjectNull(choiceTypes)
		if found {
			now["acd_receiver"] = types.ObjectValueMust(choiceTypes, r.choice(receiver.Name, receiver.Type, old["acd_receiver"]))
		}
	}
	return types.ObjectValueMust(routingTypes, now)
}

// routesOf writes routes as the state does.
func (r refreshing) routesOf(routes []fastcall.Route, old attr.Value) attr.Value {
	var before []attr.Value
	if list, ok := old.(types.List); ok {
		before = list.Elements()
	}
	now := make([]attr.Value, 0, len(routes))
	for i, route := range routes {
		var was attr.Value
		if i < len(before) {
			was = before[i]
		}
		values := r.choice(route.Device, route.DeviceType, was)
		values["ring_time"] = types.Int64PointerValue(route.RingTime)
		if ring, ok := membersOf(was)["ring_time"].(types.Int64); ok && ring.IsNull() {
			values["ring_time"] = types.Int64Null()
		}
		if route.RingTime != nil && *route.RingTime < leastRingTime && r.importing {
			values["ring_time"] = types.Int64Null() // No configuration could say it.
		}
		now = append(now, types.ObjectValueMust(routeTypes, values))
	}
	return types.ListValueMust(routesType, now)
}

// choice names a device as the state does: by its type if the state goes by
// that and the device has it, else by name.
func (r refreshing) choice(name, kind string, old attr.Value) map[string]attr.Value {
	if was, byType := textOf(membersOf(old)["device_type"]); byType && r.have.SameType(was, kind) {
		return map[string]attr.Value{"device": types.StringNull(), "device_type": types.StringValue(was)}
	}
	return map[string]attr.Value{"device": framework.Optional(name), "device_type": types.StringNull()}
}

// texts reads the messages or templates that the state names, or all of them
// for an import.
func (r refreshing) texts(old map[string]attr.Value, have map[string]string, attribute string, kinds map[string]attr.Type) types.Map {
	now := map[string]attr.Value{}
	for name, text := range have {
		before, known := old[name]
		was := membersOf(before)[attribute]
		written, managed := textOf(was)
		switch {
		case !known && r.importing && text == "" && attribute == "body": // No configuration could say it.
		case !known && r.importing:
			now[name] = types.ObjectValueMust(kinds, map[string]attr.Value{attribute: framework.Optional(text)})
		case !known:
		case r.stays || !managed || schemamap.SameText(written, text):
			now[name] = before
		default:
			now[name] = types.ObjectValueMust(kinds, map[string]attr.Value{attribute: framework.Optional(text)})
		}
	}
	return types.MapValueMust(types.ObjectType{AttrTypes: kinds}, now)
}

// extra reads the fields that the state names.
func (r refreshing) extra(old map[string]attr.Value) types.Map {
	now := map[string]attr.Value{}
	for name, before := range old {
		written, _ := textOf(before)
		text, _ := r.have.Extra(name)
		if r.stays && text != "" || r.have.SameExtra(name, written) {
			text = written
		}
		now[name] = types.StringValue(text)
	}
	return types.MapValueMust(types.StringType, now)
}
