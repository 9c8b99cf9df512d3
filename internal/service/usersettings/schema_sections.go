package usersettings

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// leastRingTime is the shortest time that a device can ring, in seconds.
const leastRingTime = 1

// text and flag are members of a section that may be left out.
func text(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Optional: true, Validators: []validator.String{framework.Filled()}}
}

func flag(description string) schema.BoolAttribute {
	return schema.BoolAttribute{MarkdownDescription: description, Optional: true}
}

func userSettingsAttribute() schema.SingleNestedAttribute {
	greeting := text("ID of the message that callers hear before they leave a voicemail.")
	greeting.CustomType, greeting.PlanModifiers = framework.SalesforceIDType, []planmodifier.String{framework.KeepID()}
	return schema.SingleNestedAttribute{
		MarkdownDescription: "The user's own settings. Each member that is left out is not managed. `on_destroy = \"reset\"` gives managed members their defaults.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"country_code": text("Country that numbers without a leading + are dialed in: a dial prefix such as `45` or a country code, " +
				"whichever this org's Fastcall holds; the field's length and choices are checked at plan."),
			"call_recording":        flag("Whether the user's calls are recorded."),
			"call_recording_mode":   text("Which calls are recorded: `all_calls`, `inbound`, `outbound` or `on_demand`, or what else the org's picklist has."),
			"voicemail":             flag("Whether callers may leave a voicemail."),
			"voicemail_greeting_id": greeting,
			"widget":                flag("Whether the widget shows the user's status."),
			"three_way_calls": flag("Whether the user may make three-way calls by a permission of the own. One that comes through a group is " +
				"managed with the group. Destroying with `reset` takes it away again."),
			"initial_user_status": text("Status that the user gets when this resource is created: the name or ID of a user status, or `available` or " +
				"`offline` if one status alone has that type. It is written only then, never read and never a change: a status changes all day."),
		},
	}
}

func devicesAttribute() schema.MapNestedAttribute {
	return schema.MapNestedAttribute{
		MarkdownDescription: "Devices on which the user takes calls, by name. The map is complete: devices that are not in it are removed, " +
			"but not while an inbound route or the ACD receiver leads to them that is not managed here: then the plan warns and the apply stops. " +
			"With `apply_mode = \"add_missing\"`, other devices stay. `on_destroy = \"reset\"` deletes them.",
		Optional: true, Validators: []validator.Map{framework.NoNulls()},
		NestedObject: schema.NestedAttributeObject{Validators: []validator.Object{has("type")}, Attributes: map[string]schema.Attribute{
			"type": text("What it is: `softphone`, `office_phone` or `mobile`, or what else the org's picklist has. Every device needs one."),
			"number": schema.StringAttribute{
				MarkdownDescription: "Number of the device in international form, for example `+4520100001`; spaces and dashes do not matter. " +
					"A softphone has none. Left out, it is not managed.",
				CustomType: framework.E164Type, Optional: true, PlanModifiers: []planmodifier.String{framework.KeepNumber()},
			},
		}},
	}
}

// deviceChoice picks a device by name or by type.
func deviceChoice() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"device": text("Name of a device of the user. Set this or `device_type`."),
		"device_type": text("Type of the device, of which the user must have exactly one; for settings of many users at once. " +
			"Set this or `device`."),
	}
}

func routingAttribute() schema.SingleNestedAttribute {
	route := deviceChoice()
	route["ring_time"] = schema.Int64Attribute{
		MarkdownDescription: "How long the device rings before the next route is tried, in seconds. Left out, it is not managed.",
		Optional:            true, Validators: []validator.Int64{framework.AtLeast(leastRingTime)},
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: "Where calls go. Of the two kinds of calls that Fastcall's mass edit asks for, leave out `routes` to set only those of ACD, " +
			"`acd_receiver` to set only those to the user's own number.",
		Optional: true,
		Attributes: map[string]schema.Attribute{
			"routes": schema.ListNestedAttribute{
				MarkdownDescription: "Devices in the order in which they are tried for calls to the user's own number. The list is complete; the same device may " +
					"come twice. `on_destroy = \"reset\"` deletes the routes.",
				Optional: true, NestedObject: schema.NestedAttributeObject{Validators: []validator.Object{has("device", "device_type")}, Attributes: route},
				Validators: []validator.List{framework.NoNulls()},
			},
			"after_last_route": text("What happens when nobody answers: `hang_up` or `voicemail`, or what else the org's picklist has."),
			"acd_receiver": schema.SingleNestedAttribute{
				MarkdownDescription: "The one device that takes calls which ACD distributes to groups of the user's. It has nothing to do with `routes`. " +
					"`on_destroy = \"reset\"` leaves the user without one.",
				Optional: true, Attributes: deviceChoice(), Validators: []validator.Object{has("device", "device_type")},
			},
			"notify_missed_calls": flag("Whether the user is told of missed calls."),
			"notify_voicemails":   flag("Whether the user is told of voicemails."),
		},
	}
}

func messagesAttribute() schema.MapNestedAttribute {
	return schema.MapNestedAttribute{
		MarkdownDescription: "Messages of the user by name. Only those named are managed. A message that this resource made is deleted when it is taken out of " +
			"the map, or by `on_destroy = \"reset\"`; others stay. Taking out the whole map deletes nothing. " +
			"One that stays counts as a recording when the user is released.",
		Optional: true, Validators: []validator.Map{framework.NoNulls()},
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"text": text("What a robot voice reads. Left out, the message must exist, as a recording or with any text: a recording cannot be " +
				"made, changed or deleted here."),
		}},
	}
}

func templatesAttribute() schema.MapNestedAttribute {
	return schema.MapNestedAttribute{
		MarkdownDescription: "The user's own SMS templates by name. Only those named are managed. One that is taken out of the map is deleted, and so are all of " +
			"them by `on_destroy = \"reset\"`; with `add_missing` only those that this resource made. Taking out the whole map deletes nothing.",
		Optional: true, Validators: []validator.Map{framework.NoNulls()},
		NestedObject: schema.NestedAttributeObject{Validators: []validator.Object{has("body")}, Attributes: map[string]schema.Attribute{
			"body": text("Text of the template, with Fastcall's merge fields as they are. Every template needs one."),
		}},
	}
}
