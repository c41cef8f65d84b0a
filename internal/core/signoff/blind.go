package signoff

import (
	"time"

	"cyberready/internal/core/fault"
)

// Reader is who looks at the ratings of a board.
type Reader struct {
	Person  string // UUID
	Rates   bool   // is asked for a rating of their own
	Records bool   // chair or board secretary: records the agreed rating
}

// View is what one person may see of the ratings of one standard.
type View struct {
	Own    *MemberRating // nil when the person has not rated
	Others []Unnamed     // the other members' ratings; nil while they are hidden
	Hidden int           // how many others have rated and are hidden for now
	Spread *Spread       // of all members; nil while the others are hidden
	Agreed *Agreed       // nil until it is recorded
}

// Unnamed is another member's rating without the name.
type Unnamed struct {
	Rating Rating
	Note   string
}

// See gives what a person may see. One's own rating and the agreed one are always seen. The others' are seen, without
// names, by whoever can no longer be led by them: by a member who has rated this standard, by a chair or secretary who
// is not asked to rate and records what was agreed, and by everybody once it is recorded.
func See(who Reader, standard string, ratings []MemberRating, agreed []Agreed) View {
	var v View
	if a, ok := AgreedOn(agreed, standard); ok {
		v.Agreed = &a
	}
	var others []Unnamed
	for _, m := range latestByPerson(ratings, standard) {
		if m.Person.ID == who.Person {
			v.Own = &m
			continue
		}
		others = append(others, Unnamed{m.Rating, m.Note})
	}
	if v.Own == nil && v.Agreed == nil && (who.Rates || !who.Records) {
		v.Hidden = len(others)
		return v
	}
	spread := SpreadOf(ratings, standard)
	v.Others, v.Spread = others, &spread
	return v
}

// MayRate tells whether a person may give or change a rating of a standard; the error is the sentence that they see. A
// first rating is welcome until the agreed one is recorded. It may be changed only while there was nothing of others to
// see, so that every rating that is counted was given alone. The one exception is kept in sight (AfterAnswer): who could
// not tell may rate once a question of theirs was answered since; answered is when, zero for not at all.
func MayRate(person, standard string, ratings []MemberRating, agreed []Agreed, answered time.Time) error {
	if _, ok := AgreedOn(agreed, standard); ok {
		return fault.New(fault.Conflict, "The board's agreed rating of this standard is recorded. It can no longer be rated.")
	}
	v := See(Reader{Person: person, Rates: true}, standard, ratings, agreed)
	if v.Own != nil && len(v.Others) > 0 && !v.Own.Answered(answered) {
		return fault.New(fault.Conflict, "You have rated this standard, and can now see how others rated it. "+
			"Your rating stays as you gave it. If you now see it otherwise, have that recorded with the agreed rating.")
	}
	return nil
}

// Answered tells whether the member could not tell, and a question of theirs was answered since.
func (m MemberRating) Answered(at time.Time) bool { return m.Rating == CannotTell && at.After(m.At) }

// Again tells whether a rating of a standard that a person gives now follows an answer, and not their own sight alone.
func Again(person, standard string, ratings []MemberRating, answered time.Time) bool {
	v := See(Reader{Person: person, Rates: true}, standard, ratings, nil)
	return v.Own != nil && (v.Own.AfterAnswer || len(v.Others) > 0 && v.Own.Answered(answered))
}
