package soql

import "strings"

type tokenKind int

const (
	tokenEnd    tokenKind = iota
	tokenName             // a name or a dotted path, keywords included
	tokenString           // text is what stands between the quotes, escapes untouched
	tokenNumber
	tokenDate
	tokenDateTime
	tokenDateRange // a date literal with a number, such as LAST_N_DAYS:7
	tokenPunct     // brackets, commas and comparison operators
)

type token struct {
	kind tokenKind
	text string
	pos  Pos
}

// is tells whether the token is the keyword or the punctuation word.
func (t token) is(word string) bool {
	switch t.kind {
	case tokenName:
		return strings.EqualFold(t.text, word)
	case tokenPunct:
		return t.text == word
	}
	return false
}

// shown is the token as error messages quote it.
func (t token) shown() string {
	if t.kind == tokenEnd {
		return "<EOF>"
	}
	return t.text
}

// notNames are keywords that never name a field or an object. Words such as
// GROUP and ORDER are absent: objects of those names exist.
var notNames = wordSet("SELECT FROM WHERE AND OR NOT NULL TRUE FALSE IN LIKE HAVING")

// notAliases are keywords that end the place where an alias may stand.
var notAliases = wordSet("ALL AND AS ASC BY DESC EXCLUDES FALSE FIRST FOR FROM GROUP HAVING IN INCLUDES " +
	"LAST LIKE LIMIT NOT NULL NULLS OFFSET OR ORDER SELECT TRUE TYPEOF UPDATE USING WHERE WITH")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}
