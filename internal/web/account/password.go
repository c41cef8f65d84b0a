package account

import (
	"net/http"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

func (p Place) showPassword(w http.ResponseWriter, r *http.Request) error {
	f, err := p.Sessions.Subject(r.Context())
	if err != nil {
		return err
	}
	if !f.HasPassword {
		return errNoPassword
	}
	return p.renderPassword(w, r, nil)
}

func (p Place) renderPassword(w http.ResponseWriter, r *http.Request, refused *fault.Error) error {
	if session.Handed(r.Context()) {
		return page.Show(w, r, page.Page{Title: "Choose your own password", Errors: refused, Body: passwordForm(true, refused)})
	}
	return page.Show(w, r, page.Page{Title: "Change your password", Back: back, Errors: refused, Body: passwordForm(false, refused)})
}

// A password beside single sign-on would be a door without a second factor behind it.
var errNoPassword = fault.New(fault.Conflict, "You have no password here: you come in by single sign-on or a passkey. If you need one, ask a service administrator.")

// changePassword takes a new password from whoever knows the old one: a form that was left open on a shared computer is
// not enough. Failures count as at the door.
func (p Place) changePassword(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	ctx, now := r.Context(), p.Now()
	f, err := p.Sessions.Subject(ctx)
	if err != nil {
		return err
	}
	if !f.HasPassword {
		return errNoPassword
	}
	c, err := p.Accounts.Candidate(ctx, f.Email, p.Sessions.Place(r), now)
	if err != nil {
		return err
	}
	if c.Wait > 0 {
		return session.MustWait(w, c.Wait)
	}
	old, wanted := r.PostFormValue("old-password"), r.PostFormValue("password")
	if err := credential.CheckPassword(wanted); err != nil {
		return p.renderPassword(w, r, fault.As(err))
	}
	if old == wanted {
		return p.renderPassword(w, r, fault.InvalidField("password", "Choose a password that is not the one that you have."))
	}
	ok, err := passhash.Matches(ctx, old, c.Hash)
	if err != nil {
		return err
	}
	if !ok {
		if err := p.Accounts.RecordFailure(ctx, session.Self(r), f.Email, p.Sessions.Place(r), wrongPassword(f), now); err != nil {
			return err
		}
		return p.renderPassword(w, r, fault.InvalidField("old-password", "That is not your password. Enter the one with which you signed in."))
	}
	hash, err := passhash.Make(ctx, wanted)
	if err != nil {
		return err
	}
	if err := p.Accounts.ChangePassword(ctx, session.Self(r), hash, session.ID(ctx), now); err != nil {
		return err
	}
	p.Sessions.Say(ctx, "Your password is changed, and you are signed out everywhere but here.")
	if session.Handed(ctx) {
		return page.Go(w, r, paths.Home)
	}
	return page.Go(w, r, paths.Account)
}

func wrongPassword(f accountdb.Factors) audit.Event {
	return audit.Event{Verb: audit.SignInFailed, Object: f.PersonID, Note: "changing the password"}
}
