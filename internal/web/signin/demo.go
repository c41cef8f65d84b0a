package signin

import (
	"net/http"

	"cyberready/internal/core/fault"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
)

// signInAs opens the demonstration's door: without a password, only in a demonstration, and only from this machine.
func (p Place) signInAs(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if !v.Site.Demo || !page.FromThisMachine(r) {
		return fault.New(fault.NotFound, "We cannot find that page.")
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	c, err := p.Accounts.Candidate(r.Context(), r.PostFormValue("email"), p.Sessions.Place(r), p.Now())
	if err != nil {
		return err
	}
	if c.PersonID == "" {
		return fault.New(fault.NotFound, "There is no such person in the demonstration.")
	}
	factors, err := p.Accounts.Factors(r.Context(), c.PersonID)
	if err != nil {
		return err
	}
	if err := p.Sessions.Arrive(w, r, factors, accountdb.Proof{}); err != nil {
		return err
	}
	return page.Go(w, r, "/home")
}
