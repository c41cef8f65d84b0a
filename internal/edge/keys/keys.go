// Package keys keeps the server's own secret, from which every other key is made: one for links in mails, one for what
// must be kept sealed, and so on, each by its name. A key made for one name tells nothing about another's.
//
// The secret is made at the first start and kept in a file that only the service may read, or comes from the environment:
// several servers on one database need the same. It is never printed: a Keys in a log line shows nothing.
package keys

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"cyberready/internal/core/fault"
)

// File is the secret's place below the data directory.
const File = "keys/server.key"

// size is that of a secret and of each key made of it, in bytes.
const size = 32

// Keys makes keys. The zero Keys has none, and its Key panics. The secrets are held in a function, into which fmt never
// looks, also where a Keys is a field of something that is printed.
type Keys struct{ secrets func() [][]byte }

func of(secrets [][]byte) Keys { return Keys{secrets: func() [][]byte { return secrets }} }

// Load gives the keys of env when it is not empty, else those of the file in dir, which is made when it is missing. Both hold one
// secret a line, 32 bytes in base64, the newest first: a new line on top changes the key, and what was made with those
// below it is still understood. An empty dir, a file that others may read and a secret that is too short are faults.
func Load(dir, env string) (Keys, error) {
	if env != "" {
		k, err := parse(env)
		if err != nil {
			return Keys{}, fault.New(fault.Invalid, "CYBERREADY_KEYS: %s", err)
		}
		return k, nil
	}
	if dir == "" {
		return Keys{}, fault.New(fault.Invalid, "The service needs a place for its keys: name a folder with --data-dir, or give them in CYBERREADY_KEYS.")
	}
	path := filepath.Join(dir, filepath.FromSlash(File))
	k, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = write(path); err == nil {
			k, err = read(path)
		}
	}
	return k, err
}

// Made makes keys out of a fresh secret that is kept nowhere: for tests and for programs that end soon.
func Made() Keys {
	s := make([]byte, size)
	rand.Read(s) // it never fails
	return of([][]byte{s})
}

// Key gives the current key of a name, 32 bytes.
func (k Keys) Key(name string) []byte { return k.All(name)[0] }

// All gives the keys of a name, the current one first: what was made with an older one is understood until its secret is
// taken out.
func (k Keys) All(name string) [][]byte {
	if k.secrets == nil {
		panic("keys: none loaded")
	}
	var list [][]byte
	for _, s := range k.secrets() {
		key, err := hkdf.Key(sha256.New, s, nil, "cyberready "+name, size)
		if err != nil {
			panic(err) // the length is fixed, and within what HKDF gives
		}
		list = append(list, key)
	}
	return list
}

// String keeps the secret out of what is printed.
func (Keys) String() string { return "keys" }

// GoString keeps the secret out of what is printed with %#v.
func (Keys) GoString() string { return "keys" }

// LogValue keeps the secret out of logs.
func (Keys) LogValue() slog.Value { return slog.StringValue("keys") }

func parse(text string) (Keys, error) {
	var secrets [][]byte
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ',' }) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		s, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(s) < size {
			return Keys{}, errors.New("a key is 32 random bytes in base64, as openssl rand -base64 32 makes them")
		}
		secrets = append(secrets, s)
	}
	if len(secrets) == 0 {
		return Keys{}, errors.New("there is no key in it")
	}
	return of(secrets), nil
}

func read(path string) (Keys, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Keys{}, fmt.Errorf("read keys: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return Keys{}, fault.New(fault.Invalid, "Others may read the key file %s. Make it private: chmod 600 %s", path, path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Keys{}, fmt.Errorf("read keys: %w", err)
	}
	k, err := parse(string(text))
	if err != nil {
		return Keys{}, fault.New(fault.Invalid, "The key file %s cannot be used: %s", path, err)
	}
	return k, nil
}

// write makes the file whole or not at all; of two that start at once, the second finds the first one's.
func write(path string) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make folder for keys: %w", err)
	}
	secret := make([]byte, size)
	rand.Read(secret)
	f, err := os.CreateTemp(folder, ".server-*") // mode 0600
	if err != nil {
		return fmt.Errorf("make key file: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(secret) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write key file: %w", err)
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("keep key file: %w", err)
	}
	return nil
}
