package appui

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// marks writes spans with brackets around what is marked.
func marks(list []Span) string {
	var b strings.Builder
	for _, s := range list {
		if s.Marked {
			b.WriteString("[" + s.Text + "]")
		} else {
			b.WriteString(s.Text)
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
		a, b := Differ(c.a, c.b)
		if marks(a) != c.wantA || marks(b) != c.wantB {
			t.Errorf("Differ(%q, %q) = %q, %q; want %q, %q", c.a, c.b, marks(a), marks(b), c.wantA, c.wantB)
		}
	}
}

// The longest way round is bounded, and few changes are found in however long a text.
func TestDifferIsQuickWhateverTheTextsSay(t *testing.T) {
	t.Parallel()
	var one, other strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&one, "w%d ", i)
		fmt.Fprintf(&other, "w%d ", 5000-i)
	}
	long := one.String() // 28,890 characters
	far := "First. " + strings.Replace(long, " w2500 ", " w2500 and ", 1) + "Last."
	_, b := Differ(long, far)
	if got := marks(b); !strings.HasPrefix(got, "[First.] w0 w1") || !strings.Contains(got, " w2500 [and] w2501 ") || !strings.HasSuffix(got, " [Last.]") {
		t.Errorf("three words more: %.60s … %s", got, got[len(got)-20:])
	}
	began := time.Now()
	a, b := Differ(long, other.String())
	if took := time.Since(began); took > time.Second { // some milliseconds on an idle machine
		t.Errorf("two texts without anything in common took %s", took)
	}
	if len(a) > 2 || !a[0].Marked || !b[0].Marked {
		t.Errorf("texts that differ in everything: %d and %d pieces", len(a), len(b))
	}
}

func TestDifferLosesNothing(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word and another ", 230) // about as long as an answer can be
	for _, pair := range [][2]string{{long, strings.ToUpper(long)}, {"  a\n\n b ", "b a"}, {"é ü\u00a0x", "é x"}} {
		a, b := Differ(pair[0], pair[1])
		for i, list := range [][]Span{a, b} {
			var said strings.Builder
			for _, s := range list {
				said.WriteString(s.Text)
			}
			if said.String() != pair[i] {
				t.Errorf("%q came back as %q", pair[i], said.String())
			}
		}
	}
}

func BenchmarkDifferAtItsBound(b *testing.B) {
	one, other := strings.Repeat("every second word ", 1700), strings.Repeat("every other word ", 1800)
	for b.Loop() {
		Differ(one, other)
	}
}
