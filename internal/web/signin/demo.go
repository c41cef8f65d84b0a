package signin

import (
	"net/http"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/totp"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/session"
)

// signInAs opens the demonstration's door: without a password, only in a demonstration, and only from this machine. The
// second factor is walked through as everywhere: whoever has none gets an app here, whose code the next page tells.
func (p Place) signInAs(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r.Context())
	if !v.Site.Demo || !session.FromThisMachine(r) {
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
	f, err := p.Accounts.Factors(r.Context(), c.PersonID)
	if err == nil && !f.Any() {
		f, err = p.setUpDemonstration(r, f)
	}
	if err != nil {
		return err
	}
	step, err := p.Sessions.PasswordGiven(r, f, r.PostFormValue("next"))
	if err != nil {
		return err
	}
	return page.Go(w, r, step)
}

func (p Place) setUpDemonstration(r *http.Request, f accountdb.Factors) (accountdb.Factors, error) {
	sealed, err := p.Sessions.Seal(f.PersonID, totp.NewSecret())
	if err != nil {
		return f, err
	}
	who := accountdb.Self{Person: f.PersonID, Name: f.Name, From: session.Self(r).From}
	err = p.Accounts.SetUpApp(r.Context(), who, sealed, 0, accountdb.First, p.Now())
	if err != nil && fault.KindOf(err) != fault.Conflict { // another window was quicker
		return f, err
	}
	return p.Accounts.Factors(r.Context(), f.PersonID)
}
