package assess

import (
	"strings"
	"testing"
)

// marks writes spans with brackets around what is marked.
func marks(list []span) string {
	var b strings.Builder
	for _, s := range list {
		if s.marked {
			b.WriteString("[" + s.text + "]")
		} else {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

func TestDifferMarksTheWordsThatOnlyOneTextHas(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ a, b, wantA, wantB string }{
		{"", "", "", ""},
		{"the same", "the same", "the same", "the same"},
		{"", "all new", "", "[all new]"},
		{"weekly tape for the rest", "daily tape for the rest", "[weekly] tape for the rest", "[daily] tape for the rest"},
		{"a b c", "a c", "a [b] c", "a c"},
		{"tested in May\nby Tom", "tested in May\nby Priya and Tom", "tested in May\nby Tom", "tested in May\nby [Priya and] Tom"},
		{"nothing alike", "quite other words", "[nothing alike]", "[quite other words]"},
	} {
		a, b := differ(c.a, c.b)
		if marks(a) != c.wantA || marks(b) != c.wantB {
			t.Errorf("differ(%q, %q) = %q, %q; want %q, %q", c.a, c.b, marks(a), marks(b), c.wantA, c.wantB)
		}
	}
}

func TestDifferLosesNothing(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word and another ", 230) // about as long as an answer can be
	for _, pair := range [][2]string{{long, strings.ToUpper(long)}, {"  a\n\n b ", "b a"}, {"é ü\u00a0x", "é x"}} {
		a, b := differ(pair[0], pair[1])
		for i, list := range [][]span{a, b} {
			var said strings.Builder
			for _, s := range list {
				said.WriteString(s.text)
			}
			if said.String() != pair[i] {
				t.Errorf("%q came back as %q", pair[i], said.String())
			}
		}
	}
}
