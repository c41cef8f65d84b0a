package blob

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"time"
)

// ErrTooLarge says that more came than may come.
var ErrTooLarge = errors.New("the file is too large")

// written is a file under a name of ours that nobody keeps yet.
type written struct {
	*os.File
	name string // below the folder of files
}

// create makes an empty file, private, among what is incoming.
func (f *Files) create() (written, error) {
	name := path.Join(incomingFolder, rand.Text())
	file, err := f.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	return written{File: file, name: name}, err
}

// Incoming is a file that has been received and is kept by nobody yet. Discard it when it is done with.
type Incoming struct {
	written        // at its beginning
	Size    int64  // in bytes
	SHA256  string // in hexadecimal
	files   *Files
}

// Receive takes a file in, up to most bytes; ErrTooLarge when there are more. It lies on the disk under a name of ours, private,
// and is gone after Discard or a sweep.
func (f *Files) Receive(from io.Reader, most int64) (*Incoming, error) {
	file, err := f.create()
	if err != nil {
		return nil, fmt.Errorf("receive file: %w", err)
	}
	in := &Incoming{written: file, files: f}
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
	_ = in.files.root.Remove(in.name)
}

// clearIncoming removes what was received before a time: a server that died left it.
func (f *Files) clearIncoming(before time.Time) error {
	left, err := f.olderThan(incomingFolder, before)
	if err != nil {
		return fmt.Errorf("list received files: %w", err)
	}
	for _, name := range left {
		if err := f.root.Remove(path.Join(incomingFolder, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clear received file: %w", err)
		}
	}
	return nil
}
