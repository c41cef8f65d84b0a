package people

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// coverView is the form that names who stands in for a lead.
type coverView struct {
	ods         string
	lead, cover string
	leads, may  []ui.SelectItem
	from, until appui.DayText
	errors      *fault.Error
}

func (p Place) showCover(w http.ResponseWriter, r *http.Request) error {
	return p.renderCover(w, r, coverView{lead: page.VisitorOf(r.Context()).Person})
}

func (p Place) renderCover(w http.ResponseWriter, r *http.Request, view coverView) error {
	v, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	all, err := p.Access.Members(r.Context(), v.Scope(), ods, page.Today(p.Now()))
	if err != nil {
		return err
	}
	view.ods, view.may = ods, []ui.SelectItem{ui.Option("", "Choose a person")}
	for _, m := range all.List {
		switch {
		case m.Holds(access.Lead):
			view.leads = append(view.leads, ui.Option(m.ID, m.Name))
		case !m.Disabled && accessdb.MayCover(m):
			view.may = append(view.may, ui.Option(m.ID, m.Name))
		}
	}
	return page.Show(w, r, page.Page{Title: "Cover for an absence", Caption: all.TrustName, Errors: view.errors, Body: coverPage(view), Back: back(ods)})
}

// nameCover names who stands in, from and until when.
func (p Place) nameCover(w http.ResponseWriter, r *http.Request) error {
	v, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := coverView{lead: r.PostFormValue("lead"), cover: r.PostFormValue("cover"), from: appui.ReadDayText(r, "from"), until: appui.ReadDayText(r, "until")}
	c := accessdb.Absence{Lead: view.lead, Cover: view.cover}
	if c.From, err = view.from.Parse("from", "the first day"); err == nil {
		c.Until, err = view.until.Parse("until", "the last day")
	}
	if err == nil {
		err = p.Access.NameCover(r.Context(), v.Scope(), ods, c, p.Now(), page.Today(p.Now()))
	}
	if err != nil {
		return orForm(err, func(f *fault.Error) error {
			view.errors = f
			return p.renderCover(w, r, view)
		})
	}
	p.Sessions.Say(r.Context(), "The cover is named, and told by e-mail.")
	return page.Go(w, r, paths.ToPeople(ods))
}

// endCover ends a cover early.
func (p Place) endCover(w http.ResponseWriter, r *http.Request) error {
	v, ods, err := may(r, access.KeepAccess)
	if err != nil {
		return err
	}
	if err := p.Access.EndCover(r.Context(), v.Scope(), ods, chi.URLParam(r, "cover"), p.Now()); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The cover has ended.")
	return page.Go(w, r, paths.ToPeople(ods))
}
