package board

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/meeting"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// decisionView is the page on which the secretary records what a meeting decided on the newest version.
type decisionView struct {
	visit   page.Visit
	Version reportdb.Version
	Typed   meeting.Decision
	Held    appui.DayText
	Errors  *fault.Error
}

func (p Place) showDecision(w http.ResponseWriter, r *http.Request) error {
	return p.renderDecision(w, r, decisionView{Typed: meeting.Decision{Body: meeting.Board}})
}

func (p Place) renderDecision(w http.ResponseWriter, r *http.Request, view decisionView) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.RecordDecision)
	if err != nil {
		return err
	}
	h, err := p.Reports.Home(r.Context(), v.Scope(), v.At.ODS, v.Cycle())
	if err != nil {
		return err
	}
	pg := p.page(r, v, "Record what a meeting decided")
	if h.Sent == nil {
		pg.Title, pg.Body = "There is nothing to record now", nothingOpen(v, false)
		return page.Show(w, r, pg)
	}
	view.visit, view.Version = v, *h.Sent
	pg.Errors, pg.Body = view.Errors, decision(view)
	return page.Show(w, r, pg)
}

func (p Place) recordDecision(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.RecordDecision)
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
	view := decisionView{Held: appui.ReadDayText(r, "held"), Typed: meeting.Decision{
		Version: version, Body: meeting.Body(r.PostFormValue("body")), Outcome: meeting.Outcome(r.PostFormValue("outcome")),
		Minute: r.PostFormValue("minute"), Present: r.PostFormValue("present"), Words: r.PostFormValue("words"),
	}}
	view.Typed.HeldOn, err = view.Held.Parse("held", "the day of the meeting")
	if err == nil {
		err = p.Reports.RecordDecision(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), view.Typed, p.Now(), v.Today)
	}
	if refused := page.Refused(err); refused != nil {
		for i := range refused.Fields {
			if refused.Fields[i].Name == "held" {
				refused.Fields[i].Name = "held-day"
			}
		}
		view.Errors = refused
		return p.renderDecision(w, r, view)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "It is recorded, and printed in the report beside the signatures.")
	return page.Go(w, r, v.At.Decision())
}

func bodyItems() []ui.RadioItem {
	var items []ui.RadioItem
	for _, b := range meeting.Bodies() {
		items = append(items, ui.RadioItem{Value: string(b), Text: b.Title()})
	}
	return items
}

func outcomeItems() []ui.RadioItem {
	var items []ui.RadioItem
	for _, o := range meeting.Outcomes() {
		items = append(items, ui.RadioItem{Value: string(o), Text: o.Label()})
	}
	return items
}
