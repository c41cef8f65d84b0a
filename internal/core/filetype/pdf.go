package filetype

import (
	"bytes"
	"io"
)

// pdfTail is how far before the end a PDF's last mark may stand, in bytes (ISO 32000-1, annex H, note 18: 1,024).
const pdfTail = 1024

// checkPDF reads the end and looks for what acts by itself. Names that are packed into streams are not seen.
func checkPDF(r io.ReaderAt, size int64) error {
	from := max(0, size-pdfTail)
	tail, err := part(r, size, from, pdfTail)
	if err != nil {
		return err
	}
	last := bytes.LastIndex(tail, []byte("%%EOF"))
	if last < 0 {
		return cutShort("PDF")
	}
	if len(bytes.Trim(tail[last+len("%%EOF"):], " \t\r\n\x00")) > 0 {
		return twoInOne()
	}
	found, err := firstOf(io.NewSectionReader(r, 0, size), []string{"/JavaScript", "/JS(", "/JS (", "/JS<", "/Launch", "/RichMedia", "/EmbeddedFile", "<script", "<html"})
	switch {
	case err != nil:
		return err
	case found == "/EmbeddedFile":
		return refuse("Another file is packed inside the PDF. Print it as PDF anew, and give the other file by itself.")
	case found == "<script" || found == "<html":
		return twoInOne()
	case found != "":
		return refuse("The PDF holds a script or starts a program. Print it as PDF anew and give that.")
	}
	return nil
}

// firstOf gives the first of some words that a stream holds, empty when it holds none. It keeps a window in memory.
func firstOf(r io.Reader, words []string) (string, error) {
	longest := 0
	for _, w := range words {
		longest = max(longest, len(w))
	}
	window := make([]byte, 0, 64<<10)
	for {
		kept := len(window)
		n, err := io.ReadFull(r, window[kept:cap(window)])
		window = window[:kept+n]
		for _, w := range words {
			if bytes.Contains(window, []byte(w)) {
				return w, nil
			}
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		window = window[:copy(window, window[len(window)-longest+1:])]
	}
}
