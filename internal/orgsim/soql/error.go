package soql

import (
	"fmt"
	"strings"
)

// The error codes a query can be answered with.
const (
	CodeMalformedQuery        = "MALFORMED_QUERY"
	CodeInvalidField          = "INVALID_FIELD"
	CodeInvalidType           = "INVALID_TYPE"
	CodeInvalidFilterOperator = "INVALID_QUERY_FILTER_OPERATOR"
	CodeNumberOutsideRange    = "NUMBER_OUTSIDE_VALID_RANGE"
)

// Error is what Salesforce would answer.
type Error struct {
	Code    string
	Message string
}

// Error gives the code and the message as one string.
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Pos is a byte offset into the statement.
type Pos int

// How much of the statement an error shows on either side of the fault.
const (
	fragmentBefore = 40
	fragmentAfter  = 40
)

// errorAt builds an Error that shows the place, laid out as Salesforce does:
// fragment, caret, row and column, reason.
func errorAt(source string, pos Pos, code, format string, args ...any) *Error {
	before, after := source[:pos], source[pos:]
	row := 1 + strings.Count(before, "\n")
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after, _, _ = strings.Cut(after, "\n")
	left, right := []rune(before), []rune(after)
	column := len(left) + 1
	left = left[max(0, len(left)-fragmentBefore):]
	right = right[:min(len(right), fragmentAfter)]
	return &Error{Code: code, Message: fmt.Sprintf("\n%s%s\n%s^\nERROR at Row:%d:Column:%d\n%s",
		string(left), string(right), strings.Repeat(" ", len(left)), row, column, fmt.Sprintf(format, args...))}
}
