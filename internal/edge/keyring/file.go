package keyring

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"cyberready/internal/core/fault"
)

// Open reads the keys in a file, and makes the file with one random key when it is not there (made is true): mode 0600,
// in a folder of mode 0700. Of two servers that start at once on a shared folder, both use the key of the first. A file
// that every account of the machine can read is refused.
func Open(path string) (r Ring, made bool, err error) {
	r, err = read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return r, false, err
	}
	if made, err = makeFile(path); err != nil {
		return Ring{}, false, fmt.Errorf("make key: %w", err)
	}
	r, err = read(path)
	return r, made, err
}

func read(path string) (Ring, error) {
	about, err := os.Stat(path)
	if err != nil {
		return Ring{}, fmt.Errorf("read key: %w", err)
	}
	if about.Mode().Perm()&0o027 != 0 {
		return Ring{}, fault.New(fault.Invalid, "Others can read or change the file with the server's key. Run: chmod 600 %s", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Ring{}, fmt.Errorf("read key: %w", err)
	}
	r, err := Parse(string(text))
	if err != nil {
		return Ring{}, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// makeFile writes a whole file beside the place and links it there: nobody ever reads half a key, and the first one stays.
func makeFile(path string) (made bool, err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return false, err
	}
	f, err := os.CreateTemp(dir, ".key-") // mode 0600
	if err != nil {
		return false, err
	}
	defer os.Remove(f.Name())
	text := base64.StdEncoding.EncodeToString(New().all()[0].secret) + "\n"
	if _, err = f.WriteString(text); err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return false, err
	}
	err = os.Link(f.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	return err == nil, err
}
