// Package critical is where a trust keeps its short list of critical services, and says what electronic records give its
// patients. The report and the page on what it would take read both.
package critical

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/critical"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/criticaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the pages of critical services.
type Place struct {
	Services criticaldb.Services
	Content  *contentdb.Content
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Critical, page.Handle(p.showList))
	r.Post(paths.Critical, page.Handle(p.add))
	r.Get(paths.CriticalService, page.Handle(p.showService))
	r.Post(paths.CriticalService, page.Handle(p.change))
	r.Post(paths.CriticalRemove, page.Handle(p.remove))
	r.Post(paths.RecordBenefit, page.Handle(p.sayBenefit))
}

// read enters a page and reads the list.
func (p Place) read(r *http.Request, verb access.Verb) (page.Visit, critical.List, error) {
	v, err := page.Enter(r, p.Content, p.Now(), verb)
	if err != nil {
		return v, critical.List{}, err
	}
	l, err := p.Services.List(r.Context(), v.Scope(), v.At.ODS)
	return v, l, err
}
