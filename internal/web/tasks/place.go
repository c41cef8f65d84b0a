// Package tasks is where the work on a year's assessment is planned: the task list, what is left to do, who answers what
// by when, and the facts that stand beside the assessment: the official DSPT status and who holds which office.
//
// It counts and leads on; the answers themselves are given in assess.
package tasks

import (
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/officedb"
	"cyberready/internal/store/sharedb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the task list and what belongs to it.
type Place struct {
	Assessments assessmentdb.Assessments
	Sharing     sharedb.Sharing
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
	r.Get(paths.HandOut, page.Handle(p.showHandOut))
	r.Post(paths.HandOut, page.Handle(p.handOut))
	r.Get(paths.ItemOwner, page.Handle(p.showHandOut))
	r.Post(paths.ItemOwner, page.Handle(p.handOut))
	r.Get(paths.Official, page.Handle(p.showOfficial))
	r.Post(paths.Official, page.Handle(p.recordOfficial))
	r.Get(paths.Officers, page.Handle(p.showOfficers))
	r.Post(paths.Officers, page.Handle(p.setOfficer))
}

// key names the assessment that is visited.
func key(v page.Visit) workingcopy.Key { return workingcopy.Key{ODS: v.At.ODS, Cycle: v.At.Cycle} }
