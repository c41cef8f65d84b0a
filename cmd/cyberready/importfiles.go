package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/feed"
)

// openFiles opens files to import, none of them twice. What it returns must be closed.
func openFiles(names []string) (opened []*os.File, err error) {
	defer func() {
		if err != nil {
			closeFiles(opened)
		}
	}()
	for _, name := range names {
		if isOneOf(name, names[:len(opened)]) {
			return nil, fault.New(fault.Invalid, "The file %s is named twice.", name)
		}
		f, err := openFile(name)
		if err != nil {
			return nil, err
		}
		opened = append(opened, f)
	}
	return opened, nil
}

// isOneOf tells whether a file is one of others, under whatever name.
func isOneOf(name string, others []string) bool {
	info, err := os.Stat(name)
	if err != nil {
		return false
	}
	for _, o := range others {
		if other, err := os.Stat(o); err == nil && os.SameFile(info, other) {
			return true
		}
	}
	return false
}

func openFile(name string) (*os.File, error) {
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.NotFound, "There is no file %s.", name)
	case errors.Is(err, fs.ErrPermission):
		return nil, fault.New(fault.Forbidden, "The file %s is not yours to read.", name)
	case err != nil:
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, fault.New(fault.Invalid, "%s is a folder. Name the file in it.", name)
	}
	return f, nil
}

func closeFiles(files []*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// setAside is the file of rows that could not be read. It is complete before the import begins, and has its name only
// when the import is done. A nil one holds nothing.
type setAside struct {
	name     string
	written  string // the file that will have the name
	rejected []feed.Rejected
}

// setAside refuses rows that cannot be read: all of them, listed, unless they are to be set aside and others are left.
func (f importFlags) setAside(files []string, read int, rejected []feed.Rejected, s *streams) (*setAside, error) {
	if len(rejected) == 0 {
		return nil, nil
	}
	if f.SetAside == "" || read == 0 {
		for _, r := range rejected {
			fmt.Fprintln(s.err, r)
		}
		return nil, fault.New(fault.Invalid, "%s", unread(read, rejected))
	}
	if err := mayReplace(f.SetAside, files); err != nil {
		return nil, err
	}
	return writeAside(f.SetAside, rejected)
}

// unread says at the end of the list, where it is still on the screen, what it means.
func unread(read int, rejected []feed.Rejected) string {
	n, them := len(rejected), english.Plural(len(rejected), "it", "them")
	words := count(n, "row") + " cannot be read"
	if read == 0 {
		words = "No row can be read"
	}
	if n > 1 && !slices.ContainsFunc(rejected, func(r feed.Rejected) bool { return r.Reason != rejected[0].Reason }) {
		words += ", all for the same reason"
	}
	words += ". Nothing was imported."
	if read > 0 {
		words += fmt.Sprintf(" Mend %s, or leave %s out with --set-aside FILE.", them, them)
	}
	return words
}

// mayReplace guards what must not be overwritten: the files that are read, and what is not a file.
func mayReplace(name string, files []string) error {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("set rows aside: %w", err)
	case !info.Mode().IsRegular(): // a link as well: renaming would replace it and not what it leads to
		return fault.New(fault.Invalid, "--set-aside %s: this is not an ordinary file.", name)
	case isOneOf(name, files):
		return fault.New(fault.Invalid, "--set-aside %s: this is a file to import. Name another.", name)
	}
	return nil
}

func writeAside(name string, rejected []feed.Rejected) (*setAside, error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.NotFound, "--set-aside %s: there is no folder %s.", name, filepath.Dir(name))
	case errors.Is(err, fs.ErrPermission):
		return nil, fault.New(fault.Forbidden, "--set-aside %s: you may not write there.", name)
	case err != nil:
		return nil, fmt.Errorf("set rows aside: %w", err)
	}
	a := &setAside{name: name, written: f.Name(), rejected: rejected}
	err = errors.Join(f.Chmod(0o644), feed.WriteRejected(f, rejected), f.Close())
	if err != nil {
		a.discard()
		return nil, fmt.Errorf("set rows aside: %w", err)
	}
	return a, nil
}

// keep gives the file its name.
func (a *setAside) keep() error {
	if a == nil {
		return nil
	}
	if err := os.Rename(a.written, a.name); err != nil {
		return fmt.Errorf("the import is done, but the rows that were set aside are lost: %w", err)
	}
	a.written = ""
	return nil
}

// discard removes a file that was not kept.
func (a *setAside) discard() {
	if a != nil && a.written != "" {
		os.Remove(a.written)
	}
}
