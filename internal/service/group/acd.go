package group

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

// acdDescriptions say what each setting means to somebody who runs a call
// center, by the key of the option.
var acdDescriptions = map[string]string{
	"strategy": "Whom a call rings: `simulring` everybody who is available at once (Fastcall's advice), `round_robin` one after the other " +
		"in a fixed order, `round_robin_queue` the same while the caller waits in a queue.",
	"ring_timeout": "Seconds that each member is rung, per attempt. `round_robin` and `round_robin_queue` need it: calls can fail without.",
	"queue_no_answer_timeout": "Seconds that a caller waits in all before the no-answer IVR takes over: the longest wait that is acceptable. " +
		"Every strategy needs it: calls can fail without.",
	"repeat_times":         "How many rounds are made. For `round_robin` and `round_robin_queue`.",
	"introductory_message": "ID of the message that greets the caller.",
	"use_waiting_audio":    "Whether a recording plays while the caller waits. For `round_robin_queue`.",
	"waiting_message":      "ID of the message that plays while the caller waits. For `round_robin_queue`; needs `use_waiting_audio`.",
	"say_position":         "Whether a voice tells the caller the position in the queue. For `round_robin_queue`.",
	"position_message":     "Text around the position, which a voice reads. For `round_robin_queue`; needs `say_position`.",
	"waiting_menu_ivr":     "ID of the IVR that offers a way out of the queue. For `round_robin_queue`.",
	"no_answer_ivr":        "ID of the IVR that takes over when nobody answers.",
	"missed_call_owner":    "ID of the user or Salesforce queue that missed calls are logged to.",
}

// acdName is the attribute of an option.
func acdName(key string) string {
	for _, option := range fastcall.ACDOptions {
		if option.Key == key && option.Kind == fastcall.RecordOption {
			return key + "_id"
		}
	}
	return key
}

// acdTypes are the types of the attributes.
var acdTypes = func() map[string]attr.Type {
	all := map[string]attr.Type{}
	for _, option := range fastcall.ACDOptions {
		switch option.Kind {
		case fastcall.NumberOption:
			all[acdName(option.Key)] = types.Int64Type
		case fastcall.FlagOption:
			all[acdName(option.Key)] = types.BoolType
		case fastcall.RecordOption:
			all[acdName(option.Key)] = framework.SalesforceIDType
		case fastcall.TextOption:
			all[acdName(option.Key)] = types.StringType
		}
	}
	return all
}()

// acdAttribute holds the settings for distributing calls.
func acdAttribute() schema.Attribute {
	attributes := map[string]schema.Attribute{}
	for _, option := range fastcall.ACDOptions {
		name, text := acdName(option.Key), acdDescriptions[option.Key]
		if option.Key != "strategy" && len(option.Required) == 0 {
			text += " Left out, it is not managed."
		}
		switch option.Kind {
		case fastcall.NumberOption:
			attributes[name] = schema.Int64Attribute{MarkdownDescription: text, Optional: true,
				Validators: []validator.Int64{framework.AtLeast(1)}}
		case fastcall.FlagOption:
			attributes[name] = schema.BoolAttribute{MarkdownDescription: text, Optional: true}
		case fastcall.RecordOption:
			attributes[name] = schema.StringAttribute{MarkdownDescription: text, CustomType: framework.SalesforceIDType, Optional: true}
		case fastcall.TextOption:
			attributes[name] = schema.StringAttribute{MarkdownDescription: text, Optional: true,
				Validators: []validator.String{framework.Filled()}}
		}
	}
	attributes["strategy"] = schema.StringAttribute{MarkdownDescription: acdDescriptions["strategy"], Required: true,
		Validators: []validator.String{framework.OneOf(fastcall.Simulring, fastcall.RoundRobin, fastcall.RoundRobinQueue)}}
	attributes["missed_call_owner_id"] = schema.StringAttribute{
		MarkdownDescription: acdDescriptions["missed_call_owner"] + " Left out, it is not managed.",
		CustomType:          framework.SalesforceIDType, Optional: true,
		Validators: []validator.String{framework.UserOrQueueID()}}
	return schema.SingleNestedAttribute{
		MarkdownDescription: "How calls to the group are distributed among its members (ACD). Left out, it is not managed, and so is each " +
			"setting that is left out. Where an org keeps these settings with the IVR actions that transfer to the group, all of those get " +
			"the same ones. Destroying removes them with the group.",
		Optional:   true,
		Attributes: attributes,
	}
}

// options are the known settings of an object; nil for null and unknown.
func options(object types.Object) fastcall.Options {
	if object.IsNull() || object.IsUnknown() {
		return nil
	}
	known := fastcall.Options{}
	for _, option := range fastcall.ACDOptions {
		value := object.Attributes()[acdName(option.Key)]
		if value == nil || value.IsNull() || value.IsUnknown() {
			continue
		}
		switch v := value.(type) {
		case types.String:
			known[option.Key] = v.ValueString()
		case framework.StringValue:
			known[option.Key] = v.ID18()
		case types.Int64:
			known[option.Key] = v.ValueInt64()
		case types.Bool:
			known[option.Key] = v.ValueBool()
		}
	}
	return known
}

// unknownOption tells whether a setting is not known yet.
func unknownOption(object types.Object) func(key string) bool {
	return func(key string) bool {
		value := object.Attributes()[acdName(key)]
		return object.IsUnknown() || value != nil && value.IsUnknown()
	}
}

// acdObject is an object with the settings that managed lists.
func acdObject(have fastcall.Options, managed func(name string) bool) types.Object {
	values := map[string]attr.Value{}
	for _, option := range fastcall.ACDOptions {
		name := acdName(option.Key)
		value := have[option.Key]
		if !managed(name) {
			value = nil
		}
		switch option.Kind {
		case fastcall.NumberOption:
			values[name] = types.Int64Null()
			if n, ok := value.(int64); ok {
				values[name] = types.Int64Value(n)
			}
		case fastcall.FlagOption:
			values[name] = types.BoolNull()
			if on, ok := value.(bool); ok {
				values[name] = types.BoolValue(on)
			}
		case fastcall.RecordOption:
			id, _ := value.(string)
			values[name] = framework.SalesforceID(id)
		case fastcall.TextOption:
			values[name] = types.StringNull()
			if text, ok := value.(string); ok {
				values[name] = types.StringValue(text)
			}
		}
	}
	return types.ObjectValueMust(acdTypes, values)
}
