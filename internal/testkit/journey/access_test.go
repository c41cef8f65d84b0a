package journey_test

import (
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/testkit/journey"
	"cyberready/internal/web/outbox"
	"cyberready/internal/web/paths"
)

// invite has the lead of the bay invite somebody, and gives the path in the letter.
func (s scene) invite(t *testing.T, email string, role access.Role) string {
	t.Helper()
	rooms := invitedb.Invitations{DB: s.DB, Keys: s.Keys.All(outbox.LinkKey)}
	o := invitedb.Offer{Email: email, Role: role, Reach: access.ReachTrust, Place: bay.ODS}
	if _, err := rooms.Invite(t.Context(), s.people["Nora Vale"], o, s.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	for _, l := range s.Letters(t) {
		if l.To == email {
			return l.Path()
		}
	}
	t.Fatalf("no letter to %s", email)
	return ""
}

// accessTours are the pages of who has access, and of mail.
func accessTours(t *testing.T, s scene) []tour {
	t.Helper()
	open := s.invite(t, "newcomer@example.org", access.Contributor)
	known := s.invite(t, "tariq@example.org", access.BoardSecretary)
	s.invite(t, "lost@example.org", access.BoardMember)
	s.Exec(t, `update mails set state = 'dead', attempts = 12, last_error = 'The mail server could not be reached.'
		where object = (select id from invitations where email = 'lost@example.org')`)
	var letter string
	for _, l := range s.Browser(t).Get(paths.Outbox).Links() {
		if strings.HasPrefix(l, paths.Outbox+"/") {
			letter = l
		}
	}
	tariq := s.personID(t, "tariq@example.org")
	return []tour{
		{"", []stop{
			{paths.Invitation, open, 0},
			{paths.Invitation, known, 0}, // there is an account: sign in first
			{"", open[:len(open)-3], 404},
			{paths.Outbox, paths.Outbox, 0},
			{paths.OutboxLetter, letter, 0},
		}},
		{"nora@example.org", []stop{
			{paths.People, paths.ToPeople(bay.ODS), 0},
			{paths.PeoplePerson, paths.ToPerson(bay.ODS, tariq), 0},
			{paths.PeopleCover, paths.ToCover(bay.ODS), 0},
			{paths.PeopleDormant, paths.ToDormant(bay.ODS), 0},
			{"", open, 403}, // somebody else's
		}},
		{"dina@example.org", []stop{
			{paths.People, paths.ToPeople(bay.ODS), 0},
		}},
		{"ada@example.org", []stop{
			{paths.AdminInvite, paths.AdminInvite, 0},
			{paths.AdminMail, paths.AdminMail, 0},
			{paths.BreakGlass, paths.BreakGlass, 0},
		}},
	}
}

// Given a trust whose lead invites a colleague, when the colleague opens the link of the letter and chooses a name and a
// password, then they set up an authenticator app and answer their first question.
func TestFromTheInvitationToTheFirstSave(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		nora := journey.SignIn(t, s.Site, "nora@example.org", options...)
		nora.Visit(paths.ToPeople(bay.ODS))
		nora.Sees("This trust has only one assessment lead.")
		nora.Fill("E-mail address", "newcomer@example.org")
		nora.Select("Role", "Contributor")
		nora.Press("Invite")
		nora.Sees("The invitation to newcomer@example.org is on its way.")

		letters := s.Letters(t)
		if len(letters) != 1 {
			t.Fatalf("%d letters", len(letters))
		}
		b := journey.Open(t, s.Site, options...)
		b.Visit(letters[0].Path())
		b.Sees("Nora Vale invites you to the cyber readiness service.")
		b.Press("Accept the invitation")
		b.Answered(422)
		b.Fill("Your name", "Wren Ashby")
		b.Fill("A password for this service", "four quite random words")
		b.Press("Accept the invitation")
		b.At(paths.SetUp) // and can do nothing else before
		b.Visit(paths.SetUpApp)
		b.Fill("Code", scan(t, b).code(t, s.Site))
		b.Press("Continue")
		b.Visit(bay.Standard("7"))
		b.Choose("Yes", "7.1.1")
		b.Fill("Where it is written, who keeps it, when it was last looked at", "Service catalogue, estates", "7.1.1")
		b.Save("7.1.1")
		b.SeesNear("In place", "7.1.1")

		nora.Visit(paths.ToPeople(bay.ODS))
		nora.Sees("Wren Ashby")
	})
}

// Given an administrator who cannot see what a trust answers, when she says why she must look inside, then she reads for an
// hour, changes nothing, and the lead is told why and sees her on the trust's page.
func TestLookingInsideAndWhatTheLeadGets(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		ada := journey.SignIn(t, s.Site, "ada@example.org", options...)
		ada.Visit(paths.BreakGlass)
		ada.Fill("ODS code of the trust", strings.ToLower(bay.ODS))
		ada.Press("Look inside for one hour")
		ada.Answered(422)
		ada.Mistake()
		ada.Fill("Why must you look inside?", "Saved answers were lost on Sunday night")
		ada.Press("Look inside for one hour")
		ada.Sees("is open to you until 10:00, to look and not to change: one lead told")
		ada.Press("Administrator looking inside")
		ada.Visit(bay.Item("7.3.5"))
		ada.Answered(200)
		ada.Accessible()

		letters := s.Letters(t)
		if len(letters) != 1 || letters[0].To != "nora@example.org" || !strings.Contains(letters[0].Text(), "Saved answers were lost on Sunday night") {
			t.Fatalf("letters: %+v", letters)
		}
		nora := journey.SignIn(t, s.Site, "nora@example.org", options...)
		nora.Visit(letters[0].Path())
		nora.Sees("Ada Whitlock, at 09:00, for an hour at most. The reason given: “Saved answers were lost on Sunday night”")
	})
}
