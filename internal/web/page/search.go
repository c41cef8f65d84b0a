package page

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/web/paths"
)

// searchBox is the search in the header of a trust's year, for whoever may see its answers; empty on other pages.
type searchBox struct{ action, words string }

func searchOf(r *http.Request) searchBox {
	y, ok := paths.YearIn(r.URL)
	if v := VisitorOf(r.Context()); !ok || !v.Can(access.SeeAnswers, y.ODS) {
		return searchBox{}
	}
	box := searchBox{action: y.Find()}
	if r.URL.Path == box.action {
		box.words = r.URL.Query().Get("words")
	}
	return box
}
