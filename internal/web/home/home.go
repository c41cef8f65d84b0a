// Package home is the start page, what the service is, and the crossing from which each role goes where its work begins.
package home

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Card is somebody whom the demonstration lets one sign in as.
type Card struct {
	Email, Name, What string
}

// Place serves the start page.
type Place struct {
	Content *contentdb.Content
	Cards   []Card // the demonstration's people; empty otherwise
	Now     func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Start, page.Handle(p.start))
	r.Get(paths.About, page.Handle(p.about))
	r.With(session.Required).Get(paths.Home, page.Handle(p.home))
}

func (p Place) start(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	cards := p.Cards
	if !v.Site.Demo {
		cards = nil
	}
	return page.Show(w, r, page.Page{Title: "Cyber readiness for NHS trusts", Body: start(v, cards)})
}

func (p Place) about(w http.ResponseWriter, r *http.Request) error {
	return page.Show(w, r, page.Page{Title: "About this service", Body: about()})
}

// home leads each role to where its work begins, in the year that is running now.
func (p Place) home(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	switch {
	case v.Actor.Role == access.Analyst:
		return page.Go(w, r, paths.National)
	case v.Actor.Role == access.Administrator:
		return page.Go(w, r, paths.Admin)
	}
	years, err := p.Content.Years(r.Context(), v.Scope())
	if err != nil {
		return err
	}
	ods := v.Actor.Trust()
	year, ok := Running(years, page.Today(p.Now()).String())
	if !ok {
		return page.Go(w, r, paths.ToTrustYears(ods))
	}
	y := paths.Year{ODS: ods, Cycle: year}
	if v.Actor.Role == access.BoardMember || v.Actor.Role == access.BoardSecretary {
		return page.Go(w, r, y.Board())
	}
	if v.Actor.Role == access.Assessor {
		return page.Go(w, r, y.Independent())
	}
	return page.Go(w, r, y.Home())
}

// Running gives the label of the newest year (newest first) that has opened by a day (YYYY-MM-DD).
func Running(years []contentdb.Year, today string) (string, bool) {
	for _, y := range years {
		if y.Opens.String() <= today {
			return y.Label, true
		}
	}
	return "", false
}
