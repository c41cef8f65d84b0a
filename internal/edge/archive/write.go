package archive

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"

	"filippo.io/age"
)

// partSize is how much of a table one entry holds, in bytes: tar wants the size before the content.
const partSize = 1 << 20

// Writer writes one archive. It is for one caller.
type Writer struct {
	tar      *tar.Writer
	outer    []io.Closer // from the inside out
	taken    time.Time
	manifest Manifest
	part     []byte
}

// NewWriter begins an archive, encrypted to the recipients; without any it is plain. Close ends it.
func NewWriter(w io.Writer, recipients []age.Recipient, h Head) (*Writer, error) {
	a := &Writer{taken: h.Taken, part: make([]byte, 0, partSize)}
	if len(recipients) > 0 {
		sealed, err := age.Encrypt(w, recipients...)
		if err != nil {
			return nil, fmt.Errorf("begin encryption: %w", err)
		}
		a.outer = []io.Closer{sealed}
		w = sealed
	}
	// The fastest level: a backup runs beside people's work, and text this regular is small at any level.
	small, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return nil, fmt.Errorf("begin compression: %w", err)
	}
	a.tar = tar.NewWriter(small)
	a.outer = append([]io.Closer{a.tar, small}, a.outer...)
	h.Format = Format
	return a, a.json(headName, h)
}

// Table writes a table: copy writes its rows, one a line, and says how many.
func (a *Writer) Table(name string, copy func(io.Writer) (int64, error)) error {
	t := &tableWriter{a: a, name: name, sum: sha256.New()}
	rows, err := copy(t)
	if err != nil {
		return err
	}
	if len(a.part) > 0 || t.parts == 0 { // an empty table is one empty part
		if err := t.flush(); err != nil {
			return err
		}
	}
	a.manifest.Tables = append(a.manifest.Tables, Sum{Name: name, Rows: rows, Bytes: t.bytes, SHA256: hex.EncodeToString(t.sum.Sum(nil))})
	return nil
}

// File writes a file by its path below the data directory.
func (a *Writer) File(name string, content []byte) error {
	sum := sha256.Sum256(content)
	a.manifest.Files = append(a.manifest.Files, Sum{Name: name, Bytes: int64(len(content)), SHA256: hex.EncodeToString(sum[:])})
	return a.entry(filesFolder+name, content)
}

// FileFrom writes a file of a size, in bytes, piece by piece.
func (a *Writer) FileFrom(name string, size int64, from io.Reader) error {
	sum := sha256.New()
	err := a.tar.WriteHeader(&tar.Header{Name: filesFolder + name, Mode: 0o600, Size: size, ModTime: a.taken, Typeflag: tar.TypeReg})
	if err == nil {
		_, err = io.CopyN(io.MultiWriter(a.tar, sum), from, size)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	a.manifest.Files = append(a.manifest.Files, Sum{Name: name, Bytes: size, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// Close writes the manifest and the end, and gives what was written. An archive that was not closed proves nothing.
func (a *Writer) Close() (Manifest, error) {
	if err := a.json(manifestName, a.manifest); err != nil {
		return Manifest{}, err
	}
	for _, c := range a.outer {
		if err := c.Close(); err != nil {
			return Manifest{}, fmt.Errorf("end backup: %w", err)
		}
	}
	return a.manifest, nil
}

func (a *Writer) json(name string, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return a.entry(name, b.Bytes())
}

func (a *Writer) entry(name string, content []byte) error {
	err := a.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content)), ModTime: a.taken, Typeflag: tar.TypeReg})
	if err == nil {
		_, err = a.tar.Write(content)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// tableWriter cuts what is written into parts.
type tableWriter struct {
	a     *Writer
	name  string
	sum   hash.Hash
	bytes int64
	parts int
}

func (t *tableWriter) Write(p []byte) (int, error) {
	t.sum.Write(p)
	t.bytes += int64(len(p))
	for rest := p; len(rest) > 0; {
		n := min(len(rest), partSize-len(t.a.part))
		t.a.part = append(t.a.part, rest[:n]...)
		rest = rest[n:]
		if len(t.a.part) == partSize {
			if err := t.flush(); err != nil {
				return 0, err
			}
		}
	}
	return len(p), nil
}

func (t *tableWriter) flush() error {
	t.parts++
	err := t.a.entry(fmt.Sprintf("%s%s/%06d", tablesFolder, t.name, t.parts), t.a.part)
	t.a.part = t.a.part[:0]
	return err
}
