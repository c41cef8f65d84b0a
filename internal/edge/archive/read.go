package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"slices"
	"strings"

	"filippo.io/age"

	"cyberready/internal/core/fault"
)

// inMemory is what head and manifest may not exceed, in bytes: they are held in memory. A file's line in the manifest has some
// two hundred.
const inMemory = 1 << 26

// Use says what to do with what is read; what is nil is only checked. An error ends the reading and comes back as it is.
type Use struct {
	Head  func(Head) error
	Table func(Table, io.Reader) error               // need not read to the end
	File  func(name string, content io.Reader) error // need not read to the end
}

// Read reads a whole archive and checks it: every table and file against the manifest, and the end. What Use got is proved
// only when Read has come back without an error. Damage and a wrong key are faults.
func Read(r io.Reader, identities []age.Identity, use Use) (Head, Manifest, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	plain, err := decrypt(in, identities)
	if err != nil {
		return Head{}, Manifest{}, err
	}
	unpacked, err := gzip.NewReader(plain)
	if err != nil {
		return Head{}, Manifest{}, damaged(err)
	}
	a := &reader{tar: tar.NewReader(unpacked), use: use}
	if err := a.read(); err != nil {
		return Head{}, Manifest{}, err
	}
	if _, err := io.Copy(io.Discard, unpacked); err != nil { // to the checksums at the end
		return Head{}, Manifest{}, damaged(err)
	}
	return a.head, a.manifest, nil
}

func decrypt(in *bufio.Reader, identities []age.Identity) (io.Reader, error) {
	const mark = "age-encryption.org/"
	begin, err := in.Peek(len(mark))
	if err != nil {
		return nil, damaged(err)
	}
	switch {
	case string(begin) == mark && len(identities) == 0:
		return nil, fault.New(fault.Invalid, "The backup is encrypted. Name the file with its key: --identity KEYFILE.")
	case string(begin) == mark:
		plain, err := age.Decrypt(in, identities...)
		if wrong := (*age.NoIdentityMatchError)(nil); errors.As(err, &wrong) {
			return nil, fault.New(fault.Invalid, "The key does not open this backup: it was encrypted to another one.")
		} else if err != nil {
			return nil, damaged(err)
		}
		return plain, nil
	case bytes.HasPrefix(begin, []byte{0x1f, 0x8b}):
		return in, nil
	}
	return nil, fault.New(fault.Invalid, "This file is not a backup of cyberready.")
}

// reader walks through the entries.
type reader struct {
	tar      *tar.Reader
	next     *tar.Header // read already; nil at the end
	use      Use
	head     Head
	seen     Manifest // what was read, without the counts
	manifest Manifest
}

func (a *reader) advance() error {
	h, err := a.tar.Next()
	if err == io.EOF {
		a.next = nil
		return nil
	}
	if err != nil {
		return damaged(err)
	}
	a.next = h
	return nil
}

func (a *reader) read() error {
	if err := a.advance(); err != nil {
		return err
	}
	if err := a.json(headName, &a.head); err != nil {
		return err
	}
	if a.head.Format < 1 || a.head.Format > Format {
		return fault.New(fault.Invalid, "The backup has format %d, but this program knows only up to %d: use a newer program.", a.head.Format, Format)
	}
	if a.use.Head != nil {
		if err := a.use.Head(a.head); err != nil {
			return err
		}
	}
	for _, t := range a.head.Tables {
		if err := a.table(t); err != nil {
			return err
		}
	}
	for a.next != nil && strings.HasPrefix(a.next.Name, filesFolder) {
		if err := a.file(); err != nil {
			return err
		}
	}
	if err := a.json(manifestName, &a.manifest); err != nil {
		return err
	}
	if a.next != nil {
		return damaged(errOrder)
	}
	return a.prove()
}

// prove holds what was read to what the manifest says.
func (a *reader) prove() error {
	if !slices.Equal(a.seen.Tables, a.manifest.Tables) || !slices.Equal(a.seen.Files, a.manifest.Files) {
		return damaged(errMissing)
	}
	return nil
}

func (a *reader) json(name string, to any) error {
	if a.next == nil || a.next.Name != name {
		return damaged(fmt.Errorf("%w: not %s", errOrder, name))
	}
	b, err := a.content()
	if err == nil {
		err = json.Unmarshal(b, to)
	}
	if err != nil {
		return damaged(err)
	}
	return a.advance()
}

func (a *reader) content() ([]byte, error) {
	if a.next.Size > inMemory {
		return nil, damaged(errTooLarge)
	}
	b, err := io.ReadAll(a.tar)
	if err != nil {
		return nil, damaged(err)
	}
	return b, nil
}

func (a *reader) file() error {
	name := strings.TrimPrefix(a.next.Name, filesFolder)
	if path.Clean(name) != name || path.IsAbs(name) || strings.HasPrefix(name, "..") {
		return damaged(fmt.Errorf("%w: %s", errOrder, name))
	}
	r := &fileReader{in: a.tar, sum: sha256.New()}
	if a.use.File != nil {
		if err := a.use.File(name, r); err != nil {
			if r.err != nil { // what the file did wrong, and not what it led to
				return r.err
			}
			return err
		}
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	a.seen.Files = append(a.seen.Files, Sum{Name: name, Bytes: r.bytes, SHA256: hex.EncodeToString(r.sum.Sum(nil))})
	return a.advance()
}

// fileReader reads a file and sums it up.
type fileReader struct {
	in    io.Reader
	sum   hash.Hash
	bytes int64
	err   error // of the archive; sticks
}

func (r *fileReader) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.in.Read(p)
	r.sum.Write(p[:n])
	r.bytes += int64(n)
	if err != nil && err != io.EOF {
		r.err = damaged(err)
		err = r.err
	}
	return n, err
}

func (a *reader) table(t Table) error {
	r := &tableReader{a: a, name: t.Name, sum: sha256.New()}
	if a.next == nil || a.next.Name != r.partName(1) {
		return damaged(fmt.Errorf("%w: not table %s", errOrder, t.Name))
	}
	if a.use.Table != nil {
		if err := a.use.Table(t, r); err != nil {
			if r.err != nil && r.err != io.EOF { // what the file did wrong, and not what it led to
				return r.err
			}
			return err
		}
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	a.seen.Tables = append(a.seen.Tables, Sum{Name: t.Name, Rows: r.rows, Bytes: r.bytes, SHA256: hex.EncodeToString(r.sum.Sum(nil))})
	return nil
}
