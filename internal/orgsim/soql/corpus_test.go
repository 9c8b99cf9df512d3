package soql

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// The corpus is what the SOQL grammars of others are asked too: see tools/clients. Its marks are theirs, and ours last.
func TestParseCorpus(t *testing.T) {
	data, err := os.ReadFile("../../../tools/clients/soql/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		marks, ours, statement := line[:min(4, len(line))], line[min(4, len(line)):min(5, len(line))], line[min(6, len(line)):]
		counts[ours]++
		_, err := Parse(statement)
		var refused *Error
		switch {
		case ours == "~" && !strings.Contains(marks, "+"):
			t.Errorf("%s: no grammar calls this SOQL", statement)
		case ours == "+" && err != nil:
			t.Errorf("%s: %v", statement, err)
		case ours != "+" && (!errors.As(err, &refused) || refused.Code != CodeMalformedQuery):
			t.Errorf("%s: got %v, want %s", statement, err, CodeMalformedQuery)
		}
	}
	if len(counts) != 3 || counts["+"] < 50 || counts["-"] < 50 || counts["~"] < 20 {
		t.Errorf("the corpus has %v statements by mark", counts)
	}
}

// Capitals stand for the same as their small letters (S15).
func TestEscapesInCapitals(t *testing.T) {
	got, ok := unescape(`\N\R\T\B\F`, false)
	if !ok || got != "\n\r\t\b\f" {
		t.Errorf("got %q, %v", got, ok)
	}
}
