// Package question holds what a board asks before it rates or signs, and what it is answered.
//
// Questions and answers stand beside a version, as signatures do: they are printed in its report and never removed. A
// caller may rely on these rules, which are decided here and nowhere else:
//   - a question belongs to one version and is about one standard, or about the whole;
//   - where two members could not tell, the service asks by itself, once for a standard and version, and names nobody;
//   - a later answer stands below an earlier one and takes nothing away; nobody answers a question of their own;
//   - a question that the service asked is hidden from a member who could still be led by it (Seen).
package question

import (
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/signoff"
)

// Question is what somebody of the board asked about one version.
type Question struct {
	ID       string
	Version  int
	Standard string // its number; empty: about the whole
	Words    string
	By       assessment.Author // without an id: the service asked by itself
	Signing  bool              // it was asked in place of a signature
	At       time.Time
	On       day.Day  // the day in London of At
	Answers  []Answer // the oldest first
}

// Answer is what an assessment lead answered.
type Answer struct {
	Words string
	By    assessment.Author
	At    time.Time
	On    day.Day // the day in London of At
}

// Open tells whether nobody has answered yet.
func (q Question) Open() bool { return len(q.Answers) == 0 }

// Made tells whether the service asked by itself.
func (q Question) Made() bool { return q.By.ID == "" }

// About says what it is about, at the beginning of a line: "Standard 7", "The whole report".
func (q Question) About() string {
	if q.Standard == "" {
		return "The whole report"
	}
	return "Standard " + q.Standard
}

// Asked says who asked and when, in a sentence.
func (q Question) Asked() string {
	switch {
	case q.Made():
		return "Asked by the service on " + q.On.Words() + ", because two or more members could not tell."
	case q.Signing:
		return "Asked by " + q.By.Name + " on " + q.On.Words() + ", before signing."
	}
	return "Asked by " + q.By.Name + " on " + q.On.Words() + "."
}

// Said says who answered and when, in a sentence.
func (a Answer) Said() string { return "Answered by " + a.By.Name + " on " + a.On.Words() + "." }

// MostWords is the longest question or answer, in characters.
const MostWords = 4000

// Check tells whether what was typed can stand as a question or an answer; the fault is on the field.
func Check(field, words string) error {
	switch n := len([]rune(strings.TrimSpace(words))); {
	case n == 0 && field == "answer":
		return fault.InvalidField(field, "Write the answer. It is printed in the report.")
	case n == 0:
		return fault.InvalidField(field, "Write your question. It is printed in the report.")
	case n > MostWords:
		return fault.InvalidField(field, "Shorten what you wrote to %s characters.", english.Figures(MostWords))
	}
	return nil
}

// MayAnswer tells whether a person may answer a question; the error is the sentence that they see.
func MayAnswer(q Question, person string) error {
	if !q.Made() && q.By.ID == person {
		return fault.New(fault.Conflict, "This is your own question. Another assessment lead, or who stands in for you, can answer it.")
	}
	return nil
}

// fewestUnsure is from how many members who could not tell on the service asks by itself. With one, the question would say
// how a person rated.
const fewestUnsure = 2

// Making gives the question that the service asks by itself about a standard of a version, and whether it is to be asked
// now: two or more members could not tell, and it was not asked before.
func Making(version int, standard string, ratings []signoff.MemberRating, asked []Question) (Question, bool) {
	unsure := 0
	for _, c := range signoff.SpreadOf(ratings, standard).Counts {
		if c.Rating == signoff.CannotTell {
			unsure = c.Members
		}
	}
	before := slices.ContainsFunc(asked, func(q Question) bool { return q.Made() && q.Version == version && q.Standard == standard })
	if unsure < fewestUnsure || before {
		return Question{}, false
	}
	return Question{Version: version, Standard: standard,
		Words: "What shows how far standard " + standard + " is in place? Members could not tell from what they were shown."}, true
}

// Seen gives the questions that a person may see: all but those that the service asked about a standard that they have
// still to rate, while nobody has answered. It would tell them how others rated.
func Seen(who signoff.Reader, list []Question, view func(standard string) signoff.View) []Question {
	return slices.DeleteFunc(slices.Clone(list), func(q Question) bool {
		return who.Rates && q.Made() && q.Open() && view(q.Standard).Spread == nil
	})
}

// Of gives the questions that a person asked.
func Of(list []Question, person string) []Question {
	return slices.DeleteFunc(slices.Clone(list), func(q Question) bool { return q.Made() || q.By.ID != person })
}

// AnsweredTo gives when a person was last answered about a standard of a version: of a question of theirs about it or about the
// whole, or of one that the service asked about it. It is zero where nobody has answered.
func AnsweredTo(list []Question, person string, version int, standard string) time.Time {
	var last time.Time
	for _, q := range list {
		own := !q.Made() && q.By.ID == person && (q.Standard == standard || q.Standard == "")
		if q.Version != version || !own && (!q.Made() || q.Standard != standard) {
			continue
		}
		for _, a := range q.Answers {
			if a.At.After(last) {
				last = a.At
			}
		}
	}
	return last
}

// Waiting counts those that nobody has answered.
func Waiting(list []Question) int {
	n := 0
	for _, q := range list {
		if q.Open() {
			n++
		}
	}
	return n
}
