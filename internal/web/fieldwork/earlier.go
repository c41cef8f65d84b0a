package fieldwork

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// earlierView is one finding of an earlier year, and what has become of it.
type earlierView struct {
	visit
	fieldwork.Reopened
	title   string
	finding fieldwork.Finding
	typed   fieldwork.Finding
	edit    bool
	left    *fieldwork.Finding // of an assessor before, that the present one may take over
	errors  *fault.Error
}

func (p Place) showEarlier(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeFieldwork)
	if err != nil {
		return err
	}
	view, err := newEarlierView(v, chi.URLParam(r, "item"))
	if err != nil {
		return err
	}
	return p.renderEarlier(w, r, view)
}

func newEarlierView(v visit, item string) (earlierView, error) {
	view := earlierView{visit: v}
	if err := v.engaged(); err != nil {
		return view, err
	}
	for _, e := range v.Work.Earlier {
		if e.Item == item {
			view.Reopened = e
		}
	}
	if view.Item == "" {
		return view, fault.New(fault.NotFound, "There is no earlier finding about this item.")
	}
	q, _ := v.pack().Question(item)
	view.title = q.Title
	view.finding = v.Work.Finding(item, true)
	view.typed = view.finding
	if left, ok := v.Work.LeftBefore(item, true); ok && v.works() {
		view.left = &left
	}
	view.edit = v.mine() && v.Work.MayWrite(v.Actor.Person, item, true) == nil
	return view, nil
}

func (p Place) renderEarlier(w http.ResponseWriter, r *http.Request, view earlierView) error {
	pg := p.page(r, view.visit, "Found for "+string(view.From)+": "+view.title)
	pg.Caption += " · " + view.Item
	pg.Errors, pg.Body = view.errors, earlierPage(view)
	return page.Show(w, r, pg)
}

func (p Place) keepEarlier(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	item := chi.URLParam(r, "item")
	typed := readFinding(r, item, true)
	err = p.Fieldwork.Keep(r.Context(), v.Scope(), v.key(), typed, v.Now)
	if errs := page.Refused(err); errs != nil {
		view, err := newEarlierView(v, item)
		if err != nil {
			return err
		}
		typed.Version = view.finding.Version
		view.typed, view.errors = typed, errs
		return p.renderEarlier(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The earlier finding about "+item+" is kept.", v.At.Independent())
}

func (v earlierView) verdictField() ui.Radios {
	return ui.Radios{Name: "verdict", Value: string(v.typed.Verdict), ErrorMessage: wrong(v.errors, "verdict"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "What has become of it?"}}, Items: []ui.RadioItem{
			{Value: string(fieldwork.Closed), Text: "Closed", Hint: ui.Hint{Text: "The recommendation is carried out."}},
			{Value: string(fieldwork.Open), Text: "Still open"}}}
}

func (v earlierView) rows() []ui.SummaryRow {
	rows := []ui.SummaryRow{{Key: "Found then", Value: v.Found}, {Key: "Recommended", Value: v.Recommendation}}
	if v.Owner != "" {
		answer := v.Owner
		if !v.Due.IsZero() {
			answer += ", by " + v.Due.Words()
			if v.Due.Before(v.Today) {
				answer += " (that day has passed)"
			}
		}
		rows = append(rows, ui.SummaryRow{Key: "Who was to see to it", Value: answer})
	}
	return rows
}

// findingRows are the parts of a finding that say something.
func findingRows(f fieldwork.Finding) []ui.SummaryRow {
	rows := []ui.SummaryRow{{Key: "The assessor", ValueHTML: verdictTag(f.Verdict)}}
	for _, part := range []struct{ name, words string }{{"How it was tested", f.Tested}, {"What was seen", f.Seen}, {"What was found", f.Found},
		{"Recommended", f.Recommendation}} {
		if part.words != "" {
			rows = append(rows, ui.SummaryRow{Key: part.name, Value: part.words})
		}
	}
	if f.TestedBy != "" {
		return append(rows, ui.SummaryRow{Key: "Tested by", Value: f.TestedBy + ". Taken over by " + f.By.Name + " as their own, " + page.Today(f.At).Words()})
	}
	return append(rows, ui.SummaryRow{Key: "Written by", Value: f.By.Name + ", " + page.Today(f.At).Words()})
}

func proofColour(inDate bool) string {
	if inDate {
		return "green"
	}
	return "red"
}

func requestColour(q fieldwork.Request, on day.Day) string {
	switch {
	case q.Given != nil:
		return "green"
	case q.Overdue(on):
		return "red"
	}
	return "blue"
}
