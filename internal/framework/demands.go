package framework

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/fastcall/terraform-provider-fastcall/internal/salesforce"
)

// demand is what a text in a configuration must be. Validators of the
// framework's library say what is wrong; these say what to do about it, too, as
// every other error of this provider does.
type demand struct {
	must string // for descriptions: what it must be
	// broken says in what way a text is not so, and what to do, or nothing.
	broken func(at place, text string) (summary, what, next string)
}

// Description implements validator.Describer.
func (d demand) Description(context.Context) string { return d.must }

// MarkdownDescription implements validator.Describer.
func (d demand) MarkdownDescription(context.Context) string { return d.must }

// ValidateString implements validator.String.
func (d demand) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !known(req.ConfigValue) {
		return
	}
	at := placeOf(req.Path)
	summary, what, next := d.broken(at, req.ConfigValue.ValueString())
	if what == "" {
		return
	}
	if summary == "" {
		summary = "Invalid " + at.argument
	}
	resp.Diagnostics.AddAttributeError(req.Path, summary, toDo(what, next))
}

func toDo(what, next string) string { return what + "\n\nWhat to do: " + next }

// place is where in a configuration something stands: an argument, or a
// collection that it is in.
type place struct {
	argument string
	inside   bool
}

func placeOf(at path.Path) place {
	steps := at.Steps()
	for i := len(steps) - 1; i >= 0; i-- {
		if name, ok := steps[i].(path.PathStepAttributeName); ok {
			return place{string(name), i < len(steps)-1}
		}
	}
	return place{argument: at.String()}
}

// subject is what a sentence about it begins with.
func (p place) subject() string {
	if p.inside {
		return "A value in " + p.argument
	}
	return p.argument
}

// blank says that an argument has no text, or nothing about one that has.
func blank(at place, text string) (summary, what, next string) {
	if strings.TrimSpace(text) != "" {
		return "", "", ""
	}
	next = "Write what is meant, or take it out."
	if !at.inside {
		next = "Write what is meant, or leave " + at.argument + " out if nothing is."
	}
	return "", at.subject() + " is blank.", next
}

// Filled refuses text without a visible character.
func Filled() validator.String {
	return demand{"must not be blank", blank}
}

// Length refuses text of more characters than Salesforce takes.
func Length(most int) validator.String {
	return demand{fmt.Sprintf("must have %d characters at most", most), func(at place, text string) (string, string, string) {
		if has := utf8.RuneCountInString(text); has > most {
			return "", fmt.Sprintf("%s has %d characters, and Salesforce takes %d at most.", at.subject(), has, most), fmt.Sprintf("Shorten it by %d.", has-most)
		}
		return "", "", ""
	}}
}

// OneOf refuses all but some words.
func OneOf[T ~string](words ...T) validator.String {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = fmt.Sprintf("%q", word)
	}
	all := or(quoted)
	return demand{"must be " + all, func(at place, text string) (string, string, string) {
		next := "Write " + all + "."
		for i, word := range words {
			if string(word) == text {
				return "", "", ""
			} else if strings.EqualFold(string(word), text) {
				next = "Write " + quoted[i] + "."
			}
		}
		return "", fmt.Sprintf("%q is not known to %s.", text, at.argument), next
	}}
}

// or lists what one can choose from.
func or(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// Form refuses blank text and text that a pattern does not fit: "it" is what
// such a text does not do, and next what to write instead.
func Form(pattern *regexp.Regexp, it, next string) validator.String {
	return demand{"must fit " + pattern.String(), func(at place, text string) (string, string, string) {
		if pattern.MatchString(text) {
			return "", "", ""
		} else if strings.TrimSpace(text) == "" {
			return blank(at, text)
		}
		return "", fmt.Sprintf("%q %s.", text, it), next
	}}
}

// EmailForm refuses what cannot be a Salesforce user name.
func EmailForm() validator.String {
	return Form(username, "does not have the form of an e-mail address, which every Salesforce user name has",
		"Copy the user name from the user's page in Setup; it may differ from the user's e-mail address.")
}

// UserID refuses ids of anything but users.
func UserID() validator.String { return idOf("a user", "005") }

// GroupID refuses ids of anything but native groups.
func GroupID() validator.String { return idOf("a group", "00G") }

// UserOrGroupID refuses ids of anything but users and native groups.
func UserOrGroupID() validator.String { return idOf("a user or a group", "005", "00G") }

// UserOrQueueID refuses ids of anything but users and queues, which are groups
// to Salesforce.
func UserOrQueueID() validator.String { return idOf("a user or a queue", "005", "00G") }

// OrganizationID refuses ids of anything but orgs.
func OrganizationID() validator.String { return idOf("an org", "00D") }

// PackageLicenseID refuses ids of anything but package licenses.
func PackageLicenseID() validator.String { return idOf("a package license", "050") }

func idOf(noun string, prefixes ...string) validator.String {
	must := "must be the ID of " + noun + ", which begins with " + or(prefixes)
	return demand{must, func(_ place, text string) (string, string, string) { return wrongID(text, noun, prefixes...) }}
}

// wrongID says why a text is not the id of a record of some kind, or nothing.
func wrongID(text, noun string, prefixes ...string) (summary, what, next string) {
	if _, err := salesforce.ID18(text); err != nil {
		what, next = malformed(text, err)
		return "Not a Salesforce ID", what, next
	}
	for _, prefix := range prefixes {
		if strings.HasPrefix(text, prefix) {
			return "", "", ""
		}
	}
	return "Not the ID of " + noun, fmt.Sprintf("%q is the ID of something else: that of %s begins with %s.", text, noun, or(prefixes)),
		"Copy the 15 or 18 characters from the address of the record's page."
}

// RecordIDOr takes the ID of a record of any kind, or one word in its place.
func RecordIDOr(word string) validator.String {
	return demand{fmt.Sprintf("must be the ID of a record or %q", word), func(_ place, text string) (string, string, string) {
		_, err := salesforce.ID18(text)
		if err == nil || text == word {
			return "", "", ""
		}
		what, next := malformed(text, err)
		return "Not a Salesforce ID", what, next + fmt.Sprintf(" Or write %q.", word)
	}}
}
