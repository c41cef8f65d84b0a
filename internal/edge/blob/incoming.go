package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// ErrTooLarge says that more came than may come.
var ErrTooLarge = errors.New("the file is too large")

// Incoming is a file that has been received and is kept by nobody yet. Discard it when it is done with.
type Incoming struct {
	*os.File        // at its beginning
	Size     int64  // in bytes
	SHA256   string // in hexadecimal
}

// Receive takes a file in, up to most bytes; ErrTooLarge when there are more. It lies on the disk under a name of ours, private,
// and is gone after Discard or a sweep.
func (f *Files) Receive(from io.Reader, most int64) (*Incoming, error) {
	file, err := os.CreateTemp(filepath.Join(f.dir, incomingFolder), "in-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("receive file: %w", err)
	}
	in := &Incoming{File: file}
	sum := sha256.New()
	in.Size, err = io.Copy(io.MultiWriter(file, sum), io.LimitReader(from, most+1))
	if err == nil && in.Size > most {
		err = ErrTooLarge
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		in.Discard()
		return nil, err
	}
	in.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return in, nil
}

// Discard throws the received file away; what was Put stays.
func (in *Incoming) Discard() {
	_ = in.Close()
	_ = os.Remove(in.Name())
}

// clearIncoming removes what was received before a time: a server that died left it.
func (f *Files) clearIncoming(before time.Time) error {
	left, err := os.ReadDir(filepath.Join(f.dir, incomingFolder))
	if err != nil {
		return fmt.Errorf("list received files: %w", err)
	}
	for _, e := range left {
		if info, err := e.Info(); err == nil && info.ModTime().Before(before) {
			if err := os.Remove(filepath.Join(f.dir, incomingFolder, e.Name())); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("clear received file: %w", err)
			}
		}
	}
	return nil
}
