// Package hostile makes files for tests: honest ones of every type that is accepted, and a hundred that nobody should be able to
// give: wrong types, bombs, two files in one, macros, programs, names that lead elsewhere, cut short, empty.
package hostile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"

	"cyberready/internal/core/filetype"
)

// Honest gives a small file of every type that is accepted.
func Honest() map[filetype.Type][]byte {
	return map[filetype.Type][]byte{
		filetype.PDF: PDF(), filetype.PNG: PNG(), filetype.JPEG: JPEG(), filetype.Text: []byte("Site,Backed up\r\nNorthmoor,yes\r\nCafé,no\r\n"),
		filetype.DOCX: DOCX(), filetype.XLSX: XLSX(), filetype.PPTX: PPTX(),
		filetype.ODT: openDocument(filetype.ODT), filetype.ODS: openDocument(filetype.ODS), filetype.ODP: openDocument(filetype.ODP),
	}
}

// PDF is one of one empty side.
func PDF() []byte { return pdfWith("") }

func pdfWith(more string) []byte {
	return []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + more + " >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n" +
		"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\ntrailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n")
}

func drawing() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 32, 24))
	for x := range 32 {
		img.SetRGBA(x, x%24, color.RGBA{uint8(8 * x), 90, 120, 255})
	}
	return img
}

// PNG is a small picture.
func PNG() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, drawing()); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// JPEG is a small picture.
func JPEG() []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, drawing(), nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// chunk is a piece of a PNG with its sum.
func chunk(kind, content string) string {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	b = append(b, kind+content...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(kind+content))))
}

// pngWith puts a piece behind the head of a picture.
func pngWith(piece string) []byte {
	const head = 8 + 25 // the mark, and the first piece with its length, kind and sum
	p := string(PNG())
	return []byte(p[:head] + piece + p[head:])
}

// jpegWith puts a segment behind the first mark of a picture.
func jpegWith(marker byte, content string) []byte {
	j := string(JPEG())
	segment := string([]byte{0xff, marker}) + string(binary.BigEndian.AppendUint16(nil, uint16(len(content)+2))) + content
	return []byte(j[:2] + segment + j[2:])
}

// entry is one in a package. Stored ones are not packed.
type entry struct {
	name, content string
	stored        bool
}

func pack(entries ...entry) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.stored {
			h.Method = zip.Store
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write([]byte(e.content))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func types(part, kind string) entry {
	return entry{"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/` + part +
		`" ContentType="application/vnd.` + kind + `+xml"/></Types>`, false}
}

const (
	wordKind  = "openxmlformats-officedocument.wordprocessingml.document.main"
	sheetKind = "openxmlformats-officedocument.spreadsheetml.sheet.main"
	slideKind = "openxmlformats-officedocument.presentationml.presentation.main"
)

var (
	wordBody  = entry{"word/document.xml", "<w:document/>", false}
	sheetBody = entry{"xl/workbook.xml", "<workbook/>", false}
	slideBody = entry{"ppt/presentation.xml", "<p:presentation/>", false}
)

// DOCX is an empty document, with more in it.
func DOCX(more ...entry) []byte {
	return pack(append([]entry{types("word/document.xml", wordKind), wordBody}, more...)...)
}

// XLSX is an empty workbook, with more in it.
func XLSX(more ...entry) []byte {
	return pack(append([]entry{types("xl/workbook.xml", sheetKind), sheetBody}, more...)...)
}

// PPTX is an empty presentation, with more in it.
func PPTX(more ...entry) []byte {
	return pack(append([]entry{types("ppt/presentation.xml", slideKind), slideBody}, more...)...)
}

func openDocument(t filetype.Type, more ...entry) []byte {
	return pack(append([]entry{{"mimetype", t.MIME(), true}, {"META-INF/manifest.xml", "<manifest/>", false}, {"content.xml", "<content/>", false}}, more...)...)
}

// WithChart is a document with the table behind a chart: a package in a package, as office programs write it.
func WithChart() []byte {
	return DOCX(entry{"word/embeddings/Microsoft_Excel_Sheet.xlsx", string(XLSX()), true})
}

// number names the nth of many.
func number(n int) string { return fmt.Sprintf("%05d", n) }
