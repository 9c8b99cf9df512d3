package conformance

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var namesIn = regexp.MustCompile(`\{([a-z_0-9:]+)\}`)

// expand puts values into a text. {15:user} is an id cut to 15 characters, {basic:a:b} is a login for HTTP Basic.
func expand(text string, values map[string]any) string {
	return namesIn.ReplaceAllStringFunc(text, func(found string) string {
		name := found[1 : len(found)-1]
		if short, cut := strings.CutPrefix(name, "15:"); cut {
			id := fmt.Sprint(values[short])
			return id[:min(len(id), 15)]
		}
		if name == "basic" {
			return base64.StdEncoding.EncodeToString(fmt.Append(nil, values["client_id"], ":", values["client_secret"]))
		}
		if value, known := values[name]; known {
			return fmt.Sprint(value)
		}
		return found
	})
}

// fill puts values into everything that a body holds.
func fill(body any, values map[string]any) any {
	switch v := body.(type) {
	case string:
		if found := namesIn.FindStringSubmatch(v); found != nil && found[0] == v {
			if value, known := values[found[1]]; known {
				return value
			}
		}
		return expand(v, values)
	case obj:
		out := obj{}
		for name, value := range v {
			out[name] = fill(value, values)
		}
		return out
	case list:
		out := list{}
		for _, value := range v {
			out = append(out, fill(value, values))
		}
		return out
	}
	return body
}

// names lists the values that a step needs.
func names(s Step) []string {
	data, _ := json.Marshal([]any{s.Path, s.Body, s.Form, s.Header})
	var out []string
	for _, found := range namesIn.FindAllStringSubmatch(string(data), -1) {
		if name := strings.TrimPrefix(found[1], "15:"); name != "basic" {
			out = append(out, name)
		}
	}
	return out
}

// at is the value at a path, or nothing. "#" is the length of a list.
func at(body any, path string) any {
	for part := range strings.SplitSeq(path, ".") {
		switch v := body.(type) {
		case map[string]any:
			value, found := v[part]
			if !found {
				return absent
			}
			body = value
		case []any:
			if part == "#" {
				return len(v)
			}
			i, err := strconv.Atoi(part)
			if err != nil || i >= len(v) {
				return absent
			}
			body = v[i]
		default:
			return absent
		}
	}
	return body
}

// text is a value as expectations spell it.
func text(value any) string {
	switch v := value.(type) {
	case nothing:
		return "nothing"
	case string:
		return v
	}
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(data)
}

// failure is one error in an answer.
type failure struct{ code, message string }

// codeOf is the error code in an answer, whatever its shape (section 4), and its message. Of several that of the cause
// counts, not those of what was undone with it.
func codeOf(body any) (code, message string) {
	var first failure
	for _, f := range failures(body) {
		if f.code != "PROCESSING_HALTED" && f.code != "ALL_OR_NONE_OPERATION_ROLLED_BACK" {
			return f.code, f.message
		}
		if first.code == "" {
			first = f
		}
	}
	return first.code, first.message
}

func failures(body any) []failure {
	var all []failure
	switch v := body.(type) {
	case []any:
		for _, one := range v {
			all = append(all, failures(one)...)
		}
	case map[string]any:
		for key, says := range map[string]string{"errorCode": "message", "statusCode": "message", "error": "error_description"} {
			if code, found := v[key].(string); found {
				message, _ := v[says].(string)
				all = append(all, failure{code, message})
			}
		}
		for _, key := range []string{"errors", "body", "compositeResponse", "graphResponse", "graphs"} {
			all = append(all, failures(v[key])...)
		}
	}
	return all
}

// misses says what an answer lacks of what it has to be, "" if nothing.
func (w Want) misses(a *answer, values map[string]any) string {
	if w.Status != 0 && a.status != w.Status {
		return fmt.Sprintf("status %d, want %d", a.status, w.Status)
	}
	if code, _ := codeOf(a.body); w.Code != "" && code != w.Code {
		return fmt.Sprintf("code %q, want %s", code, w.Code)
	}
	for path, want := range w.Body {
		got := at(a.body, path)
		if pattern, isPattern := want.(*regexp.Regexp); isPattern {
			if got == absent || !pattern.MatchString(text(got)) {
				return fmt.Sprintf("%s is %s, want a match of %s", path, text(got), pattern)
			}
		} else if text(got) != text(fill(want, values)) {
			return fmt.Sprintf("%s is %s, want %s", path, text(got), text(fill(want, values)))
		}
	}
	for name, pattern := range w.Header {
		if got := a.header.Get(name); !regexp.MustCompile(pattern).MatchString(got) {
			return fmt.Sprintf("header %s is %q, want a match of %s", name, got, pattern)
		}
	}
	return ""
}
