package main

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
)

// The picture in the README is the one of the plan beside this file, which the
// tests of the built program hold against a real run.
func TestPictureIsInStep(t *testing.T) {
	plan, err := os.ReadFile("plan.txt")
	if err != nil {
		t.Fatal(err)
	}
	picture, err := os.ReadFile("../../.github/plan.svg")
	if err != nil {
		t.Fatal(err)
	}
	want := draw(string(plan))
	if string(picture) != want {
		t.Error(".github/plan.svg is not the picture of tools/picture/plan.txt: run make picture")
	}
	for parser := xml.NewDecoder(strings.NewReader(want)); ; {
		if _, err := parser.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// Colors, bold text and what they end with come over; of a resource only what
// tells most, and that there is more.
func TestShorten(t *testing.T) {
	plan := "\x1b[1m  # a\x1b[0m will be\n\x1b[0m  \x1b[32m+\x1b[0m\x1b[0m resource \"a\" \"b\" {\n      \x1b[32m+\x1b[0m id   = 1\n" +
		"      + roles = [\n          + \"user\",\n        ]\n      + username = \"<ada>\"\n    }\nPlan: 1\n"
	var texts []string
	for _, line := range shorten(lines(plan)) {
		texts = append(texts, written(line))
	}
	want := "  # a will be|  + resource \"a\" \"b\" {|        …|      + username = \"<ada>\"|    }|Plan: 1"
	if got := strings.Join(texts, "|"); got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	first := lines(plan)[0]
	if !first[0].bold || first[1].bold || lines(plan)[1][1].color != colors["32"] {
		t.Errorf("the looks are %+v", lines(plan)[:2])
	}
	if !strings.Contains(draw(plan), "&lt;ada&gt;") {
		t.Error("the text is not escaped")
	}
}
