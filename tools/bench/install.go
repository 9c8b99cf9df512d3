package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

const (
	ourName       = "fastcall"
	referenceName = "reference"

	address = "registry.terraform.io/fastcall/fastcall"
	version = "0.1.0"
)

// installation is a provider as Terraform finds it.
type installation struct {
	name string
	// cliConfig is the CLI configuration that knows the provider.
	cliConfig string
	// usage is the file in which each of its processes leaves what it used.
	usage string
}

// install puts a script in place of a provider that starts the real one and
// measures it.
func install(dir, name string, command ...string) (*installation, error) {
	in := &installation{name: name, cliConfig: filepath.Join(dir, "cli.tfrc"), usage: filepath.Join(dir, "usage.json")}
	mirror := filepath.Join(dir, "mirror")
	folder := filepath.Join(mirror, filepath.FromSlash(address), version, runtime.GOOS+"_"+runtime.GOARCH)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	words := []string{self, "measure", in.usage}
	words = append(words, command...)
	for i, word := range words {
		words[i] = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	script := "#!/bin/sh\nexec " + strings.Join(words, " ") + "\n"
	if err := os.WriteFile(filepath.Join(folder, "terraform-provider-fastcall_v"+version), []byte(script), 0o700); err != nil {
		return nil, err
	}
	config := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)
	return in, os.WriteFile(in.cliConfig, []byte(config), 0o600)
}
