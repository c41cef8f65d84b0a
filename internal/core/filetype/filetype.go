// Package filetype tells by its content what a file is that somebody gave, and refuses what could hurt whoever opens it.
//
// A caller may rely on these: the name plays no part; what is accepted is exactly one of the types here and nothing else at
// the same time (a PDF with an archive behind it is refused); a package such as a Word document was unpacked within limits
// and holds no macro, program or further package; the file is read where it lies and never held in memory as a whole.
//
// It is no virus scanner: a document of an accepted type may still attack a reader that has a hole.
package filetype

import (
	"archive/zip"
	"bytes"
	"io"

	"cyberready/internal/core/fault"
)

// Type is what a file is, in a stable word that is stored.
type Type string

// The types that are accepted.
const (
	PDF  Type = "pdf"
	PNG  Type = "png"
	JPEG Type = "jpeg"
	Text Type = "text" // also CSV, and a message saved as text
	DOCX Type = "docx"
	XLSX Type = "xlsx"
	PPTX Type = "pptx"
	ODT  Type = "odt"
	ODS  Type = "ods"
	ODP  Type = "odp"
)

var facts = map[Type]struct{ words, mime, ending string }{
	PDF:  {"PDF", "application/pdf", "pdf"},
	PNG:  {"PNG picture", "image/png", "png"},
	JPEG: {"JPEG picture", "image/jpeg", "jpg"},
	Text: {"text", "text/plain; charset=utf-8", "txt"},
	DOCX: {"Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
	XLSX: {"Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
	PPTX: {"PowerPoint presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
	ODT:  {"OpenDocument text", "application/vnd.oasis.opendocument.text", "odt"},
	ODS:  {"OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", "ods"},
	ODP:  {"OpenDocument presentation", "application/vnd.oasis.opendocument.presentation", "odp"},
}

// Words gives the type as people call it; the stored word where this program does not know it.
func (t Type) Words() string {
	if f, ok := facts[t]; ok {
		return f.words
	}
	return string(t)
}

// MIME gives the media type for a download.
func (t Type) MIME() string {
	if f, ok := facts[t]; ok {
		return f.mime
	}
	return "application/octet-stream"
}

// Ending gives what a file of this type is called at its end, without the dot.
func (t Type) Ending() string {
	if f, ok := facts[t]; ok {
		return f.ending
	}
	return "bin"
}

// Accepted says in words what can be given.
const Accepted = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, plain text or CSV"

// Recognise tells what a file is, or is an Invalid fault whose sentence says why it is not taken and what to do. Any other
// error is one of reading.
func Recognise(r io.ReaderAt, size int64) (Type, error) {
	if size == 0 {
		return "", refuse("The file is empty. Choose the file again: perhaps it was still being written.")
	}
	begin, err := part(r, size, 0, sniffed)
	if err != nil {
		return "", err
	}
	switch {
	case bytes.HasPrefix(begin, []byte("%PDF-")):
		return alone(PDF, r, size, checkPDF)
	case bytes.HasPrefix(begin, []byte(pngBegins)):
		return alone(PNG, r, size, checkPNG)
	case bytes.HasPrefix(begin, []byte("\xff\xd8\xff")):
		return alone(JPEG, r, size, checkJPEG)
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		return recognisePackage(r, size, 0)
	}
	if err := refuseKnown(begin); err != nil {
		return "", err
	}
	return alone(Text, r, size, checkText)
}

// alone checks a file that is no package, and that it is not a package as well.
func alone(t Type, r io.ReaderAt, size int64, check func(io.ReaderAt, int64) error) (Type, error) {
	if err := check(r, size); err != nil {
		return "", err
	}
	if _, err := zip.NewReader(r, size); err == nil {
		return "", twoInOne()
	}
	return t, nil
}

// sniffed is how much of a file's beginning other programs look at to guess what it is, in bytes.
const sniffed = 1024

// part reads up to n bytes from an offset.
func part(r io.ReaderAt, size, from int64, n int) ([]byte, error) {
	b := make([]byte, min(int64(n), size-from))
	if _, err := io.ReadFull(io.NewSectionReader(r, from, size-from), b); err != nil {
		return nil, err
	}
	return b, nil
}

func refuse(sentence string, args ...any) error { return fault.New(fault.Invalid, sentence, args...) }

func cutShort(what string) error {
	return refuse("The %s is cut short or damaged: it does not end as it should. Open it, save it again and give it anew.", what)
}

func twoInOne() error {
	return refuse("The file is two things at once: something else is hidden in it or behind its end. Open it, save it again and give it anew.")
}
