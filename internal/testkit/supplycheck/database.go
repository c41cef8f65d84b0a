package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// database is where known vulnerabilities are looked up.
type database struct {
	what  string   // "Go modules"
	cache string   // the name under which the last answer is kept
	locks []string // files that decide the answer, beside the time
	ask   func(context.Context) (answer, error)
}

// answer is what a database said.
type answer struct {
	Found []string // a line for each vulnerability
	Data  string   // the day of the data; empty when the database does not say
}

// kept is an answer as it is remembered.
type kept struct {
	Locks string // hash of the lock files
	At    time.Time
	answer
}

// An answer that names none is good for a day. A database has a minute and a half to give it.
const (
	goodFor  = 24 * time.Hour
	patience = 90 * time.Second
)

// check prints what is known, and tells whether that lets the program pass.
func (d database) check(ctx context.Context, now time.Time) bool {
	last := d.recall()
	locks, err := hashOf(d.locks)
	if err != nil {
		fmt.Printf("vulnerabilities of %s: not checked: %v\n", d.what, err)
		return true
	}
	same := last != nil && last.Locks == locks
	if !same || len(last.Found) > 0 || now.Sub(last.At) > goodFor {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		a, err := d.ask(ctx)
		if err != nil {
			fmt.Printf("vulnerabilities of %s: not checked: %v; %s\n", d.what, err, lastWords(last, same))
			return true
		}
		last = &kept{Locks: locks, At: now, answer: a}
		d.keep(*last)
	}
	for _, line := range last.Found {
		fmt.Printf("vulnerability of %s: %s\n", d.what, line)
	}
	if len(last.Found) == 0 {
		fmt.Printf("vulnerabilities of %s: none known (%s)\n", d.what, last.when())
	}
	return len(last.Found) == 0
}

func (k kept) when() string {
	words := "asked on " + k.At.Format("2 January 2006 at 15:04")
	if k.Data != "" {
		words += ", data of " + k.Data
	}
	return words
}

func lastWords(last *kept, same bool) string {
	switch {
	case last == nil:
		return "never checked on this machine"
	case same:
		return "the same versions were last " + last.when()
	}
	return "other versions were last " + last.when()
}

func hashOf(files []string) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version()) // the standard library is a part, too
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%d\n%s", len(text), text)
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

func (d database) place() (string, error) {
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "cyberready", "vulnerabilities-"+d.cache+".json"), err
}

// recall gives the last answer; nil when there is none.
func (d database) recall() *kept {
	path, err := d.place()
	if err != nil {
		return nil
	}
	text, err := os.ReadFile(path)
	k := &kept{}
	if err != nil || json.Unmarshal(text, k) != nil {
		return nil
	}
	return k
}

// keep remembers an answer. A machine without a place for it asks again.
func (d database) keep(k kept) {
	path, err := d.place()
	if err != nil {
		return
	}
	text, err := json.Marshal(k)
	if err == nil && os.MkdirAll(filepath.Dir(path), 0o755) == nil {
		_ = os.WriteFile(path, text, 0o644)
	}
}

// firstLine gives the first line that says something.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return "no answer"
}
