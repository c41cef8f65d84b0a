// Package blob keeps the bytes of proof below the data directory, by gocloud.dev/blob's file driver: a folder for each trust,
// so that no two trusts share a file, and in it each file under its SHA-256. No name that anybody gave is ever a path.
//
// A caller may rely on these: what Put has acknowledged is durable, the folder's entry too; a file that is there is whole;
// nothing is held in memory as a whole. Whether a file is needed is not known here: rows say it, and Each lets a sweep ask.
package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"
)

// Folder is where the files lie below a data directory.
const Folder = "proof"

const (
	keptFolder     = "files"
	incomingFolder = "incoming"
)

// Files keeps files. It is safe for use by many at once.
type Files struct {
	dir    string
	bucket *blob.Bucket
}

// Open opens the files below a data directory, and makes the folders where they are missing.
func Open(dataDir string) (*Files, error) {
	dir := filepath.Join(dataDir, Folder)
	for _, sub := range []string{keptFolder, incomingFolder} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("make folder for files: %w", err)
		}
	}
	bucket, err := fileblob.OpenBucket(filepath.Join(dir, keptFolder), &fileblob.Options{
		NoTempDir: true, Metadata: fileblob.MetadataDontWrite, DirFileMode: 0o700})
	if err != nil {
		return nil, fmt.Errorf("open files: %w", err)
	}
	return &Files{dir: dir, bucket: bucket}, nil
}

// Close lets go of the folder.
func (f *Files) Close() error { return f.bucket.Close() }

// ErrNotThere says that no file lies under a sum.
var ErrNotThere = errors.New("the file is not there")

var (
	sumForm   = regexp.MustCompile(`^[0-9a-f]{64}$`)
	trustForm = regexp.MustCompile(`^[A-Z0-9]{2,10}$`)
)

func key(ods, sum string) (string, error) {
	if !trustForm.MatchString(ods) || !sumForm.MatchString(sum) {
		return "", fmt.Errorf("%q of %q names no file", sum, ods)
	}
	return path.Join(ods, sum), nil
}

// Put puts a file in its place: when it returns, the file and its place are on the disk. One that lies there is replaced by
// the same bytes, for a crash may have left it half.
func (f *Files) Put(ctx context.Context, ods, sum string, from io.Reader) error {
	k, err := key(ods, sum)
	if err != nil {
		return err
	}
	w, err := f.bucket.NewWriter(ctx, k, nil)
	if err == nil {
		_, err = io.Copy(w, from)
		err = errors.Join(err, w.Close())
	}
	if err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	at := filepath.Join(f.dir, keptFolder, filepath.FromSlash(k))
	if err := os.Chmod(at, 0o600); err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	for _, p := range []string{at, filepath.Dir(at), filepath.Dir(filepath.Dir(at))} { // the driver renames without a flush
		if err := flush(p); err != nil {
			return fmt.Errorf("keep file: %w", err)
		}
	}
	return nil
}

func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Read opens a file, from its beginning; ErrNotThere when it is not there.
func (f *Files) Read(ctx context.Context, ods, sum string) (io.ReadCloser, error) {
	k, err := key(ods, sum)
	if err != nil {
		return nil, err
	}
	r, err := f.bucket.NewReader(ctx, k, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, ErrNotThere
	}
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	return r, nil
}

// Has tells whether a file is there.
func (f *Files) Has(ctx context.Context, ods, sum string) (bool, error) {
	k, err := key(ods, sum)
	if err != nil {
		return false, err
	}
	there, err := f.bucket.Exists(ctx, k)
	if err != nil {
		return false, fmt.Errorf("look for file: %w", err)
	}
	return there, nil
}

// Delete deletes a file; one that is not there is deleted.
func (f *Files) Delete(ctx context.Context, ods, sum string) error {
	k, err := key(ods, sum)
	if err != nil {
		return err
	}
	if err := f.bucket.Delete(ctx, k); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("delete file: %w", err)
	}
	return nil
}

// Each calls do for the files of each trust that were put before a time: younger ones may belong to a row that is not yet
// committed. It also clears away what was being received then and never arrived.
func (f *Files) Each(ctx context.Context, before time.Time, do func(ods string, sums []string) error) error {
	by := map[string][]string{}
	list := f.bucket.List(nil)
	for {
		o, err := list.Next(ctx)
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("list files: %w", err)
		}
		ods, sum := path.Split(o.Key)
		if ods = path.Clean(ods); sumForm.MatchString(sum) && trustForm.MatchString(ods) && o.ModTime.Before(before) {
			by[ods] = append(by[ods], sum)
		}
	}
	for ods, sums := range by {
		if err := do(ods, sums); err != nil {
			return err
		}
	}
	return f.clearIncoming(before)
}
