//go:build unix

package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// pages are all pages for people, by their path from the root.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md", ".github/*.md"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all[strings.TrimPrefix(file, root+"/")] = string(text)
		}
	}
	return all
}

var (
	linked  = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ +(.*)$`)
	fence   = regexp.MustCompile("(?ms)^```(\\w*)\\n(.*?)^```$")
	// own is the address of this repository on the web, whose files are here.
	own = regexp.MustCompile(`^https://github\.com/fastcall/terraform-provider-fastcall/(?:tree|blob)/main/`)
)

// Every link leads somewhere: those between pages to a file and, where they
// name one, a heading; those to the repository to something that is in it.
func TestLinks(t *testing.T) {
	t.Parallel()
	all := pages(t)
	if len(all) < 30 {
		t.Fatalf("only %d pages", len(all))
	}
	for page, text := range all {
		for _, link := range linked.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			target, anchor, _ := strings.Cut(link[1], "#")
			at := filepath.Join(filepath.Dir(page), target)
			switch {
			case own.MatchString(target):
				at = own.ReplaceAllString(target, "")
			case strings.Contains(target, "://"):
				continue
			case target == "":
				at = page
			}
			if _, err := os.Stat(filepath.Join(root, at)); err != nil {
				t.Errorf("%s links to %s, which is not there", page, link[1])
			}
			if anchor != "" && !anchors(all[at])[anchor] {
				t.Errorf("%s links to %s, which has no such heading", page, link[1])
			}
		}
	}
}

var unsaid = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

// anchors are the names of a page's headings, as the registry and GitHub make
// them, and those that the page sets itself.
func anchors(text string) map[string]bool {
	names := map[string]bool{}
	for _, line := range heading.FindAllStringSubmatch(text, -1) {
		names[strings.ReplaceAll(unsaid.ReplaceAllString(strings.ToLower(line[1]), ""), " ", "-")] = true
	}
	for _, set := range regexp.MustCompile(`<a id="([^"]+)">`).FindAllStringSubmatch(text, -1) {
		names[set[1]] = true
	}
	return names
}

// Whatever the guide to errors quotes, an error says.
func TestTroubleshootingQuotes(t *testing.T) {
	t.Parallel()
	var said strings.Builder
	files, _ := filepath.Glob(filepath.Join(root, "internal/*/testdata/*.txt"))
	more, _ := filepath.Glob(filepath.Join(root, "internal/framework/diagnose_*.go"))
	for _, file := range append(files, more...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		said.Write(text)
	}
	guide := pages(t)["docs/guides/troubleshooting.md"]
	rows := regexp.MustCompile("(?m)^\\| `([^`]+)`").FindAllStringSubmatch(guide, -1)
	if len(rows) < 20 {
		t.Fatalf("only %d quotes", len(rows))
	}
	for _, row := range rows {
		if !strings.Contains(said.String(), row[1]) {
			t.Errorf("nothing says %q", row[1])
		}
	}
}

// apart are blocks that cannot stand in a module, or not under every Terraform.
var apart = regexp.MustCompile(`(?m)^(import|list|action|run|mock_provider|moved|removed|variables|test) ?["{]`)

// What a configuration expects from whoever uses it.
var (
	variable = regexp.MustCompile(`(?m)^variable "(\w+)"`)
	beside   = regexp.MustCompile(`\$\{path\.module\}/([\w.-]+\.json)`)
)

// isConfiguration tells whether TestTerraformGuides plans a block of a page: those
// that are no example, for examples are tried as a whole.
func isConfiguration(page, language, body string, examples map[string]bool) bool {
	if examples[strings.TrimSpace(body)] {
		return false
	}
	guide := strings.HasPrefix(page, "docs/guides/") || page == "README.md" || page == "docs/index.md"
	return guide && language == "terraform" && !apart.MatchString(body)
}

// given are values of the variables that guides leave to their readers.
var given = map[string]string{"successor": "marie@acme.example"}

// Every configuration in the guides is one that Terraform plans, on an org that
// has what the examples speak of.
func TestTerraformGuides(t *testing.T) {
	t.Parallel()
	examples := exampleTexts(t)
	count := 0
	for page, text := range pages(t) {
		for _, block := range fence.FindAllStringSubmatch(text, -1) {
			if !isConfiguration(page, block[1], block[2], examples) {
				continue
			}
			count++
			t.Run(fmt.Sprintf("%s/%d", page, count), func(t *testing.T) {
				t.Parallel()
				planned(t, block[2])
			})
		}
	}
	if count < 10 {
		t.Fatalf("only %d blocks", count)
	}
}

// planned plans a configuration as it stands, but for the address of the org.
func planned(t *testing.T, body string) {
	t.Helper()
	f := newFront(t, peopled)
	w := newWorkspace(t, f, "")
	header := ""
	if !strings.Contains(body, "required_providers") {
		header = fmt.Sprintf("terraform {\n  required_providers {\n    fastcall = { source = %q }\n  }\n}\n", providerAddress)
	}
	w.write("main.tf", header+strings.NewReplacer(
		`source = "fastcall/fastcall"`, fmt.Sprintf("source = %q", providerAddress),
		"https://acme.my.salesforce.com", f.url,
		"3MVG9.AcmeFastcallTerraform", f.org.Seed.Client.ID,
	).Replace(body))
	for _, file := range beside.FindAllStringSubmatch(body, -1) {
		w.write(file[1], "{}")
	}
	var args []string
	for _, v := range variable.FindAllStringSubmatch(body, -1) {
		args = append(args, "-var", v[1]+"="+given[v[1]])
	}
	w.run(0, "plan", args...)
}
