package account

import (
	"net/http"

	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/reminder"
	"cyberready/internal/store/reminddb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
	"cyberready/internal/web/ui"
)

// remindersView is what one is reminded of, and what one cannot turn off.
type remindersView struct {
	on     []string
	errors *fault.Error
}

// choices are the kinds that can be turned off; duties those that cannot.
func choices() (list []ui.CheckboxItem) {
	for _, k := range reminder.Kinds {
		if !k.Duty() {
			list = append(list, ui.CheckboxItem{Value: string(k), Text: k.Words()})
		}
	}
	return list
}

// news are the kinds of letters that can be turned off.
func news() (list []ui.CheckboxItem) {
	for _, k := range letter.News() {
		list = append(list, ui.CheckboxItem{Value: string(k), Text: english.Capital(k.Words())})
	}
	return list
}

func duties() (list []string) {
	for _, k := range reminder.Kinds {
		if k.Duty() {
			list = append(list, k.Words())
		}
	}
	return list
}

func chooser(r *http.Request) reminddb.Self {
	who := session.Self(r)
	return reminddb.Self{Person: who.Person, Name: who.Name, From: who.From}
}

func (p Place) showReminders(w http.ResponseWriter, r *http.Request) error {
	off, err := p.Reminders.Off(r.Context(), chooser(r))
	if err != nil {
		return err
	}
	var view remindersView
	for _, c := range append(choices(), news()...) {
		if !off[c.Value] {
			view.on = append(view.on, c.Value)
		}
	}
	return p.renderReminders(w, r, view)
}

func (p Place) renderReminders(w http.ResponseWriter, r *http.Request, view remindersView) error {
	return page.Show(w, r, page.Page{Title: "Your messages", Errors: view.errors, Back: back, Body: remindersPage(view), Saved: p.Sessions.Said(r.Context())})
}

// chooseReminders keeps what is ticked.
func (p Place) chooseReminders(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	err := p.Reminders.Choose(r.Context(), chooser(r), r.PostForm["kinds"], p.Now())
	if refused := page.Refused(err); refused != nil {
		return p.renderReminders(w, r, remindersView{on: r.PostForm["kinds"], errors: refused})
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "We have kept which messages you get.")
	return page.Go(w, r, paths.AccountReminders)
}
