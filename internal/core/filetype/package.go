package filetype

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Limits of what a package (a zip, as Word and OpenDocument are) may unpack to. They are our own choice: far above what
// documents need, and far below what hurts.
const (
	mostEntries  = 5000
	mostUnpacked = 200 << 20 // bytes, of all entries together
	mostRatio    = 150       // of unpacked to packed, once more than ratioFrom is unpacked
	ratioFrom    = 10 << 20
	mostInside   = 10 << 20 // bytes of a package inside: the table behind a chart
	mostListed   = 4 << 20  // bytes of a list of contents
)

// recognisePackage tells what a package is. Inside a document one more package may lie, such as the table behind a chart:
// depth counts them.
func recognisePackage(r io.ReaderAt, size int64, depth int) (Type, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return "", cutShort("document")
	}
	if err := checkEntries(z, size); err != nil {
		return "", err
	}
	if err := checkEnds(r, z, size); err != nil {
		return "", err
	}
	t, err := nameOf(z)
	if err != nil {
		return "", err
	}
	return t, unpack(z, size, depth)
}

// checkEntries looks at the list of contents before anything is unpacked.
func checkEntries(z *zip.Reader, size int64) error {
	if len(z.File) > mostEntries {
		return aBomb()
	}
	seen := map[string]bool{}
	type span struct{ from, to int64 }
	var spans []span
	var declared uint64
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.ContainsAny(f.Name, "\\:\x00") || path.IsAbs(f.Name) || path.Clean("/"+f.Name) != "/"+strings.TrimSuffix(f.Name, "/") || seen[name] {
			return refuse("The document is built in a way that no office program does: names inside it lead elsewhere or stand there twice. Save it again and give it anew.")
		}
		seen[name] = true
		if f.Flags&1 != 0 {
			return locked()
		}
		if macro(name) {
			return aMacro()
		}
		if f.Method != zip.Store && f.Method != zip.Deflate {
			return cutShort("document")
		}
		declared += f.UncompressedSize64
		if f.UncompressedSize64 > mostUnpacked || declared > mostUnpacked {
			return aBomb()
		}
		from, err := f.DataOffset()
		if err != nil || from+int64(f.CompressedSize64) > size {
			return cutShort("document")
		}
		spans = append(spans, span{from, from + int64(f.CompressedSize64)})
	}
	slices.SortFunc(spans, func(a, b span) int { return int(a.from - b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return aBomb() // entries that share their bytes
		}
	}
	return nil
}

// checkEnds refuses what stands before the first entry and behind the list of contents: a second file in the same bytes.
func checkEnds(r io.ReaderAt, z *zip.Reader, size int64) error {
	const local, end = 30, 22 // bytes of an entry's own head and of the archive's last mark, without their names and words
	if len(z.File) == 0 {
		return anArchive()
	}
	head, err := part(r, size, 0, local)
	if err != nil {
		return err
	}
	tail, err := part(r, size, size-end, end)
	if err != nil {
		return err
	}
	first := local + int64(binary.LittleEndian.Uint16(head[26:])) + int64(binary.LittleEndian.Uint16(head[28:]))
	begins := slices.ContainsFunc(z.File, func(f *zip.File) bool {
		at, err := f.DataOffset()
		return err == nil && at == first
	})
	if !begins || z.Comment != "" || !bytes.HasPrefix(tail, []byte("PK\x05\x06")) {
		return twoInOne()
	}
	return nil
}

// macro tells whether an entry, by its name in small letters, is what a macro or an active control lies in.
func macro(name string) bool {
	base := path.Base(name)
	return base == "vbaproject.bin" || base == "vbadata.xml" || base == "vbaprojectsignature.bin" || strings.Contains(name, "/macrosheets/") ||
		strings.Contains(name, "/activex/") || strings.HasPrefix(name, "basic/") || strings.HasPrefix(name, "scripts/")
}

// nameOf tells by its list of contents what a document is.
func nameOf(z *zip.Reader) (Type, error) {
	if types, err := listed(z, "[Content_Types].xml"); err != nil || types != "" {
		if err != nil {
			return "", err
		}
		low := strings.ToLower(types)
		switch {
		case strings.Contains(low, "macroenabled") || strings.Contains(low, "vbaproject") || strings.Contains(low, "sheet.binary"):
			return "", aMacro()
		case strings.Contains(low, "wordprocessingml.document.main+xml") && has(z, "word/document.xml"):
			return DOCX, fetches(z, "word/_rels/settings.xml.rels")
		case strings.Contains(low, "spreadsheetml.sheet.main+xml") && has(z, "xl/workbook.xml"):
			return XLSX, nil
		case strings.Contains(low, "presentationml.presentation.main+xml") && has(z, "ppt/presentation.xml"):
			return PPTX, nil
		}
		return "", anArchive()
	}
	kind, err := listed(z, "mimetype")
	if err != nil {
		return "", err
	}
	manifest, err := listed(z, "META-INF/manifest.xml")
	if err != nil {
		return "", err
	}
	if strings.Contains(manifest, "encryption-data") {
		return "", locked()
	}
	if z.File[0].Name == "mimetype" && z.File[0].Method == zip.Store && manifest != "" && has(z, "content.xml") {
		for _, t := range []Type{ODT, ODS, ODP} {
			if kind == t.MIME() {
				return t, nil
			}
		}
	}
	return "", anArchive()
}

// fetches refuses a document whose template lies elsewhere and is fetched when it is opened.
func fetches(z *zip.Reader, rels string) error {
	text, err := listed(z, rels)
	if err != nil {
		return err
	}
	if low := strings.ToLower(text); strings.Contains(low, "attachedtemplate") && strings.Contains(low, `targetmode="external"`) {
		return refuse("The document fetches a template from elsewhere when it is opened. Save it without the template, or as PDF, and give that.")
	}
	return nil
}

func has(z *zip.Reader, name string) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == name })
}

// listed reads a small entry; nothing when it is not there.
func listed(z *zip.Reader, name string) (string, error) {
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == name })
	if i < 0 {
		return "", nil
	}
	in, err := z.File[i].Open()
	if err != nil {
		return "", cutShort("document")
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, mostListed+1))
	switch {
	case len(b) > mostListed:
		return "", aBomb()
	case err != nil:
		return "", unpacking(err)
	}
	return string(b), nil
}

// unpack unpacks everything once, within the limits, whatever the list of contents says, and looks at how each entry begins.
func unpack(z *zip.Reader, size int64, depth int) error {
	var total int64
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			return cutShort("document")
		}
		n, err := entry(in, f, mostUnpacked-total, depth)
		if err = errors.Join(err, in.Close()); err != nil {
			return err
		}
		if total += n; total > ratioFrom && total/size > mostRatio {
			return aBomb()
		}
	}
	return nil
}

func entry(in io.Reader, f *zip.File, left int64, depth int) (int64, error) {
	begin := make([]byte, 512)
	n, err := io.ReadFull(in, begin)
	begin = begin[:n]
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return 0, unpacking(err)
	}
	switch {
	case beginsWith(begin, programs):
		return 0, aProgram()
	case bytes.HasPrefix(begin, []byte(oldOffice)):
		return 0, refuse("Another file is packed inside the document as an object, in which a program can hide. Take it out, or print the document as PDF, and give that.")
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		return inside(io.MultiReader(bytes.NewReader(begin), in), depth)
	case beginsWith(begin, archives):
		return 0, nested()
	}
	rest, err := io.Copy(io.Discard, io.LimitReader(in, left-int64(n)+1))
	if total := int64(n) + rest; total > left || uint64(total) > f.UncompressedSize64 {
		return 0, aBomb()
	}
	if err != nil {
		return 0, unpacking(err)
	}
	return int64(n) + rest, nil
}

// inside recognises a package in a package, and refuses one deeper down.
func inside(in io.Reader, depth int) (int64, error) {
	if depth > 0 {
		return 0, nested()
	}
	b, err := io.ReadAll(io.LimitReader(in, mostInside+1))
	switch {
	case len(b) > mostInside:
		return 0, aBomb()
	case err != nil:
		return 0, unpacking(err)
	}
	_, err = recognisePackage(bytes.NewReader(b), int64(len(b)), depth+1)
	return int64(len(b)), err
}

// unpacking tells damage from a failure to read.
func unpacking(err error) error {
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return cutShort("document")
	}
	return err
}

func aBomb() error {
	return refuse("The file unpacks to far more than it is: no office program writes such a one. Save it again, or print it as PDF, and give that.")
}

func aMacro() error {
	return refuse("The document holds a macro. Save it without macros (as docx, xlsx or pptx), or as PDF, and give that.")
}

func locked() error {
	return refuse("The document is locked with a password, so nobody here can look into it. Save it without the password, or say where it is kept instead.")
}

func nested() error {
	return refuse("An archive is packed inside the document. Take it out and give the document without it.")
}
