package acctest

import (
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	goversion "github.com/hashicorp/go-version"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"
)

// binaryVariable is where plugin-testing looks for the Terraform binary.
// Without it, it would download one.
const binaryVariable = "TF_ACC_TERRAFORM_PATH"

// findBinary points plugin-testing at the Terraform, or else OpenTofu, on the
// path. Without either the tests fail: a skip would look like a pass. The
// variables belong to the process, because tests run in parallel.
var findBinary = sync.OnceValue(func() error {
	if os.Getenv(binaryVariable) != "" {
		return nil
	}
	variables := map[string]string{}
	path, err := exec.LookPath("terraform")
	if err != nil {
		if path, err = exec.LookPath("tofu"); err != nil {
			return errors.New("neither terraform nor tofu is on the path; run the tests with make test, which builds one")
		}
		variables["TF_ACC_PROVIDER_NAMESPACE"] = "hashicorp"
		variables["TF_ACC_PROVIDER_HOST"] = "registry.opentofu.org"
	}
	variables[binaryVariable] = path
	for name, value := range variables {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	return nil
})

// TestSince is Test for what a Terraform older than version lacks.
func TestSince(t *testing.T, version string, steps ...resource.TestStep) {
	t.Helper()
	run(t, []tfversion.TerraformVersionCheck{tfversion.SkipBelow(goversion.Must(goversion.NewVersion(version)))}, steps)
}

// Test runs steps with the Terraform binary against the provider of this
// process.
func Test(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	run(t, nil, steps)
}

func run(t *testing.T, needs []tfversion.TerraformVersionCheck, steps []resource.TestStep) {
	t.Helper()
	if err := findBinary(); err != nil {
		t.Fatal(err)
	}
	resource.UnitTest(t, resource.TestCase{
		TerraformVersionChecks: needs,
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"fastcall": providerserver.NewProtocol6WithError(testedProvider()),
		},
		Steps: steps,
	})
}
