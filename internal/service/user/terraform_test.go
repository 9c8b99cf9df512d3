package user_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/fastcall/terraform-provider-fastcall/internal/acctest"
)

const adaAddress = "fastcall_user.ada"

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(adaAddress, action)}}
}

// The whole life of a user with the Terraform binary.
func TestTerraformLifecycle(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	ada := func(body string) string {
		return org.ProviderBlock() + "resource \"fastcall_user\" \"ada\" {\n" + body + "\n}\n"
	}
	plain := ada(`username = "ada@acme.example"`)
	acctest.Test(t,
		resource.TestStep{
			Config:           plain,
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(adaAddress, tfjsonpath.New("licensed"), knownvalue.Bool(true)),
				statecheck.ExpectKnownValue(adaAddress, tfjsonpath.New("roles"), knownvalue.SetExact([]knownvalue.Check{knownvalue.StringExact("user")})),
				statecheck.ExpectKnownValue(adaAddress, tfjsonpath.New("name"), knownvalue.StringExact("Ada Byron")),
				statecheck.ExpectKnownValue(adaAddress, tfjsonpath.New("holds"), knownvalue.MapExact(nil)),
			},
		},
		resource.TestStep{ResourceName: adaAddress, ImportState: true, ImportStateVerify: true},
		resource.TestStep{ // Another key for the same user.
			Config:           ada(`federation_id = "ada"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
		resource.TestStep{ // A part removed by hand.
			PreConfig:        func() { org.TakeSeat(t, "ada@acme.example") },
			Config:           plain,
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
		},
		resource.TestStep{
			Config:           ada("username = \"ada@acme.example\"\nroles = [\"admin\", \"user\"]\ntimeouts = { update = \"1m\" }"),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
		},
		resource.TestStep{ // All parts removed by hand.
			PreConfig: func() {
				org.TakeSeat(t, "ada@acme.example")
				org.TakePermissionSet(t, "ada@acme.example", "FastCall_User")
				org.TakePermissionSet(t, "ada@acme.example", "FastCall_Admin")
				org.SetCallCenter(t, "ada@acme.example", "")
			},
			Config:           plain,
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
		},
		resource.TestStep{ // Another user.
			Config:           ada(`username = "grace@acme.example"`),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
		},
	)
	wantParts(t, org, "ada@acme.example", nothing)
	wantParts(t, org, "grace@acme.example", nothing)
}

// An import block takes a user in without a write.
func TestTerraformImportBlock(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	id := org.UserID(t, "marie@acme.example")
	acctest.Test(t, resource.TestStep{
		Config: org.ProviderBlock() + "import {\n  to = fastcall_user.ada\n  id = \"" + id[:15] + "\"\n}\n" +
			"resource \"fastcall_user\" \"ada\" {\n  username = \"marie@acme.example\"\n}\n",
		ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
	})
}

// An import by identity, which needs no knowledge of ids but the two.
func TestTerraformImportByIdentity(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	config := org.ProviderBlock() + "resource \"fastcall_user\" \"ada\" {\n  username = \"ada@acme.example\"\n}\n"
	acctest.TestSince(t, "1.12.0",
		resource.TestStep{Config: config, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectIdentityValueMatchesState(adaAddress, tfjsonpath.New("user_id")),
		}},
		resource.TestStep{ResourceName: adaAddress, ImportState: true,
			ImportStateKind: resource.ImportBlockWithResourceIdentity},
	)
}

// An error of the plan names the attribute at fault.
func TestTerraformPlanError(t *testing.T) {
	t.Parallel()
	org := acctest.NewOrg(t)
	acctest.Test(t, resource.TestStep{
		Config: org.ProviderBlock() + "resource \"fastcall_user\" \"ada\" {\n" +
			"  username = \"ada@acme.example\"\n  call_center = \"Nowhere\"\n}\n",
		ExpectError: regexp.MustCompile(`(?s)Cannot plan ada@acme.example.*call_center = "Nowhere".*No call center is called "Nowhere"`),
	})
}
