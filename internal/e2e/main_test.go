//go:build unix

package e2e_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"
)

// builtVersion is the version that the linker puts into the program, as it
// does for a release.
const builtVersion = "0.0.1-e2e"

// installation is what the tests run, made once for all of them.
type installation struct {
	terraform string // the binary of Terraform or OpenTofu
	cliConfig string // a CLI configuration that knows the built program
}

var folder string // holds the installation, for as long as the tests run

func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "fastcall-e2e-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	flag.Parse()
	// The tests wait for processes and their pauses more than they compute. An
	// unknown flag is the only error, and this one is known.
	_ = flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0)))
	code := m.Run()
	if err := os.RemoveAll(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// installed builds the program when the first test asks for it.
var installed = sync.OnceValues(func() (*installation, error) {
	terraform, err := findTerraform()
	if err != nil {
		return nil, err
	}
	program := filepath.Join(folder, "program")
	args := []string{"build", "-buildvcs=false", "-ldflags", "-X main.version=" + builtVersion, "-o", program}
	if raceDetector {
		args = append(args, "-race")
	}
	build := exec.Command("go", append(args, ".")...)
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build the provider: %w\n%s", err, out)
	}
	config, err := install(program)
	return &installation{terraform: terraform, cliConfig: config}, err
})

// findTerraform returns the binary that the other acceptance tests use, too.
// Without one the tests fail: a skip would look like a pass.
func findTerraform() (string, error) {
	for _, name := range []string{os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform", "tofu"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return filepath.Abs(path)
		} else if name == os.Getenv("TF_ACC_TERRAFORM_PATH") {
			return "", fmt.Errorf("TF_ACC_TERRAFORM_PATH: %w", err)
		}
	}
	return "", errors.New("neither terraform nor tofu is on the path; run the tests with make test, which builds one")
}

// install puts a script in place of the program that notes its process number
// and then becomes the program, and writes the CLI configuration that names it.
func install(program string) (string, error) {
	plugins := filepath.Join(folder, "plugins")
	if err := os.Mkdir(plugins, 0o700); err != nil {
		return "", err
	}
	script := fmt.Sprintf("#!/bin/sh\necho $$ >>\"$%s\"\nexec %q \"$@\"\n", processVariable, program)
	if err := os.WriteFile(filepath.Join(plugins, "terraform-provider-fastcall"), []byte(script), 0o700); err != nil {
		return "", err
	}
	config := filepath.Join(folder, "cli.tfrc")
	text := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n}\n", providerAddress, plugins)
	return config, os.WriteFile(config, []byte(text), 0o600)
}
