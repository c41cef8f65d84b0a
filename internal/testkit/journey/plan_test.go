package journey_test

import (
	"testing"
	"time"

	"cyberready/internal/testkit/journey"
)

// The plan's story. Given a trust with one gap, when its lead plans what closes it and publishes, a national analyst returns the
// action with a reason, the lead mends it in the next version and the analyst accepts it, then the result here says that all gaps
// are in an accepted plan. It is the same with JavaScript and without.
func TestAPlanIsReturnedMendedAndAccepted(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := atTheBay(t)
		s.begin(t)
		s.answerAll(t, "7.3.6")

		leadPlansTheGap(t, s, options)
		boardSendsAndPublishes(t, s, options)
		analystReturnsTheAction(t, s, options)
		leadReadsWhyAndMendsIt(t, s, options)
		s.Clock.Pass(time.Minute)
		boardSendsAndPublishes(t, s, options)
		analystAcceptsThePlan(t, s, options)
	})
}

func leadPlansTheGap(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "nora@example.org", options...)
	b.Visit(bay.Standard("7"))
	b.Choose("No", "7.3.6")
	b.Save("7.3.6")
	b.SeesNear("Not in place", "7.3.6")
	b.Press("Confirm 7.3")
	b.Visit(bay.Plan())
	b.Follow("Plan an action : 7.3.6")
	b.Fill("What is to be done?", "Keep a copy of the backups that the network cannot reach")
	b.Press("Plan this action")
	b.Answered(422) // somebody does it, by a day
	b.Mistake()
	b.Fill("Their name, if they have no account", "Tariq Boyle")
	b.FillDay(s.today().AddDays(60), "By when is it done?")
	b.Fill("What does it cost?", "48000")
	b.Choose("Not funded")
	b.Fill("What does doing it cost care?", "Nothing")
	b.Press("Plan this action")
	b.Sees("The action is planned.")
	b.Accessible()
}

// boardSendsAndPublishes brings the assessment before the board, lets a member sign, and publishes it.
func boardSendsAndPublishes(t *testing.T, s scene, options []journey.Option) {
	nora := journey.SignIn(t, s.Site, "nora@example.org", options...)
	nora.Follow("Send it to the board")
	nora.Choose("Final")
	nora.Choose("Helga Stone")
	nora.Press("Send to the board")
	nora.Sees("It has been sent to the board.")

	helga := journey.SignIn(t, s.Site, "helga@example.org", options...)
	helga.Follow("Sign, or say why not")
	helga.Press("I sign")
	helga.Sees("Helga Stone has signed")

	nora.Visit(bay.Publish())
	nora.Press("Publish here")
	nora.Sees("Published here on 1 March 2027")
}

func analystReturnsTheAction(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "sana@example.org", options...)
	b.Visit("/national/waiting?list=plans")
	b.Follow("Ashcombe Bay")
	b.Follow("Its plan for the gaps")
	b.Sees("Keep a copy of the backups that the network cannot reach")
	b.Choose("Return")
	b.Press("Say so: Keep a copy")
	b.Answered(422) // a return needs its reason
	b.Mistake()
	b.Fill("Why, and what would be accepted", "Say who pays for it.")
	b.Press("Say so: Keep a copy")
	b.Sees("The action is returned.")
	b.Accessible()
}

func leadReadsWhyAndMendsIt(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "nora@example.org", options...)
	b.Visit(bay.Plan())
	b.Sees("Say who pays for it.")
	b.Visit(bay.Home())
	b.Press("Begin the next version")
	b.Sees("The next version is begun.")
	b.Visit(bay.Plan())
	b.Follow("Keep a copy of the backups that the network cannot reach")
	b.Open("Change the action, or move its date")
	b.Choose("Funded")
	b.Press("Save the change")
	b.Sees("The action is changed.")
}

func analystAcceptsThePlan(t *testing.T, s scene, options []journey.Option) {
	b := journey.SignIn(t, s.Site, "sana@example.org", options...)
	b.Visit("/national/waiting?list=plans")
	b.Follow("Ashcombe Bay")
	b.Follow("Its plan for the gaps")
	b.Choose("Accept")
	b.Press("Say so: Keep a copy")
	b.Sees("The action is accepted.")
	b.Sees("1 accepted, 0 returned, 0 waiting")
	b.Visit("/national/trusts")
	b.SeesNear("Gaps, all in an accepted plan", "Ashcombe Bay")
}
