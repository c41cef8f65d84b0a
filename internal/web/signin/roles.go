package signin

import (
	"net/http"

	"cyberready/internal/core/fault"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

func (p Place) showRoles(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if !v.SignedIn() {
		return page.Go(w, r, paths.SignInThen(paths.Roles))
	}
	title := "In which role do you want to act?"
	if len(v.Roles) == 0 {
		title = "You have no role yet"
	}
	return page.Show(w, r, page.Page{Title: title, Body: roles(v), Saved: p.Sessions.Said(r.Context())})
}

func (p Place) chooseRole(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	v := page.VisitorOf(r.Context())
	if _, ok := p.Sessions.Act(r.Context(), v, r.PostFormValue("role")); !ok {
		return page.Show(w, r, page.Page{Title: "In which role do you want to act?", Body: roles(v),
			Errors: fault.InvalidField("role", "Choose one of your roles.")})
	}
	return page.Go(w, r, paths.Home)
}
