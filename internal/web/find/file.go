package find

import (
	"strings"

	"cyberready/internal/core/sheet"
	"cyberready/internal/store/searchdb"
	"cyberready/internal/web/page"
)

// foundFile is what was found, as a file.
func foundFile(v page.Visit, words string, hits []searchdb.Hit) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Kind", "Found", "About", "Where the words stand"), Notes: []string{"Searched for “" + words + "”; of each kind the first fifty."}}
	for _, h := range hits {
		shown := hitOf(v, h)
		t.Rows = append(t.Rows, sheet.Row(titles[h.Kind], plain(shown.title), strings.Join(h.Items, ", "), plain(h.Text)))
	}
	return v.File("search", t)
}

func plain(spans []searchdb.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}
