package provider

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// maxKeyFile bounds what is read of a key file, in bytes; a key with its certificates has a tenth of it.
const maxKeyFile = 64 << 10

// privateKey returns the PEM text of a key that is given as text or as the path of a file.
// Its errors do not repeat what was given, which may be a key that lost its first line.
func privateKey(value string) (string, error) {
	if strings.Contains(value, "-----BEGIN") {
		if !strings.Contains(value, "\n") {
			// Environment files and CI settings often hold the key in one line.
			value = strings.ReplaceAll(value, `\n`, "\n")
		}
		return value, nil
	}
	if strings.ContainsAny(value, "\r\n\x00") {
		return "", errors.New("a path is one line")
	}
	name, err := expand(value)
	if err != nil {
		return "", err
	}
	file, err := os.Open(name)
	if err != nil {
		return "", withoutPath(err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxKeyFile+1))
	if err != nil {
		return "", withoutPath(err)
	}
	if len(text) > maxKeyFile {
		return "", errors.New("it is too large for a key")
	}
	return string(text), nil
}

// expand replaces a leading ~ by the home directory, as a shell does.
func expand(name string) (string, error) {
	rest, found := strings.CutPrefix(filepath.ToSlash(name), "~")
	if !found || rest != "" && !strings.HasPrefix(rest, "/") {
		return name, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, rest), err
}

func withoutPath(err error) error {
	var wrapped *fs.PathError
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}
