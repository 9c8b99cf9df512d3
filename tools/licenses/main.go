// Command licenses prints THIRD_PARTY.md: the modules that are linked into the
// program, on any platform that it is released for, and their licenses.
//
// It fails on a license that it does not know. Whoever adds such a module reads
// the license and adds it here.
package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// platforms are those that a release is built for.
var platforms = []string{"darwin", "freebsd", "linux", "windows"}

// known are licenses that may be linked into this program, each told by words
// that no other has; the first that fits counts.
var known = []struct{ name, words string }{
	{"MPL-2.0", "Mozilla Public License"},
	{"Apache-2.0", "Apache License"},
	{"BSD-3-Clause", "Neither the name"},
	{"BSD-2-Clause", "Redistributions in binary form"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"ISC", "Permission to use, copy, modify, and/or distribute"},
}

const heading = `# Third-party software

What is linked into the program, beside Go's own library. Written by ` + "`make generate`" + `.

| Module | Version | License |
| --- | --- | --- |
`

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "licenses:", err)
		os.Exit(1)
	}
}

func run() error {
	modules := map[string]module{}
	for _, platform := range platforms {
		if err := linked(platform, modules); err != nil {
			return err
		}
	}
	fmt.Print(heading)
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		m := modules[path]
		license, err := m.license()
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %s | %s |\n", path, m.version, license)
	}
	return nil
}

// module is a dependency and where its files are.
type module struct{ version, dir string }

// linked adds the modules of a platform's program.
func linked(platform string, modules map[string]module) error {
	list := exec.CommandContext(context.Background(), "go", "list", "-deps", "-f", `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}`, ".")
	list.Env = append(os.Environ(), "GOOS="+platform, "CGO_ENABLED=0")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return fmt.Errorf("list the modules of %s: %w", platform, err)
	}
	for _, line := range strings.Split(string(out), "\n") {
		if parts := strings.SplitN(line, " ", 3); len(parts) == 3 {
			modules[parts[0]] = module{version: parts[1], dir: parts[2]}
		}
	}
	return nil
}

// license names the license in the module's files.
func (m module) license() (string, error) {
	files, err := filepath.Glob(filepath.Join(m.dir, "[LC][IO][CP][EY][NI][SN][EG]*"))
	if err != nil {
		return "", err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		text = bytes.Join(bytes.Fields(text), []byte(" "))
		for _, l := range known {
			if bytes.Contains(text, []byte(l.words)) {
				return l.name, nil
			}
		}
	}
	return "", fmt.Errorf("no license known in %s", m.dir)
}
