package conformance

import "regexp"

// Case is one claim about the platform.
type Case struct {
	Name string
	// Fact is the section or the source of the claim in the fact collection.
	Fact string
	// Limited is whether the user of the limited app makes the requests.
	Limited bool
	Steps   []Step
	// Undo are requests after the case, for what is not undone by deleting the rows that it created. Their answers do not
	// matter.
	Undo []Step
	// Open is the question that the last step answers; its answer is reported, not judged.
	Open *Question
}

// Step is one request. Texts in it may name values in braces, such as {user}: of the org (see Target), or kept from an
// answer. A text that is nothing but a name in braces is replaced by the value as it is, null included.
type Step struct {
	Method string
	// Path is below the version root unless it begins with /services.
	Path string
	// Body is sent as JSON, a string as it is.
	Body any
	// Form is sent instead of a body.
	Form   map[string]string
	Header map[string]string
	// Keep names values of the answer, by their paths.
	Keep map[string]string
	Want Want
}

// Want is what an answer has to be. What is left out may be anything.
type Want struct {
	Status int
	// Code is the error code of the answer, whatever its shape.
	Code string
	// Body are values by path, such as "errors.0.statusCode". A value is compared as text; a *regexp.Regexp has to match,
	// and absent is nothing at all.
	Body map[string]any
	// Header are patterns.
	Header map[string]string
}

// Question is what only a real org can answer.
type Question struct {
	// Number is that of the list of open questions in the fact collection, 0 for one that is not in it.
	Number int
	Asks   string
	// Knob is the switch of the simulator for the answer, if it has one, and Positions tell its values apart. The first
	// that fits counts.
	Knob      string
	Positions []Position
	// Show are paths of the values to report besides status, code and message.
	Show []string
}

// Position is a value of a knob and the answer that means it.
type Position struct {
	Value string
	Want  Want
}

// nothing is the value of a path that leads nowhere.
type nothing struct{}

// absent is the wish that there is nothing at a path.
var absent = nothing{}

// like is the wish that a value matches a pattern.
func like(pattern string) *regexp.Regexp { return regexp.MustCompile(pattern) }

// Shapes of values that occur everywhere.
var (
	anID     = like(`^[0-9A-Za-z]{15}[A-Z0-5]{3}$`)
	anyValue = like(``)
)

// obj is a JSON object.
type obj = map[string]any

// list is a JSON array.
type list = []any

// get, post, patch and del are steps by their verbs.
func get(path string, want Want) Step { return Step{Method: "GET", Path: path, Want: want} }

func post(path string, body any, want Want) Step {
	return Step{Method: "POST", Path: path, Body: body, Want: want}
}

func patch(path string, body any, want Want) Step {
	return Step{Method: "PATCH", Path: path, Body: body, Want: want}
}

func del(path string, want Want) Step { return Step{Method: "DELETE", Path: path, Want: want} }

// soql is a query.
func soql(statement string, want Want) Step { return get("/query?q="+statement, want) }

// keep names values of the answer to a step.
func (s Step) keep(pairs ...string) Step {
	s.Keep = map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		s.Keep[pairs[i]] = pairs[i+1]
	}
	return s
}

// status is an answer with nothing but a status, and refused one with an error code.
func status(code int) Want { return Want{Status: code} }

func refused(status int, code string) Want { return Want{Status: status, Code: code} }

// created is the answer to a create.
var created = Want{Status: 201, Body: map[string]any{"id": anID, "success": true, "errors": "[]"},
	Header: map[string]string{"Location": `^/services/data/v[0-9.]+/sobjects/\w+/\w{18}$`}}

// sub is one subrequest of a composite or graph.
func sub(ref, method, path string, body any) obj {
	s := obj{"referenceId": ref, "method": method, "url": "{root}" + path}
	if body != nil {
		s["body"] = body
	}
	return s
}
