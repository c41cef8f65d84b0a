package fieldwork

import (
	"strings"
	"unicode/utf8"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
)

// MaxWords is the longest text, in characters.
const MaxWords = 4000

// Appoint checks whom a trust appoints, as it was filled in. Fields: assessor, because.
func Appoint(who assessment.Author, because string) (string, error) {
	var wrong findings
	if who.ID == "" {
		wrong.Add("assessor", "Choose somebody with the role of independent assessor at this trust.")
	}
	because = text(because)
	wrong.words("because", because, "Say who they are and why you choose them, such as their firm and what they know.")
	return because, wrong.Fault()
}

// Decide checks a board member's decision about the appointment and the scope as they were shown. Fields: verdict, words.
func (e Engagement) Decide(verdict string, scopeVersion int, words string) (Approval, error) {
	if err := e.at(Appointed, Ready); err != nil {
		return Approval{}, err
	}
	if scopeVersion != e.ScopeVersion {
		return Approval{}, fault.New(fault.Conflict, "The trust has changed its choice since you opened this page. Read it again before you decide.")
	}
	if e.Approved() {
		return Approval{}, fault.New(fault.Conflict, "The board has approved this already.")
	}
	a := Approval{ScopeVersion: scopeVersion, Approved: verdict == "approve", Words: text(words)}
	var wrong findings
	if verdict != "approve" && verdict != "refuse" {
		wrong.Add("verdict", "Choose whether you approve.")
	}
	if verdict == "refuse" || a.Words != "" {
		wrong.words("words", a.Words, "Say why you do not approve: the assessment lead reads it.")
	}
	return a, wrong.Fault()
}

// Declare checks what the assessor says about being independent. Fields: declared, words.
func (e Engagement) Declare(person string, d Declared, words string) (string, error) {
	if !e.By(person) {
		return "", fault.New(fault.Forbidden, "Only the assessor who is appointed for this year declares.")
	}
	if err := e.at(Appointed); err != nil {
		return "", err
	}
	if e.Declared != Undeclared {
		return "", fault.New(fault.Conflict, "You have declared this already.")
	}
	words = text(words)
	var wrong findings
	switch d {
	case Independent:
		wrong.words("words", words, "Name what others could see as a reason to doubt it, such as earlier work for this trust. Write “nothing” if there is nothing.")
	case Declined:
		wrong.words("words", words, "Say in a line why you decline, so that the trust can appoint somebody else.")
	default:
		wrong.Add("declared", "Choose whether you declare that you are independent, or decline.")
	}
	return words, wrong.Fault()
}

// TakeBack checks why a trust ends an appointment before fieldwork. Field: because.
func (e Engagement) TakeBack(because string) (string, error) {
	if err := e.at(Appointed, Ready); err != nil {
		return "", fault.New(fault.Conflict, "Fieldwork has begun, so there is nothing to take back. The appointment can be ended, with a reason, and another assessor goes on.")
	}
	because = text(because)
	var wrong findings
	wrong.words("because", because, "Say why you take it back.")
	return because, wrong.Fault()
}

// MayChoose tells whether the trust may still change what it adds to the scope.
func (e Engagement) MayChoose() error {
	if err := e.at(Appointed, Ready); err != nil || e.Continues != "" {
		return fault.New(fault.Conflict, "The scope stands since fieldwork began.")
	}
	return nil
}

// MayBegin tells whether a person may begin fieldwork.
func (e Engagement) MayBegin(person string) error {
	if !e.By(person) {
		return fault.New(fault.Forbidden, "Only the assessor who is appointed for this year begins fieldwork.")
	}
	if !e.BegunAt.IsZero() && e.EndedAt.IsZero() {
		return fault.New(fault.Conflict, "Fieldwork has begun already.")
	}
	if e.Continues != "" {
		return fault.New(fault.Conflict, "Fieldwork was begun by another assessor. You go on with it, on the same copy.")
	}
	return e.at(Ready)
}

// findings are what is wrong with a form.
type findings struct{ fault.Findings }

// words asks for a text that is there and not too long.
func (fs *findings) words(field, s, empty string) {
	switch n := utf8.RuneCountInString(s); {
	case n == 0:
		fs.Add(field, "%s", empty)
	case n > MaxWords:
		fs.Add(field, "Shorten this to %s characters: it has %s.", english.Figures(MaxWords), english.Figures(n))
	}
}

// short asks that a text, if there is one, is not too long.
func (fs *findings) short(field, s string) {
	if s != "" {
		fs.words(field, s, "")
	}
}

// text trims what was typed and keeps its lines.
func text(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}
