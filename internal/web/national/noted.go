package national

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/compare"
	"cyberready/internal/web/page"
)

// noteLook writes into a trust's own trail that somebody looked at its page, before it is shown. A trust's leads read it.
func (p Place) noteLook(r *http.Request, a asked, ods string, file bool) error {
	what := "the trust’s page"
	if file {
		what += ", as a file"
	}
	return p.Trail.NoteLook(r.Context(), a.scope, ods, what, p.Now(), a.today)
}

// noted writes into the service's trail that somebody looked at a page of many trusts, and which they chose, before it is
// shown. Leafing through the pages of one list is one look.
func (p Place) noted(what string, show page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		chosen := r.URL.Query()
		chosen.Del(compare.FieldPage)
		if s := chi.URLParam(r, "standard"); s != "" {
			chosen.Set("standard", s)
		}
		now := p.Now()
		if err := p.Trail.NoteComparison(r.Context(), page.VisitorOf(r.Context()).Scope(), what, cut(chosen.Encode()), now, page.Today(now)); err != nil {
			return err
		}
		return show(w, r)
	}
}

// cut bounds what one look can write; the addresses of our own pages are far below.
func cut(s string) string { return s[:min(len(s), 500)] }
