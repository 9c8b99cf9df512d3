package framework

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// explanation is what a diagnostic says beyond its summary.
type explanation struct {
	// summary replaces the one that names what was tried, for what has nothing
	// to do with it.
	summary string
	what    string // what stands in the way
	// brief is what, where there is a shorter way to say it.
	brief string
	said  string // what Salesforce said, if anything
	next  string // what to do about it
	// attribute at fault, if the caller's schema has it.
	attribute string
	// unchanged is set when it is certain that nothing was written.
	unchanged bool
}

// Diagnose words an error: its summary says what could not be done and to
// whom, its detail what stands in the way, what Salesforce said, and what to
// do next. Every error of the domain and of the client is worded here and
// nowhere else. attributes lists those of the caller's attributes that may be
// blamed.
func Diagnose(verb, subject string, err error, attributes ...string) diag.Diagnostics {
	e := explain(err)
	summary := cmp.Or(e.summary, fmt.Sprintf("Cannot %s %s", verb, subject))
	if cause, ok := as[common](err); ok {
		if first, here := cause.First(subject); !here {
			return diag.Diagnostics{diag.NewErrorDiagnostic(summary, e.asFor(first))}
		}
	}
	if slices.Contains(attributes, e.attribute) {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root(e.attribute), summary, e.detail())}
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(summary, e.detail())}
}

// common is an error whose cause stops everybody alike, such as a log-in that is refused:
// the first to be told hears it in full, the others in one line. See salesforce.Told.
type common interface {
	error
	First(who string) (first string, here bool)
}

// asFor refers to the error about another subject.
func (e explanation) asFor(first string) string {
	brief := e.brief
	if brief == "" {
		brief = e.what
	}
	return brief + " The same stops " + first + ", and the error about that says what to do."
}

// Warn words an error as a warning.
func Warn(summary string, err error, attributes ...string) diag.Diagnostic {
	return warn(summary, "", err, attributes...)
}

// warn is Warn with a sentence of its own behind what stands in the way.
func warn(summary, sentence string, err error, attributes ...string) diag.Diagnostic {
	e := explain(err)
	if sentence != "" {
		e.what = after(e.what, sentence)
	}
	if slices.Contains(attributes, e.attribute) {
		return diag.NewAttributeWarningDiagnostic(path.Root(e.attribute), summary, e.detail())
	}
	return diag.NewWarningDiagnostic(summary, e.detail())
}

func (e explanation) detail() string {
	if e.unchanged {
		e.what = after(e.what, "Nothing was changed for this user.")
	}
	parts := []string{e.what}
	if e.said != "" {
		parts = append(parts, "Salesforce said: "+e.said)
	}
	if e.next != "" {
		parts = append(parts, "What to do: "+e.next)
	}
	return strings.Join(parts, "\n\n")
}

// after adds a sentence to a text, which may end in a list.
func after(text, sentence string) string {
	if strings.Contains(text, "\n") {
		return text + "\n\n" + sentence
	}
	return text + " " + sentence
}

// explain finds the words for an error: the domain's first, because its
// errors wrap those of the client.
func explain(err error) explanation {
	if left, ok := as[*fastcall.LeftoverError](err); ok {
		return explainLeftover(left)
	}
	for _, words := range []func(error) (explanation, bool){
		explainGroup, explainUnknown, explainKey, explainUser, explainSeat, explainShortage, explainRelease, explainRefusal, explainInstallation,
		explainPreflight, explainAccess, explainSchema, explainRecord, explainAction,
		explainPhoneNumber,
		explainSettings, explainOrg, explainAPI,
	} {
		if e, ok := words(err); ok {
			return e
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return explanation{what: "The operation ran into its timeout.",
			next: "Raise the timeout in the resource's timeouts block, or look at why the org answers slowly."}
	}
	if errors.Is(err, context.Canceled) {
		return explanation{what: "The operation was cancelled.", next: "Apply again: what was done already is found and kept."}
	}
	return explanation{what: err.Error()}
}

// said quotes a Salesforce error.
func said(err *salesforce.APIError) string {
	if err == nil {
		return ""
	}
	text := err.Code
	if err.Message != "" {
		text += ": " + err.Message
	}
	if len(err.Fields) > 0 {
		text += " (fields: " + strings.Join(err.Fields, ", ") + ")"
	}
	if err.Status != 0 {
		text += fmt.Sprintf(" [HTTP %d]", err.Status)
	}
	return text
}

// apiError finds the Salesforce error inside err.
func apiError(err error) *salesforce.APIError {
	var api *salesforce.APIError
	errors.As(err, &api)
	return api
}

// as finds an error of type E inside err.
func as[E error](err error) (E, bool) {
	var e E
	ok := errors.As(err, &e)
	return e, ok
}

// list writes names as people list them.
func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	const most = 20
	if rest := len(names) - most; rest > 0 {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", rest)
	}
	return strings.Join(names, ", ")
}

// NotAUser says why a text cannot be the id of a user; it is empty for one
// that can. id is its 18-character form.
func NotAUser(text string) (id, why string) {
	id, err := salesforce.ID18(text)
	if err == nil && !strings.HasPrefix(id, "005") {
		err = &salesforce.IDError{ID: text, Reason: "must be the ID of a user, which begins with 005"}
	}
	if err != nil {
		return "", malformedID(text, err)
	}
	return id, ""
}

func malformedID(value string, err error) string { return toDo(malformed(value, err)) }

// malformed says why a text is no record id, and what to write.
func malformed(value string, err error) (what, next string) {
	reason := err.Error()
	if e, ok := as[*salesforce.IDError](err); ok {
		reason = e.Reason
	}
	return fmt.Sprintf("%q is not a Salesforce record ID: it %s.", value, reason),
		"Copy the 15 or 18 characters from the address of the record's page, for example 005xx000001SwiUAAS."
}
