// Package signin is the door: e-mail and password and then the second factor, a passkey alone, or a provider of single
// sign-on; choosing a role; signing out; and under --demo the cards "Sign in as".
package signin

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the door.
type Place struct {
	Accounts accountdb.Accounts
	Sessions *session.Sessions
	Now      func() time.Time
}

// Routes mounts its pages. None needs a role.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.SignIn, page.Handle(p.show))
	r.Post(paths.SignIn, page.Handle(p.signIn))
	r.Get(paths.SignInCode, page.Handle(p.showCode))
	r.Post(paths.SignInCode, page.Handle(p.enterCode))
	r.Post(paths.SignInPasskey, page.Handle(p.enterByPasskey))
	r.Get(paths.SingleSignOn, page.Handle(p.leave))
	r.Get(paths.SingleSignOnBack, page.Handle(p.comeBack))
	r.Post(paths.AskAnyPasskey, page.Handle(p.Sessions.AskAnyPasskey))
	r.With(session.Known).Post(paths.AskPasskey, page.Handle(p.Sessions.AskPasskey))
	r.With(session.SignedIn).Get(paths.Afresh, page.Handle(p.Sessions.ShowAfresh))
	r.With(session.SignedIn).Post(paths.Afresh, page.Handle(p.Sessions.ConfirmAfresh))
	r.With(session.SignedIn).Get(paths.AfreshElsewhere, page.Handle(p.leaveToConfirm))
	r.With(session.SignedIn).Get(paths.AfreshGoOn, page.Handle(p.Sessions.ShowGoOn))
	r.Post(paths.SignInAs, page.Handle(p.signInAs))
	r.Get(paths.Roles, page.Handle(p.showRoles))
	r.Post(paths.Roles, page.Handle(p.chooseRole))
	r.Post(paths.SignOut, page.Handle(p.signOut))
	r.Get(paths.SignedOut, page.Handle(p.showSignedOut))
}

type form struct {
	Email, Next string
	Passkeys    bool
	SignOn      string // what people call the provider of single sign-on; empty: there is none
	Errors      *fault.Error
}

func (p Place) show(w http.ResponseWriter, r *http.Request) error {
	if page.VisitorOf(r.Context()).SignedIn() {
		return page.Go(w, r, session.OwnPath(r.URL.Query().Get("next")))
	}
	return p.render(w, r, form{Next: r.URL.Query().Get("next")})
}

func (p Place) render(w http.ResponseWriter, r *http.Request, f form) error {
	f.Passkeys, f.SignOn = p.Sessions.HasPasskeys(), p.Sessions.SignOnName()
	return page.Show(w, r, page.Page{Title: "Sign in", Errors: f.Errors, Body: signInForm(f), Back: page.Link{Text: "Start", Href: paths.Start}})
}

// One sentence for a wrong password, an unknown address and a disabled account: it does not tell whether there is one.
func wrong() *fault.Error {
	return fault.InvalidField("email", "The e-mail address or the password is not right. Check both and try again.")
}

func (p Place) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	ctx, v, now := r.Context(), page.VisitorOf(r.Context()), p.Now()
	f := form{Email: strings.TrimSpace(r.PostFormValue("email")), Next: r.PostFormValue("next")}
	password := r.PostFormValue("password")
	if f.Email == "" || password == "" {
		f.Errors = missing(f.Email, password)
		return p.render(w, r, f)
	}
	at := p.Sessions.Place(r)
	c, err := p.Accounts.Candidate(ctx, f.Email, at, now)
	if err != nil {
		return err
	}
	if c.Wait > 0 {
		return session.MustWait(w, c.Wait)
	}
	ok, err := passhash.Matches(ctx, password, c.Hash)
	if err != nil {
		return err
	}
	if !ok {
		nobody := accountdb.Self{From: store.Origin{Address: v.Address, RequestID: v.RequestID}}
		if err := p.Accounts.RecordFailure(ctx, nobody, f.Email, at, audit.Event{Verb: audit.SignInFailed}, now); err != nil {
			return err
		}
		f.Errors = wrong()
		return p.render(w, r, f)
	}
	factors, err := p.Accounts.Factors(ctx, c.PersonID)
	if err != nil {
		return err
	}
	step, err := p.Sessions.PasswordGiven(r, factors, f.Next)
	if err != nil {
		return err
	}
	return page.Go(w, r, step)
}

func missing(email, password string) *fault.Error {
	e := fault.New(fault.Invalid, "Enter your e-mail address and your password.")
	if email == "" {
		e.Fields = append(e.Fields, fault.Field{Name: "email", Message: "Enter your e-mail address."})
	}
	if password == "" {
		e.Fields = append(e.Fields, fault.Field{Name: "password", Message: "Enter your password."})
	}
	return e
}

func (p Place) signOut(w http.ResponseWriter, r *http.Request) error {
	next := paths.Start
	if v := page.VisitorOf(r.Context()); v.SignedIn() && p.Sessions.SignOnName() != "" {
		f, err := p.Accounts.Factors(r.Context(), v.Person)
		if err != nil {
			return err
		}
		if p.Sessions.SignsOn(f) { // whoever comes next to this computer could come in as they did
			next = paths.SignedOut
		}
	}
	if err := p.Sessions.End(r); err != nil {
		return err
	}
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`) // pages and what was typed on a shared computer go with the person
	return page.Go(w, r, next)
}
