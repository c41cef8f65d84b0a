// Package share is where people work on a trust's answers together: a part that was given to somebody is handed in and
// judged, an item is commented on, and somebody without an account is asked about it through a link.
//
// Nothing is decided here. assessment says what may be handed in and who may judge it, sharedb and askdb keep it, and the
// answers themselves are given in assess. What people share is for leads, and for whom a part was given to.
package share

import (
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/askdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/sharedb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves shared work.
type Place struct {
	Sharing  sharedb.Sharing
	Asks     askdb.Asks
	Content  *contentdb.Content
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Part, page.Handle(p.showPart))
	r.Post(paths.HandIn, page.Handle(p.handIn))
	r.Post(paths.JudgeHandIn, page.Handle(p.judge))
	r.Get(paths.Comments, page.Handle(p.showComments))
	r.Post(paths.Comments, page.Handle(p.comment))
	r.Get(paths.Asks, page.Handle(p.showAsks))
	r.Post(paths.Asks, page.Handle(p.ask))
	r.Post(paths.AskReply, page.Handle(p.settleAsk))
}

// key names the assessment that is visited.
func key(v page.Visit) workingcopy.Key { return workingcopy.Key{ODS: v.At.ODS, Cycle: v.At.Cycle} }
