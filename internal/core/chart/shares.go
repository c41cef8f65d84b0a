package chart

import (
	"strconv"

	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// Shares is a whole that is made of parts: one bar, each part with a pattern of its own and a line in the key.
type Shares struct {
	ID    string
	Title string // "Official DSPT status of 236 trusts, as at 27 March 2027"
	Whole string // what is counted: "trusts"
	Parts []Share
}

// Share is one part of a whole.
type Share struct {
	Label string
	Count int
}

// Total is the sum of the parts: the denominator.
func (s Shares) Total() int {
	n := 0
	for _, p := range s.Parts {
		n += p.Count
	}
	return n
}

// patterns are told apart by their strokes alone. A seventh part begins again.
var patterns = []Pattern{
	{Name: "solid", Ground: blue},
	{Name: "rising", Ground: white, Stroke: blue, Path: "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6"},
	{Name: "dark", Ground: ink},
	{Name: "dots", Ground: white, Stroke: ink, Path: "M3 4 L5 4"},
	{Name: "level", Ground: white, Stroke: ink, Path: "M0 4 L8 4"},
	{Name: "plain", Ground: white},
}

const (
	sharesWidth  = 800
	sharesHeight = 40
	keyLine      = 28
)

// ShareBar draws the whole as one stacked bar, and under it a key with each part's count. A part that is too small to
// see still gets a sliver; a part of none is in the key only.
func ShareBar(s Shares) Drawing {
	d := Drawing{
		ID: s.ID, Class: "app-chart--shares", Width: sharesWidth, Height: sharesHeight + 12 + keyLine*len(s.Parts),
		Title: s.Title, Desc: s.desc(), Patterns: patterns[:min(len(s.Parts), len(patterns))],
	}
	x := 0
	ends := s.ends()
	for i, p := range s.Parts {
		fill := patterns[i%len(patterns)].Name
		class := "app-chart__part app-chart__part--" + strconv.Itoa(i%len(patterns)+1)
		if p.Count > 0 {
			d.Shapes = append(d.Shapes, Shape{Kind: Rect, X: x, Y: 1, W: ends[i] - x, H: sharesHeight - 2, Class: class, Pattern: fill, Stroke: ink})
			x = ends[i]
		}
		y := sharesHeight + 12 + i*keyLine
		d.Shapes = append(d.Shapes,
			Shape{Kind: Rect, X: 1, Y: y, W: 24, H: 18, Class: class, Pattern: fill, Stroke: ink},
			Shape{Kind: Text, X: 36, Y: y + 14, FontSize: fontSize, Bold: true, Class: "app-chart__count", Fill: ink, Text: english.Figures(p.Count)},
			Shape{Kind: Text, X: 96, Y: y + 14, FontSize: fontSize, Class: "app-chart__label", Fill: ink, Text: p.Label})
	}
	return d
}

// ends gives where each part ends along the bar. Slivers keep two units, taken from what follows.
func (s Shares) ends() []int {
	const sliver = 2
	total := max(1, s.Total())
	ends := make([]int, len(s.Parts))
	sum, before := 0, 0
	left := 0
	for _, p := range s.Parts {
		if p.Count > 0 {
			left++
		}
	}
	for i, p := range s.Parts {
		sum += p.Count
		end := before
		if p.Count > 0 {
			left--
			end = max(before+sliver, min(sum*sharesWidth/total, sharesWidth-sliver*left))
		}
		ends[i], before = end, end
	}
	return ends
}

func (s Shares) desc() string {
	if s.Total() == 0 {
		return "There is nothing to count yet."
	}
	parts := make([]string, 0, len(s.Parts))
	for _, p := range s.Parts {
		parts = append(parts, p.Label+" "+english.Figures(p.Count))
	}
	return "Of " + english.Figures(s.Total()) + " " + s.Whole + ": " + english.List(parts) + "."
}

// ShareTable gives the table that says what ShareBar draws, with the denominator as its last row.
func ShareTable(s Shares) sheet.Table {
	t := sheet.Table{Title: s.Title, Columns: []sheet.Column{{Title: english.Capital(s.Whole)}, {Title: "Number", Numeric: true}}}
	for _, p := range s.Parts {
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(p.Label), sheet.Number(p.Count)})
	}
	t.Rows = append(t.Rows, []sheet.Cell{sheet.Text("All"), sheet.Number(s.Total())})
	return t
}
