package invitation

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/fault"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// bySignOn is what the form says of somebody who is back from the provider.
const bySignOn = "single-sign-on"

// signOn offers single sign-on to whoever has no account yet, or shows that they are back from there.
func (p Place) signOn(r *http.Request, view *openView) {
	view.signOn = p.Sessions.SignOnName()
	came, ok := p.Sessions.CameFor(r.Context(), session.ToAccept, view.token)
	if view.signOn == "" || !ok {
		return
	}
	view.came, view.shown = true, session.ShownName(came)
	if r.Method != http.MethodPost {
		view.typedName = came.Name
	}
}

// leave sends whoever holds an open link to the provider. Nothing is used up.
func (p Place) leave(w http.ResponseWriter, r *http.Request) error {
	v, token := page.VisitorOf(r.Context()), chi.URLParam(r, "token")
	o, err := p.Invitations.Look(r.Context(), token, v.Person, origin(v), p.Now())
	if err != nil {
		return err
	}
	if o.State != invitedb.Open {
		return p.explain(w, r, o)
	}
	if v.SignedIn() || o.HasAccount { // who has an account signs in to it: the link alone is no proof of who holds it
		return page.Go(w, r, paths.ToInvitation(token))
	}
	return p.Leave(w, r, session.Errand{For: session.ToAccept, About: token, Then: paths.ToInvitation(token)})
}

// acceptBySignOn makes the account, links who came back to it and lets them in.
func (p Place) acceptBySignOn(w http.ResponseWriter, r *http.Request, v page.Visitor, view openView) error {
	token := chi.URLParam(r, "token")
	came, ok := p.Sessions.CameFor(r.Context(), session.ToAccept, token)
	if !ok {
		view.errors = fault.New(fault.Invalid, "You came back too long ago. Show once more who you are, or choose a password.")
		return p.render(w, r, view)
	}
	who := session.Shown(came)
	n := invitedb.Newcomer{Name: view.typedName, Post: view.typedPost, Identity: &invitedb.Identity{Issuer: who.Issuer, Subject: who.Subject, Shown: who.Shown}}
	a, err := p.Invitations.AcceptNew(r.Context(), token, n, origin(v), p.Now())
	if f := fault.As(err); f != nil && (f.Kind == fault.Invalid || f.Kind == fault.Conflict) { // it is somebody's here, perhaps
		view.errors = f
		return p.render(w, r, view)
	}
	if err != nil {
		return err
	}
	if a.State != invitedb.Open {
		return p.explain(w, r, a.Opened)
	}
	step, err := p.Sessions.EnterBySignOn(w, r, a.Person, came, paths.Home)
	if err != nil {
		return err
	}
	return page.Go(w, r, step)
}
