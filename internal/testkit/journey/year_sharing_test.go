package journey_test

import (
	"strings"
	"testing"

	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
)

const backupLabel = "What comes back first, and how backups are protected" // of 7.3.4

func leadGivesAPart(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Standard("7"))
	b.Follow("Hand out 7.3")
	b.Choose("Tariq Boyle")
	b.FillDay(on("2027-03-05"))
	b.Press("Hand it out")
	b.Sees("With Tariq Boyle, due on Friday.")
	b.Accessible()
}

func contributorHandsIn(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "tariq@example.org", options)
	b.At(bay.Home())
	b.Sees("One thing is waiting for you")
	b.Sees("Due on Friday. 4 of 6 answered.")
	b.SeesNot("People with open parts")
	b.Follow("7.3 Putting the response plan to work")
	b.Sees("Still open: 7.3.4 and 7.3.6.")
	b.Follow("Answer its questions")
	for _, item := range []string{"7.3.4", "7.3.6"} {
		b.Choose("No", item)
		b.Save(item)
		b.SeesNear("Not in place", item)
	}
	b.Visit(bay.Part("7.3"))
	b.Accessible()
	b.Fill("A word to whoever looks at it (optional)", "I am not sure of the depot.")
	b.Press("It is done: hand it in")
	b.Sees("You have handed 7.3 in.")
	b.Sees("Nothing is waiting for you")
}

func leadSendsBack(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Sees("Tariq Boyle has handed it in. Accept it or send it back.")
	b.Follow("7.3 Putting the response plan to work")
	b.Sees("I am not sure of the depot.")
	b.Accessible()
	b.Press("Send it back")
	b.Answered(422) // a word why is needed
	b.Mistake()
	b.Fill("Or what is missing?", "Ask the firm that runs the depot.")
	b.Press("Send it back")
	b.Sees("You have sent 7.3 back.")
	s.tellsTariq(t, "What you handed in came back to you")
	b.Visit(bay.Comments("7.3.4"))
	b.Fill("Your comment", "Their contract is with procurement.")
	b.Press("Write the comment")
	b.Sees("Nora Vale, 1 March 2027")
	b.Accessible()
	s.tellsTariq(t, "There is a new comment for you")
}

// tellsTariq claims what the last letter is, and that he gets it.
func (s scene) tellsTariq(t *testing.T, subject string) {
	t.Helper()
	if l := s.lastLetter(t); l.To != "tariq@example.org" || l.Subject != subject {
		t.Errorf("the last letter is %q to %s, want %q to Tariq Boyle", l.Subject, l.To, subject)
	}
}

func contributorAsksTheSupplier(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "tariq@example.org", options)
	b.Sees("Nora Vale sent it back: Ask the firm that runs the depot.")
	b.Visit(bay.Standard("7"))
	b.Follow("Comments 1", "7.3.4")
	b.Sees("Their contract is with procurement.")
	b.Press("Resolve")
	b.Sees("Nothing is open.")
	b.Sees("One resolved comment")
	b.Visit(bay.Asks("7.3.4"))
	b.Accessible()
	b.Press("Send the question")
	b.Answered(422)
	b.Fill("Whom do you ask?", "Sara Quill")
	b.Fill("Their e-mail address", "sara@example.org")
	b.Fill("What would you like to know, in your own words?", "Is one copy kept where our accounts cannot reach it?")
	b.Press("Send the question")
	b.Sees("The question is on its way to Sara Quill.")
	b.Accessible()
}

// lastLetter lets what waits leave, and gives the last of it.
func (s scene) lastLetter(t *testing.T) site.Letter {
	t.Helper()
	letters := s.Letters(t)
	if len(letters) == 0 {
		t.Fatal("no letter left")
	}
	return letters[len(letters)-1]
}

func supplierAnswersByLink(t *testing.T, s scene, options []journey.Option) {
	l := s.lastLetter(t)
	if l.To != "sara@example.org" || !strings.HasPrefix(l.Path(), "/asked/") {
		t.Fatalf("the last letter is %q to %s, and leads to %s", l.Subject, l.To, l.Path())
	}
	b := journey.Open(t, s.Site, options...)
	b.Visit(l.Path())
	b.Sees("Tariq Boyle of Ashcombe Bay NHS Foundation Trust asks you, Sara Quill:")
	b.Sees("Is one copy kept where our accounts cannot reach it?")
	b.Sees("What you write goes to Ashcombe Bay NHS Foundation Trust only.")
	b.SeesNot("Sign in")
	b.SeesNot("Not in place")
	b.Accessible()
	b.Resize(journey.Phone)
	b.Accessible()
	b.Screenshot("asked-phone")
	b.Press("Send it to Ashcombe Bay NHS Foundation Trust")
	b.Answered(422)
	b.Mistake()
	b.Choose("Yes")
	b.Press("Send it to Ashcombe Bay NHS Foundation Trust")
	b.Sees("Thank you")
	b.Accessible()
	b.Visit(l.Path())
	b.Answered(410)
	b.Sees("ask Tariq Boyle of Ashcombe Bay NHS Foundation Trust, who sent it to you")
	b.Accessible()
}

func contributorReturnsAndAccepts(t *testing.T, s scene, options []journey.Option) {
	l := s.lastLetter(t)
	if l.To != "tariq@example.org" || l.Path() != bay.Asks("7.3.4") {
		t.Errorf("the last letter is %q to %s", l.Subject, l.To)
	}
	b := s.desk(t, "tariq@example.org", options)
	b.Follow("7.3.4")
	b.SeesNear("Yes", "Sara Quill gives")
	b.SeesNear("No", "The answer now")
	b.Accessible()
	b.Fill("Or what is missing?", "Where is it kept?", "Return it")
	b.Press("Return it")
	b.Sees("You have returned it. The link is open again.")
	b.Sees("Returned")

	again := journey.Open(t, s.Site, options...)
	again.Visit(s.lastLetter(t).Path())
	again.Sees("Where is it kept?")
	again.Accessible()
	again.Fill(backupLabel, "At the Millbrook depot, under other accounts.")
	again.Press("Send it to Ashcombe Bay NHS Foundation Trust")
	again.Sees("Thank you")

	b.Reload()
	b.SeesNear("At the Millbrook depot, under other accounts.", "Sara Quill gives")
	b.Press("Accept it")
	b.Sees("You have accepted it.")
	b.Visit(bay.ItemProof("7.3.4"))
	b.Fill("What is it?", "Contract with the depot")
	b.FillDay(on("2026-11-20"))
	b.Fill("Where is it kept?", "Procurement, folder Millbrook")
	b.Press("Name this proof")
	b.Sees("Contract with the depot")
	b.Visit(bay.Part("7.3"))
	b.Sees("At the Millbrook depot, under other accounts.")
	b.Press("It is done: hand it in")
	b.Sees("You have handed 7.3 in.")
}

func leadAccepts(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Follow("Everything that is left")
	b.Sees("Tariq Boyle has handed it in. Accept it or send it back.")
	b.Follow("7.3 Putting the response plan to work")
	b.Press("Accept it")
	b.Sees("You have accepted 7.3.")
	b.Accessible()
	b.Visit(bay.Standard("7"))
	b.Sees("Nora Vale confirmed these answers 09:00.")
	b.Visit(bay.History("7.3.4"))
	for _, happened := range []string{"Nora Vale accepted 7.3 from Tariq Boyle", "Tariq Boyle accepted what Sara Quill gave", "Sara Quill gave an answer by link",
		"Nora Vale sent 7.3 back to Tariq Boyle", "Tariq Boyle handed in 7.3"} {
		b.Sees(happened)
	}
	b.Accessible()
}

// reviewReply is what the lead replies to each question of a reviewer.
const reviewReply = "Counted on the day of the answer, and the list is in the folder."

func leadExplainsWhatAReviewerWouldAsk(t *testing.T, s scene, options []journey.Option) {
	b := s.desk(t, "nora@example.org", options)
	b.Visit(bay.Review())
	b.Sees("not explained yet")
	b.Accessible()
	for _, item := range []string{"4.2.3", "8.3.7", "8.3.7b", "1.1.1", "7.1.1"} {
		b.Fill("Your reply, in one line", reviewReply, item)
		b.Press("Keep the reply: " + item)
		b.Sees("The reply is kept. The board sees the question with it.")
	}
	b.Sees("and each is explained")
}
