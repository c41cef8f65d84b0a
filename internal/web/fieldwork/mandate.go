package fieldwork

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// mandatesView lists the years with what must be assessed in each.
type mandatesView struct{ rows [][]ui.TableCell }

func (p Place) showMandates(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if err := access.Can(v.Actor, access.ChangeContent, access.Service); err != nil {
		return err
	}
	years, err := p.Content.Years(r.Context(), v.Scope())
	if err != nil {
		return err
	}
	var view mandatesView
	for _, y := range years {
		m, err := p.Fieldwork.Mandated(r.Context(), v.Scope(), trust.Cycle(y.Label))
		if err != nil {
			return err
		}
		what := "Nothing entered"
		if m.Revision > 0 {
			what = strings.Join(m.Parts, ", ") + "; at least " + english.Count(m.Choices, "part", "parts") + " of the trust’s own choice"
		}
		view.rows = append(view.rows, []ui.TableCell{{HTML: link(page.Link{Text: y.Label, Href: paths.ToAdminMandate(y.Label)})}, {Text: what}})
	}
	return page.Show(w, r, page.Page{Title: "What must be assessed independently", Back: page.Link{Text: "Administration", Href: paths.Admin},
		Body: mandatesPage(view), Saved: p.Sessions.Said(r.Context())})
}

// mandateView is the form for one year.
type mandateView struct {
	year     contentdb.Year
	now      fieldwork.Mandated
	revision string
	parts    string
	choices  string
	source   string
	errors   *fault.Error
}

// mandated enters the page of one year.
func (p Place) mandated(r *http.Request) (page.Visitor, mandateView, error) {
	v := page.VisitorOf(r.Context())
	var view mandateView
	if err := access.Can(v.Actor, access.ChangeContent, access.Service); err != nil {
		return v, view, err
	}
	var err error
	if view.year, err = p.Content.Year(r.Context(), v.Scope(), chi.URLParam(r, "cycle"), v.Content); err != nil {
		return v, view, err
	}
	view.now, err = p.Fieldwork.Mandated(r.Context(), v.Scope(), trust.Cycle(view.year.Label))
	return v, view, err
}

func (p Place) showMandate(w http.ResponseWriter, r *http.Request) error {
	_, view, err := p.mandated(r)
	if err != nil {
		return err
	}
	view.parts, view.choices, view.source = strings.Join(view.now.Parts, ", "), strconv.Itoa(view.now.Choices), view.now.Source
	return p.renderMandate(w, r, view)
}

func (p Place) renderMandate(w http.ResponseWriter, r *http.Request, view mandateView) error {
	view.revision = strconv.Itoa(view.now.Revision)
	return page.Show(w, r, page.Page{Title: "What must be assessed in " + view.year.Label, Errors: view.errors, Body: mandatePage(view),
		Back: page.Link{Text: "What must be assessed independently", Href: paths.AdminMandates}})
}

func (p Place) mandate(w http.ResponseWriter, r *http.Request) error {
	v, view, err := p.mandated(r)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view.parts, view.choices, view.source = r.PostFormValue("parts"), r.PostFormValue("choices"), r.PostFormValue("source")
	m := fieldwork.Mandated{Parts: fieldwork.ParseParts(view.parts), Source: view.source}
	m.Revision, _ = strconv.Atoi(r.PostFormValue("revision"))
	if m.Choices, err = strconv.Atoi(strings.TrimSpace(view.choices)); err != nil {
		m.Choices = -1
	}
	err = p.Fieldwork.Mandate(r.Context(), v.Scope(), trust.Cycle(view.year.Label), view.year.Pack, m, p.Now())
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderMandate(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "What must be assessed in "+view.year.Label+" is entered. Fieldwork that has begun keeps its own scope.", paths.AdminMandates)
}

// titles names what is mandated now.
func (v mandateView) titles() []string {
	var list []string
	for _, id := range v.now.Parts {
		list = append(list, id+" "+fieldwork.PartTitle(v.year.Pack, id))
	}
	return list
}
