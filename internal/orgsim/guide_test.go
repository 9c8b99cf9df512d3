package orgsim_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fastcall/terraform-provider-fastcall/internal/orgsim"
)

// guide reads one of the guides that users read.
func guide(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../templates/guides/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// keys collects the JSON keys of a type and of all that it is made of.
func keys(of reflect.Type, found map[string]bool) {
	switch of.Kind() {
	case reflect.Slice, reflect.Map, reflect.Pointer:
		keys(of.Elem(), found)
	case reflect.Struct:
		if of == reflect.TypeFor[orgsim.Fault]() {
			return // The guide of the simulator says what faults are made of.
		}
		for i := range of.NumField() {
			if name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ","); name != "" && name != "-" {
				found[name] = true
				keys(of.Field(i).Type, found)
			}
		}
	}
}

// The guide explains every key of a seed and of the mapping.
func TestSeedGuideIsComplete(t *testing.T) {
	text := guide(t, "simulator-seed.md")
	found := map[string]bool{}
	keys(reflect.TypeFor[orgsim.Seed](), found)
	for section, s := range orgsim.DefaultSeed().Mapping {
		found[section] = true
		for key := range s.Fields {
			found[key] = true
		}
	}
	if len(found) < 80 {
		t.Errorf("only %d keys", len(found))
	}
	for key := range found {
		if !strings.Contains(text, "`"+key+"`") {
			t.Errorf("the guide does not say what %s is", key)
		}
	}
}

// The example of the guide is an org, in which what it says is so.
func TestSeedGuideExample(t *testing.T) {
	example := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(guide(t, "simulator-seed.md"))
	file := filepath.Join(t.TempDir(), "org.json")
	if err := os.WriteFile(file, []byte(example[1]), 0o600); err != nil {
		t.Fatal(err)
	}
	seed, err := orgsim.ReadSeed(file)
	if err != nil {
		t.Fatal(err)
	}
	c := start(t, seed)
	if numbers, err := c.org.UsableNumbers(marie); err != nil || len(numbers) != 1 {
		t.Errorf("Marie's numbers are %v, %v", numbers, err)
	}
	if err := c.org.ReleaseThroughFastcall(marie); err == nil {
		t.Error("the number does not block a release")
	}
	if c.used() != 2 {
		t.Errorf("%d seats are used", c.used())
	}
}

// The guide of the simulator names every option of the command, every control request and the guides beside it.
func TestSimulatorGuideIsComplete(t *testing.T) {
	text := guide(t, "simulator.md")
	var help strings.Builder
	if err := orgsim.Simulate(t.Context(), []string{"--help"}, &help, &help); err != nil {
		t.Fatal(err)
	}
	for _, option := range regexp.MustCompile(`(?m)^  -([a-z-]+)`).FindAllStringSubmatch(help.String(), -1) {
		if !strings.Contains(text, "`--"+option[1]) {
			t.Errorf("the guide does not say what --%s does", option[1])
		}
	}
	for _, knob := range regexp.MustCompile(`K-[a-z-]+`).FindAllString(help.String(), -1) {
		if !strings.Contains(text, "`"+knob+"`") {
			t.Errorf("the guide does not say what %s is", knob)
		}
	}
	for _, what := range []string{"journal", "state", "faults", "admin", "knobs"} {
		if !strings.Contains(text, "/_sim/"+what) {
			t.Errorf("the guide does not say what /_sim/%s does", what)
		}
	}
}

// The guide says of every effect what the program does, and explains every key and verb. So does the help.
func TestFaultGuideIsComplete(t *testing.T) {
	text := guide(t, "simulator.md")
	var help strings.Builder
	if err := orgsim.Simulate(t.Context(), []string{"--help"}, &help, &help); err != nil {
		t.Fatal(err)
	}
	for _, row := range orgsim.FaultRows() {
		if !strings.Contains(text, row+"\n") {
			t.Errorf("the guide does not have the row\n%s", row)
		}
		if effect := strings.Split(row, "`")[1]; !strings.Contains(help.String(), "\t"+effect+"  ") {
			t.Errorf("the help does not say what %s does", effect)
		}
	}
	keyed := regexp.MustCompile("(?m)^\\| (`[a-z`, ]+`) \\|").FindAllString(text, -1)
	explained := strings.Join(keyed, " ")
	of := reflect.TypeFor[orgsim.Fault]()
	for i := range of.NumField() {
		key, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		if key == "-" || key == "effect" {
			continue
		}
		if !strings.Contains(explained, "`"+key+"`") {
			t.Errorf("the guide does not say what %s is", key)
		}
		if !slices.Contains(orgsim.FaultKeys(), key) || !strings.Contains(help.String(), key) {
			t.Errorf("the help does not name %s", key)
		}
	}
	for _, verb := range orgsim.FaultVerbs {
		if !strings.Contains(text, "`"+verb+"`") {
			t.Errorf("the guide does not name the verb %s", verb)
		}
	}
}

// Every example of a fault in the guide is one.
func TestFaultGuideExamples(t *testing.T) {
	examples := regexp.MustCompile("--fault '?([^'\n]+)'?").FindAllStringSubmatch(guide(t, "simulator.md"), -1)
	if len(examples) < 4 {
		t.Errorf("only %d examples", len(examples))
	}
	for _, example := range examples {
		if strings.HasPrefix(example[1], "SPEC") {
			continue
		}
		if _, err := orgsim.ParseFault(strings.TrimSuffix(example[1], " \\")); err != nil {
			t.Error(err)
		}
	}
}
