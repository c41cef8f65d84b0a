// Package backup makes backups of the database and the server's keys, restores them into an empty database, tries them out,
// and makes one daily. It needs nothing but a connection of the database's owner: no tool of Postgres.
//
// A backup is made at one moment while people work. It is written beside its place and then put there, so that a file with
// the name of a backup is a whole one. A restore happens as a whole or not at all.
package backup

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"filippo.io/age"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/archive"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store/backupdb"
)

// Source is what a backup is made of.
type Source struct {
	OwnerURL string
	// DataDir is where the server's key file and files of proof lie; without one, or where the keys come from the environment,
	// there is no key file.
	DataDir string
}

// Made is a backup that stands in its place.
type Made struct {
	Path  string
	Taken time.Time
	Rows  int64
	Bytes int64 // of the file
	Keys  bool  // the server's key file is in it
	Files int   // of proof, that are in it
	// Missing are files of proof that rows name and that are not in the data directory, or not as they were given.
	Missing []string
}

// Create writes a backup to a path where no file is. Encrypted to the recipients it holds the server's key file, too; without
// recipients it is plain and does not: whoever found it could open what is sealed.
func Create(ctx context.Context, s Source, path string, recipients []age.Recipient) (Made, error) {
	if _, err := os.Lstat(path); err == nil {
		return Made{}, replaces(path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*") // mode 0600
	if err != nil {
		return Made{}, fault.New(fault.Invalid, "The backup cannot be written to %s.", filepath.Dir(path)).Because(err)
	}
	defer os.Remove(f.Name())
	made, err := write(ctx, s, f, recipients)
	if err == nil {
		err = f.Sync()
	}
	if info, e := f.Stat(); err == nil && e == nil {
		made.Bytes = info.Size()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return Made{}, fmt.Errorf("make backup: %w", err)
	}
	made.Path = path
	if err := place(f.Name(), path); err != nil {
		return Made{}, err
	}
	return made, syncFolder(filepath.Dir(path))
}

// place gives a whole file its name. A link, unlike a rename, never replaces; not every file system has it.
func place(temp, path string) error {
	err := os.Link(temp, path)
	if errors.Is(err, fs.ErrExist) {
		return replaces(path)
	}
	if err != nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		return fmt.Errorf("put backup in its place: %w", err)
	}
	return nil
}

func replaces(path string) error {
	return fault.New(fault.Conflict, "%s is there already. A backup never replaces a file.", path)
}

// tempPrefix begins the name of a file that is not a backup yet.
const tempPrefix = ".unfinished-backup-"

func write(ctx context.Context, s Source, f io.Writer, recipients []age.Recipient) (Made, error) {
	var made Made
	out := bufio.NewWriterSize(f, 1<<18)
	err := backupdb.AtOneMoment(ctx, s.OwnerURL, func(snap *backupdb.Snapshot) error {
		made.Taken = snap.Taken
		head := archive.Head{Taken: snap.Taken.UTC(), Program: program(), Schema: snap.Schema, Without: backupdb.Without}
		for _, t := range snap.Tables {
			head.Tables = append(head.Tables, archive.Table{Name: t.Name, Columns: t.Columns})
		}
		w, err := archive.NewWriter(out, recipients, head)
		if err != nil {
			return err
		}
		for _, t := range snap.Tables {
			if err := w.Table(t.Name, func(to io.Writer) (int64, error) { return snap.Copy(ctx, t, to) }); err != nil {
				return err
			}
		}
		if len(recipients) > 0 && s.DataDir != "" {
			content, err := os.ReadFile(keyFile(s.DataDir))
			switch {
			case errors.Is(err, fs.ErrNotExist):
			case err != nil:
				return fmt.Errorf("read key file: %w", err)
			default:
				made.Keys = true
				if err := w.File(keys.File, content); err != nil {
					return err
				}
			}
		}
		if err := made.files(ctx, s, snap, w); err != nil {
			return err
		}
		m, err := w.Close()
		made.Rows = m.Rows()
		return err
	})
	if err != nil {
		return Made{}, err
	}
	return made, out.Flush()
}

func keyFile(dataDir string) string { return filepath.Join(dataDir, filepath.FromSlash(keys.File)) }

// program is the version of this program, as far as its build says.
func program() string {
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" {
		return b.Main.Version
	}
	return "(devel)"
}

// syncFolder makes a new name last.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("flush folder: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("flush folder: %w", err)
	}
	return nil
}
