//go:build unix

package e2e_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// tried are the folders of examples and the tests that try what is in them.
var tried = map[string]string{
	"actions":        "TestTerraformActions, and internal/provider.TestExamplesOfNewTerraform",
	"adopt":          "TestTerraformAdopt, and for the query internal/provider.TestExamplesOfNewTerraform",
	"data-sources":   "TestTerraformExamples",
	"functions":      "TestTerraformFunctions",
	"list-resources": "internal/provider.TestExamplesOfNewTerraform",
	"module-tests":   "TestTerraformModuleTests, TestGuideInstallations",
	"offboarding":    "TestTerraformOffboarding",
	"onboarding":     "TestTerraformOnboarding",
	"plan-reviews":   "TestTerraformPlanReviews, and the linter of workflows",
	"provider":       "TestTerraformGuides, with the page that shows it",
	"quickstart":     "make demo",
	"resources":      "TestTerraformExamples, and for imports internal/provider.TestExamplesImport",
}

// blocks that no other rule finds, by page and language, and what tries them.
var apartFromOthers = map[string]string{
	"docs/functions/e164.md text":            "written from the schema",
	"docs/functions/licenses_needed.md text": "written from the schema",
	"docs/functions/salesforce_id.md text":   "written from the schema",
	"docs/guides/offline-tests.md hcl":       "TestGuideInstallations",
	"docs/guides/simulator.md hcl":           "TestGuideInstallations",
	"docs/guides/simulator-seed.md json":     "internal/orgsim.TestSeedGuide",
	"DESIGN.md ":                             "TestDesignNamesPackages",
}

// exampleTexts are the texts of all examples.
func exampleTexts(t *testing.T) map[string]bool {
	t.Helper()
	examples := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(root, "examples"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		folder, _, _ := strings.Cut(strings.TrimPrefix(path, filepath.Join(root, "examples")+"/"), "/")
		if tried[folder] == "" {
			t.Errorf("%s: no test is known to try it", path)
		}
		examples[strings.TrimSpace(string(text))] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return examples
}

// Nothing stands in a fence on a page that no test tries: it is an example's
// whole text, a configuration that Terraform plans, or lines for a shell
// whose commands, options and variables exist.
func TestEveryBlockIsTried(t *testing.T) {
	t.Parallel()
	examples := exampleTexts(t)
	count := 0
	for page, text := range pages(t) {
		for _, block := range fence.FindAllStringSubmatch(text, -1) {
			count++
			language, body := block[1], block[2]
			switch {
			case examples[strings.TrimSpace(body)], isConfiguration(page, language, body, examples), apartFromOthers[page+" "+language] != "":
			case language == "shell":
				tryShell(t, page, body)
			default:
				t.Errorf("no test tries this block of %s:\n%s", page, body)
			}
		}
	}
	if count < 60 {
		t.Errorf("only %d blocks", count)
	}
}

// commands are what stands on a line for a shell, and where to find out that
// what follows exists: a file and the line that is there then.
var commands = []struct {
	line        *regexp.Regexp
	file, proof string
}{
	{regexp.MustCompile(`^make ([a-z-]+)`), "GNUmakefile", "\n$1:"},
	{regexp.MustCompile(`^export FASTCALL_([A-Z_]+)=`), "internal/provider/testdata/schemas.txt", "\n  $1: "},
	{regexp.MustCompile(`^(?:"\$provider"|terraform-provider-fastcall) simulate --([a-z-]+)`), "internal/orgsim/command.go", `"$1", `},
	{regexp.MustCompile(`^terraform import `), "internal/provider/examples_test.go", "func TestGuideImports("},
	{regexp.MustCompile(`^terraform (?:init|plan|apply|query)\b`), "", ""},
	{regexp.MustCompile(`^provider=\$\(find `), "examples/module-tests/run.sh", "provider=$(find -L .terraform/providers -name 'terraform-provider-fastcall*' | head -n 1)\n"},
	{regexp.MustCompile(`^curl "\$FASTCALL_INSTANCE_URL/_sim/(\w+)" `), "internal/orgsim/control.go", "POST $1"},
	// Others' programs.
	{regexp.MustCompile(`^(?:sf org login web|openssl req) `), "", ""},
}

// continued is where a command goes on on the next line.
var continued = regexp.MustCompile(`\s*\\\n\s*`)

func tryShell(t *testing.T, page, body string) {
	t.Helper()
	body = continued.ReplaceAllString(body, " ")
	quoted := false // The rest of an argument stands on lines of its own.
lines:
	for line := range strings.Lines(body) {
		inside := quoted
		quoted = quoted != (strings.Count(line, "'")%2 == 1)
		if line = strings.TrimSpace(line); inside || line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for _, known := range commands {
			found := known.line.FindStringSubmatchIndex(line)
			if found == nil {
				continue
			}
			proof := strings.ToLower(string(known.line.ExpandString(nil, known.proof, line, found)))
			text, err := os.ReadFile(filepath.Join(root, known.file))
			if known.file != "" && (err != nil || !strings.Contains(strings.ToLower(string(text)), proof)) {
				t.Errorf("%s: %s\nis not so: %s lacks %q", page, line, known.file, proof)
			}
			continue lines
		}
		t.Errorf("%s: nobody knows whether this works: %s", page, line)
	}
}

// What the picture of the house in the design names exists.
func TestDesignNamesPackages(t *testing.T) {
	t.Parallel()
	block := fence.FindStringSubmatch(pages(t)["DESIGN.md"])
	if block == nil {
		t.Fatal("there is no picture")
	}
	house := ""
	for line := range strings.Lines(block[2]) {
		room, inside := strings.CutPrefix(strings.Fields(line)[0], "…/")
		if inside {
			room = filepath.Join(house, room)
		} else {
			house = room
		}
		if found, err := filepath.Glob(filepath.Join(root, room)); err != nil || len(found) == 0 {
			t.Errorf("nothing is at %s", line)
		}
	}
}

var target = regexp.MustCompile("(?m)(?:^    |`)make ([a-z-]+)")

// What pages ask people to make can be made.
func TestTargetsExist(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root, "GNUmakefile"))
	if err != nil {
		t.Fatal(err)
	}
	for page, words := range pages(t) {
		for _, named := range target.FindAllStringSubmatch(words, -1) {
			if !strings.Contains(string(text), "\n"+named[1]+":") {
				t.Errorf("%s names make %s", page, named[1])
			}
		}
	}
}

// cliBlock is the CLI configuration that a guide shows, with a path of ours in
// place of the one that it invents.
func cliBlock(t *testing.T, guide, invented, ours string) string {
	t.Helper()
	for _, block := range fence.FindAllStringSubmatch(pages(t)["docs/guides/"+guide], -1) {
		if block[1] == "hcl" && strings.Contains(block[2], invented) {
			file := filepath.Join(t.TempDir(), "cli.tfrc")
			if err := os.WriteFile(file, []byte(strings.ReplaceAll(block[2], invented, ours)), 0o600); err != nil {
				t.Fatal(err)
			}
			return file
		}
	}
	t.Fatalf("%s has no CLI configuration with %s", guide, invented)
	return ""
}

// The two ways to give Terraform the program without a registry work as the
// guides have them, and so does the script that runs a module's tests offline.
func TestGuideInstallations(t *testing.T) {
	t.Parallel()
	in, err := installed()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(in.terraform, filepath.Join(bin, "terraform")); err != nil {
		t.Fatal(err)
	}
	run := func(w *workspace, cliConfig, program string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Dir = w.dir
		cmd.Env = append(w.environment(&installation{cliConfig: cliConfig}), "PATH="+bin+":"+os.Getenv("PATH"))
		text, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v", cmd, err)
		}
		return string(text)
	}

	w := newWorkspace(t, newFront(t), "resource \"fastcall_user\" \"ada\" {\n  username = \"ada@acme.example\"\n}\n")
	w.write("main.tf", strings.ReplaceAll(w.read("main.tf"), providerAddress, "fastcall/fastcall"))
	overrides := cliBlock(t, "simulator.md", "/path/to/terraform-provider-fastcall/bin", filepath.Join(folder, "plugins"))
	if got := run(w, overrides, in.terraform, "plan", "-no-color"); !strings.Contains(got, "1 to add") {
		t.Errorf("with a build of one's own the plan says\n%s", got)
	}

	mirror := t.TempDir()
	place := filepath.Join(mirror, filepath.FromSlash(providerAddress), "0.1.0", runtime.GOOS+"_"+runtime.GOARCH)
	if err := os.MkdirAll(place, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(folder, "program"), filepath.Join(place, "terraform-provider-fastcall_v0.1.0")); err != nil {
		t.Fatal(err)
	}
	w = copyOf(t, newFront(t), "module-tests")
	w.env = nil // The script starts an org of its own.
	if got := run(w, cliBlock(t, "offline-tests.md", "/path/to/mirror", mirror), "sh", "run.sh"); !strings.Contains(got, "0 failed") {
		t.Errorf("the script says\n%s", got)
	}
}
