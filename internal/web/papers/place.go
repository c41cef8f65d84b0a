// Package papers is where a report is read, and taken away: as the full paper and as the summary for the public session, each
// as a page and as PDF, as the frozen record, and all of it in one archive.
//
// Nothing is decided here: report says every sentence, and reportdb keeps the versions. A page asks for the right before it
// reads anything. What is taken away is written down.
package papers

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the report and its files.
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
	r.Get(paths.Report, page.Handle(p.showReport))
	r.Get(paths.ReportDraft, page.Handle(p.showDraft))
	r.Get(paths.ReportOf, page.Handle(p.showVersion))
	r.Get(paths.Behind, page.Handle(p.showBehind))
	r.Get(paths.Paper, page.Handle(p.takePaper))
	r.Get(paths.Summary, page.Handle(p.showSummary))
	r.Get(paths.SummaryFile, page.Handle(p.takeSummary))
	r.Get(paths.Files, page.Handle(p.showFiles))
	r.With(p.Sessions.Afresh).Post(paths.Pack, page.Handle(p.takePack))
	r.Get(paths.Record, page.Handle(p.takeRecord))
}

// page begins a page of this place.
func (p Place) page(r *http.Request, v page.Visit, title string) page.Page {
	return v.Page(title, p.Sessions.Said(r.Context()))
}
