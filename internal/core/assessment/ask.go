package assessment

import (
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// AskKind is what somebody is asked for through a link.
type AskKind string

// The kinds.
const (
	AskAnswer AskKind = "answer"
	AskProof  AskKind = "proof"
)

// Ask is one question that is put, through a link, to somebody who has no account here: a supplier, estates, a clinical
// engineer. The link opens this one item, until the end of a day, and takes one reply at a time.
type Ask struct {
	ID          string
	Generation  int // of its link: the first is 1, and only the newest opens anything
	Item        string
	Kind        AskKind
	Name        string // who is asked, as the asker calls them
	Email       string
	Question    string // in the asker's own words
	Until       day.Day
	At          time.Time
	By          Author
	WithdrawnAt time.Time
	WithdrawnBy string // a name
	Given       Given  // the newest reply through this link; the zero Given before there is one
}

// Given is a reply that came through a link. It waits beside the answer, and becomes the item's answer or proof only when
// somebody of the trust accepts it.
type Given struct {
	ID       string // UUID v7; empty: there is none
	At       time.Time
	Words    Words // of an answer
	Proof    Proof // title, date, how long it holds, and place; of a proof
	Verdict  Verdict
	Because  string // why it was returned
	JudgedAt time.Time
	JudgedBy Author
}

// AskState is where an ask is in its life.
type AskState string

// The states. Only in AskOpen does the link take a reply.
const (
	AskOpen      AskState = "open"
	AskWaiting   AskState = "answered" // the reply waits for a verdict
	AskTaken     AskState = "accepted" // the reply has become the answer or the proof
	AskWithdrawn AskState = "withdrawn"
	AskLapsed    AskState = "lapsed"
	AskReplaced  AskState = "replaced" // seen through an earlier link than the newest
)

// Our own choices: how long a link works unless somebody says otherwise, how long it may work at most, how long it works at
// least after a reply was returned, how many people a trust may ask in a day (more is a slip, or somebody who sends
// letters in the trust's name), and how many links one question may have, one after another.
const (
	AskDays       = 14
	MostAskDays   = 90
	ReturnedDays  = 7
	MostAsksADay  = 40
	MostLinks     = 20
	maxAskName    = 100
	maxAskEmail   = 200
	maxAskedWords = 1000
)

// State gives the state on a day.
func (a Ask) State(today day.Day) AskState {
	switch {
	case !a.WithdrawnAt.IsZero():
		return AskWithdrawn
	case a.Given.ID != "" && a.Given.Verdict == Accepted:
		return AskTaken
	case a.Given.ID != "" && a.Given.Verdict == NotJudged:
		return AskWaiting
	case a.Until.Before(today):
		return AskLapsed
	}
	return AskOpen
}

// Check tidies an ask as it was filled in. Fields: kind, name, email, question, until-day.
func (a Ask) Check(today day.Day) (Ask, error) {
	a.Name, a.Email, a.Question = line(a.Name), strings.ToLower(strings.TrimSpace(a.Email)), lines(a.Question)
	var wrong fault.Findings
	if a.Kind != AskAnswer && a.Kind != AskProof {
		wrong.Add("kind", "Choose whether you ask for an answer or for proof.")
	}
	switch n := utf8.RuneCountInString(a.Name); {
	case n == 0:
		wrong.Add("name", "Enter the name of the person whom you ask.")
	case n > maxAskName:
		wrong.Add("name", "Shorten the name to %d characters: it has %s.", maxAskName, count(n))
	}
	if at, err := mail.ParseAddress(a.Email); err != nil || at.Address != a.Email || len(a.Email) > maxAskEmail {
		wrong.Add("email", "Enter an e-mail address, like name@example.org.")
	}
	switch n := utf8.RuneCountInString(a.Question); {
	case n == 0:
		wrong.Add("question", "Say in your own words what you would like to know.")
	case n > maxAskedWords:
		wrong.Add("question", "Shorten this to %s characters: it has %s.", count(maxAskedWords), count(n))
	}
	checkUntil(a.Until, today, &wrong)
	return a, wrong.Fault()
}

func checkUntil(until, today day.Day, wrong *fault.Findings) {
	switch {
	case until.IsZero():
		wrong.Add("until-day", "Enter the last day on which the link works.")
	case until.Before(today):
		wrong.Add("until-day", "Enter a day that is still to come.")
	case until.After(today.AddDays(MostAskDays)):
		wrong.Add("until-day", "Enter a day within %d days: %s is too far away.", MostAskDays, until.Words())
	}
}

// Renewable tells whether the question can be put again through a new link: the one before has lapsed, or has done its work.
func (a Ask) Renewable(today day.Day) bool {
	s := a.State(today)
	return (s == AskLapsed || s == AskTaken) && a.Generation < MostLinks
}

// Renew gives the ask as it is put again: the same question to the same person, with a next link that works until the end of a
// day. The link before opens nothing any more. What came through it and was accepted stays. Field: until-day.
func (a Ask) Renew(until day.Day, by Author, at time.Time, today day.Day) (Ask, error) {
	if !a.Renewable(today) {
		switch a.State(today) {
		case AskOpen:
			return a, fault.New(fault.Conflict, "The link to %s works still, until the end of %s.", a.Name, a.Until.Words())
		case AskWaiting:
			return a, fault.New(fault.Conflict, "%s has answered. Accept that or return it first.", a.Name)
		case AskWithdrawn:
			return a, fault.New(fault.Conflict, "%s has withdrawn this link. Ask anew instead.", a.WithdrawnBy)
		}
		return a, fault.New(fault.Conflict, "%s was asked this %d times by link. Call them, or ask somebody else.", a.Name, a.Generation)
	}
	var wrong fault.Findings
	checkUntil(until, today, &wrong)
	if err := wrong.Fault(); err != nil {
		return a, err
	}
	a.Generation, a.Until, a.By, a.At, a.Given = a.Generation+1, until, by, at, Given{}
	return a, nil
}

// MayAskMore tells whether a trust that has asked so many people today may ask one more.
func MayAskMore(today int) error {
	if today >= MostAsksADay {
		return fault.New(fault.Throttled, "Your trust has asked %d people by link today. Ask more tomorrow.", MostAsksADay)
	}
	return nil
}

// TakeReply gives the reply that came through the link, tidied, when the ask takes one. Fields: those of the answer, or of
// Proof.Check; a reply that answers nothing is refused.
func (a Ask) TakeReply(g Given, item framework.Item, today day.Day) (Given, error) {
	if a.State(today) != AskOpen {
		return g, fault.New(fault.Conflict, "This link does not take an answer any more.")
	}
	if a.Kind == AskProof {
		p, err := g.Proof.Check(today)
		g.Proof, g.Words = p, Words{}
		return g, err
	}
	g.Proof, g.Words = Proof{}, g.Words.tidy()
	if err := g.Words.check(item, today); err != nil {
		return g, err
	}
	if !g.Words.Answered(item) {
		field := "reply"
		if item.Ask == "" && g.Words.Reply == Unanswered {
			if field = "figure"; item.Figure != nil && item.Figure.Kind == framework.Date {
				field = "date-day"
			}
		}
		return g, fault.InvalidField(field, "Give an answer before you send it.")
	}
	return g, nil
}

// Judge gives the ask after somebody of the trust has judged its reply. A returned one opens the link again, for at least
// ReturnedDays more. Of two who judge at once the second is told so. Fields: verdict, because.
func (a Ask) Judge(v Verdict, because string, by Author, at time.Time, today day.Day) (Ask, error) {
	switch a.State(today) {
	case AskWaiting:
	case AskTaken:
		return a, fault.New(fault.Conflict, "%s has accepted this already.", a.Given.JudgedBy.Name)
	default:
		return a, fault.New(fault.Conflict, "There is no reply that waits to be accepted.")
	}
	because, err := checkVerdict(v, because)
	if err != nil {
		return a, err
	}
	a.Given.Verdict, a.Given.Because, a.Given.JudgedBy, a.Given.JudgedAt = v, because, by, at
	if again := today.AddDays(ReturnedDays); v == SentBack && a.Until.Before(again) {
		a.Until = again
	}
	return a, nil
}
