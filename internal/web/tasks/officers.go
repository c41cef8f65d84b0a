package tasks

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/office"
	"cyberready/internal/store/officedb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// officersView is the register of who holds which office, and the form that adds a record.
type officersView struct {
	ods     string
	rows    []ui.SummaryRow
	records [][]ui.TableCell
	may     bool
	office  string
	name    string
	vacant  bool
	person  string
	since   appui.DayText
	people  []ui.SelectItem
	errors  *fault.Error
}

func (p Place) showOfficers(w http.ResponseWriter, r *http.Request) error {
	return p.renderOfficers(w, r, officersView{office: r.URL.Query().Get("office")})
}

func (p Place) renderOfficers(w http.ResponseWriter, r *http.Request, view officersView) error {
	v := page.VisitorOf(r.Context())
	view.ods = chi.URLParam(r, "ods")
	reg, err := p.Offices.Register(r.Context(), v.Scope(), view.ods)
	if err != nil {
		return err
	}
	view.may = v.Can(access.KeepOfficers, view.ods)
	if view.may {
		if view.people, err = p.peopleItems(r, v, view.ods); err != nil {
			return err
		}
	}
	view.fill(reg)
	return page.Show(w, r, page.Page{Title: "Who holds which office", Caption: reg.Trust, Errors: view.errors, Body: officersPage(view), List: officersFile(view.ods, reg, page.Today(p.Now())),
		Back: page.Link{Text: "All years", Href: paths.ToTrustYears(view.ods)}, Saved: p.Sessions.Said(r.Context())})
}

func (p Place) peopleItems(r *http.Request, v page.Visitor, ods string) ([]ui.SelectItem, error) {
	holders, err := p.Accounts.InTrust(r.Context(), v.Scope(), ods)
	if err != nil {
		return nil, err
	}
	items := []ui.SelectItem{ui.Option("", "No account here")}
	known := map[string]bool{}
	for _, h := range holders {
		if !known[h.ID] {
			known[h.ID] = true
			items = append(items, ui.Option(h.ID, h.Name))
		}
	}
	return items, nil
}

func (view *officersView) fill(reg officedb.Register) {
	holders := reg.Holders()
	for _, o := range office.All() {
		words := "Nothing is recorded"
		if h, ok := office.Of(holders, o); ok {
			words = h.Words()
		}
		view.rows = append(view.rows, ui.SummaryRow{Key: o.Title(), ValueHTML: officeHolder(words, o)})
	}
	for _, rec := range reg.Records {
		view.records = append(view.records, []ui.TableCell{{Text: rec.Office.Title()}, {Text: rec.Words()},
			{Text: page.Today(rec.At).Words() + ", by " + rec.By}})
	}
}

// setOfficer records who holds an office, or that nobody does.
func (p Place) setOfficer(w http.ResponseWriter, r *http.Request) error {
	v, now := page.VisitorOf(r.Context()), p.Now()
	ods := chi.URLParam(r, "ods")
	if err := access.Can(v.Actor, access.KeepOfficers, access.Of(ods)); err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := officersView{office: r.PostFormValue("office"), name: r.PostFormValue("name"), vacant: r.PostFormValue("vacant") != "",
		person: r.PostFormValue("person"), since: appui.ReadDayText(r, "since")}
	h, err := view.holder()
	if err == nil {
		err = p.Offices.SetOfficer(r.Context(), v.Scope(), ods, h, now, page.Today(now))
	}
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderOfficers(w, r, view)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), h.Office.Title()+": "+h.Words()+".")
	return page.Go(w, r, paths.ToOfficers(ods))
}

// holder reads what was filled in. A vacancy has to be said: an empty name alone may be a slip.
func (view officersView) holder() (office.Holder, error) {
	h := office.Holder{Office: office.Office(view.office), Name: view.name, PersonID: view.person}
	switch {
	case view.vacant && view.name != "":
		return h, fault.InvalidField("name", "Enter a name, or say that the office is vacant, not both.")
	case !view.vacant && view.name == "":
		return h, fault.InvalidField("name", "Enter the name of the person, or tick that the office is vacant.")
	}
	var err error
	h.Since, err = assessment.ParseDate("since", view.since.Day, view.since.Month, view.since.Year)
	return h, err
}

func (view officersView) offices() ui.Radios {
	var items []ui.RadioItem
	for _, o := range office.All() {
		items = append(items, ui.RadioItem{Value: string(o), Text: o.Title()})
	}
	return ui.Radios{Name: "office", Value: view.office, Items: items, Small: true,
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Which office?"}}, ErrorMessage: view.message("office")}
}

func (view officersView) vacantBox() ui.Checkboxes {
	box := ui.Checkboxes{Name: "vacant", Items: []ui.CheckboxItem{{Value: "yes", Text: "The office is vacant"}}, Small: true}
	if view.vacant {
		box.Values = []string{"yes"}
	}
	return box
}

func (view officersView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(view.errors, field)}
}
