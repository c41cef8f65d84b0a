package papers

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/report"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// publicMarking stands above each side of the summary.
const publicMarking = "FOR THE PUBLIC SESSION"

// summaryView is the summary for the public session, as a page.
type summaryView struct {
	report.Summary
	Foot  string
	Files files
}

func (p Place) summaryView(v page.Visit, sent reportdb.Sent) summaryView {
	s := summaryView{Summary: report.Summarise(sent.Inputs()), Files: p.filesOf(v, sent.Number)}
	s.Foot = foot(report.Report{Trust: s.Trust, Made: report.Making{SHA256: s.SHA256}}, v,
		"summary of "+report.VersionWords(sent.Number)+", "+sent.Reference.Words()+", "+standingWord(sent.Version))
	return s
}

// versionAsked reads the version that an address names, for whoever may see the report.
func (p Place) versionAsked(r *http.Request) (page.Visit, reportdb.Sent, error) {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return v, reportdb.Sent{}, err
	}
	version, err := versionIn(r)
	if err != nil {
		return v, reportdb.Sent{}, err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, v.Today)
	return v, sent, err
}

func (p Place) showSummary(w http.ResponseWriter, r *http.Request) error {
	v, sent, err := p.versionAsked(r)
	if err != nil {
		return err
	}
	view := p.summaryView(v, sent)
	if n := len(view.Marks); v.Site.Demo && n > 0 {
		view.Marks = view.Marks[:n-1] // so says the frame of every page
	}
	pg := p.page(r, v, view.Title)
	pg.Caption, pg.Bare, pg.Body = view.Trust, true, publicSummary(view)
	return page.Show(w, r, pg)
}

func (p Place) takeSummary(w http.ResponseWriter, r *http.Request) error {
	v, sent, err := p.versionAsked(r)
	if err != nil {
		return err
	}
	view := p.summaryView(v, sent)
	made, err := p.Press.Summary(r.Context(), pdf.Summary{Summary: view.Summary, Marking: publicMarking, Foot: view.Foot, On: sent.Reference})
	if fault.KindOf(err) == fault.Unavailable {
		return p.showNoPress(w, r, v, page.Link{Text: "The summary of " + report.VersionWords(sent.Number), Href: v.At.Summary(sent.Number)}, err)
	}
	if err != nil {
		return err
	}
	page.SendFile(w, "application/pdf", summaryName(v, sent.Number), made)
	return nil
}

func summaryName(v page.Visit, version int) string {
	return fileName(v, version) + "-public-summary.pdf"
}
