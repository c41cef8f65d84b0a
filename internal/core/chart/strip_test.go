package chart

import "testing"

func TestTheStripIsTheBarWithoutItsKey(t *testing.T) {
	t.Parallel()
	strip, bar := ShareStrip(shares()), ShareBar(shares())
	for i, s := range strip.Shapes {
		if s.Kind == Text {
			t.Error("a text that would be stretched")
		}
		if s.X+s.W > strip.Width || s.Y+s.H > strip.Height {
			t.Errorf("part %d leaves the picture", i+1)
		}
	}
	if n := len(strip.Shapes); n != 3 || strip.Shapes[n-1].X+strip.Shapes[n-1].W != strip.Width {
		t.Errorf("%d parts are drawn, want the three that are not none, to the end", n)
	}
	if strip.Title != bar.Title || strip.Desc != bar.Desc {
		t.Errorf("it says %q, the bar %q", strip.Desc, bar.Desc)
	}
}

func TestASwatchLooksLikeItsPart(t *testing.T) {
	t.Parallel()
	s := shares()
	ids := map[string]bool{}
	drawn := ShareStrip(s).Shapes
	for i := range s.Parts {
		w := ShareSwatch(s, i)
		if i < len(drawn) && w.Shapes[0].Pattern != drawn[i].Pattern || w.Patterns[0].Name != w.Shapes[0].Pattern {
			t.Errorf("part %d has pattern %s, its swatch %s", i+1, drawn[i].Pattern, w.Shapes[0].Pattern)
		}
		if ids[w.ID] || w.Title != s.Parts[i].Label {
			t.Errorf("swatch %d is %s, %q", i+1, w.ID, w.Title)
		}
		ids[w.ID] = true
	}
}
