// Package assess is where a trust assesses itself: the task list of a year, the pages of the standards with their
// questions, the proof, the history, and who answers what by when.
//
// Nothing is decided here. assessment says what can be an answer and what may follow what, score says what answers come
// to, and assessmentdb keeps them. A form that is refused comes back with what was typed; an answer that somebody else
// changed meanwhile comes back with both texts. Every page works without a script: with one, a row is saved as the
// person leaves it, and only the row and the page's progress are swapped.
package assess

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/officedb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the self-assessment.
type Place struct {
	Assessments assessmentdb.Assessments
	Offices     officedb.Offices
	Accounts    accountdb.Accounts
	Content     *contentdb.Content
	Sessions    *session.Sessions
	Now         func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.TrustYears, page.Handle(p.showYears))
	r.Post(paths.Begin, page.Handle(p.begin))
	r.Post(paths.Reopen, page.Handle(p.reopen))
	r.Get(paths.TrustHome, page.Handle(p.showHome))
	r.Get(paths.Left, page.Handle(p.showLeft))
	r.Get(paths.Standard, page.Handle(p.showStandard))
	r.Get(paths.Item, page.Handle(p.showItem))
	r.Post(paths.Item, page.Handle(p.saveItem))
	r.Get(paths.ItemProof, page.Handle(p.showProof))
	r.Post(paths.ItemProof, page.Handle(p.changeProof))
	r.Get(paths.History, page.Handle(p.showHistory))
	r.Post(paths.Confirm, page.Handle(p.confirm))
	r.Get(paths.HandOut, page.Handle(p.showHandOut))
	r.Post(paths.HandOut, page.Handle(p.handOut))
	r.Get(paths.Official, page.Handle(p.showOfficial))
	r.Post(paths.Official, page.Handle(p.recordOfficial))
	r.Get(paths.Officers, page.Handle(p.showOfficers))
	r.Post(paths.Officers, page.Handle(p.setOfficer))
}

// visit is one request: who, to which trust and year, and when.
type visit struct {
	page.Visitor
	at    paths.Year
	year  contentdb.Year
	now   time.Time
	today day.Day
}

// enter asks for the right, and then reads the year with its effective pack.
func (p Place) enter(r *http.Request, verb access.Verb) (visit, error) {
	v := visit{Visitor: page.VisitorOf(r.Context()), now: p.Now()}
	v.today = page.Today(v.now)
	v.at = paths.Year{ODS: chi.URLParam(r, "ods"), Cycle: chi.URLParam(r, "cycle")}
	if err := access.Can(v.Actor, verb, access.Of(v.at.ODS)); err != nil {
		return v, err
	}
	var err error
	v.year, err = p.Content.Year(r.Context(), v.Scope(), v.at.Cycle)
	return v, err
}

// key names the assessment that is visited.
func (v visit) key() assessmentdb.Key { return assessmentdb.Key{ODS: v.at.ODS, Cycle: v.at.Cycle} }

// may tells whether to show a way to something.
func (v visit) may(verb access.Verb) bool { return v.Can(verb, v.at.ODS) }
