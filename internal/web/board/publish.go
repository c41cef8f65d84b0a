package board

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/question"
	"cyberready/internal/core/report"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// publishView is the page on which a lead publishes what the board has read, or takes it back.
type publishView struct {
	visit    page.Visit
	Sent     reportdb.Sent
	Report   report.Report
	Due      day.Day // of its kind
	Late     bool
	Unsigned bool // not everybody who was asked has signed
	Without  bool
	Errors   *fault.Error
}

// extended says what more time the trust was given for this kind.
func (v publishView) extended() []string {
	var said []string
	for _, e := range v.visit.Year.Extended {
		if e.Kind == v.Sent.Kind {
			said = append(said, e.Words(page.Today(e.At)))
		}
	}
	return said
}

func (p Place) showPublish(w http.ResponseWriter, r *http.Request) error {
	return p.renderPublish(w, r, nil)
}

func (p Place) renderPublish(w http.ResponseWriter, r *http.Request, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Publish)
	if err != nil {
		return err
	}
	sent, err := p.Reports.Inputs(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), 0, v.Today)
	if fault.KindOf(err) == fault.NotFound || err == nil && sent.Stage == assessment.Draft {
		pg := p.page(r, v, "There is nothing to publish now")
		pg.Body = nothingToPublish(v)
		return page.Show(w, r, pg)
	}
	if err != nil {
		return err
	}
	view := publishView{visit: v, Sent: sent, Report: report.Build(sent.Inputs()), Errors: errs}
	view.Due = v.Year.Due(sent.Kind)
	view.Late = !view.Due.IsZero() && v.Today.After(view.Due)
	view.Unsigned = !sent.Standing().Complete()
	view.Without = errs != nil && r.PostFormValue("without") == "yes"
	pg := p.page(r, v, "Publish here")
	pg.Errors, pg.Body = errs, publish(view)
	if sent.Stage == assessment.Published {
		pg.Title, pg.Body = "Published here", published(view)
	}
	return page.Show(w, r, pg)
}

// boardRows are how the signing stands in figures, what meetings decided, and which questions are open.
func boardRows(v reportdb.Version) []ui.SummaryRow {
	rows := []ui.SummaryRow{{Key: "Signatures", Value: v.Standing().Short()}}
	for _, d := range meeting.Standing(v.Decisions, v.Number) {
		rows = append(rows, ui.SummaryRow{Key: d.Body.Title(), Value: d.Said() + " Minute " + d.Minute + "."})
	}
	if list := v.Questions(); len(list) > 0 {
		rows = append(rows, ui.SummaryRow{Key: "Questions", Value: english.Figures(len(list)-question.Waiting(list)) + " of " + english.Figures(len(list)) + " answered"})
	}
	return rows
}

func (p Place) publish(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Publish)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	version, err := versionOf(r)
	if err != nil {
		return err
	}
	decision := reportdb.Publishing{Version: version, WithoutSignatures: r.PostFormValue("without") == "yes"}
	err = p.Reports.Publish(r.Context(), v.Scope(), v.At.ODS, reportYear(v), decision, p.Now(), v.Today)
	if refused := page.Refused(err); refused != nil {
		return p.renderPublish(w, r, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "It is published here. That is not a submission to the official toolkit.")
	return page.Go(w, r, v.At.Publish())
}

func (p Place) showRecall(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Recall)
	if err != nil {
		return err
	}
	h, err := p.Reports.Home(r.Context(), v.Scope(), v.At.ODS, v.Cycle())
	if err != nil {
		return err
	}
	pg := p.page(r, v, "Recall from the board")
	if h.Sent == nil || !h.Sent.Open() {
		pg.Title, pg.Body = "There is nothing to recall", nothingOpen(v, h.Sent != nil)
		return page.Show(w, r, pg)
	}
	pg.Back = page.Link{Text: "Publish, or recall", Href: v.At.Publish()}
	pg.Body = recall(v, *h.Sent)
	return page.Show(w, r, pg)
}

func (p Place) recall(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.Recall)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	version, err := versionOf(r)
	if err != nil {
		return err
	}
	if err := p.Reports.Recall(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "It is a draft again. The signatures are kept, and no longer count.")
	return page.Go(w, r, v.At.Send())
}
