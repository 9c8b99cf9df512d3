package main

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"
)

// Measures of the picture, in its own units.
const (
	charWidth  = 8
	lineHeight = 18
	margin     = 16
	leastWidth = 80 // in characters, as a terminal has
)

// svg draws lines of text as a terminal shows them. Each run is given its place
// and its length, so that no reader's font moves what stands below each other.
// It names no font and no file that would have to be fetched.
func svg(all [][]run) string {
	columns := leastWidth
	for _, line := range all {
		columns = max(columns, utf8.RuneCountInString(written(line)))
	}
	width, height := columns*charWidth+2*margin, len(all)*lineHeight+2*margin
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%[1]d\" height=\"%[2]d\" "+
		"font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"13\" style=\"white-space:pre\">\n", width, height)
	b.WriteString("<title>A Terraform plan of Fastcall users</title>\n")
	fmt.Fprintf(&b, "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"%s\"/>\n", width-1, height-1, ground, edge)
	for i, line := range all {
		column := 0
		for _, r := range line {
			length := utf8.RuneCountInString(r.text)
			if strings.TrimSpace(r.text) != "" {
				fmt.Fprintf(&b, "<text xml:space=\"preserve\" x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s>%s</text>\n",
					margin+column*charWidth, margin+i*lineHeight+13, length*charWidth, r.color, weight(r), html.EscapeString(r.text))
			}
			column += length
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func weight(r run) string {
	if r.bold {
		return ` font-weight="bold"`
	}
	return ""
}
