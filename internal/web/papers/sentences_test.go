package papers

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/core/report"
	"cyberready/internal/testkit/papers"
)

// heard gives the words of a page, as somebody reads them from the top, with one space between two.
func heard(t *testing.T, source string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode:
			words.WriteString(n.Data)
		case !slices.Contains(inline, n.Data) || n.Data == "br":
			words.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(words.String()), " ")
}

// Nothing that the report says is missing on the page: each sentence of each golden trust, the one that contradicts itself among
// them.
func TestEverySentenceIsOnThePage(t *testing.T) {
	t.Parallel()
	for name, in := range papers.All(t) {
		r := report.Build(in)
		said := heard(t, rendered(t, in))
		for _, s := range slices.Collect(r.Sentences) {
			if words := strings.Join(strings.Fields(s), " "); !strings.Contains(said, words) {
				t.Errorf("%s: the page lacks %q", name, words)
			}
		}
	}
}
