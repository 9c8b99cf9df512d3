package acctest

import (
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
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

// Test runs steps with the Terraform binary against the provider of this
// process.
func Test(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	if err := findBinary(); err != nil {
		t.Fatal(err)
	}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"fastcall": providerserver.NewProtocol6WithError(testedProvider()),
		},
		Steps: steps,
	})
}
