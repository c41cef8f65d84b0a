package chart

import (
	"strconv"

	"cyberready/internal/core/english"
)

// Row is one standard's figures: how many of its requirements are in place, now and a year ago, and where the middle
// half of the trust's peers stand.
type Row struct {
	ID    string // unique on its page: "standard-7"
	Label string // "7. Continuity planning"
	Now   Part
	Last  *Part // a year ago; nil when there is no such figure
	Peers *Band // nil when there is no such band
}

// Part is a count of a whole. A whole of 0 draws an empty track.
type Part struct{ Count, Of int }

// Band is a span of shares in place, in hundredths of a percent: 9250 is 92.5 per cent.
type Band struct{ Low, High int }

// The colours that stand in for a style sheet.
const (
	ink   = "#212b32"
	blue  = "#005eb8"
	pale  = "#e8edee"
	edge  = "#768692"
	white = "#ffffff"
)

// The marks of a bar lie one over the other, each higher than the one below, so that all can be told apart without
// colour: the bar itself, the dashed frame of the peers, and last year's line, which has a white edge to be seen on the
// bar.
const (
	barHeight  = 16
	bandHeight = 26
	rowHeight  = 32
	tickWidth  = 4 // pixels
)

// RowBar draws the bar of one standard for a cell of a table. It has no text inside, so that it may be stretched to the
// width of a phone's column; its title says all its figures.
func RowBar(r Row) Drawing {
	const width = 1000
	return Drawing{
		ID: r.ID, Class: "app-chart--row", Width: width, Height: rowHeight, Stretch: true,
		Title:  r.Words(),
		Shapes: r.bar(0, 0, width),
	}
}

// Words says the row's figures in a sentence without a full stop.
func (r Row) Words() string {
	s := r.Label + ": " + r.Now.Words() + " in place"
	if r.Last != nil {
		s += "; a year ago " + r.Last.Words()
	}
	if r.Peers != nil {
		s += "; middle half of its peers " + r.Peers.Words()
	}
	return s
}

// Words gives the count as a table does: "10 of 12".
func (p Part) Words() string { return english.Figures(p.Count) + " of " + english.Figures(p.Of) }

// Words gives the band in whole per cent: "75% to 92%", or "100%" when both ends are the same.
func (b Band) Words() string {
	low, high := percent(b.Low), percent(b.High)
	if low == high {
		return low
	}
	return low + " to " + high
}

// percent rounds hundredths of a percent to a whole one.
func percent(hundredths int) string { return strconv.Itoa((hundredths+50)/100) + "%" }

// bar gives the shapes of one bar whose row begins at x, y.
func (r Row) bar(x, y, width int) []Shape {
	middle := y + rowHeight/2
	track := Shape{Kind: Rect, X: x, Y: middle - barHeight/2, W: width, H: barHeight, Class: "app-chart__track", Fill: pale, Stroke: edge}
	filled := track
	filled.W, filled.Class, filled.Fill, filled.Stroke = r.Now.along(width), "app-chart__bar", blue, ""
	shapes := []Shape{track, filled}
	if b := r.Peers; b != nil {
		low, high := b.Low*width/10000, b.High*width/10000
		low = max(0, min(low, width-tickWidth))
		shapes = append(shapes, Shape{
			Kind: Rect, X: x + low, Y: middle - bandHeight/2, W: max(tickWidth, high-low), H: bandHeight,
			Class: "app-chart__peers", Fill: "none", Stroke: ink, Dashed: true,
		})
	}
	if r.Last != nil && r.Last.Of > 0 {
		at := x + max(tickWidth, min(r.Last.along(width), width-tickWidth))
		tick := Shape{Kind: Line, X: at, Y: y, H: rowHeight, Class: "app-chart__last-edge", Stroke: white, Thick: 2 * tickWidth}
		shapes = append(shapes, tick)
		tick.Class, tick.Stroke, tick.Thick = "app-chart__last", ink, tickWidth-1
		shapes = append(shapes, tick)
	}
	return shapes
}

// along gives how far the part reaches along a whole of so many units.
func (p Part) along(width int) int {
	if p.Of <= 0 {
		return 0
	}
	return max(0, min(p.Count*width/p.Of, width))
}
