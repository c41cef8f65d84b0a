// Package plan is where a trust plans how its gaps close: actions with owner, date, money and what they cost care, as a list
// and month by month; and the risks that it knowingly keeps.
//
// What may follow what is decided in core/plan; a page only places it. The list and its file are one table, and the dates
// are an iCalendar file, so that nothing has to be typed twice.
package plan

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the plan's pages.
type Place struct {
	Plans     plandb.Plans
	Content   *contentdb.Content
	Sessions  *session.Sessions
	PublicURL string // of links in a calendar
	Now       func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Plan, page.Handle(p.showList))
	r.Get(paths.PlanCalendar, page.Handle(p.showCalendar))
	r.Get(paths.PlanDates, page.Handle(p.sendDates))
	r.Get(paths.PlanNew, page.Handle(p.showNew))
	r.Post(paths.PlanNew, page.Handle(p.saveNew))
	r.Get(paths.PlanAction, page.Handle(p.showAction))
	r.Post(paths.PlanAction, page.Handle(p.saveAction))
	r.Post(paths.PlanNotes, page.Handle(p.saveNote))
	r.Post(paths.PlanEnd, page.Handle(p.endAction))
	r.Get(paths.Risks, page.Handle(p.showRisks))
	r.Post(paths.Risks, page.Handle(p.keepRisk))
	r.With(p.Sessions.Afresh).Post(paths.RiskAccept, page.Handle(p.acceptRisk))
	r.Post(paths.RiskEnd, page.Handle(p.endRisk))
}

// key names the plan that is visited.
func key(v page.Visit) plandb.Key { return plandb.Key{ODS: v.At.ODS, Cycle: trust.Cycle(v.At.Cycle)} }

// read enters a page of the working plan and reads it.
func (p Place) read(r *http.Request, verb access.Verb) (page.Visit, plandb.Working, error) {
	v, err := page.Enter(r, p.Content, p.Now(), verb)
	if err != nil {
		return v, plandb.Working{}, err
	}
	w, err := p.Plans.Working(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Today)
	return v, w, err
}

// caption says where one is.
func caption(v page.Visit, w plandb.Working) string { return w.Trust + " · " + v.At.Cycle }
