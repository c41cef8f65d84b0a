package chart

import (
	"strconv"
	"strings"
)

// Links is a chain of steps, one below the other, each with a mark that says how it stands.
type Links struct {
	ID    string
	Title string // "Could 12 May 2017 happen here?"
	Steps []Step
}

// Step is one link of the chain.
type Step struct {
	Label string // "A way in"
	State string // "Not in place"
	Mark  Mark
}

// Mark is how a step stands. Each is told apart by its strokes alone.
type Mark int

// The marks: broken, a question mark, hatched, filled.
const (
	Broken Mark = iota
	Asked
	Hatched
	Filled
)

const (
	linksWidth = 340
	linkHeight = 62
	markSize   = 42
)

// Chain draws the steps as boxes on a line that goes on from each box to the next. It has its own texts, and no more width than
// a phone: give it as much room as it is wide.
func Chain(l Links) Drawing {
	d := Drawing{
		ID: l.ID, Class: "app-chart--links", Width: linksWidth, Height: linkHeight*len(l.Steps) - (linkHeight - markSize) + 4,
		Title: l.Title, Desc: l.desc(), Patterns: []Pattern{patterns[0], patterns[1]},
	}
	for i, s := range l.Steps {
		y := 2 + i*linkHeight
		if i+1 < len(l.Steps) {
			d.Shapes = append(d.Shapes, Shape{Kind: Line, X: 2 + markSize/2, Y: y + markSize, H: linkHeight - markSize, Class: "app-chart__line", Stroke: ink, Thick: 3})
		}
		d.Shapes = append(d.Shapes, s.mark(2, y)...)
		d.Shapes = append(d.Shapes,
			Shape{Kind: Text, X: markSize + 16, Y: y + 17, FontSize: 16, Bold: true, Class: "app-chart__label", Fill: ink, Text: strconv.Itoa(i+1) + ". " + s.Label},
			Shape{Kind: Text, X: markSize + 16, Y: y + 38, FontSize: 16, Class: "app-chart__label", Fill: ink, Text: s.State})
	}
	return d
}

// mark draws the box of a step.
func (s Step) mark(x, y int) []Shape {
	box := Shape{Kind: Rect, X: x, Y: y, W: markSize, H: markSize, Class: "app-chart__part", Fill: white, Stroke: ink, Thick: 2}
	const in = 10 // from the box's edge to the ends of the cross
	switch s.Mark {
	case Filled:
		box.Pattern = patterns[0].Name
	case Hatched:
		box.Pattern = patterns[1].Name
	case Asked:
		box.Dashed = true
		return []Shape{box, {Kind: Text, X: x + markSize/2 - 7, Y: y + 31, FontSize: 26, Bold: true, Class: "app-chart__label", Fill: ink, Text: "?"}}
	default:
		cross := Shape{Kind: Line, X: x + in, Y: y + in, W: markSize - 2*in, H: markSize - 2*in, Class: "app-chart__line", Stroke: ink, Thick: 5}
		back := cross
		back.X, back.W = x+markSize-in, -cross.W
		return []Shape{box, cross, back}
	}
	return []Shape{box}
}

// desc says what the picture shows.
func (l Links) desc() string {
	var said []string
	for i, s := range l.Steps {
		said = append(said, strconv.Itoa(i+1)+". "+s.Label+": "+strings.ToLower(s.State[:1])+s.State[1:])
	}
	return strings.Join(said, ". ") + "."
}
