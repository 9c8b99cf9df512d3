package orgsim

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode"
)

// longestShown is how much of a path or a statement one line of the log shows, in characters.
const longestShown = 160

// WithLog makes the org write one line for each request it answers, and one for each part of a composite, a batch or a
// graph. Like the journal it shows no secrets.
func WithLog(w io.Writer) Option { return func(o *options) { o.log = w } }

// lines is the entry as the log shows it.
func (e *Entry) lines() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %4d  %s %-6s %s", e.Time.Format("15:04:05"), e.N, shownStatus(e.Status), shown(e.Method), shown(e.Path))
	if e.Query != "" {
		b.WriteString("  " + shown(e.Query))
	}
	if e.Rows > 0 {
		fmt.Fprintf(&b, "  (%s)", counted(e.Rows, "row"))
	}
	b.WriteByte('\n')
	for _, r := range e.Requests {
		fmt.Fprintf(&b, "               %s %-6s %s", shownStatus(r.Status), shown(r.Method), shown(r.Path))
		for _, more := range []string{r.Query, r.Code} {
			if more != "" {
				b.WriteString("  " + shown(more))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// shownStatus is a status in three characters; a connection that was cut has none.
func shownStatus(status int) string {
	if status == 0 {
		return "cut"
	}
	return fmt.Sprintf("%3d", status)
}

// shown makes a text of a caller fit for one line of a terminal.
func shown(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > longestShown {
		return string(runes[:longestShown]) + "…"
	}
	return text
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// summary says what is in the org and how to work it, for whoever started it.
func (o *Org) summary(address string) string {
	var b strings.Builder
	t := o.newCall("").begin(false, &mixture{})
	org, _ := t.rows.Get("Organization", o.shared.orgID)
	count := func(object string) (n int) {
		for range t.rows.All(object) {
			n++
		}
		return n
	}
	fmt.Fprintf(&b, "A simulated Salesforce org, %s (%s), at %s, API %d.0 to %d.0\n", shown(ref(org, "Name")), o.shared.orgID, address,
		oldestVersion, newestVersion)
	for row := range t.rows.All("PackageLicense") {
		seats := fmt.Sprintf("%v of %v seats taken", row["UsedLicenses"], row["AllowedLicenses"])
		if integer(row["AllowedLicenses"]) < 0 {
			seats = "site license"
		}
		p := o.shared.packages[ref(row, "Id")]
		fmt.Fprintf(&b, "  package %s %s (%s): %s, %s\n", shown(p.name), p.versionText(), shown(ref(row, "NamespacePrefix")), seats,
			strings.ToLower(ref(row, "Status")))
	}
	fmt.Fprintf(&b, "  %s, %s, %s\n", counted(count("User"), "user"), counted(count("CallCenter"), "call center"),
		counted(count("Group"), "group"))
	for _, object := range o.catalog.Objects() {
		if object.Custom {
			fmt.Fprintf(&b, "  %s: %s\n", object.Name, counted(count(object.Name), "row"))
		}
	}
	o.mu.Lock()
	knobs := o.knobs
	o.mu.Unlock()
	for _, name := range sortedKeys(knobs) {
		fmt.Fprintf(&b, "  knob %s=%s\n", name, knobs[name])
	}
	o.faults.mu.Lock()
	defer o.faults.mu.Unlock()
	if n := len(o.faults.list); n > 0 {
		fmt.Fprintf(&b, "  %s armed\n", counted(n, "fault"))
	}
	fmt.Fprintf(&b, "  %s/ shows it in a browser; %s %s/_sim/journal lists the requests, /_sim/state the org\n", address,
		http.MethodGet, address)
	return b.String()
}
