package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

type salesforceID struct{}

// NewSalesforceID returns the function salesforce_id.
func NewSalesforceID() function.Function { return salesforceID{} }

// Metadata implements function.Function.
func (salesforceID) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "salesforce_id"
}

// Definition implements function.Function.
func (salesforceID) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "The 18-character form of a Salesforce ID",
		MarkdownDescription: "Turns the ID of a Salesforce record, of 15 or 18 characters, into the form of 18 characters, in which this provider " +
			"gives all IDs. Reports and some exports give 15, in which case matters; as keys of a map or in a comparison, the two forms of one ID " +
			"differ.\n\nA text that is no ID is an error, and so is one of 18 characters whose last three do not fit the others, as when a " +
			"spreadsheet has changed the case of letters.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "id", MarkdownDescription: "The ID, 15 or 18 characters."},
		},
		Return: function.StringReturn{},
	}
}

// Run implements function.Function.
func (salesforceID) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string
	if resp.Error = req.Arguments.Get(ctx, &text); resp.Error != nil {
		return
	}
	id, why := framework.WholeID(text)
	if why != "" {
		resp.Error = function.NewArgumentFuncError(0, why)
		return
	}
	resp.Error = resp.Result.Set(ctx, id)
}
