package framework

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestTheReleasedScalesSayThatTheyAreOurReading(t *testing.T) {
	t.Parallel()
	s, err := ScalesOf(ndg(t).Edition)
	if err != nil || !strings.Contains(s.Note, "our own reading") || !s.Confidence.Has("Medium") || s.Risk.Has("Medium") {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := ScalesOf("an edition without any"); err == nil {
		t.Error("an edition without scales has some")
	}
}

func TestWhatAShareComesTo(t *testing.T) {
	t.Parallel()
	s, err := ScalesOf(ndg(t).Edition)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		n, of int
		want  string
	}{{20, 20, "High"}, {19, 20, "High"}, {18, 20, "Medium"}, {16, 20, "Medium"}, {15, 20, "Low"}, {0, 20, "Low"}, {0, 0, "Low"}} {
		if got := s.Confidence.At(c.n, c.of).Word; got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.n, c.of, got, c.want)
		}
	}
}

func TestAScaleThatIsWrongNamesItsLine(t *testing.T) {
	t.Parallel()
	const sound = "note: Ours.\nsource: https://example.org\nrisk:\n  asks: How far?\n  levels:\n    - { word: Good, from: 90, means: It works. }\n    - { word: Bad, from: 0, means: It does not. }\n" +
		"confidence:\n  asks: How far?\n  levels:\n    - { word: High, from: 90, means: As given. }\n    - { word: Low, from: 0, means: Not as given. }\n"
	p := ndg(t)
	for name, c := range map[string]struct{ from, to, want string }{
		"sound":                {"", "", ""},
		"no source":            {"https://example.org", "a guide", "scales.yaml:2"},
		"the last is not zero": {"word: Bad, from: 0", "word: Bad, from: 5", "scales.yaml:7"},
		"out of order":         {"word: High, from: 90", "word: High, from: 101", "scales.yaml:11"},
		"no meaning":           {"means: It works.", "means: ''", "scales.yaml:6"},
	} {
		files := fstest.MapFS{p.Edition + "/scales.yaml": {Data: []byte(strings.Replace(sound, c.from, c.to, 1))}}
		_, err := loadScales(files, []Pack{p})
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}
