package main

import (
	"regexp"
	"strings"
)

// run is text of one look.
type run struct {
	text  string
	bold  bool
	color string
}

// Colors stand on a dark ground of the picture's own, so that the picture looks
// the same on a light page and on a dark one.
const (
	ground, edge = "#0d1117", "#30363d"
	plain, dim   = "#e6edf3", "#8b949e"
)

// colors are those that Terraform uses, by their code on a terminal.
var colors = map[string]string{"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "36": "#79c0ff", "90": dim}

var escape = regexp.MustCompile(`\x1b\[([0-9;]*)m`)

// lines takes a terminal's text apart. Underlining, which Terraform gives to
// single characters of a source, is left out.
func lines(text string) [][]run {
	var all [][]run
	look := run{color: plain}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		var runs []run
		write := func(text string) {
			if n := len(runs); n > 0 && runs[n-1].bold == look.bold && runs[n-1].color == look.color {
				runs[n-1].text += text
			} else if text != "" {
				runs = append(runs, run{text, look.bold, look.color})
			}
		}
		from := 0
		for _, at := range escape.FindAllStringSubmatchIndex(line, -1) {
			write(line[from:at[0]])
			from = at[1]
			for _, code := range strings.Split(line[at[2]:at[3]], ";") {
				look = look.turned(code)
			}
		}
		write(line[from:])
		all = append(all, runs)
	}
	return all
}

// turned is how text looks after a code.
func (r run) turned(code string) run {
	switch {
	case code == "1":
		r.bold = true
	case code == "0" || code == "":
		return run{color: plain}
	case colors[code] != "":
		r.color = colors[code]
	}
	return r
}

var (
	block     = regexp.MustCompile(`^  [-+~] resource `)
	attribute = regexp.MustCompile(`^      [-+~] (\w+) `)
	telling   = map[string]bool{"username": true}
)

// shorten leaves of each resource the attributes that tell most, and says with
// an ellipsis that there are others.
func shorten(all [][]run) [][]run {
	var short [][]run
	inside, keep, said := false, true, false
	for _, line := range all {
		text := written(line)
		switch name := attribute.FindStringSubmatch(text); {
		case block.MatchString(text):
			inside, keep, said = true, true, false
		case inside && text == "    }":
			inside, keep = false, true
		case inside && name != nil:
			keep = telling[name[1]]
		}
		if keep {
			short, said = append(short, line), false
		} else if !said {
			short, said = append(short, []run{{text: "        …", color: dim}}), true
		}
	}
	return short
}

func written(line []run) string {
	var b strings.Builder
	for _, r := range line {
		b.WriteString(r.text)
	}
	return b.String()
}
