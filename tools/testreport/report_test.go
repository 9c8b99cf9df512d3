package main

import (
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	tests := map[string]struct {
		events string
		ok     bool
		want   []string
	}{
		"all passed": {
			events: `
{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}
{"Action":"pass","Package":"p","Test":"TestA","Elapsed":0.1}
{"Action":"pass","Package":"p","Elapsed":1.234}`,
			ok:   true,
			want: []string{"ok    p  1 tests, 1.23s", "1 passed, 0 failed, 0 skipped"},
		},
		"failure shows its output": {
			events: `
{"Action":"output","Package":"p","Test":"TestA","Output":"got 1\n"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p"}`,
			want: []string{"FAIL  p.TestA", "      got 1", "FAIL  p  1 tests, 0s", "0 passed, 1 failed, 0 skipped"},
		},
		"explained skip": {
			events: `
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"skip","Package":"p","Test":"TestKnown"}
{"Action":"pass","Package":"p"}`,
			ok:   true,
			want: []string{"skip  p.TestKnown: needs an org", "1 passed, 0 failed, 1 skipped"},
		},
		"unexplained skip": {
			events: `
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"skip","Package":"p","Test":"TestB"}
{"Action":"pass","Package":"p"}`,
			want: []string{"SKIP  p.TestB", "1 passed, 0 failed, 1 skipped"},
		},
		"a listed test that ran": {
			events: `{"Action":"pass","Package":"p","Test":"TestKnown"}`,
			ok:     true,
			want:   []string{"note: the skip list names p.TestKnown, which can run here"},
		},
		"build failure": {
			events: `
{"ImportPath":"p","Action":"build-output","Output":"undefined: x\n"}
{"ImportPath":"p","Action":"build-fail"}
{"Action":"pass","Package":"q","Test":"TestA"}
{"Action":"fail","Package":"p","FailedBuild":"p"}`,
			want: []string{"FAIL  build of p", "      undefined: x", "1 passed, 1 failed, 0 skipped"},
		},
		"crash leaves a test without verdict": {
			events: `
{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"exit status 3\n"}
{"Action":"fail","Package":"p"}`,
			want: []string{"FAIL  p.TestA (did not finish)", "0 passed, 1 failed, 0 skipped"},
		},
		"nothing ran": {
			events: `{"Action":"skip","Package":"p"}`,
			want:   []string{"-     p  no tests", "error: no test ran", "0 passed, 0 failed, 0 skipped"},
		},
		"other lines are shown": {
			events: "go: something is off\n" + `{"Action":"pass","Package":"p","Test":"TestA"}`,
			ok:     true,
			want:   []string{"go: something is off"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			skips, err := parseSkips(strings.NewReader("# comment\n\np.TestKnown needs an org\n"))
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			report := newReport(&out, skips)
			if err := report.read(strings.NewReader(test.events)); err != nil {
				t.Fatal(err)
			}
			if ok := report.close(); ok != test.ok {
				t.Errorf("close() = %t, want %t", ok, test.ok)
			}
			for _, want := range test.want {
				if !strings.Contains("\n"+out.String(), "\n"+want+"\n") {
					t.Errorf("no line %q in:\n%s", want, out.String())
				}
			}
		})
	}
}

func TestTotalsAreTheLastLine(t *testing.T) {
	var out strings.Builder
	report := newReport(&out, skipList{})
	report.close()
	if !strings.HasSuffix(out.String(), "\n0 passed, 0 failed, 0 skipped\n") {
		t.Errorf("unexpected end:\n%s", out.String())
	}
}

func TestEntryWithoutReason(t *testing.T) {
	_, err := parseSkips(strings.NewReader("p.TestA a reason\np.TestB\n"))
	if err == nil || !strings.Contains(err.Error(), "line 2: p.TestB has no reason") {
		t.Errorf("unexpected error: %v", err)
	}
}
