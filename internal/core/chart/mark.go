package chart

// The marks of the bars, by the word that their key says.
const (
	MarkNow   = "now"
	MarkLast  = "last"
	MarkPeers = "peers"
)

// KeyMark draws one mark of the bars for their key.
func KeyMark(which string) Drawing {
	d := Drawing{ID: "key-" + which, Class: "app-chart--key", Width: 16, Height: 16}
	switch which {
	case MarkNow:
		d.Title = "A filled bar:"
		d.Shapes = []Shape{{Kind: Rect, Y: 3, W: 16, H: 10, Class: "app-chart__bar", Fill: blue}}
	case MarkLast:
		d.Title = "A line across the bar:"
		d.Shapes = []Shape{{Kind: Line, X: 8, H: 16, Class: "app-chart__last", Stroke: ink, Thick: 3}}
	case MarkPeers:
		d.Title = "A dashed frame:"
		d.Shapes = []Shape{{Kind: Rect, X: 1, Y: 2, W: 14, H: 12, Class: "app-chart__peers", Fill: "none", Stroke: ink, Dashed: true}}
	}
	return d
}
