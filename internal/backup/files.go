package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/archive"
	"cyberready/internal/edge/blob"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store/backupdb"
)

// Files of proof stand in a backup behind the key file, as proof/TRUST/SHA256. They are those that the rows of its moment name:
// one that is deleted meanwhile stays on the disk for a day.

var proofName = regexp.MustCompile(`^proof/[A-Z0-9]{2,10}/[0-9a-f]{64}$`)

// known refuses a file that this program does not know.
func known(name string) error {
	if name != keys.File && !proofName.MatchString(name) {
		return fault.New(fault.Invalid, "The backup holds the file %s, which this program does not know.", name)
	}
	return nil
}

// files writes the files of proof, and gathers those that are not there: one lost file is no reason to have no backup.
func (made *Made) files(ctx context.Context, s Source, snap *backupdb.Snapshot, w *archive.Writer) error {
	list, err := snap.Files(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	var files *blob.Files
	if s.DataDir != "" {
		if files, err = blob.Open(s.DataDir); err != nil {
			return err
		}
		defer files.Close()
	}
	for _, f := range list {
		name := path.Join("proof", f.ODS, f.SHA256)
		whole, err := isWhole(ctx, files, f)
		if err != nil {
			return err
		}
		if !whole {
			made.Missing = append(made.Missing, name)
			continue
		}
		r, err := files.Read(ctx, f.ODS, f.SHA256)
		if err != nil {
			return err
		}
		if err := errors.Join(w.FileFrom(name, f.Bytes, r), r.Close()); err != nil {
			return err
		}
		made.Files++
	}
	return nil
}

// isWhole tells whether a file is there, as it was given.
func isWhole(ctx context.Context, files *blob.Files, f backupdb.File) (bool, error) {
	if files == nil {
		return false, nil
	}
	r, err := files.Read(ctx, f.ODS, f.SHA256)
	if errors.Is(err, blob.ErrNotThere) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer r.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, r)
	return n == f.Bytes && hex.EncodeToString(sum.Sum(nil)) == f.SHA256, err
}

// restored puts files where they belong while a backup is read.
type restored struct {
	target Target
	n      int    // of proof
	key    []byte // nil: the backup holds none
}

// take takes one file of a backup. The key waits for the end.
func (r *restored) take(ctx context.Context, name string, content io.Reader) (err error) {
	if name == keys.File {
		r.key, err = io.ReadAll(content)
		return err
	}
	if r.target.DataDir == "" {
		return fault.New(fault.Invalid, "The backup holds files of proof. Say with --data-dir in which folder to put them.")
	}
	files, ods, sum, err := placeOf(r.target, name)
	if err != nil {
		return err
	}
	defer files.Close()
	r.n++
	return files.Put(ctx, ods, sum, content)
}

// placeOf opens where a file of proof lies by its name in a backup.
func placeOf(t Target, name string) (files *blob.Files, ods, sum string, err error) {
	if err := known(name); err != nil {
		return nil, "", "", err
	}
	ods, sum = path.Split(strings.TrimPrefix(name, "proof/"))
	files, err = blob.Open(t.DataDir)
	return files, path.Clean(ods), sum, err
}

// compareFile holds one file of a backup to what lies in the data directory.
func compareFile(ctx context.Context, t Target, name string, content io.Reader) error {
	if name == keys.File {
		return compareKey(t, content)
	}
	files, ods, sum, err := placeOf(t, name)
	if err != nil {
		return err
	}
	defer files.Close()
	there, err := files.Read(ctx, ods, sum)
	if err == nil {
		err = errors.Join(same(there, content), there.Close())
	}
	if err != nil {
		return fault.New(fault.Conflict, "The file %s differs from the backup's.", name).Because(err)
	}
	return nil
}

// same reads two streams to their ends.
func same(a, b io.Reader) error {
	one, other := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, err := io.ReadFull(a, one)
		m, errOther := io.ReadFull(b, other)
		switch {
		case n != m || !bytes.Equal(one[:n], other[:m]):
			return errDiffers
		case ends(err) && ends(errOther):
			return nil
		case err != nil || errOther != nil:
			return fmt.Errorf("read both: %w", errors.Join(err, errOther))
		}
	}
}

func ends(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }
