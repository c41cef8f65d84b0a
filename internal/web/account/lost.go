package account

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// lostView is where a trust asks for help for somebody who lost their second factor.
type lostView struct {
	ODS           string
	People        []accountdb.Holder // one row a person
	Open          []openRequest
	Person, Words string
	Errors        *fault.Error
}

type openRequest struct{ Name, Asked, Words string }

func (p Place) showLost(w http.ResponseWriter, r *http.Request) error {
	return p.renderLost(w, r, lostView{})
}

func (p Place) renderLost(w http.ResponseWriter, r *http.Request, view lostView) error {
	v := page.VisitorOf(r.Context())
	view.ODS = chi.URLParam(r, "ods")
	if err := access.Can(v.Actor, access.AskReset, access.Of(view.ODS)); err != nil {
		return err
	}
	holders, err := p.Accounts.InTrust(r.Context(), v.Scope(), view.ODS)
	if err != nil {
		return err
	}
	seen := map[string]bool{v.Person: true} // who can ask here has not lost theirs
	for _, h := range holders {
		if !seen[h.ID] {
			seen[h.ID] = true
			view.People = append(view.People, h)
		}
	}
	open, err := p.Accounts.RequestsOf(r.Context(), v.Scope(), view.ODS)
	if err != nil {
		return err
	}
	for _, q := range open {
		view.Open = append(view.Open, openRequest{q.PersonName, q.AskedByName + ", " + p.when(q.AskedAt), q.Words})
	}
	return page.Show(w, r, page.Page{Title: "Somebody lost their phone", Back: page.Link{Text: "Home", Href: paths.Home}, Errors: view.Errors,
		Body: lost(view), Saved: p.Sessions.Said(r.Context())})
}

func (p Place) askReset(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	v, ods := page.VisitorOf(r.Context()), chi.URLParam(r, "ods")
	view := lostView{Person: r.PostFormValue("person"), Words: r.PostFormValue("words")}
	err := p.Accounts.AskReset(r.Context(), v.Scope(), ods, view.Person, view.Words, p.Now())
	if refused := page.Refused(err); refused != nil {
		view.Errors = refused
		return p.renderLost(w, r, view)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "A service administrator is asked. They will speak with the person before they change anything.")
	return page.Go(w, r, paths.ToLostFactor(ods))
}
