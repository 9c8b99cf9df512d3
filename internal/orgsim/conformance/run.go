package conformance

import (
	"context"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
	"time"
)

// enough is how long one case may take, and how long its clean-up.
const enough = 2 * time.Minute

// prefix begins the names of everything that cases make, so that it can be told from what people made.
const prefix = "tf_conformance_"

// Result is what came of a case.
type Result struct {
	// Lacks names a value that the org was not said to have; the case was then not run.
	Lacks string
	// Position is the value of the question's knob that the answer means, if it means one.
	Position string
	// Answer is what the last step was answered, in a few words.
	Answer string
}

// Run sends the requests of a case and fails the test where an answer is not as claimed. What the case did is undone,
// whatever comes of it.
func (c *Case) Run(t testing.TB, target *Target) Result {
	t.Helper()
	if c.Limited {
		if target.limited == nil {
			return Result{Lacks: "limited"}
		}
		target = target.limited
	}
	kept := map[string]any{"run": c.run(), "upper": strings.ToUpper(c.run())}
	if lacks := c.lacks(target, kept); lacks != "" {
		return Result{Lacks: lacks}
	}
	r := &run{Target: target, t: t, kept: kept}
	t.Cleanup(func() { r.undo(c) })
	ctx, cancel := context.WithTimeout(t.Context(), enough)
	defer cancel()
	var last *answer
	for i, s := range c.Steps {
		a, err := r.send(ctx, s, r.kept)
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		r.note(a.body)
		for name, path := range s.Keep {
			r.kept[name] = at(a.body, path)
		}
		if miss := s.Want.misses(a, r.all()); miss != "" {
			t.Fatalf("step %d, %s %s: %s\n%d %s", i, s.Method, s.Path, miss, a.status, a.text)
		}
		last = a
	}
	if c.Open == nil {
		return Result{}
	}
	return c.Open.read(last, r.all())
}

// run names what the case makes. Names of permission sets are letters, digits and single underscores, and those of groups
// are short.
func (c *Case) run() string { return fmt.Sprintf("%s%08x", prefix, crc32.ChecksumIEEE([]byte(c.Name))) }

// lacks is the first value that the case needs and nobody gives.
func (c *Case) lacks(target *Target, kept map[string]any) string {
	known := map[string]bool{}
	for _, s := range slices.Concat(c.Steps, c.Undo) {
		for _, name := range names(s) {
			_, ours := kept[name]
			if _, given := target.values[name]; !given && !ours && !known[name] {
				return name
			}
		}
		for name := range s.Keep {
			known[name] = true
		}
	}
	return ""
}

// read tells what an answer means.
func (q *Question) read(a *answer, values map[string]any) Result {
	code, message := codeOf(a.body)
	says := []string{fmt.Sprint(a.status)}
	for _, more := range []string{code, message} {
		if more != "" {
			says = append(says, more)
		}
	}
	for _, path := range q.Show {
		says = append(says, path+" = "+text(at(a.body, path)))
	}
	result := Result{Answer: strings.Join(says, ", ")}
	for _, p := range q.Positions {
		if p.Want.misses(a, values) == "" {
			result.Position = p.Value
			break
		}
	}
	return result
}

// run is a case under way.
type run struct {
	*Target
	t    testing.TB
	kept map[string]any
	// made are the ids of rows that were created, in order.
	made []string
}

func (r *run) all() map[string]any {
	values := map[string]any{}
	for _, from := range []map[string]any{r.values, r.kept} {
		for name, value := range from {
			values[name] = value
		}
	}
	return values
}

// note remembers every row that an answer says was created or written. Users are never deleted.
func (r *run) note(body any) {
	switch v := body.(type) {
	case []any:
		for _, one := range v {
			r.note(one)
		}
	case map[string]any:
		id, isText := v["id"].(string)
		_, ofTree := v["referenceId"]
		if isText && (v["success"] == true || ofTree) && !strings.HasPrefix(id, "005") {
			r.made = append(r.made, id)
		}
		for _, one := range v {
			r.note(one)
		}
	}
}

// undo takes back what the case did. It goes on after errors: what does not exist any more is no error at all.
func (r *run) undo(c *Case) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.t.Context()), enough)
	defer cancel()
	for _, s := range c.Undo {
		if _, err := r.send(ctx, s, r.kept); err != nil {
			r.t.Errorf("undo: %v", err)
		}
	}
	slices.Reverse(r.made)
	for _, id := range slices.Compact(r.made) {
		if err := r.remove(ctx, id); err != nil {
			r.t.Errorf("%s is left behind: %v", id, err)
		}
	}
}

// gone are the codes of rows that do not exist, or not any more.
var gone = []string{"", "ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID"}

// remove deletes a row of any object, unless it is gone.
func (t *Target) remove(ctx context.Context, id string) error {
	a, err := t.send(ctx, del("/composite/sobjects?ids="+id, Want{}), nil)
	if err != nil {
		return err
	}
	if code, message := codeOf(a.body); !slices.Contains(gone, code) {
		return fmt.Errorf("%s: %s", code, message)
	}
	return nil
}

// Sweep removes what a run that was killed left behind.
func (t *Target) Sweep(ctx context.Context) error {
	for object, field := range map[string]string{"Group": "DeveloperName", "PermissionSet": "Name"} {
		a, err := t.send(ctx, soql("SELECT Id FROM "+object+" WHERE "+field+" LIKE '"+strings.ReplaceAll(prefix, "_", `\_`)+"%'", Want{}), nil)
		if err != nil {
			return err
		}
		rows, _ := at(a.body, "records").([]any)
		for i := range rows {
			if err := t.remove(ctx, text(at(rows, fmt.Sprint(i, ".Id")))); err != nil {
				return fmt.Errorf("remove %s of an earlier run: %w", object, err)
			}
		}
	}
	return nil
}
