// Package signoff holds what a board says about an assessment: its ratings, its signatures, and the publication that
// they stand beside.
//
// Ratings and signatures never change the figures: they are kept next to a snapshot and name its hash. A caller may
// rely on these rules, which are decided here and nowhere else:
//   - a member rates before seeing how others rated, and ratings are counted, never averaged and never shown by name;
//   - each person signs as themselves; a refusal, a reservation or a question is kept whatever happens afterwards;
//   - a publication says by itself whether the board stands behind it and whether it was late.
package signoff

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
)

// Rating is a judgement on one standard: a member's own, or the one that the board agreed on.
type Rating string

// The ratings. CannotTell is an answer and not a missing one: the member was not shown enough.
const (
	NotInPlace Rating = "not-in-place"
	Partly     Rating = "partly"
	Largely    Rating = "largely"
	Fully      Rating = "fully"
	CannotTell Rating = "cannot-tell"
)

// Ratings gives all of them in the order in which a form offers them.
func Ratings() []Rating { return []Rating{NotInPlace, Partly, Largely, Fully, CannotTell} }

// ParseRating reads a rating as a form posts it.
func ParseRating(s string) (Rating, error) {
	if r := Rating(s); slices.Contains(Ratings(), r) {
		return r, nil
	}
	return "", fault.InvalidField("rating", "Choose how far this standard is in place.")
}

// Choice gives the rating as a form offers it.
func (r Rating) Choice() string {
	switch r {
	case NotInPlace:
		return "Not in place"
	case Partly:
		return "Partly in place"
	case Largely:
		return "Largely in place"
	case Fully:
		return "Fully in place"
	case CannotTell:
		return "I cannot tell from what I was shown"
	}
	return ""
}

// Label gives the rating in a word or two, for a table.
func (r Rating) Label() string {
	switch r {
	case NotInPlace:
		return "Not in place"
	case Partly:
		return "Partly"
	case Largely:
		return "Largely"
	case Fully:
		return "Fully"
	case CannotTell:
		return "Could not tell"
	}
	return ""
}

// phrase completes "rated it …".
func (r Rating) phrase() string {
	if r == NotInPlace {
		return "not in place"
	}
	return string(r) + " in place"
}

// MemberRating is one board member's own rating of one standard, given alone.
type MemberRating struct {
	Standard string // number of the standard
	Person   assessment.Author
	Rating   Rating
	Note     string // may be empty; shown to the board without the name, and to nobody else
	At       time.Time
	// AfterAnswer tells that the member could not tell at first, and rated after a question was answered (MayRate). It was not
	// given alone, and the spread says so.
	AfterAnswer bool
}

// Agreed is the rating of one standard that the board agreed on, as its chair or secretary recorded it.
type Agreed struct {
	Standard string
	Rating   Rating
	Dissent  string // who saw it otherwise and why, in the board's words; may be empty
	By       assessment.Author
	At       time.Time
	On       day.Day // the day in London of At
}

// AgreedOn finds the board's agreed rating of a standard: the latest that was recorded, false when there is none.
func AgreedOn(agreed []Agreed, standard string) (Agreed, bool) {
	var latest Agreed
	found := false
	for _, a := range agreed {
		if a.Standard == standard && (!found || a.At.After(latest.At)) {
			latest, found = a, true
		}
	}
	return latest, found
}

// Spread counts the members' ratings of one standard. It has no names and no average.
type Spread struct {
	Standard string
	Counts   []RatingCount // only ratings that somebody gave, in the order of Ratings
	Answered int           // members among them who could not tell until a question was answered
}

// RatingCount is how many members gave a rating.
type RatingCount struct {
	Rating  Rating
	Members int
}

// SpreadOf counts the ratings of a standard, the latest of each member.
func SpreadOf(ratings []MemberRating, standard string) Spread {
	s := Spread{Standard: standard}
	latest := latestByPerson(ratings, standard)
	for _, m := range latest {
		if m.AfterAnswer {
			s.Answered++
		}
	}
	for _, r := range Ratings() {
		n := 0
		for _, m := range latest {
			if m.Rating == r {
				n++
			}
		}
		if n > 0 {
			s.Counts = append(s.Counts, RatingCount{r, n})
		}
	}
	return s
}

// Members is how many have rated the standard.
func (s Spread) Members() int {
	n := 0
	for _, c := range s.Counts {
		n += c.Members
	}
	return n
}

// Words tells the spread in a sentence: "Five members rated it: three fully in place, one largely in place; one could
// not tell." It is empty when nobody has rated.
func (s Spread) Words() string {
	all := s.Members()
	if all == 0 {
		return ""
	}
	if len(s.Counts) == 1 {
		return unanimous(s.Counts[0]) + s.answeredWords()
	}
	var rated []string
	unsure := ""
	for _, c := range s.Counts {
		if c.Rating == CannotTell {
			unsure = "; " + english.Number(c.Members) + " could not tell"
			continue
		}
		rated = append(rated, english.Number(c.Members)+" "+c.Rating.phrase())
	}
	return english.Capital(english.Count(all, "member", "members")) + " rated it: " + english.List(rated) + unsure + "." + s.answeredWords()
}

// answeredWords says who did not rate alone.
func (s Spread) answeredWords() string {
	if s.Answered == 0 {
		return ""
	}
	return " " + english.Capital(english.Count(s.Answered, "member", "members")) + " could not tell at first, and rated after the answer to a question."
}

// unanimous words a spread in which all gave the same rating.
func unanimous(c RatingCount) string {
	who := "All " + english.Number(c.Members) + " members"
	switch c.Members {
	case 1:
		who = "One member"
	case 2:
		who = "Both members"
	}
	if c.Rating == CannotTell {
		return who + " who rated it could not tell from what was shown."
	}
	if c.Members == 1 {
		return who + " rated it: " + c.Rating.phrase() + "."
	}
	return who + " who rated it said " + c.Rating.phrase() + "."
}

// latestByPerson gives each member's latest rating of a standard, in an order that says nothing about who gave it.
func latestByPerson(ratings []MemberRating, standard string) []MemberRating {
	latest := map[string]MemberRating{}
	for _, m := range ratings {
		if m.Standard != standard {
			continue
		}
		if before, ok := latest[m.Person.ID]; !ok || m.At.After(before.At) {
			latest[m.Person.ID] = m
		}
	}
	out := make([]MemberRating, 0, len(latest))
	for _, m := range latest {
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b MemberRating) int {
		return cmp.Or(
			cmp.Compare(slices.Index(Ratings(), a.Rating), slices.Index(Ratings(), b.Rating)),
			strings.Compare(a.Note, b.Note),
			strings.Compare(a.Person.ID, b.Person.ID),
		)
	})
	return out
}
