package orgsim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// reference is @{ref.field}, where the field may be a path with dots and [n] (S6).
var reference = regexp.MustCompile(`@\{([^{}]*)\}`)

// results are the bodies of subrequests that succeeded, by reference id. Few are
// referred to, so each is taken apart when it first is.
type results map[string]func() any

func (s results) add(id string, body any) {
	s[id] = sync.OnceValue(func() any {
		d := json.NewDecoder(bytes.NewReader(encode(body)))
		d.UseNumber()
		var value any
		_ = d.Decode(&value) // It is JSON: we wrote it.
		return value
	})
}

// find follows one reference. Names are case-sensitive, and only what was answered can be referred to.
func (s results) find(expression string, version float64) (any, *apiError) {
	id, path, _ := strings.Cut(expression, ".")
	body, known := s[id]
	if !known {
		return nil, errHalted(fmt.Sprintf("Invalid reference specified. No value for %s found in %s", expression, id))
	}
	value := body()
	for _, step := range steps(path) {
		switch at := value.(type) {
		case map[string]any:
			value, known = at[step]
		case []any:
			i, err := strconv.Atoi(step)
			known = err == nil && i >= 0 && i < len(at)
			if known {
				value = at[i]
			}
		default:
			known = false
		}
		if !known {
			return nil, errHalted(fmt.Sprintf("Invalid reference specified. No value for %s found in %s. Provide a valid value for %s.",
				path, id, path))
		}
	}
	if value == nil && version < 52 {
		return nil, errHalted(fmt.Sprintf("Invalid reference specified. The value of %s in %s is null.", path, id))
	}
	return value, nil
}

// steps cuts records[0].Id into records, 0 and Id.
func steps(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
}

func (s results) inURL(raw string, version float64) (string, *apiError) {
	decoded := raw
	if strings.Contains(raw, "%7B") || strings.Contains(raw, "%7b") {
		decoded = strings.NewReplacer("%40%7B", "@{", "%40%7b", "@{", "@%7B", "@{", "@%7b", "@{", "%7D", "}", "%7d", "}").Replace(raw)
	}
	if !reference.MatchString(decoded) {
		return raw, nil
	}
	return s.inText(decoded, version, func(text string) string {
		if strings.Contains(decoded, "?") {
			return url.QueryEscape(text)
		}
		return url.PathEscape(text)
	})
}

func (s results) inText(text string, version float64, escape func(string) string) (string, *apiError) {
	var failed *apiError
	out := reference.ReplaceAllStringFunc(text, func(found string) string {
		value, e := s.find(found[2:len(found)-1], version)
		if e != nil {
			failed = e
			return found
		}
		if value == nil {
			return ""
		}
		return escape(fmt.Sprint(value))
	})
	return out, failed
}

// inBody replaces references in the strings of a body. A string that is nothing but a reference takes on its value.
func (s results) inBody(body []byte, version float64) ([]byte, *apiError) {
	if !reference.Match(body) {
		return body, nil
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return nil, errJSON(err.Error())
	}
	tree, e := s.inTree(tree, version)
	if e != nil {
		return nil, e
	}
	return encode(tree), nil
}

func (s results) inTree(tree any, version float64) (any, *apiError) {
	var failed *apiError
	switch v := tree.(type) {
	case map[string]any:
		for key, value := range v {
			if v[key], failed = s.inTree(value, version); failed != nil {
				return nil, failed
			}
		}
	case []any:
		for i, value := range v {
			if v[i], failed = s.inTree(value, version); failed != nil {
				return nil, failed
			}
		}
	case string:
		if whole := reference.FindString(v); whole == v && whole != "" {
			return s.find(v[2:len(v)-1], version)
		}
		return s.inText(v, version, func(text string) string { return text })
	}
	return tree, nil
}

// references lists the reference ids that a node uses.
func (n node) references() []string {
	var ids []string
	for _, found := range reference.FindAllStringSubmatch(n.URL+string(n.Body), -1) {
		id, _, _ := strings.Cut(found[1], ".")
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (n node) refers() bool { return len(n.references()) > 0 }
