// Package blob keeps the bytes of proof as files below the data directory: a folder for each trust, so that no two trusts share
// a file, and in it each file under its SHA-256. No name that anybody gave is ever a path, and no path leads out of the folder.
//
// A caller may rely on these: what Put has acknowledged is durable, the folder's entry too; a file that is there is whole, also
// after a crash; nothing is held in memory as a whole. Whether a file is needed is not known here: rows say it, and Each lets a
// sweep ask.
package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// Folder is where the files lie below a data directory.
const Folder = "proof"

const (
	keptFolder     = "files"    // whole files, as TRUST/SHA256
	incomingFolder = "incoming" // what is being received or put, under names of ours; a sweep clears what stays
)

// Files keeps files. It is safe for use by many at once.
type Files struct {
	root *os.Root
}

// Open opens the files below a data directory, and makes the folders where they are missing.
func Open(dataDir string) (*Files, error) {
	dir := filepath.Join(dataDir, Folder)
	for _, sub := range []string{keptFolder, incomingFolder} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("make folder for files: %w", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open files: %w", err)
	}
	return &Files{root: root}, nil
}

// Close lets go of the folder.
func (f *Files) Close() error { return f.root.Close() }

// ErrNotThere says that no file lies under a sum.
var ErrNotThere = errors.New("the file is not there")

var (
	sumForm   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	trustForm = regexp.MustCompile(`^[A-Z0-9]{2,10}$`)
)

// keptAt is where a file lies; an error for what can be no trust's code or no sum.
func keptAt(ods, sum string) (string, error) {
	if !trustForm.MatchString(ods) || !sumForm.MatchString(sum) {
		return "", fmt.Errorf("%q of %q names no file", sum, ods)
	}
	return path.Join(keptFolder, ods, sum), nil
}

// Put puts a file in its place: when it returns, the file and its place are on the disk. It is written and flushed elsewhere and
// then moved, so that nobody ever finds a half; one that lies there is replaced by the same bytes.
func (f *Files) Put(ctx context.Context, ods, sum string, from io.Reader) error {
	at, err := keptAt(ods, sum)
	if err != nil {
		return err
	}
	if err := f.put(ctx, at, from); err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	return nil
}

func (f *Files) put(ctx context.Context, at string, from io.Reader) error {
	whole, err := f.create()
	if err != nil {
		return err
	}
	defer f.root.Remove(whole.name) // nothing is there any more once it was moved
	_, err = io.Copy(whole, untilDone{ctx, from})
	if err == nil {
		err = whole.Sync()
	}
	if err = errors.Join(err, whole.Close()); err != nil {
		return err
	}
	if err := f.root.MkdirAll(path.Dir(at), 0o700); err != nil {
		return err
	}
	if err := f.root.Rename(whole.name, at); err != nil {
		return err
	}
	return errors.Join(f.flush(path.Dir(at)), f.flush(keptFolder)) // the file's entry, and its folder's where that is new
}

// flush brings a folder's entries to the disk.
func (f *Files) flush(folder string) error {
	d, err := f.root.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// untilDone reads until its context ends.
type untilDone struct {
	ctx  context.Context
	from io.Reader
}

func (u untilDone) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.from.Read(b)
}

// Read opens a file, from its beginning; ErrNotThere when it is not there.
func (f *Files) Read(_ context.Context, ods, sum string) (io.ReadCloser, error) {
	at, err := keptAt(ods, sum)
	if err != nil {
		return nil, err
	}
	file, err := f.root.Open(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotThere
	}
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	return file, nil
}

// Has tells whether a file is there.
func (f *Files) Has(_ context.Context, ods, sum string) (bool, error) {
	at, err := keptAt(ods, sum)
	if err != nil {
		return false, err
	}
	switch _, err := f.root.Lstat(at); {
	case err == nil:
		return true, nil
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	default:
		return false, fmt.Errorf("look for file: %w", err)
	}
}

// Delete deletes a file; one that is not there is deleted.
func (f *Files) Delete(_ context.Context, ods, sum string) error {
	at, err := keptAt(ods, sum)
	if err != nil {
		return err
	}
	if err := f.root.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete file: %w", err)
	}
	return nil
}

// Each calls do for the files of each trust that were put before a time: younger ones may belong to a row that is not yet
// committed. It also clears away what was being received then and never arrived.
func (f *Files) Each(ctx context.Context, before time.Time, do func(ods string, sums []string) error) error {
	trusts, err := fs.ReadDir(f.root.FS(), keptFolder)
	if err != nil {
		return fmt.Errorf("list files: %w", err)
	}
	for _, trust := range trusts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !trust.IsDir() || !trustForm.MatchString(trust.Name()) {
			continue
		}
		sums, err := f.olderThan(path.Join(keptFolder, trust.Name()), before)
		if err != nil {
			return fmt.Errorf("list files: %w", err)
		}
		if sums = slices.DeleteFunc(sums, func(s string) bool { return !sumForm.MatchString(s) }); len(sums) > 0 {
			if err := do(trust.Name(), sums); err != nil {
				return err
			}
		}
	}
	return f.clearIncoming(before)
}

// olderThan names the files of a folder that were written before a time.
func (f *Files) olderThan(folder string, before time.Time) (names []string, err error) {
	list, err := fs.ReadDir(f.root.FS(), folder)
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // it went meanwhile
		}
		if err != nil {
			return nil, err
		}
		if info.Mode().IsRegular() && info.ModTime().Before(before) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}
