package papers

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/report"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// showBehind shows the answers behind one figure of a report: to whoever may read the report, and of a draft to whoever may see the
// answers. Only the latter are led on to the answers themselves.
func (p Place) showBehind(w http.ResponseWriter, r *http.Request) error {
	v, in, err := p.inputsOf(r)
	if err != nil {
		return err
	}
	behind, ok := report.BehindFigure(in, report.Figure(chi.URLParam(r, "figure")))
	if !ok {
		return fault.New(fault.NotFound, "There is no such figure in this report.")
	}
	version := in.Snapshot.Version
	pg := p.page(r, v, behind.Heading)
	pg.Back = page.Link{Text: "The report", Href: v.At.ReportDraft()}
	which := "draft report"
	if version > 0 {
		pg.Back.Href = v.At.ReportOf(version)
		which = "report version " + strconv.Itoa(version)
	}
	pg.Wide, pg.Body = true, behindPage(behind, behindTable(v, behind))
	pg.List = &page.List{Table: behind.Table, Name: v.At.ODS + " " + v.At.Cycle + " " + which, On: in.Snapshot.Reference}
	return page.Show(w, r, pg)
}

// inputsOf reads what the report of an address is made from.
func (p Place) inputsOf(r *http.Request) (page.Visit, report.Inputs, error) {
	if chi.URLParam(r, "version") == "draft" {
		v, d, err := p.draftOf(r)
		return v, report.Inputs{Snapshot: d.Snapshot}, err
	}
	v, sent, err := p.versionAsked(r)
	if err != nil {
		return v, report.Inputs{}, err
	}
	return v, sent.Inputs(), nil
}

// draftOf reads the draft, for whoever may see the answers.
func (p Place) draftOf(r *http.Request) (page.Visit, reportdb.Draft, error) {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return v, reportdb.Draft{}, err
	}
	d, err := p.Reports.Draft(r.Context(), v.Scope(), v.At.ODS, reportdb.Year{Cycle: v.Cycle(), Pack: v.Year.Pack, BaselineDue: v.Year.BaselineDue, Deadline: v.Year.Deadline}, v.Today)
	return v, d, err
}

// behindTable shows the rows, of which the numbers lead to the answers for whoever may see them.
func behindTable(v page.Visit, b report.Behind) ui.Table {
	t := appui.Figures(b.Table)
	t.Caption.Text = behindCount(b)
	if v.May(access.SeeAnswers) {
		for i, item := range b.Items {
			t.Rows[i][0].Href = v.At.Item(item)
		}
	}
	return t
}

// behindCount says how many rows there are: what the figure said.
func behindCount(b report.Behind) string {
	return english.Capital(english.Number(len(b.Table.Rows))) + " in all, from the record that the report is made from."
}
