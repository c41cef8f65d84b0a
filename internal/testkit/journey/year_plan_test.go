package journey_test

import (
	"testing"
	"time"

	"cyberready/internal/testkit/journey"
)

// copyAction closes the gap of 7.3.6.
const copyAction = "Keep a copy of the backups that the network cannot reach"

func leadPlansTheGap(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Plan())
	b.Follow("Plan an action : 7.3.6")
	b.Fill("What is to be done?", copyAction)
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
	b.Visit(bay.Plan())
	b.SeesNot("Plan an action :") // each gap has one
}

func analystReturnsAnAction(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "sana@example.org", options)
	b.Visit("/national/waiting?list=plans")
	b.Follow("Ashcombe Bay")
	b.Follow("Its plan for the gaps")
	b.Choose("Return", copyAction)
	b.Press("Say so: Keep a copy")
	b.Answered(422) // a return needs its reason
	b.Mistake()
	b.Fill("Why, and what would be accepted", "Say who pays for it.", copyAction)
	b.Press("Say so: Keep a copy")
	b.Sees("The action is returned.")
	b.Accessible()
}

func leadReadsWhyAndMendsIt(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Plan())
	b.Sees("Say who pays for it.")
	b.Visit(bay.Home())
	b.Press("Begin the next version")
	b.Sees("The next version is begun.")
	b.Visit(bay.Standard("9"))
	b.Choose("Yes", "9.2.3")
	b.Fill("Serious findings still open", "0", "9.2.3")
	b.Fill("When the SIRO reviewed it, and which actions are still open", "At the meeting of February; none is open.", "9.2.3")
	b.Save("9.2.3")
	b.SeesNear("In place", "9.2.3")
	b.Press("Confirm 9.2")
	b.Visit(bay.Plan())
	b.Follow(copyAction)
	b.Open("Change the action, or move its date")
	b.Choose("Funded")
	b.Press("Save the change")
	b.Sees("The action is changed.")
	s.Clock.Pass(time.Minute)
}

// boardSendsAndPublishesAgain brings the next version before the board, lets a member sign, and publishes it.
func boardSendsAndPublishesAgain(t *testing.T, s scene, options []journey.Option) {
	nora := s.desk(t, "nora@example.org", options)
	nora.Follow("Send it to the board")
	nora.Choose("Final")
	nora.Choose("Helga Stone")
	nora.Press("Send to the board")
	nora.Sees("It has been sent to the board.")

	helga := s.desk(t, "helga@example.org", options)
	helga.Follow("Sign, or say why not")
	helga.Press("I sign")
	helga.Sees("Helga Stone has signed")

	nora.Visit(bay.Publish())
	nora.Press("Publish here")
	nora.Sees("Published here on 1 March 2027")
}

func analystAcceptsThePlan(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "sana@example.org", options)
	b.Visit("/national/waiting?list=plans")
	b.Follow("Ashcombe Bay")
	b.Follow("Its plan for the gaps")
	for _, action := range []string{copyAction, recommendation} {
		b.Choose("Accept", action)
		b.Press("Say so: " + action)
		b.Sees("The action is accepted.")
	}
	b.Sees("2 accepted, 0 returned, 0 waiting")
	b.Visit("/national/trusts")
	b.SeesNear("Gaps, all in an accepted plan", "Ashcombe Bay")
}

// theResultIsSeenAtHome: what the analyst's word made of the result stands on the trust's own pages.
func theResultIsSeenAtHome(t *testing.T, s scene, options []journey.Option) {
	nora := s.desk(t, "nora@example.org", options)
	nora.Visit(bay.OthersView())
	nora.Sees("Gaps, all in an accepted plan")
}
