package preview

import (
	"slices"
	"strings"
	"testing"
)

func TestTheFirstLinesOfAText(t *testing.T) {
	t.Parallel()
	forty := strings.Repeat("a line\n", MostLines)
	for name, c := range map[string]struct {
		text string
		want []string
		more bool
	}{
		"one line":              {"all well", []string{"all well"}, false},
		"lines of all systems":  {"a\r\nb\rc\nd\n\n", []string{"a", "b", "c", "d"}, false},
		"markup is only text":   {"<script>alert(1)</script>", []string{"<script>alert(1)</script>"}, false},
		"a mark of its order":   {"\ufeffStaff,Trained", []string{"Staff,Trained"}, false},
		"old Windows":           {"caf\xe9 \x93quoted\x94 \x80 5", []string{"café “quoted” € 5"}, false},
		"what turns text round": {"report\u202efdp.exe\u200b", []string{"report�fdp.exe�"}, false},
		"a long line":           {strings.Repeat("é", 300), []string{strings.Repeat("é", mostLetter-1) + "…"}, true},
		"as many as are shown":  {forty, slices.Repeat([]string{"a line"}, MostLines), false},
		"one more":              {forty + "x", slices.Repeat([]string{"a line"}, MostLines), true},
		"cut between letters":   {"first\n" + strings.Repeat("é", mostText), []string{"first"}, true},
		"one endless line":      {strings.Repeat("x", mostText+1), nil, true},
		"nothing":               {"", nil, false},
	} {
		got, err := FirstLines(strings.NewReader(c.text))
		if err != nil || !slices.Equal(got.Lines, c.want) || got.More != c.more {
			t.Errorf("%s: %q, more %v (%v), want %q, %v", name, got.Lines, got.More, err, c.want, c.more)
		}
	}
}
