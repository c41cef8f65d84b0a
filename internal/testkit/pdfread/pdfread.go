// Package pdfread reads a PDF for tests: what it says, side by side, and how it is tagged for people who listen.
package pdfread

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"
)

// File is what a test asks of a PDF.
type File struct {
	Sides    []string // the text of each side, without spaces: how a file spaces its letters is not its words
	Text     []string // the text of each side as it is drawn, a piece a line
	Title    string
	Language string
	Marked   bool      // tagged: its structure is said
	UA       string    // part of PDF/UA that it says to conform to
	Roles    []string  // structure elements in reading order: Document, Title, H1, P, Table, Figure, …
	Figures  []string  // the text alternative of each figure, empty where there is none
	Contents []string  // its bookmarks, in order
	Points   []float64 // the size in which most of each side is set
}

// Read reads a PDF, and ends the test when it is none.
func Read(t testing.TB, content []byte) File {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatalf("read PDF: %v", err)
	}
	root := r.Trailer().Key("Root")
	f := File{
		Title: r.Trailer().Key("Info").Key("Title").Text(), Language: root.Key("Lang").Text(),
		Marked: root.Key("MarkInfo").Key("Marked").Bool(), UA: part(root.Key("Metadata")),
	}
	for i := range r.NumPage() {
		drawn := side(t, r.Page(i+1))
		f.Sides, f.Text = append(f.Sides, Words(drawn)), append(f.Text, drawn)
		f.Points = append(f.Points, size(r.Page(i+1)))
	}
	f.walk(root.Key("StructTreeRoot").Key("K"))
	f.bookmarks(root.Key("Outlines").Key("First"))
	return f
}

// Words takes the spaces out of a text, so that it can be looked for on a side. Characters that take no room go too.
func Words(s string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \t\r\n\u00a0\u200b", c) {
			return -1
		}
		return c
	}, s)
}

// Says tells whether a text stands on one of the sides; it may go on from one side to the next.
func (f File) Says(text string) bool { return strings.Contains(strings.Join(f.Sides, ""), Words(text)) }

func side(t testing.TB, p pdf.Page) string {
	t.Helper()
	fonts := map[string]*pdf.Font{}
	for _, name := range p.Fonts() {
		f := p.Font(name)
		fonts[name] = &f
	}
	text, err := p.GetPlainText(fonts)
	if err != nil {
		t.Fatalf("read the text of a side: %v", err)
	}
	return text
}

// size gives the size of most of a side's letters.
func size(p pdf.Page) float64 {
	count := map[float64]int{}
	most := 0.0
	for _, letter := range p.Content().Text {
		if count[letter.FontSize]++; count[letter.FontSize] > count[most] {
			most = letter.FontSize
		}
	}
	return most
}

// walk goes through the structure tree in reading order.
func (f *File) walk(v pdf.Value) {
	switch v.Kind() {
	case pdf.Array:
		for i := range v.Len() {
			f.walk(v.Index(i))
		}
	case pdf.Dict:
		role := v.Key("S").Name()
		if role == "" {
			return // content, or a reference to it
		}
		f.Roles = append(f.Roles, role)
		if role == "Figure" {
			f.Figures = append(f.Figures, v.Key("Alt").Text())
		}
		f.walk(v.Key("K"))
	}
}

func (f *File) bookmarks(v pdf.Value) {
	for ; v.Kind() == pdf.Dict; v = v.Key("Next") {
		f.Contents = append(f.Contents, v.Key("Title").Text())
		f.bookmarks(v.Key("First"))
	}
}

// part finds the part of PDF/UA in the metadata.
func part(metadata pdf.Value) string {
	if metadata.Kind() != pdf.Stream {
		return ""
	}
	var b bytes.Buffer
	_, _ = b.ReadFrom(metadata.Reader()) // what cannot be read says nothing
	_, rest, _ := strings.Cut(b.String(), "<pdfuaid:part>")
	part, _, _ := strings.Cut(rest, "<")
	return part
}
