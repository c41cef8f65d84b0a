package assessment

import (
	"strings"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// Who stands behind what. A part of the work is an assertion or a single item (framework.Pack.Part). Where nobody handed
// anything in, a lead who has looked at an assertion's answers confirms it, also one who answered all of them: that stands
// under their one name, as it reads. Whoever was given a part hands it in instead, and what is handed in is always judged by
// another person: the rule goes by the person and not by the role, so that it also holds for a contributor who has become
// lead since or stands in for one. Where there is no second person, the hand-in can be taken back by whoever made it; then
// nothing is left that claims two pairs of eyes.

// HandIn is one time that somebody said of a part that was given to them: it is done.
type HandIn struct {
	ID          string // UUID v7; empty: nothing was handed in yet
	Part        string // id of an assertion or an item
	Words       string // for whoever judges it; may be empty
	At          time.Time
	By          Author
	Verdict     Verdict
	Because     string // why it was sent back
	JudgedAt    time.Time
	JudgedBy    Author
	TakenBackAt time.Time // zero: it was not taken back
	ChangedItem string    // the item whose change took it back; empty: whoever made it did, or the part went to somebody else
}

// Verdict is what somebody says of what was handed to them to judge.
type Verdict string

// The verdicts.
const (
	NotJudged Verdict = ""
	Accepted  Verdict = "accepted"
	SentBack  Verdict = "sent-back"
)

// PartState is how far a part is that was given to somebody.
type PartState string

// The states, as the newest hand-in of a part says.
const (
	PartOpen     PartState = "open" // nothing handed in, or it has changed since
	PartHandedIn PartState = "handed in"
	PartSentBack PartState = "sent back"
	PartAccepted PartState = "accepted"
)

// MaxHandInWords is the longest word to whoever judges, and the longest reason for sending back, in characters.
const MaxHandInWords = 1000

// State gives how far the part is when this is its newest hand-in.
func (h HandIn) State() PartState {
	switch {
	case h.ID == "" || !h.TakenBackAt.IsZero():
		return PartOpen
	case h.Verdict == Accepted:
		return PartAccepted
	case h.Verdict == SentBack:
		return PartSentBack
	}
	return PartHandedIn
}

// Waits tells whether it waits to be judged.
func (h HandIn) Waits() bool { return h.State() == PartHandedIn }

// HandInable gives the words of a hand-in, tidied, when a part can be handed in: every question that has to be answered is
// (see Missing), and none has changed since the person looked at them (see Seen). last is the newest hand-in of the part.
// Otherwise it is a fault of kind Conflict, or Invalid about the field words.
func HandInable(part framework.Assertion, answers map[string]Answer, last HandIn, seen int, words string) (string, error) {
	switch last.State() {
	case PartHandedIn:
		return "", fault.New(fault.Conflict, "%s is handed in already.", part.ID)
	case PartAccepted:
		return "", fault.New(fault.Conflict, "%s is handed in and accepted already.", part.ID)
	}
	if missing := Missing(part, answers); len(missing) > 0 {
		return "", fault.New(fault.Conflict, "%s cannot be handed in yet: %s has no answer.", part.ID, strings.Join(missing, ", "))
	}
	if seen != Seen(part, answers) {
		return "", fault.New(fault.Conflict, "An answer of %s changed while you were looking at it. Read it again before you hand it in.", part.ID)
	}
	words = lines(words)
	return words, tooLong("words", words, MaxHandInWords)
}

// MayJudge tells whether somebody, by the id of their person, may say of a hand-in that it is accepted or sent back, or
// confirm an assertion while it waits: everybody but who made it. A Forbidden fault says what to do.
func (h HandIn) MayJudge(person string) error {
	if h.By.ID == person {
		return fault.New(fault.Forbidden, "You handed %s in, so somebody else has to look at it. If there is nobody, take your hand-in back.", h.Part)
	}
	return nil
}

// Judge gives the hand-in with a verdict. It must still wait: of two who judge at once the second is told so. Sending back
// needs a word why. Fields: verdict, because.
func (h HandIn) Judge(v Verdict, because string, by Author, at time.Time) (HandIn, error) {
	if err := h.MayJudge(by.ID); err != nil {
		return h, err
	}
	switch {
	case h.State() == PartAccepted, h.State() == PartSentBack:
		return h, fault.New(fault.Conflict, "%s has said already: %s.", h.JudgedBy.Name, h.Verdict.Words())
	case !h.Waits():
		return h, fault.New(fault.Conflict, "What was handed in has changed since. It has to be handed in again.")
	}
	because, err := checkVerdict(v, because)
	if err != nil {
		return h, err
	}
	h.Verdict, h.Because, h.JudgedBy, h.JudgedAt = v, because, by, at
	return h, nil
}

// Words gives the verdict as people say it.
func (v Verdict) Words() string {
	switch v {
	case Accepted:
		return "accepted"
	case SentBack:
		return "sent back"
	}
	return "not judged yet"
}

func checkVerdict(v Verdict, because string) (string, error) {
	because = lines(because)
	switch {
	case v == Accepted:
		return "", nil
	case v != SentBack:
		return "", fault.InvalidField("verdict", "Choose whether you accept it or send it back.")
	case because == "":
		return "", fault.InvalidField("because", "Say in a few words what is missing, so that it can be mended.")
	}
	return because, tooLong("because", because, MaxHandInWords)
}

// lines tidies what was typed and keeps its lines.
func lines(s string) string { return Words{Text: s}.tidy().Text }

func tooLong(field, s string, most int) error {
	if n := utf8.RuneCountInString(s); n > most {
		return fault.InvalidField(field, "Shorten this to %s characters: it has %s.", count(most), count(n))
	}
	return nil
}
