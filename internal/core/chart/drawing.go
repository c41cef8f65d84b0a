// Package chart turns numbers into drawings, and into the tables that say the same (sheet.Table).
//
// A Drawing is a value: rectangles, lines and texts in whole units, with a title and a description. Its shapes carry
// classes (app-chart__…) for the style sheet, and presentation attributes for paper and for readers without one; there
// is no style attribute, which the Content-Security-Policy would block. Colour never speaks alone: what a bar says is
// also in its length, its outline, its pattern or a number beside it, so that it can be read in black and white. The
// same numbers give the same bytes.
package chart

import (
	"context"
	"io"
	"strconv"
	"strings"
)

// Drawing is a picture made of shapes. The first shape lies lowest.
type Drawing struct {
	ID            string // unique on its page; names the title and the patterns
	Class         string // further class of the svg element, for its size
	Width, Height int    // of the view box
	Stretch       bool   // may be stretched in one direction; only for drawings without text
	Title         string // what it is, with its figures where it is small: the text alternative
	Desc          string // what the marks mean; may be empty
	Patterns      []Pattern
	Shapes        []Shape
}

// Shape is a rectangle, a line or a text.
type Shape struct {
	Kind       ShapeKind
	X, Y       int // upper left corner, beginning of the line, or beginning of the text's base line
	W, H       int // size of a rectangle; of a line, how far its end is from its beginning
	Class      string
	Fill       string // colour or "none"
	Pattern    string // name of one of the drawing's patterns, instead of Fill
	Stroke     string // colour; empty for none
	Thick      int    // stroke width in pixels whatever the scale; 0: the default of 1
	Dashed     bool
	Text       string
	FontSize   int
	Bold       bool
	AlignRight bool // X is the end of the text
}

// ShapeKind is what a shape is.
type ShapeKind int

// The kinds of shape.
const (
	Rect ShapeKind = iota
	Line
	Text
)

// Pattern is a hatching: a tile of eight by eight units with a path drawn on it.
type Pattern struct {
	Name           string
	Ground, Stroke string // colours
	Path           string // SVG path data within the tile; empty for the plain ground
}

// Render writes the drawing, so that a page places it as it places any component. The context is that interface's and is
// not used.
func (d Drawing) Render(_ context.Context, w io.Writer) error {
	_, err := d.WriteTo(w)
	return err
}

// WriteTo writes the drawing as one svg element, every text escaped.
func (d Drawing) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	b.Grow(512 + 160*len(d.Shapes))
	d.open(&b)
	for _, s := range d.Shapes {
		s.write(&b, d.ID)
	}
	b.WriteString("</svg>")
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

// String gives the svg element.
func (d Drawing) String() string {
	var b strings.Builder
	_, _ = d.WriteTo(&b) // a Builder takes everything
	return b.String()
}

func (d Drawing) open(b *strings.Builder) {
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg"`)
	attr(b, "class", strings.TrimSpace("app-chart "+d.Class))
	attr(b, "viewBox", "0 0 "+strconv.Itoa(d.Width)+" "+strconv.Itoa(d.Height))
	if d.Stretch {
		attr(b, "preserveAspectRatio", "none")
	}
	attr(b, "role", "img")
	attr(b, "focusable", "false")
	labelled := d.ID + "-title"
	if d.Desc != "" {
		labelled += " " + d.ID + "-desc"
	}
	attr(b, "aria-labelledby", labelled)
	b.WriteString("><title")
	attr(b, "id", d.ID+"-title")
	b.WriteString(">" + escape(d.Title) + "</title>")
	if d.Desc != "" {
		b.WriteString("<desc")
		attr(b, "id", d.ID+"-desc")
		b.WriteString(">" + escape(d.Desc) + "</desc>")
	}
	if len(d.Patterns) > 0 {
		b.WriteString("<defs>")
		for _, p := range d.Patterns {
			p.write(b, d.ID)
		}
		b.WriteString("</defs>")
	}
}

func (p Pattern) write(b *strings.Builder, drawing string) {
	b.WriteString("<pattern")
	attr(b, "id", drawing+"-"+p.Name)
	b.WriteString(` width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8"`)
	attr(b, "fill", p.Ground)
	b.WriteString("/>")
	if p.Path != "" {
		b.WriteString("<path")
		attr(b, "d", p.Path)
		attr(b, "stroke", p.Stroke)
		b.WriteString(` stroke-width="2" fill="none"/>`)
	}
	b.WriteString("</pattern>")
}

func (s Shape) write(b *strings.Builder, drawing string) {
	switch s.Kind {
	case Rect:
		b.WriteString("<rect")
		number(b, "x", s.X)
		number(b, "y", s.Y)
		number(b, "width", s.W)
		number(b, "height", s.H)
	case Line:
		b.WriteString("<line")
		number(b, "x1", s.X)
		number(b, "y1", s.Y)
		number(b, "x2", s.X+s.W)
		number(b, "y2", s.Y+s.H)
	case Text:
		b.WriteString("<text")
		number(b, "x", s.X)
		number(b, "y", s.Y)
		number(b, "font-size", s.FontSize)
		if s.Bold {
			attr(b, "font-weight", "bold")
		}
		if s.AlignRight {
			attr(b, "text-anchor", "end")
		}
	}
	attr(b, "class", s.Class)
	switch {
	case s.Pattern != "":
		attr(b, "fill", "url(#"+drawing+"-"+s.Pattern+")")
	case s.Fill != "":
		attr(b, "fill", s.Fill)
	}
	if s.Stroke != "" {
		attr(b, "stroke", s.Stroke)
		number(b, "stroke-width", max(1, s.Thick))
		attr(b, "vector-effect", "non-scaling-stroke")
		if s.Dashed {
			attr(b, "stroke-dasharray", "4 3")
		}
	}
	if s.Kind == Text {
		b.WriteString(">" + escape(s.Text) + "</text>")
		return
	}
	b.WriteString("/>")
}

func number(b *strings.Builder, name string, n int) { attr(b, name, strconv.Itoa(n)) }

func attr(b *strings.Builder, name, value string) {
	b.WriteString(" " + name + `="` + escape(value) + `"`)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

func escape(s string) string { return escaper.Replace(s) }
