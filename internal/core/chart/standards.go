package chart

import "cyberready/internal/core/sheet"

// Bars is the whole picture of the standards: one bar a row with its label and count, and a key above them.
type Bars struct {
	ID    string
	Title string
	Peers string // who the peers are: "31 acute trusts"; empty when no row has a band
	Rows  []Row
}

const (
	labelWidth = 280
	trackWidth = 440
	countWidth = 80
	barsGap    = 16
	keyHeight  = 40
	lineHeight = 40
	fontSize   = 16
)

// StandardsBars draws the rows under each other. Labels are not broken: they should have at most 30 characters.
func StandardsBars(b Bars) Drawing {
	d := Drawing{
		ID: b.ID, Class: "app-chart--standards",
		Width:  labelWidth + trackWidth + barsGap + countWidth,
		Height: keyHeight + lineHeight*len(b.Rows),
		Title:  b.Title,
		Desc:   b.desc(),
	}
	d.Shapes = b.key()
	for i, r := range b.Rows {
		y := keyHeight + i*lineHeight
		base := y + rowHeight/2 + fontSize/3
		d.Shapes = append(d.Shapes, Shape{Kind: Text, X: 0, Y: base, FontSize: fontSize, Class: "app-chart__label", Fill: ink, Text: r.Label})
		d.Shapes = append(d.Shapes, r.bar(labelWidth, y, trackWidth)...)
		d.Shapes = append(d.Shapes, Shape{
			Kind: Text, X: labelWidth + trackWidth + barsGap, Y: base, FontSize: fontSize, Bold: true,
			Class: "app-chart__count", Fill: ink, Text: r.Now.Words(),
		})
	}
	return d
}

func (b Bars) hasLast() bool {
	for _, r := range b.Rows {
		if r.Last != nil {
			return true
		}
	}
	return false
}

// desc says what the marks mean and then every row's figures, so that a reader who hears the picture misses nothing.
func (b Bars) desc() string {
	s := "A bar for each standard shows how many of its requirements are in place."
	if b.hasLast() {
		s += " A line across it shows a year ago."
	}
	if b.Peers != "" {
		s += " A dashed frame shows the middle half of " + b.Peers + "."
	}
	for _, r := range b.Rows {
		s += " " + r.Words() + "."
	}
	return s
}

// key draws the meaning of the marks above the bars.
func (b Bars) key() []Shape {
	const size, base = 12, 20
	x := labelWidth
	var shapes []Shape
	say := func(text string, width int) {
		shapes = append(shapes, Shape{Kind: Text, X: x + 22, Y: base, FontSize: 14, Class: "app-chart__key", Fill: ink, Text: text})
		x += width
	}
	shapes = append(shapes, Shape{Kind: Rect, X: x, Y: base - size + 1, W: 16, H: size, Class: "app-chart__bar", Fill: blue})
	say("now", 72)
	if b.hasLast() {
		shapes = append(shapes, Shape{Kind: Line, X: x + 8, Y: base - size - 2, H: size + 6, Class: "app-chart__last", Stroke: ink, Thick: tickWidth - 1})
		say("a year ago", 116)
	}
	if b.Peers != "" {
		shapes = append(shapes, Shape{Kind: Rect, X: x, Y: base - size, W: 16, H: size + 2, Class: "app-chart__peers", Fill: "none", Stroke: ink, Dashed: true})
		say("middle half of "+b.Peers, 0)
	}
	return shapes
}

// StandardsTable gives the table that says what StandardsBars draws. A column that no row has a figure for is left out.
func StandardsTable(b Bars) sheet.Table {
	t := sheet.Table{Title: b.Title, Columns: []sheet.Column{{Title: "Standard"}, {Title: "In place now", Numeric: true}}}
	last := b.hasLast()
	if last {
		t.Columns = append(t.Columns, sheet.Column{Title: "A year ago", Numeric: true})
	}
	if b.Peers != "" {
		t.Columns = append(t.Columns, sheet.Column{Title: "Middle half of " + b.Peers, Numeric: true})
	}
	for _, r := range b.Rows {
		row := []sheet.Cell{sheet.Text(r.Label), sheet.Text(r.Now.Words())}
		if last {
			row = append(row, r.Last.cell())
		}
		if b.Peers != "" {
			row = append(row, r.Peers.cell())
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

const noFigure = "no figure"

func (p *Part) cell() sheet.Cell {
	if p == nil {
		return sheet.Text(noFigure)
	}
	return sheet.Text(p.Words())
}

func (b *Band) cell() sheet.Cell {
	if b == nil {
		return sheet.Text(noFigure)
	}
	return sheet.Text(b.Words())
}
