// Package national is where analysts compare trusts: the national picture, the table of trusts, the heat map, one standard,
// one trust, trusts side by side, who may need help, and the years.
//
// Every page says its as-at day and its denominator, keeps what was chosen in its address, and gives each of its tables as a
// file: the same address with format=csv, and table= where a page has several. Lists are ordered by name unless somebody
// asks otherwise, never by counts.
package national

import (
	"context"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the analysts' pages.
type Place struct {
	National nationaldb.National
	Content  *contentdb.Content
	Plans    plandb.Plans
	Trail    auditdb.Trail // where looks are written down
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.National, page.Handle(p.noted("the picture", p.showPicture)))
	r.Get(paths.NationalTrusts, page.Handle(p.noted("the trusts", p.showTrusts)))
	r.Get(paths.NationalMap, page.Handle(p.noted("the heat map", p.showMap)))
	r.Get(paths.NationalStandard, page.Handle(p.noted("one standard", p.showStandard)))
	r.Get(paths.NationalTrust, page.Handle(p.showTrust))
	r.Get(paths.NationalPlan, page.Handle(p.showPlan))
	r.Post(paths.NationalPlan, page.Handle(p.decide))
	r.Get(paths.NationalSide, page.Handle(p.noted("side by side", p.showSide)))
	r.Get(paths.NationalWaiting, page.Handle(p.noted("who may need help", p.showWaiting)))
	r.Get(paths.NationalHistory, page.Handle(p.noted("year by year", p.showHistory)))
}

// asked is what every handler begins with: who asks, for what, today.
type asked struct {
	scope   store.Scope
	filter  compare.Filter
	today   day.Day
	invalid error // of the filter's fields; the page is shown with its form alone
}

// ask reads the request. Only a year that cannot be is an error at once.
func (p Place) ask(r *http.Request) (asked, error) {
	a := asked{scope: page.VisitorOf(r.Context()).Scope(), today: page.Today(p.Now())}
	f, err := compare.Parse(r.URL.Query())
	a.filter = f
	if err != nil && page.Refused(err) == nil {
		return a, err
	}
	a.invalid = err
	return a, nil
}

// pack gives the standards' content of the filter's year, and fills in the year that is running. A year that only files
// speak of has no content: its pages show official statuses.
func (p Place) pack(ctx context.Context, a *asked) (framework.Pack, error) {
	if a.filter.Cycle == "" {
		years, err := p.Content.Years(ctx, a.scope)
		if err != nil {
			return framework.Pack{}, err
		}
		var known compare.Choices
		for _, y := range years {
			known.Years = append(known.Years, compare.Year{Label: trust.Cycle(y.Label), Opens: y.Opens, Deadline: y.Deadline})
		}
		a.filter.Cycle = known.Running(a.today).Label
	}
	if a.filter.Cycle == "" {
		return framework.Pack{}, nil
	}
	y, err := p.Content.Year(ctx, a.scope, string(a.filter.Cycle), page.VisitorOf(ctx).Content)
	if fault.KindOf(err) == fault.NotFound {
		return framework.Pack{}, nil
	}
	return y.Pack, err
}
