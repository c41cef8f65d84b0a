// Package board is where a report is sent to a board, read, rated, signed and published, and where a trust sees what
// others see of it.
//
// Nothing is decided here: signoff says who may rate and sign, report says every sentence of the report, and reportdb
// keeps it all. A page asks for the right before it reads anything.
package board

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
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
	Press    Press
	Marking  string // of the full paper, such as OFFICIAL-SENSITIVE; empty: none
	Now      func() time.Time
}

// Routes mounts its pages.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Board, page.Handle(p.showHome))
	r.Get(paths.Report, page.Handle(p.showReport))
	r.Get(paths.ReportDraft, page.Handle(p.showDraft))
	r.Get(paths.ReportOf, page.Handle(p.showVersion))
	r.Get(paths.Paper, page.Handle(p.takePaper))
	r.Get(paths.Summary, page.Handle(p.showSummary))
	r.Get(paths.SummaryFile, page.Handle(p.takeSummary))
	r.Get(paths.Files, page.Handle(p.showFiles))
	r.With(p.Sessions.Afresh).Post(paths.Pack, page.Handle(p.takePack))
	r.Get(paths.Record, page.Handle(p.takeRecord))
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

// visit is one request: who, to which trust and year, on which day.
type visit struct {
	page.Visitor
	at    paths.Year
	year  contentdb.Year
	today day.Day
}

// enter asks for the right, and then reads the year with its effective pack.
func (p Place) enter(r *http.Request, verb access.Verb) (visit, error) {
	v := visit{Visitor: page.VisitorOf(r.Context()), today: page.Today(p.Now())}
	v.at = paths.Year{ODS: chi.URLParam(r, "ods"), Cycle: chi.URLParam(r, "cycle")}
	if err := access.Can(v.Actor, verb, access.Of(v.at.ODS)); err != nil {
		return v, err
	}
	var err error
	v.year, err = p.Content.Year(r.Context(), v.Scope(), v.at.Cycle, v.Content)
	return v, err
}

func (v visit) cycle() trust.Cycle { return trust.Cycle(v.at.Cycle) }

// may tells whether to show a way to something.
func (v visit) may(verb access.Verb) bool { return v.Can(verb, v.at.ODS) }

// reportYear gives the year as the room of reports takes it.
func (v visit) reportYear() reportdb.Year {
	return reportdb.Year{Cycle: v.cycle(), Pack: v.year.Pack, BaselineDue: v.year.BaselineDue, Deadline: v.year.Deadline}
}

// page begins a page of this place: where one is, and the way back to where one's role begins.
func (p Place) page(r *http.Request, v visit, title string) page.Page {
	back := page.Link{Text: "Your board page", Href: v.at.Board()}
	if !v.may(access.Rate) && !v.may(access.Agree) {
		back = page.Link{Text: "The assessment", Href: v.at.Home()}
	}
	return page.Page{Title: title, Caption: v.TrustName(v.at.ODS) + ", " + v.at.Cycle, Back: back, Saved: p.Sessions.Said(r.Context())}
}

// ten gives the standards that a board rates: all but the product's own.
func ten(p framework.Pack) []framework.Standard {
	var list []framework.Standard
	for _, s := range p.Standards {
		if !s.Own {
			list = append(list, s)
		}
	}
	return list
}

// numbers gives the numbers of standards.
func numbers(list []framework.Standard) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Number)
	}
	return out
}
