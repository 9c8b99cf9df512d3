package phonenumber_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const address = "fastcall_phone_number_assignment.line"

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// The life of an assignment with the Terraform binary: a leaver goes in the
// apply in which the number moves on, which Terraform does first.
func TestTerraformLifecycle(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	line := func(body string) string {
		return org.ProviderBlock() + "resource \"" + resourceName + "\" \"line\" {\n" + body + "\n}\n"
	}
	const leaver = "resource \"fastcall_user\" \"ada\" {\n  username = \"ada@acme.example\"\n}\n"
	maries := "user_id = \"" + org.UserID(t, marie) + "\"\n"
	acctest.Test(t,
		resource.TestStep{
			Config:           line("phone_number = \"+45 (70) 10-00-03\"\nuser_id = fastcall_user.ada.id") + leaver,
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("type"), knownvalue.StringExact("provisioned")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("phone_number"), knownvalue.StringExact("+45 (70) 10-00-03")),
			},
		},
		resource.TestStep{ // The user is released, then the number is given to somebody else.
			Config:           line("phone_number = \"" + spare + "\"\n" + maries),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
		},
		resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"phone_number"}},
		resource.TestStep{ // Another spelling.
			Config:           line("phone_number = \"+45.70.10.00.03\"\n" + maries),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
		resource.TestStep{ // Another number.
			Config:           line("phone_number = \"" + warehouse + "\"\n" + maries),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
		},
		resource.TestStep{ // An IVR, and access for a group.
			Config: line("phone_number = \"" + warehouse + "\"\n" + maries + "ivr_id = \"" + ivrID(t, org, "Main Menu") +
				"\"\navailable_for = { group_ids = [\"" + groupID(t, org, sales) + "\"] }"),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
		},
	)
	wantHolding(t, org, spare, held{})
	wantHolding(t, org, warehouse, held{})
}
