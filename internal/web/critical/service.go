package critical

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/fault"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// serviceForm is a service as it was typed.
type serviceForm struct {
	name, hours, supplier string
	restored              appui.DayText
	version               int // 0: a new one
	button                string
	errors                *fault.Error
}

func formOf(s critical.Service) serviceForm {
	f := serviceForm{name: s.Name, supplier: s.Supplier, restored: appui.DayTextOf(s.LastRestore), version: s.Version}
	if s.PaperHours != nil {
		f.hours = strconv.Itoa(*s.PaperHours)
	}
	return f
}

func typedForm(r *http.Request) serviceForm {
	version, _ := strconv.Atoi(r.PostFormValue("version")) // no number is no version that is kept
	return serviceForm{name: r.PostFormValue("name"), hours: r.PostFormValue("hours"), supplier: r.PostFormValue("supplier"),
		restored: appui.ReadDayText(r, "restored"), version: version}
}

// service reads what was typed. Every field that cannot be read is named at once.
func (f serviceForm) service(id string) (critical.Service, error) {
	s := critical.Service{ID: id, Name: f.name, Supplier: f.supplier, Version: f.version}
	var wrong fault.Findings
	var err error
	if s.PaperHours, err = critical.ParseHours(f.hours); err != nil {
		wrong = append(wrong, fault.As(err).Fields...)
	}
	if s.LastRestore, err = f.restored.Parse("restored", "the day of the last restore"); err != nil {
		wrong = append(wrong, fault.As(err).Fields...)
	}
	return s, wrong.Fault()
}

func (f serviceForm) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(f.errors, field)}
}

func (p Place) add(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepServices)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := typedForm(r)
	f.version = 0
	s, err := f.service("")
	if err == nil {
		err = p.Services.Save(r.Context(), v.Scope(), v.At.ODS, s, v.Now, v.Today)
	}
	if refused := page.Refused(err); refused != nil {
		return p.renderList(w, r, f, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The service is on the list.")
	return page.Go(w, r, v.At.Critical())
}

func (p Place) showService(w http.ResponseWriter, r *http.Request) error {
	return p.renderService(w, r, nil, nil)
}

// renderService shows a service to be changed; after a refused form with what was typed.
func (p Place) renderService(w http.ResponseWriter, r *http.Request, typed *serviceForm, errs *fault.Error) error {
	v, list, err := p.read(r, access.KeepServices)
	if err != nil {
		return err
	}
	s, ok := list.Find(chi.URLParam(r, "service"))
	if !ok {
		return fault.New(fault.NotFound, "There is no such service on the list.")
	}
	f := formOf(s)
	if typed != nil {
		f = *typed
		f.version = s.Version // what was changed meanwhile has been told
	}
	f.errors, f.button = errs, "Save"
	pg := v.Page(s.Name, "")
	pg.Back = page.Link{Text: "Critical services", Href: v.At.Critical()}
	pg.Errors, pg.Body = errs, servicePage(f, v.At.CriticalService(s.ID), v.At.CriticalRemove(s.ID), s)
	return page.Show(w, r, pg)
}

func (p Place) change(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepServices)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := typedForm(r)
	s, err := f.service(chi.URLParam(r, "service"))
	if err == nil {
		err = p.Services.Save(r.Context(), v.Scope(), v.At.ODS, s, v.Now, v.Today)
	}
	if refused := page.Refused(err); refused != nil {
		return p.renderService(w, r, &f, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The service is changed.")
	return page.Go(w, r, v.At.Critical())
}

func (p Place) remove(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepServices)
	if err != nil {
		return err
	}
	if err := p.Services.Remove(r.Context(), v.Scope(), v.At.ODS, chi.URLParam(r, "service"), v.Now); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The service is off the list. What was sent to the board before keeps it.")
	return page.Go(w, r, v.At.Critical())
}
