package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

// skipList holds the tests that may be skipped, each with its reason.
type skipList struct {
	reasons map[string]string
}

func readSkips(path string) (skipList, error) {
	if path == "" {
		return skipList{}, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return skipList{}, err
	}
	defer file.Close()

	skips, err := parseSkips(file)
	if err != nil {
		return skipList{}, fmt.Errorf("%s: %w", path, err)
	}
	return skips, nil
}

// parseSkips reads lines of the form "package.Test reason in plain words".
func parseSkips(in io.Reader) (skipList, error) {
	skips := skipList{reasons: map[string]string{}}
	lines := bufio.NewScanner(in)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, _ := strings.Cut(line, " ")
		if reason = strings.TrimSpace(reason); reason == "" {
			return skipList{}, fmt.Errorf("line %d: %s has no reason", number, name)
		}
		skips.reasons[name] = reason
	}
	return skips, lines.Err()
}

func (s skipList) explain(name string) (string, bool) {
	reason, ok := s.reasons[name]
	return reason, ok
}
