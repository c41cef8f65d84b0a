// Package assess is where a trust answers: the pages of the standards with their questions, the proof, the history, and
// who stands behind which part.
//
// Nothing is decided here. assessment says what can be an answer and what may follow what, score says what answers come
// to, and assessmentdb keeps them. A form that is refused comes back with what was typed; an answer that somebody else
// changed meanwhile comes back with both texts. Every page works without a script: with one, a row is saved as the
// person leaves it, and only the row and what it changes on its page are swapped.
package assess

import (
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/sharedb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the self-assessment.
type Place struct {
	Assessments assessmentdb.Assessments
	Sharing     sharedb.Sharing
	Content     *contentdb.Content
	Sessions    *session.Sessions
	Now         func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Standard, page.Handle(p.showStandard))
	r.Get(paths.Item, page.Handle(p.showItem))
	r.Post(paths.Item, page.Handle(p.saveItem))
	r.Get(paths.ItemRow, page.Handle(p.showRow))
	r.Get(paths.ItemProof, page.Handle(p.showProof))
	r.Post(paths.ItemProof, page.Handle(p.changeProof))
	r.Get(paths.History, page.Handle(p.showHistory))
	r.Get(paths.Review, page.Handle(p.showReview))
	r.Post(paths.Review, page.Handle(p.explain))
	r.Post(paths.Confirm, page.Handle(p.confirm))
}

// key names the assessment that is visited.
func key(v page.Visit) workingcopy.Key { return workingcopy.Key{ODS: v.At.ODS, Cycle: v.At.Cycle} }

// mayChange tells whether the visitor can change answers now.
func mayChange(v page.Visit, s assessment.Stage) bool {
	_, err := assessment.Next(s, assessment.Change)
	return err == nil && v.May(access.Answer)
}
