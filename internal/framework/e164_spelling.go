package framework

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// spelling keeps the state's spelling of what the configuration spells
// otherwise. The types' own equality is asked only for what comes from the
// org; a plan would show the other spelling as a change.
type spelling struct {
	// plain is the same text for all spellings of one thing.
	plain func(string) string
}

// KeepNumber is the plan modifier of numbers of E164Type.
func KeepNumber() planmodifier.String {
	return spelling{func(text string) string {
		if number, err := e164.Parse(text); err == nil {
			return number
		}
		return text
	}}
}

// KeepID is the plan modifier of record ids, KeepIDs of sets of them: 15 and
// 18 characters mean the same record.
func KeepID() planmodifier.String { return spelling{plainID} }

// KeepIDs is KeepID for sets.
func KeepIDs() planmodifier.Set { return spelling{plainID} }

func plainID(text string) string {
	if id, err := salesforce.ID18(text); err == nil {
		return id
	}
	return text
}

// Description implements planmodifier.Describer.
func (s spelling) Description(context.Context) string {
	return "Another spelling of the same value is no change."
}

// MarkdownDescription implements planmodifier.Describer.
func (s spelling) MarkdownDescription(ctx context.Context) string { return s.Description(ctx) }

// PlanModifyString implements planmodifier.String.
func (s spelling) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if known(req.PlanValue) && known(req.StateValue) && s.plain(req.PlanValue.ValueString()) == s.plain(req.StateValue.ValueString()) {
		resp.PlanValue = req.StateValue
	}
}

// PlanModifySet implements planmodifier.Set.
func (s spelling) PlanModifySet(_ context.Context, req planmodifier.SetRequest, resp *planmodifier.SetResponse) {
	planned, ok := s.elements(req.PlanValue)
	present, also := s.elements(req.StateValue)
	if ok && also && slices.Equal(planned, present) {
		resp.PlanValue = req.StateValue
	}
}

// elements are the plain texts of a set, sorted; ok is false while one is
// unknown.
func (s spelling) elements(set types.Set) (texts []string, ok bool) {
	if !known(set) {
		return nil, false
	}
	for _, element := range set.Elements() {
		text, is := element.(basetypes.StringValuable)
		if !is || !known(element) {
			return nil, false
		}
		value, _ := text.ToStringValue(context.Background())
		texts = append(texts, s.plain(value.ValueString()))
	}
	slices.Sort(texts)
	return slices.Compact(texts), true
}

func known(value attr.Value) bool { return !value.IsNull() && !value.IsUnknown() }
