package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test's own program be what Terraform starts.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") {
		main()
		return
	}
	os.Exit(m.Run())
}

// The benchmark takes a few users through all walks, ours and the reference, and
// writes down what it measured.
func TestBench(t *testing.T) {
	dir := t.TempDir()
	program, out := filepath.Join(dir, "terraform-provider-fastcall"), filepath.Join(dir, "out.json")
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", program, "../..")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the provider: %v\n%s", err, text)
	}
	args := []string{"-sizes", "3", "-form", "for_each", "-latency", "1ms", "-program", program, "-terraform", terraform(t), "-out", out}
	if err := run(args); err != nil {
		t.Fatal(err)
	}
	var r report
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Figures) != 2*len(walks) || r.Terraform == "" {
		t.Fatalf("the report is %s", text)
	}
	for _, f := range r.Figures {
		if f.Users != 3 || (f.Requests > 0) != (f.Provider == ourName) || f.ProviderCPUSeconds <= 0 || f.CoreCPUSeconds <= 0 ||
			f.WaitedSeconds > f.WallSeconds {
			t.Errorf("figures are %+v", f)
		}
	}
}

// terraform is the program that the other tests use, too.
func terraform(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform", "tofu"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Fatal("neither terraform nor tofu is on the path; run the tests with make test, which builds one")
	return ""
}

// Marks are held against figures, less what core adds by itself.
func TestMarks(t *testing.T) {
	r := &report{}
	for _, walk := range walks {
		r.add(Figures{Users: 1000, Walk: walk.name, Provider: ourName, WallSeconds: 7, WaitedSeconds: 1, ProviderCPUSeconds: 3,
			ProviderPeakBytes: 50e6, Requests: 6})
		r.add(Figures{Users: 1000, Walk: walk.name, Provider: referenceName, WallSeconds: 10, ProviderPeakBytes: 200e6})
		r.add(Figures{Users: 5000, Walk: walk.name, Provider: ourName, WallSeconds: 60, ProviderCPUSeconds: 30, ProviderPeakBytes: 110e6})
		r.add(Figures{Users: 5000, Walk: walk.name, Provider: referenceName, WallSeconds: 75})
	}
	var out strings.Builder
	r.printMarks(&out)
	for _, want := range []string{
		"reached  plan without changes, 1,000 users: time without waiting: 0.60 of the reference, at most 0.75",
		"reached  plan without changes, 1,000 users: provider memory: 0.25 of the reference",
		"reached  destroy, 5,000 users: wall time: 5.00 of that of 1,000", // (60 - (75 - 5·10)) / 7
		"missed   apply, 5,000 users: provider CPU: 10.00 of that of 1,000",
		"reached  apply, 5,000 users: provider memory: 110.00 MB",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	none := &report{}
	none.printMarks(&out)
	if len(none.Marks) != 0 {
		t.Errorf("marks of nothing: %v", none.Marks)
	}
}

// What was waited is the time in which anything was under way.
func TestAsked(t *testing.T) {
	o, err := startOrg(1, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer o.stop()
	begin := span{}.from
	at := func(from, to int) span { return span{begin.Add(seconds(from)), begin.Add(seconds(to))} }
	o.asks = []span{at(20, 21), at(1, 4), at(2, 3), at(3, 6)}
	if n, waited := o.asked(); n != 4 || waited != 6 {
		t.Errorf("%d requests in %v s", n, waited)
	}
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
