package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
	"cyberready/internal/web/paths"
)

// Given any form, when it is sent with what cannot be right, then the page comes back with status 422, says what is wrong, and
// leads the keyboard to it; and that page can be used by everybody, too.
func TestEveryFormSaysWhatIsWrongWhereItIsWrong(t *testing.T) {
	t.Parallel()
	s := amongOthers(t)
	s.begin(t)
	s.answerAll(t, "7.3.6", "8.3.4")
	s.sendToTheBoard(t)
	type form struct{ path, button string }
	for _, test := range []struct {
		email string
		forms []form
	}{
		{"priya@demo.invalid", []form{
			{northmoor.Official(), "Record it"},
			{northmoor.ItemProof("1.1.1"), "Name this proof"},
			{paths.ToOfficers(northmoor.ODS), "Record"},
			{northmoor.Send(), "Send to the board"},
		}},
		{"miles@example.org", []form{
			{bay.Rate(), "Save"},
			{bay.RateOne("7"), "Save"},
			{bay.Sign(), "I do not sign"},
		}},
		{"dina@example.org", []form{
			{bay.Agree(), "Record what the board agreed"},
			{bay.Signatories(), "Ask somebody else"},
		}},
		{"ada@example.org", []form{
			{"/admin/people", "Add"},
			{"/admin/years", "Open the year"},
			{paths.ToAdminItem(s.pack.Edition, "7.3.5"), "Make a new revision"},
		}},
	} {
		t.Run(test.email, func(t *testing.T) {
			t.Parallel()
			b := s.window(t, test.email)
			b.Resize(journey.Phone)
			for _, f := range test.forms {
				b.Visit(f.path)
				b.Press(f.button)
				b.Answered(422)
				b.Accessible()
				b.Mistake()
			}
		})
	}
}

// Given a date that has not come yet, when the lead gives it as that of the last restore, then the row says so with the words
// kept, and takes the right one.
func TestAWrongAnswerIsKeptAndSaidToBeWrong(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		b := journey.SignIn(t, s.Site, "nora@example.org", append(options, journey.Phone)...)
		b.Forgive("Error Code 422") // htmx says it in the console
		b.Visit(bay.Standard("7"))
		const label = "Which systems, how long it took, who watched"
		b.FillDay(on("2028-02-06"), "7.3.5")
		b.Fill(label, "The patient record", "7.3.5")
		b.Save("7.3.5")
		b.Sees("There is a problem")
		b.Accessible()
		b.Mistake()
		b.Holds("Year", "2028", "7.3.5")
		b.Holds(label, "The patient record", "7.3.5")
		b.FillDay(on("2027-02-06"), "7.3.5")
		b.Save("7.3.5")
		b.SeesNear(saved("Nora Vale"), "7.3.5")
		b.SeesNot("There is a problem")
	})
}

// Given a service whose database is gone, when somebody saves, then they are told, and what they typed is kept in the window; when
// the database is back it is sent: by itself with JavaScript, and by a button without.
func TestWhatWasTypedOutlivesTheDatabase(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		b := journey.SignIn(t, s.Site, "nora@example.org", append(options, journey.Phone)...)
		b.Forgive("Error Code 503") // htmx says it in the console
		const label, text = "Where it is written, who keeps it, when it was last looked at", "The service catalogue"
		b.Visit(bay.Item("7.1.1"))
		b.Fill(label, text)
		back := s.LoseDatabase(t)
		b.Save("7.1.1")
		if b.Scripted() {
			b.Sees("We cannot save just now. Your words are kept in this window and will be sent when we are back.")
			back()
		} else {
			b.Answered(503)
			b.Sees("We cannot reach our database just now")
			b.Accessible()
			b.Press("Send it again")
			b.Answered(503)
			back()
			b.Press("Send it again")
		}
		b.Sees(saved("Nora Vale"))
		b.Holds(label, text)
	})
}

// Given a lead who goes on and back again, then no form is sent twice and what was saved is there.
func TestGoingBackAndForwardIsSane(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		b := journey.SignIn(t, s.Site, "nora@example.org", options...)
		const label = "Where it is written, who keeps it, when it was last looked at"
		b.Visit(bay.Standard("7"))
		b.Fill(label, "The service catalogue", "7.1.1")
		b.Save("7.1.1")
		b.SeesNear(saved("Nora Vale"), "7.1.1")
		b.Follow("History", "7.1.1")
		b.Sees("The service catalogue")
		b.Back()
		b.At(bay.Standard("7"))
		b.Holds(label, "The service catalogue", "7.1.1")
		b.Fill(label, "The service catalogue, kept by the head of IT", "7.1.1")
		b.Save("7.1.1")
		b.SeesNear(saved("Nora Vale"), "7.1.1")
		b.SeesNot("Somebody else changed this answer")
		b.Follow("History", "7.1.1")
		b.Sees("The service catalogue, kept by the head of IT")
		b.Back()
		b.Forward()
		b.Sees("The service catalogue, kept by the head of IT")
	})
}
