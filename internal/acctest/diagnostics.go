package acctest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Diagnostics are what the provider says.
type Diagnostics []*tfprotov6.Diagnostic

// Errors returns the errors.
func (d Diagnostics) Errors() Diagnostics { return d.of(tfprotov6.DiagnosticSeverityError) }

// Warnings returns the warnings.
func (d Diagnostics) Warnings() Diagnostics { return d.of(tfprotov6.DiagnosticSeverityWarning) }

func (d Diagnostics) of(severity tfprotov6.DiagnosticSeverity) Diagnostics {
	return slices.DeleteFunc(slices.Clone(d), func(one *tfprotov6.Diagnostic) bool { return one.Severity != severity })
}

// String writes the diagnostics one after another as a person reads them.
func (d Diagnostics) String() string {
	var b strings.Builder
	for _, one := range d {
		fmt.Fprintf(&b, "%s: %s\n", one.Severity, one.Summary)
		if one.Attribute != nil {
			fmt.Fprintf(&b, "  at %s\n", one.Attribute)
		}
		fmt.Fprintf(&b, "%s\n", one.Detail)
	}
	return b.String()
}

// Screen writes the diagnostics as Terraform shows them on a screen of 80
// columns: lines are wrapped, but not those that begin with a space.
func (d Diagnostics) Screen() string {
	var b strings.Builder
	for _, one := range d {
		severity := "Warning"
		if one.Severity == tfprotov6.DiagnosticSeverityError {
			severity = "Error"
		}
		fmt.Fprintf(&b, "╷\n│ %s: %s\n│\n", severity, one.Summary)
		for line := range strings.SplitSeq(one.Detail, "\n") {
			fmt.Fprintf(&b, "%s\n", strings.TrimRight("│ "+strings.ReplaceAll(wrap(line), "\n", "\n│ "), " "))
		}
		b.WriteString("╵\n")
	}
	return b.String()
}

// wrap breaks a line between words.
func wrap(line string) string {
	const width = 77
	if strings.HasPrefix(line, " ") {
		return line
	}
	var b strings.Builder
	length := 0
	for word := range strings.SplitSeq(line, " ") {
		long := utf8.RuneCountInString(word)
		switch {
		case b.Len() == 0:
		case length+1+long > width:
			b.WriteString("\n")
			length = 0
		default:
			b.WriteString(" ")
			length++
		}
		b.WriteString(word)
		length += long
	}
	return b.String()
}

// brokenPromises lists the attributes that were planned as known and came out
// otherwise.
func brokenPromises(planned, actual Values) []string {
	var names []string
	for name, value := range planned {
		if value != Unknown && fmt.Sprint(value) != fmt.Sprint(actual[name]) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// inconsistent is core's error about a broken promise.
func inconsistent(what string, attributes []string) Diagnostics {
	return Diagnostics{{Severity: tfprotov6.DiagnosticSeverityError, Summary: "Provider produced inconsistent " + what,
		Detail: "Attributes: " + strings.Join(attributes, ", ")}}
}
