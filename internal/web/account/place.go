// Package account is one's own page of safety: where a second factor is set up, the first time before anything else can be
// done, and later exchanged; recovery codes; the password; and where one is signed in; and what one is reminded of. A trust also asks here for help for
// one of its people who lost their phone.
//
// Whoever changes a second factor shows the one that they have once more before (session.Afresh). The first one is set up
// by somebody halfway, who has shown a password only.
package account

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/reminddb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
)

// Place serves these pages.
type Place struct {
	Accounts  accountdb.Accounts
	Reminders reminddb.Reminders
	Sessions  *session.Sessions
	// Leave sends the browser to the provider of single sign-on, and answers with a page when that is away.
	Leave func(w http.ResponseWriter, r *http.Request, e session.Errand) error
	Now   func() time.Time
}

// Routes mounts its pages. None needs a role, but for a trust's asking for help.
func (p Place) Routes(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(session.Known, p.Sessions.Afresh) // which lets whoever is halfway through
		r.Get(paths.SetUp, page.Handle(p.showSetUp))
		r.Get(paths.SetUpApp, page.Handle(p.showApp))
		r.Get(paths.SetUpAppQR, page.Handle(p.drawApp))
		r.Post(paths.SetUpApp, page.Handle(p.setUpApp))
		r.Get(paths.SetUpPasskey, page.Handle(p.showPasskey))
		r.Post(paths.SetUpPasskey, page.Handle(p.setUpPasskey))
		r.Post(paths.SetUpPasskeyAsk, page.Handle(p.askPasskey))
	})
	r.Group(func(r chi.Router) {
		r.Use(session.SignedIn)
		r.Get(paths.Account, page.Handle(p.showAccount))
		r.Post(paths.AccountSessions, page.Handle(p.endSessions))
		r.With(p.Sessions.Afresh).Post(paths.AccountFactors, page.Handle(p.removeFactor))
		r.With(p.Sessions.Afresh).Post(paths.AccountCodes, page.Handle(p.makeCodes))
		r.With(p.Sessions.Afresh).Get(paths.AccountSignOnLink, page.Handle(p.leaveToLink))
		r.Get(paths.AccountSignOn, page.Handle(p.showLink))
		r.With(p.Sessions.Afresh).Post(paths.AccountSignOn, page.Handle(p.link))
		r.With(p.Sessions.Afresh).Post(paths.AccountSignOnGone, page.Handle(p.unlink))
		r.Get(paths.SessionLeft, page.Handle(p.Sessions.ShowLeft))
		r.Post(paths.SessionLeft, page.Handle(p.Sessions.Stay))
		r.Get(paths.AccountReminders, page.Handle(p.showReminders))
		r.Post(paths.AccountReminders, page.Handle(p.chooseReminders))
		r.Get(paths.AccountPassword, page.Handle(p.showPassword))
		r.Post(paths.AccountPassword, page.Handle(p.changePassword))
	})
	r.Group(func(r chi.Router) {
		r.Use(session.Required)
		r.Get(paths.LostFactor, page.Handle(p.showLost))
		r.Post(paths.LostFactor, page.Handle(p.askReset))
	})
}

var back = page.Link{Text: "Your security", Href: paths.Account}

// who gives whoever sets up a second factor: the visitor, or somebody halfway, for whom it is the first.
func (p Place) who(r *http.Request) (accountdb.Factors, accountdb.Self, error) {
	f, err := p.Sessions.Subject(r.Context())
	return f, accountdb.Self{Person: f.PersonID, Name: f.Name, From: session.Self(r).From}, err
}

// first tells whether the request comes from somebody halfway.
func first(r *http.Request) bool {
	_, halfway := session.HalfwayOf(r.Context())
	return halfway
}
