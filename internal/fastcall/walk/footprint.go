package walk

import (
	"slices"
	"strings"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// footprint is what this process has written: what was read of it before, or
// while the write was under way, is not to be served.
type footprint struct {
	// texts are the texts in records that were written, before and after, by
	// object: whatever asks for one of them is not answered.
	texts map[string]map[string]bool
	// unsure are objects of which it is not known what was written.
	unsure map[string]bool
	// gone are the ids of deleted records: Salesforce empties what refers to them,
	// or deletes it as well.
	gone map[string]bool
	// fields are those that were updated, in lower case: what another record
	// shows of them, along a path, is old.
	fields map[string]bool
}

// keysOf are texts as SOQL compares them: without regard to case, and ids in
// either of their forms. A name may look like an id, so its own form counts, too.
func keysOf(texts ...string) map[string]bool {
	keys := make(map[string]bool, len(texts))
	for _, text := range texts {
		keys[strings.ToLower(text)] = true
		if len(text) == shortID {
			keys[strings.ToLower(salesforce.LongID(text))] = true
		}
	}
	return keys
}

// shortID is the length of an id without check characters.
const shortID = 15

// add notes a step that was carried out, or may have been: before are the rows
// that it is known to have changed, ids those of what was created by reference.
func (f *footprint) add(step salesforce.Step, before []map[string]any, ids map[string]string, err error) {
	if f.texts == nil {
		f.texts, f.unsure = map[string]map[string]bool{}, map[string]bool{}
		f.gone, f.fields = map[string]bool{}, map[string]bool{}
	}
	texts := f.texts[step.Object]
	if texts == nil {
		texts = map[string]bool{}
		f.texts[step.Object] = texts
	}
	for name, value := range step.Fields {
		if ref, made := value.(salesforce.IDOf); made {
			value = ids[string(ref)]
		}
		noteTexts(texts, value)
		if step.Verb == salesforce.Update {
			f.fields[strings.ToLower(name)] = true
		}
	}
	switch {
	case step.ID != "":
		noteTexts(texts, step.ID)
		for _, values := range before {
			noteTexts(texts, values)
		}
		if len(before) == 0 {
			f.unsure[step.Object] = true // Nobody knows whose it was.
		}
	case err != nil || ids[step.Ref] == "":
		f.unsure[step.Object] = true // It may be there, and nobody knows its id.
	default:
		noteTexts(texts, ids[step.Ref])
	}
	if step.Verb == salesforce.Delete {
		noteTexts(f.gone, step.ID)
	}
}

// noteTexts notes the texts in a value.
func noteTexts(noted map[string]bool, value any) {
	switch value := value.(type) {
	case string:
		for key := range keysOf(value) {
			noted[key] = true
		}
	case map[string]any:
		for _, inner := range value {
			noteTexts(noted, inner)
		}
	}
}

// concerns tells whether the answer to a question may have changed.
func (f *footprint) concerns(q Question) bool {
	all := len(q.Where) == 0 || slices.ContainsFunc(q.Where, func(c Condition) bool { return c.On || c.Filled })
	if _, touched := f.texts[q.Object]; f.unsure[q.Object] || all && touched {
		return true
	}
	conditions := q.Where
	if q.And != nil {
		conditions = append(slices.Clone(conditions), *q.And)
	}
	return slices.ContainsFunc(conditions, func(c Condition) bool { return f.holds(q.Object, c) }) ||
		slices.ContainsFunc(q.Columns, f.along)
}

// holds tells whether something that a condition names was written. A path may
// lead to another object.
func (f *footprint) holds(object string, c Condition) bool {
	if len(f.texts) == 0 {
		return false
	}
	for key := range keysOf(c.In...) {
		if f.texts[object][key] {
			return true
		}
		if !strings.Contains(string(c.Path), ".") {
			continue
		}
		for _, texts := range f.texts {
			if texts[key] {
				return true
			}
		}
	}
	return false
}

// along tells whether a path leads to a field of another record that may have
// changed.
func (f *footprint) along(path salesforce.Name) bool {
	at := strings.LastIndex(string(path), ".")
	return at >= 0 && f.fields[strings.ToLower(string(path)[at+1:])]
}

// undoes tells whether a row refers to a record that was deleted.
func (f *footprint) undoes(values map[string]any) bool {
	if len(f.gone) == 0 {
		return false
	}
	for _, value := range values {
		switch value := value.(type) {
		case string:
			for key := range keysOf(value) {
				if f.gone[key] {
					return true
				}
			}
		case map[string]any:
			if f.undoes(value) {
				return true
			}
		}
	}
	return false
}
