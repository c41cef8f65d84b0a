package journey_test

import (
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/plandb"
	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
)

const (
	noteLabel = "What has happened?"
	noteSend  = "Keep the note"
)

// planned sets the scene with one action of the plan, and gives its page.
func planned(t *testing.T) (s scene, page string) {
	t.Helper()
	s = atTheBay(t)
	s.begin(t)
	s.answerAll(t, "7.3.6")
	id, err := plandb.Plans{DB: s.DB}.Save(t.Context(), s.people["Nora Vale"], plandb.Key{ODS: bay.ODS, Cycle: trust.Cycle(bay.Cycle)}, s.pack,
		plan.Action{Title: "Restore from backup", Items: []string{"7.3.6"}, Owner: assessment.Author{Name: "Tariq Boyle"}, Due: s.today().AddDays(30),
			Funding: plan.Unfunded, CareCost: "Nothing."}, "", s.Clock.Now(), s.today())
	if err != nil {
		t.Fatal(err)
	}
	return s, bay.PlanAction(id)
}

// Given a note that somebody types, when the line is down as they press the button, then the page stays and says so; when it is back, the
// same button keeps the note, once.
func TestAFormOutlivesALineThatIsDown(t *testing.T) {
	t.Parallel()
	s, page := planned(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Visit(page)
	b.Fill(noteLabel, "The second site is done")
	b.Offline()
	b.PressInVain(noteSend)
	b.Sees("We cannot save just now. What you put in is kept in this window")
	b.Accessible()
	b.Online()
	b.Reload()
	b.Sees("What you put in was not saved before. We have put it back.")
	b.Holds(noteLabel, "The second site is done")
	b.Press(noteSend)
	b.Sees("The second site is done")
	b.Holds(noteLabel, "")
	b.Reload()
	b.Holds(noteLabel, "") // it is not put back a second time
}

// Given a form that is refused, when its reader mends it, then what was kept is forgotten as well.
func TestARefusedFormIsForgottenOnceItIsMended(t *testing.T) {
	t.Parallel()
	s, page := planned(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Visit(page)
	b.Open("Change the action, or move its date")
	b.Fill("What does doing it cost care?", "Two clinics move")
	b.Fill("What is to be done?", "")
	b.Press("Save the change")
	b.Answered(422)
	b.Holds("What does doing it cost care?", "Two clinics move")
	b.Fill("What is to be done?", "Restore from the separate copy")
	b.Press("Save the change")
	b.Sees("Restore from the separate copy")
	b.Reload()
	b.SeesNot("What you put in was not saved before")
}

// Given words that are typed when the hour is over, when the button is pressed, then they stay; whoever signs out leaves nothing behind.
func TestAFormOutlivesTheSession(t *testing.T) {
	t.Parallel()
	s, page := planned(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Visit(page)
	b.Fill(noteLabel, "Typed before the hour was over")
	s.Clock.Pass(2 * time.Hour)
	b.PressInVain(noteSend)
	b.Sees("You have been signed out. What you put in is kept in this window")
	b.Visit(page)
	signInAgain(b, "nora@example.org")
	b.At(page)
	b.Holds(noteLabel, "Typed before the hour was over")

	b.Press("Sign out")
	b.Visit(page)
	signInAgain(b, "nora@example.org")
	b.At(page)
	b.Holds(noteLabel, "")
}

// Given words of one person, when another signs in in the same window, then they are not there.
func TestAFormsWordsAreForTheirPersonAlone(t *testing.T) {
	t.Parallel()
	s, page := planned(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Visit(page)
	b.Fill(noteLabel, "Nora's own words")
	s.Clock.Pass(2 * time.Hour)
	b.Visit(page)
	signInAgain(b, "tariq@example.org")
	b.Visit(page)
	b.SeesNot("Nora's own words")
	b.SeesNot("What you put in was not saved before")
}

// Given a form without a longer text (who answers a part, and by when), when the line is down as its button is pressed, then the choice
// and the day outlive it, whatever becomes of the page; once they are saved nothing is put back.
func TestAChoiceAndADayOutliveALineThatIsDown(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	s.begin(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	page := bay.HandOut("7.3")
	b.Visit(page)
	b.Choose("Tariq Boyle")
	b.FillDay(s.today().AddDays(14))
	b.Offline()
	b.PressInVain("Hand it out")
	b.Sees("We cannot save just now. What you put in is kept in this window")
	b.Online()
	b.Visit(bay.Home())
	b.Visit(page)
	b.Sees("What you put in was not saved before. We have put it back.")
	b.Chosen("Tariq Boyle")
	b.Holds("Day", "15")
	b.Accessible()
	b.Press("Hand it out")
	b.Visit(page)
	b.SeesNot("What you put in was not saved before")
	b.Chosen("Tariq Boyle")
}

// Given a password that somebody types, when the page comes again, then nothing of it was kept.
func TestAPasswordIsNeverKept(t *testing.T) {
	t.Parallel()
	s := atTheBay(t)
	b := journey.SignIn(t, s.Site, "nora@example.org")
	b.Visit("/account/password")
	b.Fill("New password", "correct horse battery staple")
	b.Reload()
	b.SeesNot("What you put in was not saved before")
}

func signInAgain(b *journey.Browser, email string) {
	b.Fill("E-mail address", email)
	b.Fill("Password", site.Password)
	b.Press("Sign in")
	b.EnterCode(email)
}
