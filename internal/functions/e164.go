package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall/e164"
	"github.com/fastcall/terraform-provider-fastcall/internal/framework"
)

type toE164 struct{}

// NewE164 returns the function e164.
func NewE164() function.Function { return toE164{} }

// Metadata implements function.Function.
func (toE164) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "e164"
}

// Definition implements function.Function.
func (toE164) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "A phone number as Fastcall keeps it",
		MarkdownDescription: "Turns a phone number as people write it into the international form that Fastcall keeps, E.164: a plus sign and " +
			"8 to 15 digits. Spaces, dashes, dots and parentheses are taken out.\n\n" +
			"With a country code, numbers without a plus sign are taken for numbers of that country, by the rule by which Fastcall dials: one " +
			"leading zero is dropped and the code is put in front. Anything that cannot be such a number is an error.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "number", MarkdownDescription: "The number, for example `+1 (415) 555-0100`."},
		},
		VariadicParameter: function.StringParameter{Name: "country_code",
			MarkdownDescription: "At most one country calling code, for example `44`, for a number without a plus sign. Left out, the number must begin with one."},
		Return: function.StringReturn{},
	}
}

// Run implements function.Function.
func (toE164) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string
	var countryCodes []string
	if resp.Error = req.Arguments.Get(ctx, &text, &countryCodes); resp.Error != nil {
		return
	}
	if len(countryCodes) == 0 {
		number, err := e164.Parse(text)
		if err != nil {
			resp.Error = function.NewArgumentFuncError(0, framework.MalformedNumber(err))
			return
		}
		resp.Error = resp.Result.Set(ctx, number)
		return
	}
	if resp.Error = atMostOne(len(countryCodes), 1, "country code"); resp.Error != nil {
		return
	}
	number, err := e164.Dial(text, countryCodes[0])
	if err != nil {
		resp.Error = function.NewArgumentFuncError(framework.CannotDial(err))
		return
	}
	resp.Error = resp.Result.Set(ctx, number)
}
