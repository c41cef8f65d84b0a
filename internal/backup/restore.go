package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/archive"
	"cyberready/internal/store"
	"cyberready/internal/store/backupdb"
)

// Target is what a backup is restored into.
type Target struct {
	OwnerURL string // of an empty database
	DataDir  string // where the server's key file and files of proof go; may be empty for a backup without any
}

// Restored is what a backup held.
type Restored struct {
	Taken   time.Time
	Program string
	Schema  uint // that the backup was made with
	Tables  int
	Rows    int64
	Keys    bool // the server's key file was written, or was there already
	Files   int  // of proof
}

// Check reads a whole backup and proves that nothing of it is missing or altered. It touches no database.
func Check(path string, identities []age.Identity) (archive.Head, archive.Manifest, error) {
	return read(path, identities, archive.Use{File: func(name string, _ io.Reader) error { return known(name) }})
}

func read(path string, identities []age.Identity, use archive.Use) (archive.Head, archive.Manifest, error) {
	f, err := os.Open(path)
	if err != nil {
		return archive.Head{}, archive.Manifest{}, fault.New(fault.Invalid, "The backup %s cannot be read.", path).Because(err)
	}
	defer f.Close()
	return archive.Read(f, identities, use)
}

// Restore proves a backup first, then loads it into an empty database in one transaction, reads every table back and
// compares, and brings the schema up to date. When it fails before that last step, nothing was restored, but
// for files of proof that no row names and that the next server sweeps away.
func Restore(ctx context.Context, t Target, path string, identities []age.Identity) (Restored, error) {
	head, manifest, err := Check(path, identities)
	if err != nil {
		return Restored{}, err
	}
	if err := backupdb.Prepare(ctx, t.OwnerURL, head.Schema); err != nil {
		return Restored{}, err
	}
	files := &restored{target: t}
	if err := load(ctx, files, path, identities, manifest); err != nil {
		return Restored{}, errors.Join(err, store.Migrate(context.WithoutCancel(ctx), t.OwnerURL)) // empty, and of use
	}
	if err := store.Migrate(ctx, t.OwnerURL); err != nil {
		return Restored{}, fmt.Errorf("the backup is restored, but its schema could not be brought up to date: %w", err)
	}
	return Restored{Taken: head.Taken, Program: head.Program, Schema: head.Schema, Tables: len(manifest.Tables),
		Rows: manifest.Rows(), Keys: files.key != nil, Files: files.n}, nil
}

func load(ctx context.Context, to *restored, path string, identities []age.Identity, proved archive.Manifest) error {
	return backupdb.Fill(ctx, to.target.OwnerURL, func(f *backupdb.Filling) error {
		_, again, err := read(path, identities, archive.Use{
			Table: func(table archive.Table, rows io.Reader) error {
				_, err := f.Load(ctx, table.Name, table.Columns, rows)
				return err
			},
			File: func(name string, content io.Reader) error { return to.take(ctx, name, content) },
		})
		if err != nil {
			return err
		}
		for i, want := range proved.Tables {
			rows, sum, err := f.Sum(ctx, want.Name)
			if err != nil {
				return err
			}
			if rows != want.Rows || sum != want.SHA256 || again.Tables[i] != want {
				return fmt.Errorf("the table %s came back with %d rows that are not the %d of the backup", want.Name, rows, want.Rows)
			}
		}
		if to.key == nil {
			return nil
		}
		return writeKey(to.target.DataDir, to.key) // the last step before the commit
	})
}

// writeKey puts the key file into its place. Another one that is there stays, and is an error.
func writeKey(dataDir string, content []byte) error {
	if dataDir == "" {
		return fault.New(fault.Invalid, "The backup holds the server's key. Say with --data-dir in which folder to put it.")
	}
	path := keyFile(dataDir)
	there, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(there, content):
		return nil
	case err == nil:
		return fault.New(fault.Conflict, "%s is another key than the backup's. Move it away first.", path)
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("look for a key file: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make folder for keys: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".server-*") // mode 0600
	if err != nil {
		return fmt.Errorf("write key file: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write key file: %w", err)
	}
	return syncFolder(filepath.Dir(path))
}
