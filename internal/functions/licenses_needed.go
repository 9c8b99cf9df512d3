package functions

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// defaultGuests is the number of seats that guest users of sites hold in an
// org that has one Salesforce Site, as Fastcall sets it up.
const defaultGuests = 1

type licensesNeeded struct{}

// NewLicensesNeeded returns the function licenses_needed.
func NewLicensesNeeded() function.Function { return licensesNeeded{} }

// Metadata implements function.Function.
func (licensesNeeded) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "licenses_needed"
}

// Definition implements function.Function.
func (licensesNeeded) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "How many Fastcall licenses a team needs",
		MarkdownDescription: "Counts the licenses (seats) that have to be bought for some people: one for each of them and one for the site guest " +
			"user, through whom Fastcall talks to its telephone network. Ten users need eleven licenses.\n\n" +
			"It counts people, not entries: a user name counts once whatever its case, and so does an ID in either of its forms. It does not ask " +
			"any org. What an org has bought and who holds it is told by the data source `fastcall_license`.",
		Parameters: []function.Parameter{
			function.ListParameter{Name: "users", ElementType: types.StringType,
				MarkdownDescription: "User names or IDs of the people, each person always in the same way: a set, a list, or the `keys` of a map."},
		},
		VariadicParameter: function.Int64Parameter{Name: "site_guest_licenses",
			MarkdownDescription: "At most one number: the licenses that site guest users need. Default 1; more with several Salesforce Sites."},
		Return: function.Int64Return{},
	}
}

// Run implements function.Function.
func (licensesNeeded) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var users []*string
	var guests []int64
	if resp.Error = req.Arguments.Get(ctx, &users, &guests); resp.Error != nil {
		return
	}
	if resp.Error = atMostOne(len(guests), 1, "number of site guest licenses"); resp.Error != nil {
		return
	}
	people := make([]string, 0, len(users))
	for i, who := range users {
		if who == nil || *who == "" {
			resp.Error = function.NewArgumentFuncError(0, fmt.Sprintf("Entry %d of users names nobody: it is null or empty.", i+1))
			return
		}
		people = append(people, *who)
	}
	reserved := int64(defaultGuests)
	if len(guests) == 1 {
		reserved = guests[0]
	}
	if reserved < 0 {
		resp.Error = function.NewArgumentFuncError(1, "The number of site guest licenses cannot be negative.")
		return
	}
	resp.Error = resp.Result.Set(ctx, fastcall.SeatsFor(people, reserved))
}
