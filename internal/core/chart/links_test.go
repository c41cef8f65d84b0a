package chart

import (
	"strings"
	"testing"
)

func TestAChainSaysInWordsWhatItsMarksShow(t *testing.T) {
	t.Parallel()
	d := Chain(Links{ID: "may", Title: "Could it happen?", Steps: []Step{
		{"A way in", "Proved", Filled}, {"Spread <inside>", "Claimed only", Hatched}, {"No way back", "The record cannot say", Asked}, {"Care is cancelled", "Not in place", Broken},
	}})
	if d.Desc != "1. A way in: proved. 2. Spread <inside>: claimed only. 3. No way back: the record cannot say. 4. Care is cancelled: not in place." {
		t.Error(d.Desc)
	}
	svg := d.String()
	if strings.Contains(svg, "<inside>") || strings.Count(svg, "<text") != 9 { // two a step, and the question mark
		t.Errorf("%d texts in %s", strings.Count(svg, "<text"), svg)
	}
	if strings.Count(svg, "<line") != 5 { // three between four steps, and a cross
		t.Errorf("%d lines", strings.Count(svg, "<line"))
	}
	for _, s := range d.Shapes {
		if s.X < 0 || s.Y < 0 || s.X+s.W > d.Width || s.Y+s.H > d.Height {
			t.Errorf("%+v lies outside", s)
		}
	}
	if svg != Chain(Links{ID: "may", Title: "Could it happen?", Steps: []Step{
		{"A way in", "Proved", Filled}, {"Spread <inside>", "Claimed only", Hatched}, {"No way back", "The record cannot say", Asked}, {"Care is cancelled", "Not in place", Broken},
	}}).String() {
		t.Error("the same chain is another drawing")
	}
}
