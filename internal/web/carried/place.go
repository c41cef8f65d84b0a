// Package carried is where last year's answers are reconfirmed or given again, and where the answers stand whose guidance
// changed in the middle of a year.
//
// What may be reconfirmed, and why something may not, carry says; assessmentdb keeps what was brought along and makes this
// year's answers of it. Every page works without a script.
package carried

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves these pages.
type Place struct {
	Assessments assessmentdb.Assessments
	Content     *contentdb.Content
	Sessions    *session.Sessions
	Now         func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Carried, page.Handle(p.showCarried))
	r.Post(paths.Carried, page.Handle(p.reconfirm))
	r.Get(paths.Guidance, page.Handle(p.showGuidance))
	r.Post(paths.Guidance, page.Handle(p.hold))
}

func key(v page.Visit) workingcopy.Key { return workingcopy.Key{ODS: v.At.ODS, Cycle: v.At.Cycle} }

// mayAnswer tells whether the visitor can answer now.
func mayAnswer(v page.Visit, s assessment.Stage) bool {
	_, err := assessment.Next(s, assessment.Change)
	return err == nil && v.May(access.Answer)
}

// content reads what the rules compare: this year's content and that of the year that the answers come from.
func (p Place) content(r *http.Request, v page.Visit, from string) (assessmentdb.Content, error) {
	c := assessmentdb.Content{Pack: v.Year.Pack}
	var err error
	if c.Pairs, err = framework.Pairs(c.Pack.Edition); err != nil || from == "" {
		return c, err
	}
	then, err := p.Content.Year(r.Context(), v.Scope(), from, v.Content)
	c.Then = then.History
	return c, err
}
