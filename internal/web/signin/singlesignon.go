package signin

import (
	"errors"
	"log/slog"
	"net/http"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// leave sends somebody to the provider of single sign-on.
func (p Place) leave(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	next := session.OwnPath(q.Get("next"))
	if page.VisitorOf(r.Context()).SignedIn() {
		return page.Go(w, r, next)
	}
	e := session.Errand{For: session.ToEnter, Then: next}
	return p.away(w, r, e, p.Sessions.Leave(w, r, e, oidc.Ask{Choose: q.Get("choose") != ""}))
}

// Leave sends somebody there for what another place makes of it, and lets them choose who they are, for it lasts.
func (p Place) Leave(w http.ResponseWriter, r *http.Request, e session.Errand) error {
	return p.away(w, r, e, p.Sessions.Leave(w, r, e, oidc.Ask{Choose: true}))
}

// leaveToConfirm sends somebody there who is asked afresh who they are.
func (p Place) leaveToConfirm(w http.ResponseWriter, r *http.Request) error {
	next := session.OwnPath(r.URL.Query().Get("next"))
	return p.away(w, r, session.Errand{For: session.ToConfirm, Then: next}, p.Sessions.LeaveToConfirm(w, r, next))
}

// comeBack takes somebody in who comes from there, whatever they went for.
func (p Place) comeBack(w http.ResponseWriter, r *http.Request) error {
	e, came, err := p.Sessions.Return(r)
	if err != nil {
		return p.away(w, r, e, err)
	}
	if e.For == session.ToEnter {
		return p.away(w, r, e, p.enter(w, r, e, came))
	}
	if e.For == session.ToAccept { // the page asks first, and is where a link belongs that has expired meanwhile
		if err := p.Sessions.KeepCame(r.Context(), e, came); err != nil {
			return err
		}
		return page.Go(w, r, e.Then)
	}
	if page.VisitorOf(r.Context()).Person != e.About { // signed out meanwhile, or somebody else
		return page.Go(w, r, paths.SignInThen(e.Then))
	}
	if e.For == session.ToConfirm {
		return p.away(w, r, e, p.confirm(w, r, e, came))
	}
	if err := p.Sessions.KeepCame(r.Context(), e, came); err != nil {
		return err
	}
	return page.Go(w, r, e.Then)
}

// enter signs in whose identity it is.
func (p Place) enter(w http.ResponseWriter, r *http.Request, e session.Errand, came oidc.Came) error {
	known, err := p.Accounts.WhoIs(r.Context(), came.Issuer, came.Subject)
	if err != nil {
		return err
	}
	if known.Person == "" {
		if err := p.Sessions.RefuseIdentity(r, "", notLinked); !errors.Is(err, notLinked) {
			return err
		}
		return p.showStranger(w, r, e, came)
	}
	if known.Disabled {
		return p.Sessions.RefuseIdentity(r, known.Person, disabled)
	}
	step, err := p.Sessions.EnterBySignOn(w, r, known.Person, came, e.Then)
	if fault.KindOf(err) == fault.NotFound { // in the moment in which they came
		return p.Sessions.RefuseIdentity(r, known.Person, disabled)
	}
	if err != nil {
		return p.usedUp(r, known.Person, err)
	}
	return page.Go(w, r, step)
}

// confirm notes that it is them, when the provider asked for a second factor.
func (p Place) confirm(w http.ResponseWriter, r *http.Request, e session.Errand, came oidc.Came) error {
	known, err := p.Accounts.WhoIs(r.Context(), came.Issuer, came.Subject)
	if err != nil {
		return err
	}
	if known.Person != page.VisitorOf(r.Context()).Person {
		return p.Sessions.RefuseIdentity(r, "", somebodyElse)
	}
	if !came.SecondFactor {
		return p.Sessions.RefuseIdentity(r, "", oneFactor)
	}
	if err := p.Sessions.ConfirmBySignOn(r, came); err != nil {
		return p.usedUp(r, "", err)
	}
	return page.Go(w, r, e.Then)
}

// usedUp makes a refusal of an answer that counted before, or of an identity that was removed in the meantime.
func (p Place) usedUp(r *http.Request, person string, err error) error {
	if errors.Is(err, accountdb.ErrUsed) {
		return p.Sessions.RefuseIdentity(r, person, usedBefore)
	}
	return err
}

// Refusals that are ours and not the provider's.
var (
	notLinked    = &oidc.Refusal{Why: "nobody linked it to an account"}
	disabled     = &oidc.Refusal{Why: "the account is disabled"}
	oneFactor    = &oidc.Refusal{Why: "without a second factor"}
	somebodyElse = &oidc.Refusal{Why: "not linked to who is signed in"}
	usedBefore   = &oidc.Refusal{Why: "used before, or not linked any more"}
)

// away answers what did not work out at the provider with a page that says what to do next; any other error comes back.
func (p Place) away(w http.ResponseWriter, r *http.Request, e session.Errand, err error) error {
	refused := (*oidc.Refusal)(nil)
	v := problemView{Provider: p.Sessions.SignOnName(), Again: againPath(e), RequestID: page.VisitorOf(r.Context()).RequestID}
	switch {
	case errors.As(err, &refused):
		title := v.say(refused.Why)
		return page.Show(w, r, page.Page{Title: title, Body: signOnProblem(v), Status: http.StatusForbidden})
	case errors.Is(err, oidc.ErrUnavailable):
		slog.ErrorContext(r.Context(), "single sign-on is not there", "error", err, "request_id", v.RequestID)
		v.Lines = []string{v.Provider + " does not answer, or not as it should. It may be back in a minute. Nothing was done.",
			"If you have a password or a passkey for this service, you can use that meanwhile."}
		w.Header().Set("Retry-After", "30")
		return page.Show(w, r, page.Page{Title: v.Provider + " cannot be reached just now", Body: signOnProblem(v), Status: http.StatusServiceUnavailable})
	}
	return err
}

// againPath begins the same once more.
func againPath(e session.Errand) string {
	switch e.For {
	case session.ToConfirm:
		return paths.AfreshThen(e.Then)
	case session.ToAccept, session.ToLink:
		return e.Then
	}
	return paths.SingleSignOnThen(session.OwnPath(e.Then))
}
