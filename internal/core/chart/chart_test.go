package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func sample() Bars {
	return Bars{
		ID: "standards", Title: "The ten standards", Peers: "31 acute trusts",
		Rows: []Row{
			{ID: "s7", Label: "7. Continuity planning", Now: Part{10, 12}, Last: &Part{9, 12}, Peers: &Band{7500, 9250}},
			{ID: "s2", Label: "2. Staff responsibilities", Now: Part{2, 2}, Last: &Part{2, 2}, Peers: &Band{10000, 10000}},
			{ID: "s9", Label: `9. <IT> & "protection"`, Now: Part{0, 30}},
			{ID: "x", Label: "Nothing asked", Now: Part{0, 0}},
		},
	}
}

func shares() Shares {
	return Shares{ID: "official", Title: "Official DSPT status", Whole: "trusts", Parts: []Share{
		{"Standards Exceeded", 1}, {"Standards Met", 1380}, {"Approaching Standards", 57}, {"Not Published", 0},
	}}
}

func drawings() map[string]Drawing {
	return map[string]Drawing{
		"bars": StandardsBars(sample()), "row": RowBar(sample().Rows[0]), "hostile row": RowBar(sample().Rows[2]),
		"empty row": RowBar(sample().Rows[3]), "shares": ShareBar(shares()), "no shares": ShareBar(Shares{ID: "none", Title: "Nothing"}),
		"no rows": StandardsBars(Bars{ID: "none", Title: "Nothing"}),
	}
}

func TestEveryDrawingIsWellFormedAndNamesItself(t *testing.T) {
	t.Parallel()
	for name, d := range drawings() {
		elements := map[string]int{}
		decoder := xml.NewDecoder(strings.NewReader(d.String()))
		ids := map[string]bool{}
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, d)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			elements[start.Name.Local]++
			for _, a := range start.Attr {
				if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("%s: attribute %s is blocked on our pages", name, a.Name.Local)
				}
				if a.Name.Local == "id" {
					if ids[a.Value] {
						t.Errorf("%s: id %s twice", name, a.Value)
					}
					ids[a.Value] = true
				}
			}
		}
		if elements["svg"] != 1 || elements["title"] != 1 || !ids[d.ID+"-title"] || d.Title == "" {
			t.Errorf("%s: no title that names it: %v", name, elements)
		}
	}
}

func TestTheSameNumbersGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	for name, d := range drawings() {
		var b bytes.Buffer
		n, err := d.WriteTo(&b)
		if err != nil || int(n) != b.Len() || b.String() != drawings()[name].String() {
			t.Errorf("%s: %d bytes, %v", name, n, err)
		}
		var rendered bytes.Buffer
		if err := d.Render(t.Context(), &rendered); err != nil || rendered.String() != b.String() {
			t.Errorf("%s: the component differs from the drawing: %v", name, err)
		}
	}
}

func TestABarIsAsLongAsItsShare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		now  Part
		want int
	}{{Part{10, 12}, 833}, {Part{0, 12}, 0}, {Part{12, 12}, 1000}, {Part{0, 0}, 0}, {Part{13, 12}, 1000}} {
		d := RowBar(Row{ID: "r", Label: "r", Now: c.now})
		if got := d.Shapes[1]; got.Class != "app-chart__bar" || got.W != c.want {
			t.Errorf("%v: %d units of 1000, want %d", c.now, got.W, c.want)
		}
	}
}

func TestEveryMarkStaysInsideThePicture(t *testing.T) {
	t.Parallel()
	for name, d := range drawings() {
		for _, s := range d.Shapes {
			if s.X < 0 || s.Y < 0 || s.W < 0 || s.H < 0 || s.X+s.W > d.Width || s.Y+s.H > d.Height {
				t.Errorf("%s: %s at %d,%d of %d by %d leaves %d by %d", name, s.Class, s.X, s.Y, s.W, s.H, d.Width, d.Height)
			}
		}
	}
}

func TestMarksDifferWithoutColour(t *testing.T) {
	t.Parallel()
	heights := map[string]int{}
	for _, s := range RowBar(sample().Rows[0]).Shapes {
		heights[s.Class] = s.H
		if s.Class == "app-chart__peers" && (!s.Dashed || s.Fill != "none") {
			t.Error("the peers are not a dashed frame")
		}
	}
	if heights["app-chart__bar"] >= heights["app-chart__peers"] || heights["app-chart__peers"] >= heights["app-chart__last"] {
		t.Errorf("heights are %v: bar, peers and last year must rise over each other", heights)
	}
	seen := map[string]bool{}
	for _, p := range patterns {
		look := p.Path + p.Ground
		if seen[look] {
			t.Errorf("pattern %s looks like another", p.Name)
		}
		seen[look] = true
	}
}

func TestTheTitleSaysEveryFigure(t *testing.T) {
	t.Parallel()
	rows := sample().Rows
	for i, want := range []string{
		"7. Continuity planning: 10 of 12 in place; a year ago 9 of 12; middle half of its peers 75% to 93%",
		"2. Staff responsibilities: 2 of 2 in place; a year ago 2 of 2; middle half of its peers 100%",
		`9. <IT> & "protection": 0 of 30 in place`,
	} {
		if got := RowBar(rows[i]).Title; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTheTableSaysWhatThePictureDraws(t *testing.T) {
	t.Parallel()
	picture := StandardsBars(sample())
	table := StandardsTable(sample())
	if len(table.Columns) != 4 || len(table.Rows) != 4 {
		t.Fatalf("table is %+v", table)
	}
	for _, row := range table.Rows {
		if len(row) != len(table.Columns) {
			t.Errorf("row %v does not fit %v", row, table.Columns)
		}
		for _, cell := range row {
			if said := cell.Words(); said != noFigure && !strings.Contains(picture.Desc, said) {
				t.Errorf("the picture's description lacks %q", said)
			}
		}
	}
	bare := StandardsTable(Bars{Title: "t", Rows: []Row{{Label: "1", Now: Part{1, 2}}}})
	if len(bare.Columns) != 2 {
		t.Errorf("columns without figures are shown: %v", bare.Columns)
	}
	s := ShareTable(shares())
	if last := s.Rows[len(s.Rows)-1]; last[0].Words() != "All" || last[1].Words() != "1,438" {
		t.Errorf("the denominator is %v", last)
	}
}

func TestSharesFillTheBarAndSmallOnesAreSeen(t *testing.T) {
	t.Parallel()
	for _, parts := range [][]Share{
		shares().Parts,
		{{"a", 1}, {"b", 60000}, {"c", 1}},
		{{"a", 60000}, {"b", 1}, {"c", 1}},
		{{"a", 5}},
	} {
		end, before := 0, 0
		s := Shares{ID: "s", Parts: parts}
		for i, e := range s.ends() {
			if parts[i].Count > 0 && e-before < 2 {
				t.Errorf("%v: part %d cannot be seen", parts, i)
			}
			before, end = e, e
		}
		if end != sharesWidth {
			t.Errorf("%v ends at %d", parts, end)
		}
	}
}
