// Package budget is where a lead and a board read what it would take to close the gaps, and what comes first under a budget.
//
// A lead weighs the working plan; a board the plan in the newest paper that it was sent, for it does not see the draft. What
// is chosen under a budget is decided in core/budget, by the rule that stands on the page.
package budget

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/report"
	"cyberready/internal/core/score"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/criticaldb"
	"cyberready/internal/store/plandb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the page on what it would take.
type Place struct {
	Plans    plandb.Plans
	Reports  reportdb.Reports
	Services criticaldb.Services
	Content  *contentdb.Content
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Takes, page.Handle(p.show))
	r.Post(paths.TakesFunded, page.Handle(p.fund))
}

// weighed is what is weighed: gaps, the plan for them, and what they are read from.
type weighed struct {
	gaps    []score.Gap
	plan    plan.Plan
	pack    framework.Pack
	benefit critical.Benefit
	on      day.Day
	from    string // "the working plan, as it is today"
	working bool
}

// read gives what the visitor may weigh.
func (p Place) read(r *http.Request, v page.Visit) (weighed, error) {
	if v.May(access.SeePlan) {
		w, err := p.Plans.Working(r.Context(), v.Scope(), plandb.Key{ODS: v.At.ODS, Cycle: v.Cycle()}, v.Year.Pack, v.Today)
		if err != nil {
			return weighed{}, err
		}
		l, err := p.Services.List(r.Context(), v.Scope(), v.At.ODS)
		return weighed{gaps: w.Result.Gaps, plan: w.Plan, pack: v.Year.Pack, benefit: l.Benefit, on: v.Today, working: true,
			from: "the working plan as it is today"}, err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), 0, v.Today)
	if err != nil {
		return weighed{}, err
	}
	s := sent.Snapshot
	return weighed{gaps: sent.Result.Gaps, plan: s.Improvement(), pack: s.Pack, benefit: s.Services().Benefit, on: s.Reference,
		from: "the plan in " + report.VersionWords(sent.Number) + " of the report, as at " + s.Reference.Words()}, nil
}

// fund says of the chosen actions that they are funded.
func (p Place) fund(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepPlan)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	n, err := p.Plans.Fund(r.Context(), v.Scope(), plandb.Key{ODS: v.At.ODS, Cycle: v.Cycle()}, r.PostForm["action"], v.Now)
	if refused := page.Refused(err); refused != nil {
		return p.render(w, r, typedIn(r.PostForm), refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), fundedWords(n))
	return page.Go(w, r, v.At.Takes())
}

// noPaper tells whether a fault only says that there is nothing to weigh yet.
func noPaper(err error) bool { return fault.KindOf(err) == fault.NotFound }
