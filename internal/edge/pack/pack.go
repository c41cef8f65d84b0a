// Package pack puts files into one archive that can be verified without this service: a zip archive with a sheet of the
// files' SHA-256, as sha256sum reads it. The same files give the same bytes.
package pack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"time"
)

// SumsName is the sheet with the SHA-256 of every other file: sha256sum -c SHA256SUMS.
const SumsName = "SHA256SUMS"

// File is one file of the archive.
type File struct {
	Name    string // without folders: the archive puts all of them into one
	Content []byte
}

// Write gives the archive. All files lie in one folder and bear one time, because an archive that names the time of packing
// would be another one each time.
func Write(folder string, files []File, at time.Time) ([]byte, error) {
	var sums, out bytes.Buffer
	for _, f := range files {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(f.Content), f.Name)
	}
	w := zip.NewWriter(&out)
	for _, f := range append(files[:len(files):len(files)], File{Name: SumsName, Content: sums.Bytes()}) {
		to, err := w.CreateHeader(&zip.FileHeader{Name: folder + "/" + f.Name, Method: zip.Deflate, Modified: at.UTC().Truncate(2 * time.Second)})
		if err == nil {
			_, err = to.Write(f.Content)
		}
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", f.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return out.Bytes(), nil
}
