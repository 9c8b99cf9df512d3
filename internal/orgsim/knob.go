package orgsim

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// knob is a switch for a fact nobody outside Salesforce could establish, on which somebody could depend. What has none
// although nobody knows it either is this: that a deleted package license is gone for good (who wants it back makes a new
// one, and what a second delete is answered has a knob); the code for a user license that does not allow a permission set,
// and the codes for too many rows and for values that are too long, of another type or not in a list (all end the work, and
// are told to people as they are); texts of errors (nobody is to read more from them than people do).
type knob struct {
	// values are the accepted values, the default first. Without values the knob takes a number of at least least.
	values  []string
	number  int
	least   int
	meaning string
	// telling are numbers between least and the default at which an org behaves like at neither.
	telling []string
}

// The knobs by name. The K- names are those of the fact collection.
var knobs = map[string]knob{
	"K-oauth-badsecret-status": {values: []string{"400", "401"}, meaning: "status of a token request with a wrong secret"},
	"K-oauth-flow-disabled": {values: []string{"invalid_grant", "unsupported_grant_type"},
		meaning: "error when the app does not allow client credentials"},
	"K-oauth-password":    {values: []string{"blocked", "allowed"}, meaning: "user name and password flow, which orgs since Summer '23 block"},
	"K-session-minutes":   {number: 120, least: 1, meaning: "minutes without a call after which a session ends"},
	"K-retry-after":       {values: []string{"off", "on"}, meaning: "send Retry-After with 503"},
	"K-page-size":         {number: 2000, least: 1, telling: []string{"7"}, meaning: "most rows in one page of a query"},
	"K-open-locators":     {number: 10, least: 1, meaning: "queries with more pages that a user may have open; the oldest is lost"},
	"K-daily-limit":       {number: 15000, least: 0, telling: []string{"40"}, meaning: "API calls that the org may make in 24 hours"},
	"K-concurrent-limit":  {number: 25, least: 1, meaning: "long-running calls that the org may have at once"},
	"K-long-call-ms":      {number: 20000, least: 0, meaning: "milliseconds after which a call counts as long-running"},
	"K-mixed-collections": {values: []string{"row", "whole"}, meaning: "refuse rows or the call when setup meets another type"},
	"K-mixed-composite":   {values: []string{"error", "allow"}, meaning: "setup beside non-setup in a composite without allOrNone"},
	"K-setup-setup":       {values: []string{"allow", "reject"}, meaning: "several setup objects in one transaction"},
	"K-graph":             {values: []string{"allow", "refuse"}, meaning: "graphs whose nodes are not connected by references"},
	"K-user-patch":        {values: []string{"allow", "reject"}, meaning: "user update with other setup rows in one transaction"},
	"K-callcenter-setup":  {values: []string{"neutral", "setup"}, meaning: "side of CallCenter in a transaction"},
	"K-upl-inactive":      {values: []string{"allow", "reject"}, meaning: "package license for an inactive user"},
	"K-upl-expired":       {values: []string{"reject", "allow"}, meaning: "package license of an expired package"},
	"K-upl-site":          {values: []string{"reject", "accept"}, meaning: "package license under a site license"},
	"K-upl-dup-code":      {values: []string{"DUPLICATE_VALUE", "FIELD_INTEGRITY_EXCEPTION"}, meaning: "code for a second package license of a user"},
	"K-site-sentinel":     {values: []string{"-1", "-999"}, meaning: "AllowedLicenses under a site license"},
	"K-read-missing":      {values: []string{"NOT_FOUND", "INVALID_CROSS_REFERENCE_KEY"}, meaning: "code for reading a row that there is not"},
	"K-read-deleted":      {values: []string{"ENTITY_IS_DELETED", "NOT_FOUND"}, meaning: "code for reading a row in the recycle bin"},
	"K-psa-needs-seat":    {values: []string{"off", "on"}, meaning: "package permission sets only for users with a seat"},
	"K-readonly-status":   {values: []string{"400", "403"}, meaning: "status of INSUFFICIENT_ACCESS_OR_READONLY"},
	"K-id-checksum":       {values: []string{"strict", "lenient"}, meaning: "18-character ids with a wrong checksum"},
	"K-gone-code": {values: []string{"ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY"},
		meaning: "second delete of a row without a recycle bin"},
	"K-groupmember-dup-status": {values: []string{"201", "200"}, meaning: "status of creating a group member that exists"},
}

// knobNames lists every knob in order.
func knobNames() []string { return slices.Sorted(maps.Keys(knobs)) }

// Switch is a knob and the positions in which what works with the org should be tried, the default first.
type Switch struct {
	Name      string
	Positions []string
}

// Switches are all knobs, in order.
func Switches() []Switch {
	all := make([]Switch, 0, len(knobs))
	for _, name := range knobNames() {
		k := knobs[name]
		positions := k.values
		if len(positions) == 0 {
			positions = append([]string{strconv.Itoa(k.number), strconv.Itoa(k.least)}, k.telling...)
		}
		all = append(all, Switch{name, positions})
	}
	return all
}

// knobUsage explains every knob, its default first.
func knobUsage() string {
	var b strings.Builder
	for _, name := range knobNames() {
		k := knobs[name]
		values := strings.Join(k.values, "|")
		if values == "" {
			values = strconv.Itoa(k.number)
		}
		fmt.Fprintf(&b, "%s=%s  %s\n", name, values, k.meaning)
	}
	return strings.TrimSpace(b.String())
}

// settings are the values of the knobs that differ from their defaults. They are replaced, never changed.
type settings map[string]string

func (s settings) is(name, value string) bool {
	if set, ok := s[name]; ok {
		return set == value
	}
	return knobs[name].values[0] == value
}

func (s settings) value(name string) string {
	if set, ok := s[name]; ok {
		return set
	}
	return knobs[name].values[0]
}

func (s settings) number(name string) int {
	if set, ok := s[name]; ok {
		n, _ := strconv.Atoi(set) // with() lets only numbers in.
		return n
	}
	return knobs[name].number
}

// unlimited is the number of seats under a site license.
func (s settings) unlimited() int64 {
	n, _ := strconv.ParseInt(s.value("K-site-sentinel"), 10, 64) // All its values are numbers.
	return n
}

// with returns the settings with one knob turned.
func (s settings) with(name, value string) (settings, error) {
	k, known := knobs[name]
	if !known {
		return nil, fmt.Errorf("there is no knob %q; knobs are %s", name, strings.Join(knobNames(), ", "))
	}
	if len(k.values) > 0 && !slices.Contains(k.values, value) {
		return nil, fmt.Errorf("knob %s takes %s, not %q", name, strings.Join(k.values, " or "), value)
	}
	if len(k.values) == 0 {
		if n, err := strconv.Atoi(value); err != nil || n < k.least {
			return nil, fmt.Errorf("knob %s takes a whole number of at least %d, not %q", name, k.least, value)
		}
	}
	next := settings{}
	maps.Copy(next, s)
	next[name] = value
	return next, nil
}
