package journey_test

import (
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/idp"
	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// signOnTours are the pages of single sign-on. Nobody in the tours is linked: whoever comes back is a stranger.
func signOnTours(t *testing.T, s scene) []tour {
	t.Helper()
	invitation := s.invite(t, "by-sign-on@example.org", access.Contributor)
	return []tour{
		{"", []stop{
			{paths.SingleSignOn, paths.SingleSignOn, 403},         // we do not know them yet
			{paths.SingleSignOnBack, paths.SingleSignOnBack, 403}, // begun nowhere
			{paths.SignedOut, paths.SignedOut, 0},
			{paths.Invitation, invitation, 0},
			{paths.InvitationSignOn, invitation + "/single-sign-on", 0}, // and back to the invitation
		}},
		{"nora@example.org", []stop{
			{paths.AccountSignOnLink, paths.AccountSignOnLink, 0}, // and back
			{paths.AccountSignOn, paths.AccountSignOn, 0},
			{paths.AfreshElsewhere, paths.AfreshElsewhereThen(paths.Account), 403}, // as somebody else
			{paths.AfreshGoOn, paths.AfreshGoOn, 0},                                // with nothing kept
		}},
	}
}

// Given a trust that works with a provider of single sign-on, when somebody who is invited shows who they are there, then they
// have no password to choose and no code to set up, answer their first question, and come in the same way the next time.
func TestBySingleSignOnFromTheInvitationToTheFirstSave(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t, site.WithSignOn)
		s.begin(t)
		s.SignOn.Is(idp.User{Subject: "s-wren", Name: "Wren Ashby", Email: "wren@login.example", AMR: []string{"pwd", "otp"}})
		s.SignOn.Asks()
		link := s.invite(t, "newcomer@example.org", access.Contributor)

		b := journey.Open(t, s.Site, options...)
		b.Forgive(s.SignOn.Host()) // the journey leads there, and nowhere else
		b.Visit(link)
		b.Follow("Go on with " + idp.Name)
		b.Follow("Sign in as Wren Ashby") // on the provider's own page
		b.At(link)
		b.Sees("says that you are Wren Ashby (wren@login.example)")
		if b.Scripted() {
			b.Accessible()
		}
		b.Screenshot("sign-on-invitation")
		b.Holds("Your name", "Wren Ashby")
		b.Press("Accept the invitation")
		b.Sees("Sign out")
		b.Visit(bay.Standard("7"))
		b.Choose("Yes", "7.1.1")
		b.Fill("Where it is written, who keeps it, when it was last looked at", "Service catalogue, estates", "7.1.1")
		b.Save("7.1.1")
		b.SeesNear("In place", "7.1.1")
		b.SeesNear(saved("Wren Ashby"), "7.1.1")
		b.Press("Sign out")
		b.At(paths.SignedOut)
		b.Screenshot("sign-on-out")

		b.Visit(bay.Standard("7"))
		b.Screenshot("sign-on-door")
		b.Follow("Sign in with " + idp.Name)
		b.Follow("Sign in as Wren Ashby")
		b.At(bay.Standard("7"))
		b.SeesNear("In place", "7.1.1")
		b.Visit(paths.Account)
		b.Sees("It is your only way in")
		b.Screenshot("sign-on-account")

		s.SignOn.Is(idp.User{Subject: "s-eve", Name: "Eve Else", AMR: []string{"mfa"}})
		eve := journey.Open(t, s.Site, options...)
		eve.Forgive(s.SignOn.Host())
		eve.Visit(paths.SignIn)
		eve.Follow("Sign in with " + idp.Name)
		eve.Follow("Sign in as Eve Else")
		eve.Answered(403)
		eve.Sees("Ask your trust's assessment lead for an invitation.")
		eve.Screenshot("sign-on-stranger")
	})
}

// Given a lead who has single sign-on and nothing else, when she does what matters, then the provider asks her again, and what
// she had typed is done when she is back.
func TestWhatMattersIsConfirmedAtTheProvider(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t, site.WithSignOn)
		nora := idp.User{Subject: "s-nora", Name: "Nora Vale", Email: "nora@login.example", AMR: []string{"mfa"}}
		s.LinkTo(t, s.personID(t, "nora@example.org"), nora)
		s.SignOnOnly(t, "nora@example.org")
		s.SignOn.Is(nora)

		b := journey.Open(t, s.Site, options...)
		b.Forgive(s.SignOn.Host())
		b.Visit(paths.ToPeople(bay.ODS))
		b.Follow("Sign in with " + idp.Name)
		b.At(paths.ToPeople(bay.ODS))
		b.Fill("E-mail address", "newcomer@example.org")
		b.Select("Role", "Contributor")
		b.Press("Invite")
		b.Sees("Confirm that it is you")
		if b.Scripted() {
			b.Accessible()
		}
		b.Screenshot("sign-on-confirm")
		b.Follow("Confirm with " + idp.Name)
		b.Sees("What you filled in was kept, and is sent when you continue.")
		if b.Scripted() {
			b.Accessible()
		}
		b.Screenshot("sign-on-go-on")
		b.Press("Continue")
		b.Sees("The invitation to newcomer@example.org is on its way.")
	})
}

// Given somebody whose provider asks for a password only, then our second factor comes next, and the provider's being away
// is a calm page that leaves the password's door open.
func TestOneFactorThereAndOneHere(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := site.New(t, site.WithSignOn)
		ada := idp.User{Subject: "s-ada", AMR: []string{"pwd"}}
		s.LinkTo(t, s.Person(t, "ada@example.org", "Ada Whitlock", administrator), ada)
		s.SignOn.Is(ada)
		b := journey.Open(t, s, options...)
		b.Forgive(s.SignOn.Host())
		b.Visit("/sign-in?next=%2Fadmin%2Fpeople")
		s.SignOn.Down("/oidc")
		b.Follow("Sign in with " + idp.Name)
		b.Answered(503)
		if b.Scripted() {
			b.Accessible()
		}
		b.Screenshot("sign-on-away")
		s.SignOn.Down("")
		s.Clock.Pass(time.Minute)
		b.Follow("Try once more")
		b.EnterCode("ada@example.org")
		b.At("/admin/people")
	})
}
