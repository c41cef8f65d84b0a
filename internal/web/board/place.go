// Package board is where a report is sent to a board, rated, signed and published, and where a trust sees what others see of
// it. The report itself is read in web/papers.
//
// Nothing is decided here: signoff says who may rate and sign, report says every sentence of the report, and reportdb
// keeps it all. A page asks for the right before it reads anything.
package board

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/day"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the board's pages.
type Place struct {
	Reports  reportdb.Reports
	Content  *contentdb.Content
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Board, page.Handle(p.showHome))
	r.Get(paths.Rate, page.Handle(p.showRate))
	r.Post(paths.Rate, page.Handle(p.rate))
	r.Get(paths.RateOne, page.Handle(p.showRateOne))
	r.Post(paths.RateOne, page.Handle(p.rateOne))
	r.Get(paths.Agree, page.Handle(p.showAgree))
	r.Post(paths.Agree, page.Handle(p.agree))
	r.Get(paths.Sign, page.Handle(p.showSign))
	r.With(p.Sessions.Afresh).Post(paths.Sign, page.Handle(p.sign))
	r.Get(paths.Questions, page.Handle(p.showQuestions))
	r.Post(paths.Questions, page.Handle(p.ask))
	r.Get(paths.Question, page.Handle(p.showAnswer))
	r.Post(paths.Question, page.Handle(p.answer))
	r.Get(paths.Appointments, page.Handle(p.showAppointments))
	r.Post(paths.Appointments, page.Handle(p.sayAppointments))
	r.Get(paths.Meetings, page.Handle(p.showMeetings))
	r.Post(paths.Meetings, page.Handle(p.setMeetings))
	r.Post(paths.Quorum, page.Handle(p.setQuorum))
	r.Get(paths.Decision, page.Handle(p.showDecision))
	r.With(p.Sessions.Afresh).Post(paths.Decision, page.Handle(p.recordDecision))
	r.Get(paths.Receipt, page.Handle(p.showReceipt))
	r.Get(paths.Signatories, page.Handle(p.showSignatories))
	r.Post(paths.Signatories, page.Handle(p.replaceSignatory))
	r.Get(paths.Send, page.Handle(p.showSend))
	r.Post(paths.Send, page.Handle(p.send))
	r.Get(paths.Recall, page.Handle(p.showRecall))
	r.Post(paths.Recall, page.Handle(p.recall))
	r.Get(paths.Publish, page.Handle(p.showPublish))
	r.Post(paths.Publish, page.Handle(p.publish))
	r.Get(paths.OthersView, page.Handle(p.showOthersView))
}

// reportYear gives the year as the room of reports takes it.
func reportYear(v page.Visit) reportdb.Year {
	return reportdb.Year{Cycle: v.Cycle(), Pack: v.Year.Pack, BaselineDue: v.Year.BaselineDue, Deadline: v.Year.Deadline,
		Due: map[signoff.Kind]day.Day{signoff.Baseline: v.Year.Due(signoff.Baseline), signoff.Final: v.Year.Due(signoff.Final)}}
}

// page begins a page of this place.
func (p Place) page(r *http.Request, v page.Visit, title string) page.Page {
	return v.Page(title, p.Sessions.Said(r.Context()))
}
