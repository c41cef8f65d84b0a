package chart

import "strconv"

// ShareStrip draws the whole as one stacked bar without a key: it has no text inside, so that it may be stretched to a
// phone's width. The page gives the key beside it, with a ShareSwatch for each part.
func ShareStrip(s Shares) Drawing {
	d := ShareBar(s)
	d.Class, d.Height, d.Stretch = "app-chart--strip", sharesHeight, true
	d.Shapes = d.Shapes[:0]
	x := 0
	for i, end := range s.ends() {
		if s.Parts[i].Count > 0 {
			d.Shapes = append(d.Shapes, part(i, Shape{Kind: Rect, X: x, Y: 1, W: end - x, H: sharesHeight - 2}))
			x = end
		}
	}
	return d
}

// ShareSwatch draws the pattern of one part, for a key. Its title is the part's label: hide it from those who listen where
// the label stands beside it.
func ShareSwatch(s Shares, i int) Drawing {
	p := patterns[i%len(patterns)]
	return Drawing{
		ID: s.ID + "-key-" + strconv.Itoa(i+1), Class: "app-chart--swatch", Width: 26, Height: 18, Title: s.Parts[i].Label,
		Patterns: []Pattern{p}, Shapes: []Shape{part(i, Shape{Kind: Rect, X: 1, Y: 1, W: 24, H: 16})},
	}
}

// part gives a shape the look of a part.
func part(i int, s Shape) Shape {
	i %= len(patterns)
	s.Class, s.Pattern, s.Stroke = "app-chart__part app-chart__part--"+strconv.Itoa(i+1), patterns[i].Name, ink
	return s
}
