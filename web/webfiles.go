// Package webfiles holds the files that the browser gets: the style sheet, the script and the images that build.mjs
// puts into dist.
//
// Callers may rely on this: a file's address holds the hash of its content, so that the browser may keep it for ever;
// nothing in it names a foreign host or shows the logo of the NHS. A bare clone has no built files and still compiles:
// Built then says what to do.
package webfiles

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"sync"
)

// Prefix is the address under which the files are served.
const Prefix = "/assets/"

//go:embed all:dist
var dist embed.FS

// names gives each file's hashed name by its plain one. It is empty when nothing is built.
var names = mustReadNames()

func mustReadNames() map[string]string {
	text, err := dist.ReadFile("dist/manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	found := map[string]string{}
	if err == nil {
		err = json.Unmarshal(text, &found)
	}
	if err != nil {
		panic(fmt.Errorf("read the manifest of the built files: %w", err))
	}
	return found
}

// Built is nil when the program was built with its files for the browser, and otherwise an error for whoever
// starts it.
func Built() error {
	if len(names) == 0 {
		return errors.New("the files for the browser were not built: run make")
	}
	return nil
}

// URL gives the address of a built file by its plain name, such as app.css. It panics on an unknown name, so that a page
// cannot go out with a broken link. When nothing is built it answers with the plain name, so that pages can be tested.
func URL(name string) string {
	if Built() != nil {
		return Prefix + name
	}
	hashed, ok := names[name]
	if !ok {
		panic(fmt.Sprintf("no built file %q", name))
	}
	return Prefix + hashed
}

// file is one built file, ready to be sent.
type file struct {
	contentType string
	plain       []byte
	gzipped     []byte // nil where it would save nothing
	etag        string
}

// contentTypes are those of the files that build.mjs makes; there are no others.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
}

// files reads and compresses the built files, once.
var files = sync.OnceValue(func() map[string]file {
	all := map[string]file{}
	entries, err := dist.ReadDir("dist")
	if err != nil {
		panic(fmt.Errorf("read the built files: %w", err))
	}
	for _, entry := range entries {
		contentType := contentTypes[path.Ext(entry.Name())]
		if contentType == "" {
			continue // the manifest, and the file that keeps the folder
		}
		content, err := dist.ReadFile("dist/" + entry.Name())
		if err != nil {
			panic(fmt.Errorf("read built file %s: %w", entry.Name(), err))
		}
		all[entry.Name()] = newFile(contentType, content)
	}
	return all
})

func newFile(contentType string, content []byte) file {
	f := file{contentType: contentType, plain: content, etag: etag(content)}
	var small bytes.Buffer
	// The level is one that gzip knows, and a buffer takes everything.
	w, _ := gzip.NewWriterLevel(&small, gzip.BestCompression)
	_, _ = w.Write(content)
	_ = w.Close()
	if small.Len() < len(content) {
		f.gzipped = small.Bytes()
	}
	return f
}

func (f file) length(gzipped bool) string {
	if gzipped {
		return strconv.Itoa(len(f.gzipped))
	}
	return strconv.Itoa(len(f.plain))
}
