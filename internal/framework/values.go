package framework

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Optional is null for what Salesforce leaves empty.
func Optional(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}

// Settle gives a value that a plan left open what came of it. What the plan
// promised stays.
func Settle[V attr.Value](planned *V, actual V) {
	if (*planned).IsUnknown() {
		*planned = actual
	}
}

// TextList is a list of texts.
func TextList(texts []string) types.List {
	return types.ListValueMust(types.StringType, Texts(texts))
}

// Texts are the values of texts.
func Texts(texts []string) []attr.Value {
	values := make([]attr.Value, 0, len(texts))
	for _, text := range texts {
		values = append(values, types.StringValue(text))
	}
	return values
}
