package signoff

import (
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

// Decision is what a person who was asked to sign says.
type Decision string

// The decisions.
const (
	Signed       Decision = "signed"
	Reservations Decision = "signed-with-reservations"
	Declined     Decision = "declined"
	Question     Decision = "needs-an-answer-first"
)

// Decisions gives all of them in the order in which the sign page offers them.
func Decisions() []Decision { return []Decision{Signed, Reservations, Declined, Question} }

// ParseDecision reads a decision as the sign page posts it.
func ParseDecision(s string) (Decision, error) {
	if d := Decision(s); slices.Contains(Decisions(), d) {
		return d, nil
	}
	return "", fault.InvalidField("decision", "Choose whether you sign.")
}

// Choice gives the decision in the words of the person who makes it.
func (d Decision) Choice() string {
	switch d {
	case Signed:
		return "I sign"
	case Reservations:
		return "I sign with these reservations"
	case Declined:
		return "I do not sign, because"
	case Question:
		return "I need an answer first"
	}
	return ""
}

// Label tells the decision about somebody else: "has signed".
func (d Decision) Label() string {
	switch d {
	case Signed:
		return "has signed"
	case Reservations:
		return "has signed with reservations"
	case Declined:
		return "has declined to sign"
	case Question:
		return "needs an answer first"
	}
	return ""
}

// final tells whether the decision stands for this version: only a question leaves it open.
func (d Decision) final() bool { return d != Question }

// signs tells whether the person stands behind what was signed.
func (d Decision) signs() bool { return d == Signed || d == Reservations }

// CheckWords tells whether the words fit the decision: a reservation, a refusal and a question need them.
func CheckWords(d Decision, words string) error {
	if strings.TrimSpace(words) != "" {
		return nil
	}
	switch d {
	case Reservations:
		return fault.InvalidField("words", "Write your reservations. They are printed in full.")
	case Declined:
		return fault.InvalidField("words", "Write why you do not sign. It is printed in full.")
	case Question:
		return fault.InvalidField("words", "Write the question that you need answered.")
	}
	return nil
}

// Signatory is a person who is asked to sign a version. Who is asked is fixed when it is sent to the board.
type Signatory struct {
	Person   string // UUID
	Name     string
	Post     string // the office or post that they sign for: "Chief executive"
	Lead     bool   // also leads the assessment that they sign, which the report says
	Replaces string // name of the person whom they replaced; empty when they were asked from the start
}

// Signature is what one person said about one version. It is never changed; a recall marks it void and keeps it.
type Signature struct {
	Signatory
	Decision Decision
	Words    string // reservations, reason or question, in full
	SHA256   string // of the snapshot that it is about
	Version  int    // of the assessment, which that snapshot is
	At       time.Time
	On       day.Day // the day in London of At
	Void     bool    // the version was recalled after this was given
}

// MaySign tells whether a person may now give a decision on the version with a hash; the error is the sentence that
// they see. Asked are the signatories of that version, given all signatures so far. A signature or a refusal is final
// for its version, so that nobody, and not its author either, can take a refusal away.
func MaySign(asked []Signatory, given []Signature, s Signature, current string) error {
	if !slices.ContainsFunc(asked, func(a Signatory) bool { return a.Person == s.Person }) {
		return fault.New(fault.Forbidden, "You are not among the people asked to sign this version.")
	}
	if s.SHA256 != current {
		return fault.New(fault.Conflict, "This version has been replaced. Read what has changed before you sign the new one.")
	}
	if last, ok := Latest(given, s.Person, current); ok && last.Decision.final() {
		return fault.New(fault.Conflict, "Your decision on this version is recorded and stays as it is.")
	}
	if _, err := ParseDecision(string(s.Decision)); err != nil {
		return err
	}
	return CheckWords(s.Decision, s.Words)
}

// Latest finds what a person last said about the version with a hash, void signatures aside.
func Latest(given []Signature, person, hash string) (Signature, bool) {
	var latest Signature
	found := false
	for _, s := range given {
		if s.Person == person && s.SHA256 == hash && !s.Void && (!found || s.At.After(latest.At)) {
			latest, found = s, true
		}
	}
	return latest, found
}

// LastSigned finds the newest version before one that a person signed, with or without reservations; 0 when there is none.
// What was void since counts: it is what they stood behind.
func LastSigned(given []Signature, person string, before int) int {
	last := 0
	for _, s := range given {
		if s.Person == person && s.Decision.signs() && s.Version < before {
			last = max(last, s.Version)
		}
	}
	return last
}

// MostQuorum is the largest quorum that can be set.
const MostQuorum = 50

// CheckQuorum tells whether a number can be a quorum; 0 is everybody who is asked. Field: quorum.
func CheckQuorum(n int) error {
	if n < 0 || n > MostQuorum {
		return fault.InvalidField("quorum", "Enter a number from 1 to %d, or leave it empty for everybody who is asked.", MostQuorum)
	}
	return nil
}

// Recall gives the signatures as they are kept after the version with a hash was called back: there, and void.
func Recall(given []Signature, hash string) []Signature {
	kept := slices.Clone(given)
	for i := range kept {
		if kept[i].SHA256 == hash {
			kept[i].Void = true
		}
	}
	return kept
}

// Replacement records that another person was asked to sign. It is printed with the signatures.
type Replacement struct {
	Old, New Signatory
	By       assessment.Author
	Why      string
	At       time.Time
	On       day.Day // the day in London of At
}

// Replace gives the people asked after a replacement. It is refused without a reason, for somebody who has already
// signed or declined this version (a refusal is not got rid of by asking somebody else), and when the new person is
// asked already.
func Replace(asked []Signatory, given []Signature, r Replacement, current string) ([]Signatory, error) {
	at := slices.IndexFunc(asked, func(a Signatory) bool { return a.Person == r.Old.Person })
	if at < 0 {
		return nil, fault.New(fault.Conflict, "%s is not among the people asked to sign this version.", r.Old.Name)
	}
	if slices.ContainsFunc(asked, func(a Signatory) bool { return a.Person == r.New.Person }) {
		return nil, fault.InvalidField("new", "%s is asked to sign already. Choose somebody else.", r.New.Name)
	}
	if strings.TrimSpace(r.Why) == "" {
		return nil, fault.InvalidField("why", "Write why %s is asked instead. It is printed in the report.", r.New.Name)
	}
	if last, ok := Latest(given, r.Old.Person, current); ok && last.Decision.final() {
		return nil, fault.New(fault.Conflict, "%s %s. That stands and cannot be replaced.", r.Old.Name, last.Decision.Label())
	}
	after := slices.Clone(asked)
	after[at] = r.New
	after[at].Replaces = r.Old.Name
	return after, nil
}
