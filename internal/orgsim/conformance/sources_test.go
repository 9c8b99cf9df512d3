package conformance

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// outside are sources of the fact collection that no test names, and why.
var outside = map[string]string{
	"S9b":  "call centers are changed by the Metadata API, which is not simulated",
	"S10b": "statuses of the Connect API, which is not simulated",
	"S17":  "the Bulk API, which nobody here uses",
	"S19b": "how many calls a developer org takes at once: K-concurrent-limit can be any number",
	"S29":  "another provider, which takes ids of 15 characters as ours does; the nouns test that",
	"S41":  "a later version of the client library, which nobody here uses",
	"S54":  "permission set licenses of a package; Fastcall is not known to have one",
	"S55":  "the end of Open CTI is a date, which no API tells; the provider's warning has a test",
}

// Every source of the fact collection is named by a test of what it says, or there is a reason why not.
func TestSourcesHaveTests(t *testing.T) {
	key, named := regexp.MustCompile(`\bS[0-9]+b?\b`), map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		name := filepath.Base(path)
		ours := strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "cases")
		if err != nil || entry.IsDir() || !ours || name == "sources_test.go" {
			return err
		}
		text, err := os.ReadFile(path)
		for _, found := range key.FindAllString(string(text), -1) {
			named[found] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sources := []string{"S1b", "S9b", "S10b", "S19b", "S21b", "S37b"}
	for n := 1; n <= 56; n++ {
		sources = append(sources, fmt.Sprint("S", n))
	}
	for _, source := range sources {
		switch reason := outside[source]; {
		case !named[source] && reason == "":
			t.Errorf("no test names %s", source)
		case named[source] && reason != "":
			t.Errorf("a test names %s, which is said to be outside", source)
		}
	}
}
