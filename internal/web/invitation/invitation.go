// Package invitation is where somebody comes in who holds an invitation's link: they choose a name and a password, or show who
// they are at the provider of single sign-on; or, when they have an account, take on one more role. Looking at the page uses
// nothing up, for mail scanners open links, and neither does coming back from the provider: the form does.
package invitation

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves the page of an invitation.
type Place struct {
	Invitations invitedb.Invitations
	Sessions    *session.Sessions
	// Arrive goes on with somebody who has just chosen their password, as after any right password.
	Arrive func(w http.ResponseWriter, r *http.Request, person string) error
	// Leave sends the browser to the provider of single sign-on, and answers with a page when that is away.
	Leave func(w http.ResponseWriter, r *http.Request, e session.Errand) error
	Now   func() time.Time
}

// Routes mounts its pages. None needs a role: the link is the right.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Invitation, page.Handle(p.show))
	r.Post(paths.Invitation, page.Handle(p.accept))
	r.Get(paths.InvitationSignOn, page.Handle(p.leave))
}

// openView is an invitation that can be accepted.
type openView struct {
	token      string
	offered    string // "Contributor for Northmoor NHS Trust"
	email      string
	invitedBy  string
	signedIn   bool
	name       string // of who is signed in
	signInPath string // not empty: there is an account, and nobody is signed in
	signOn     string // the provider of single sign-on, which they can accept with; empty: none
	came       bool   // they are back from there, and need no password
	shown      string // what it calls them; may be empty
	typedName  string
	typedPost  string
	errors     *fault.Error
}

func (p Place) show(w http.ResponseWriter, r *http.Request) error {
	return p.render(w, r, openView{})
}

func (p Place) render(w http.ResponseWriter, r *http.Request, view openView) error {
	v, token := page.VisitorOf(r.Context()), chi.URLParam(r, "token")
	o, err := p.Invitations.Look(r.Context(), token, v.Person, origin(v), p.Now())
	if err != nil {
		return err
	}
	if o.State != invitedb.Open {
		return p.explain(w, r, o)
	}
	view.token, view.email, view.invitedBy, view.offered = token, o.Email, o.InvitedBy, offered(o)
	view.signedIn, view.name = v.SignedIn(), v.Name
	p.signOn(r, &view)
	if o.HasAccount && !view.signedIn {
		view.signInPath = paths.SignInThen(paths.ToInvitation(token))
	}
	return page.Show(w, r, page.Page{Title: "You are invited", Errors: view.errors, Body: openPage(view)})
}

func offered(o invitedb.Opened) string {
	if o.PlaceName == "" {
		return o.Role.Words()
	}
	return o.Role.Words() + " for " + o.PlaceName
}

func origin(v page.Visitor) store.Origin {
	return store.Origin{Address: v.Address, RequestID: v.RequestID}
}

// accept uses the invitation.
func (p Place) accept(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	v := page.VisitorOf(r.Context())
	if v.SignedIn() {
		return p.acceptAs(w, r, v)
	}
	return p.acceptNew(w, r, v)
}

func (p Place) acceptAs(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	who := access.Actor{Person: v.Person, Name: v.Name}
	a, err := p.Invitations.AcceptAs(r.Context(), chi.URLParam(r, "token"), who, origin(v), p.Now())
	if err != nil {
		return err
	}
	if a.State != invitedb.Open {
		return p.explain(w, r, a.Opened)
	}
	p.Sessions.Say(r.Context(), "You have a new role: "+offered(a.Opened)+". Choose it to act in it.")
	return page.Go(w, r, paths.Roles)
}

func (p Place) acceptNew(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	view := openView{typedName: r.PostFormValue("name"), typedPost: r.PostFormValue("post")}
	again := func(f *fault.Error) error {
		view.errors = f
		return p.render(w, r, view)
	}
	if r.PostFormValue("by") == bySignOn {
		return p.acceptBySignOn(w, r, v, view)
	}
	password := r.PostFormValue("password")
	if err := credential.CheckPassword(password); err != nil {
		return again(page.Refused(err))
	}
	hash, err := passhash.Make(r.Context(), password)
	if err != nil {
		return err
	}
	n := invitedb.Newcomer{Name: view.typedName, Post: view.typedPost, PasswordHash: hash}
	a, err := p.Invitations.AcceptNew(r.Context(), chi.URLParam(r, "token"), n, origin(v), p.Now())
	if f := page.Refused(err); f != nil {
		return again(f)
	}
	if err != nil {
		return err
	}
	if a.State != invitedb.Open {
		return p.explain(w, r, a.Opened)
	}
	return p.Arrive(w, r, a.Person)
}
