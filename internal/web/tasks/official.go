package tasks

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// officialFacts are what is known of the official submission, which is made elsewhere.
type officialFacts struct {
	recorded  string
	published string
	deadline  string
	href      string // where it is recorded; empty for who may not
}

func newOfficialFacts(v page.Visit, h assessmentdb.Home) officialFacts {
	o := officialFacts{recorded: "Not recorded yet", deadline: "Its deadline is " + v.Year.Deadline.Words() + "."}
	if h.Official != nil {
		o.recorded = string(h.Official.Status) + ", " + h.Official.Day.Words() + ", submitted by " + h.Official.SubmittedBy
	}
	if h.Published != nil {
		o.published = string(h.Published.Status) + ", as at " + h.Published.AsAt.Words()
	}
	if v.May(access.RecordOfficial) {
		o.href = v.At.Official()
	}
	return o
}

// officialView is the form that records the official status.
type officialView struct {
	visit     page.Visit
	facts     officialFacts
	status    string
	submitted string
	day       appui.DayText
	errors    *fault.Error
}

func (p Place) showOfficial(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.RecordOfficial)
	if err != nil {
		return err
	}
	return p.renderOfficial(w, r, officialView{visit: v})
}

func (p Place) renderOfficial(w http.ResponseWriter, r *http.Request, view officialView) error {
	v := view.visit
	h, err := p.Assessments.Home(r.Context(), v.Scope(), key(v), v.Year.Pack)
	if err != nil {
		return err
	}
	view.facts = newOfficialFacts(v, h)
	return page.Show(w, r, page.Page{
		Title: "Official DSPT status", Caption: h.Trust + ", " + v.At.Cycle, Errors: view.errors, Body: officialPage(view),
		Back: page.Link{Text: "The assessment", Href: v.At.Home()}, Saved: p.Sessions.Said(r.Context()),
	})
}

func (p Place) recordOfficial(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.RecordOfficial)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := officialView{visit: v, status: r.PostFormValue("status"), submitted: r.PostFormValue("submitted-by"), day: appui.ReadDayText(r, "day")}
	day, err := assessment.ParseDate("day", view.day.Day, view.day.Month, view.day.Year)
	if err == nil {
		o := assessmentdb.Official{Status: trust.Status(view.status), Day: day, SubmittedBy: view.submitted}
		err = p.Assessments.RecordOfficial(r.Context(), v.Scope(), key(v), o, v.Now, v.Today)
	}
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderOfficial(w, r, view)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The official status is recorded.")
	return page.Go(w, r, v.At.Official())
}

func (v officialView) statuses() ui.Radios {
	var items []ui.RadioItem
	for _, s := range trust.Statuses() {
		items = append(items, ui.RadioItem{Value: string(s), Text: string(s)})
	}
	return ui.Radios{Name: "status", Value: v.status, Items: items, Small: true,
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Which status does the toolkit show?"}}, ErrorMessage: v.message("status")}
}

func (v officialView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}
