// Package critical is where a trust keeps its short list of critical services, and says what electronic records give its
// patients. The report and the page on what it would take read both.
package critical

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/sheet"
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
	r.Get(paths.CriticalFile, page.Handle(p.sendFile))
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

// sendFile sends the list as CSV.
func (p Place) sendFile(w http.ResponseWriter, r *http.Request) error {
	v, list, err := p.read(r, access.SeeReport)
	if err != nil {
		return err
	}
	notes := []string{"Critical services of " + v.TrustName(v.At.ODS) + ", as at " + v.Today.Words() + "."}
	if v.Site.Demo {
		notes = append(notes, "All trusts and services are invented.")
	}
	var b strings.Builder
	if err := (sheet.CSV{BOM: true}).Write(&b, list.Table("Critical services", notes, v.Today)); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	page.SendFile(w, "text/csv; charset=utf-8", v.At.ODS+"-critical-services-"+v.Today.String()+".csv", []byte(b.String()))
	return nil
}
