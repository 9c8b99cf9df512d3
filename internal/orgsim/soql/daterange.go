package soql

import (
	"strconv"
	"strings"
	"time"
)

// maxPeriods bounds the n of literals such as LAST_N_DAYS:n, so that no date overflows.
const maxPeriods = 9999

// unit is what a date literal counts in.
type unit int

const (
	day unit = iota
	week
	month
	quarter
	year
)

// period is a date literal without its number: whole units from one before or after today on.
type period struct {
	unit unit
	// from is the first unit, counted from the current one, and length how many there are. With numbered, n takes the
	// place of every one of them that is not 0.
	from, length int
	numbered     bool
	// today is whether the current unit belongs to the range of a literal that looks back.
	today bool
}

// periods are the date literals by name. Those of the fiscal year are missing: the org has none.
var periods = func() map[string]period {
	all := map[string]period{
		"YESTERDAY": {unit: day, from: -1, length: 1}, "TODAY": {unit: day, length: 1}, "TOMORROW": {unit: day, from: 1, length: 1},
		"LAST_90_DAYS": {unit: day, from: -90, length: 91}, "NEXT_90_DAYS": {unit: day, from: 1, length: 90},
		"LAST_N_DAYS": {unit: day, from: -1, numbered: true, today: true},
	}
	for name, u := range map[string]unit{"DAY": day, "WEEK": week, "MONTH": month, "QUARTER": quarter, "YEAR": year} {
		if u != day {
			all["LAST_"+name] = period{unit: u, from: -1, length: 1}
			all["THIS_"+name] = period{unit: u, length: 1}
			all["NEXT_"+name] = period{unit: u, from: 1, length: 1}
			all["LAST_N_"+name+"S"] = period{unit: u, from: -1, numbered: true}
		}
		all["NEXT_N_"+name+"S"] = period{unit: u, from: 1, numbered: true}
		all["N_"+name+"S_AGO"] = period{unit: u, from: -1, length: 1, numbered: true}
	}
	return all
}()

// isNumbered tells whether a name begins a date literal that ends with a number.
func isNumbered(name string) bool { return periods[strings.ToUpper(name)].numbered }

// dateLiteral reads a date literal in canonical form; false if there is none of that name or its number is out of range.
func dateLiteral(text string) (string, bool) {
	name, digits, hasNumber := strings.Cut(strings.ToUpper(text), ":")
	p, known := periods[name]
	if !known || p.numbered != hasNumber {
		return "", false
	}
	if !hasNumber {
		return name, true
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > maxPeriods || !allDigits(digits) {
		return "", false
	}
	return name + ":" + strconv.Itoa(n), true
}

// span is the range of instants that a date literal stands for; the end is outside.
type span struct{ start, end instant }

// spanOf tells what a canonical date literal means at a moment.
func spanOf(literal string, now time.Time) span {
	name, digits, _ := strings.Cut(literal, ":")
	p := periods[name]
	from, length := p.from, p.length
	if p.numbered {
		n, _ := strconv.Atoi(digits) // The parser lets only numbers through.
		if from < 0 {
			from = -n
		}
		if length == 0 {
			length = n
		}
		if p.today {
			length++
		}
	}
	first := p.unit.begin(now.UTC())
	start, end := p.unit.add(first, from), p.unit.add(first, from+length)
	return span{instant(start.UnixMilli()), instant(end.UnixMilli())}
}

// begin is midnight of the first day of the unit a moment lies in. Weeks begin on Sunday.
func (u unit) begin(at time.Time) time.Time {
	y, m, d := at.Date()
	switch u {
	case week:
		d -= int(at.Weekday())
	case month:
		d = 1
	case quarter:
		m, d = m-(m-1)%3, 1
	case year:
		m, d = 1, 1
	}
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func (u unit) add(first time.Time, n int) time.Time {
	switch u {
	case day:
		return first.AddDate(0, 0, n)
	case week:
		return first.AddDate(0, 0, 7*n)
	case month:
		return first.AddDate(0, n, 0)
	case quarter:
		return first.AddDate(0, 3*n, 0)
	}
	return first.AddDate(n, 0, 0)
}

// within compares an instant with the range of a date literal: = means inside, and < and > on either side of it.
func (s span) within(op string) func(instant) bool {
	switch op {
	case "=":
		return func(at instant) bool { return s.start <= at && at < s.end }
	case "<":
		return func(at instant) bool { return at < s.start }
	case "<=":
		return func(at instant) bool { return at < s.end }
	case ">":
		return func(at instant) bool { return at >= s.end }
	}
	return func(at instant) bool { return at >= s.start }
}

// dated compiles a comparison with a date literal.
func (f filter[T]) dated(left bound[T], e *Comparison) (predicate[T], error) {
	if kind := left.field.Type; kind != Date && kind != DateTime {
		_, name, _ := expected(kind)
		return nil, f.scope.fail(e.Right.Pos, CodeInvalidField,
			"value of filter criterion for field '%s' must be of type %s", left.field.Name, name)
	}
	op, negated := e.Op, e.Op == "!="
	if negated {
		op = "="
	}
	inside := spanOf(e.Right.Text, f.scope.now).within(op)
	return func(t T) bool {
		at, ok := left.read(t).(instant)
		return (ok && inside(at)) != negated
	}, nil
}
