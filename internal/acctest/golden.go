package acctest

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden texts anew")

// Golden holds text against a file in testdata, which -update writes anew for
// somebody to read.
func Golden(t *testing.T, file, text string) {
	t.Helper()
	GoldenBy(t, file, text, func(text string) string { return text })
}

// GoldenBy is Golden for a text of which only a part must stay, which the part
// returns: the whole is what -update writes.
func GoldenBy(t *testing.T, file, text string, part func(string) string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := part(text); got != part(string(want)) {
		t.Errorf("the texts differ from %s; read them and run the test with -update:\n%s", file, got)
	}
}
