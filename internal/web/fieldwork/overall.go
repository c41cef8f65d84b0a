package fieldwork

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// overallView is the form of the overall view, beside what the service computes from the findings.
type overallView struct {
	visit
	scales      framework.Scales
	agreement   fieldwork.Agreement
	risk, words string
	confidence  string
	version     int
	errors      *fault.Error
}

func (p Place) showOverall(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Assess)
	if err != nil {
		return err
	}
	view := overallView{visit: v}
	if v.works() && v.Work.Conclusion != nil {
		c := v.Work.Conclusion
		view.risk, view.confidence, view.words, view.version = c.Risk, c.Confidence, c.Words, c.Version
	}
	return p.renderOverall(w, r, view)
}

func (p Place) renderOverall(w http.ResponseWriter, r *http.Request, view overallView) error {
	if err := view.engaged(); err != nil {
		return err
	}
	if err := view.Work.MayConclude(view.Actor.Person); err != nil {
		return err
	}
	var err error
	if view.scales, view.agreement, err = view.visit.scales(); err != nil {
		return err
	}
	pg := p.page(r, view.visit, "The overall view")
	pg.Errors, pg.Body = view.errors, overallPage(view)
	return page.Show(w, r, pg)
}

func (p Place) conclude(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	view := overallView{visit: v, risk: r.PostFormValue("risk"), confidence: r.PostFormValue("confidence"), words: r.PostFormValue("words")}
	view.version, _ = strconv.Atoi(r.PostFormValue("version"))
	err = p.Fieldwork.Conclude(r.Context(), v.Scope(), v.key(), fieldwork.Conclusion{Version: view.version, Risk: view.risk, Confidence: view.confidence,
		Words: view.words}, v.Now)
	if view.errors = page.Refused(err); view.errors != nil {
		if v.Work.Conclusion != nil {
			view.version = v.Work.Conclusion.Version // saving again puts one's own words in the place of what is kept now
		}
		return p.renderOverall(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The overall view is kept.", v.At.Independent())
}

func levels(name, value, asks string, s framework.Scale, errs *fault.Error) ui.Radios {
	f := ui.Radios{Name: name, Value: value, ErrorMessage: wrong(errs, name), Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: asks}}}
	for _, l := range s.Levels {
		f.Items = append(f.Items, ui.RadioItem{Value: l.Word, Text: l.Word, Hint: ui.Hint{Text: l.Means}})
	}
	return f
}

// computed says what the service would say, and from what.
func computed(s framework.Scales, a fieldwork.Agreement) string {
	risk, confidence := a.Computed(s)
	return "From these findings the service would say “" + risk + "” and “" + confidence + "”."
}

// overallRows is the view beside what is computed.
func (v visit) overallRows(s framework.Scales, a fieldwork.Agreement) []ui.SummaryRow {
	c := v.Work.Conclusion
	if c == nil {
		return nil
	}
	risk, confidence := a.Computed(s)
	rows := []ui.SummaryRow{{Key: s.Risk.Asks, Value: beside(c.Risk, risk)}, {Key: s.Confidence.Asks, Value: beside(c.Confidence, confidence)}}
	if c.Words != "" {
		rows = append(rows, ui.SummaryRow{Key: "The assessor’s words", Value: c.Words})
	}
	if len(v.Work.Before) > 0 {
		rows = append(rows, ui.SummaryRow{Key: "Given by", Value: c.By.Name})
	}
	return rows
}

func beside(said, computed string) string {
	if said == computed {
		return said + ", as computed from the findings"
	}
	return said + "; computed from the findings: " + computed
}

// leftTitle heads the list of what is left.
func (v homeView) leftTitle() string {
	if v.phase() == fieldwork.Drafted {
		return "Before it can be final"
	}
	return "Before the draft can be issued"
}
