// Package reminder decides who is reminded of what, and on which day: 30, 7 and 1 days before a thing is due, and once when its day has
// passed.
//
// A caller may rely on these: each reminder is said once to a person, whatever a server did or missed meanwhile; a thing whose day is
// moved begins anew; nobody is reminded of what they were told of just now, because its day was set later than the reminder would have
// come; and nobody is flooded with what is long past.
package reminder

import (
	"cmp"
	"slices"
	"strings"

	"cyberready/internal/core/day"
)

// Kind is what a thing is, in a stable word that is stored.
type Kind string

// The kinds. A person turns the first five off; the rest are duties.
const (
	Assignment Kind = "assignment" // a part of the assessment to answer
	Evidence   Kind = "evidence"   // that the independent assessor asks for
	Proof      Kind = "proof"      // that lapses
	Action     Kind = "action"     // of the plan of improvement
	Date       Kind = "date"       // of the trust's own year: a meeting, the day by which its paper is needed, fieldwork, and what it named itself
	Deadline   Kind = "deadline"   // of the year's publication, for the lead
	Signing    Kind = "signing"    // of a version, for who is asked to sign
	Risk       Kind = "risk"       // that is knowingly kept, for the senior information risk owner
)

// Kinds lists every kind, the duties last.
var Kinds = []Kind{Assignment, Evidence, Proof, Action, Date, Deadline, Signing, Risk}

// Duty tells whether nobody can turn the kind off: another could not do it instead, and others wait for it or are harmed when it is
// forgotten. Only the lead publishes; only who was asked signs; only the senior information risk owner accepts a risk.
func (k Kind) Duty() bool { return k == Deadline || k == Signing || k == Risk }

// Words says what one is reminded of, for a list of choices.
func (k Kind) Words() string {
	switch k {
	case Assignment:
		return "Parts of the assessment that I was asked to answer"
	case Evidence:
		return "Evidence that the independent assessor asks for"
	case Proof:
		return "Proof that lapses"
	case Action:
		return "Actions of the plan of improvement"
	case Date:
		return "Dates of the trust’s own year: meetings, when their papers are due, fieldwork, and what it named itself"
	case Deadline:
		return "The year’s deadlines, for the assessment lead"
	case Signing:
		return "A version that I am asked to sign"
	case Risk:
		return "Risks that are knowingly kept, for the senior information risk owner"
	}
	return string(k)
}

// Days is how long before its day one is reminded of a thing.
type Days int

// The reminders of a thing, in their order.
const (
	Month   Days = 30
	Week    Days = 7
	DayLeft Days = 1
	Passed  Days = -1 // the day after
)

var all = []Days{Month, Week, DayLeft, Passed}

// Late is for how many days a reminder that could not be sent is still worth sending. Our own choice.
const Late = 14

// Thing is something that is due, and whom it waits for. Somebody may have it for two reasons: that is one thing.
type Thing struct {
	Kind    Kind
	ODS     string // code of the trust
	Cycle   string // "2026-27"
	ID      string // what it is among its kind in the trust and year
	Place   string // the item or part whose page leads to it; may be empty
	Due     day.Day
	Since   day.Day // when its day was set or moved; the zero Day: long ago
	Happens bool    // it takes place on its day whoever does what: nothing of it can be overdue
	Person  string  // UUID
}

// Reminder is one of a thing's reminders.
type Reminder struct {
	Thing
	Days Days
}

// On gives the reminder of the thing that is to have been said by a day: the last one whose day has come. ok is false when there is
// none, when the thing's day was set after it would have come, and when that is longer ago than Late.
func (t Thing) On(today day.Day) (r Reminder, ok bool) {
	for _, d := range slices.Backward(all) {
		if d == Passed && t.Happens {
			continue
		}
		if comes := t.Due.AddDays(-int(d)); !comes.After(today) {
			return Reminder{t, d}, comes.After(t.Since) && today.DaysSince(comes) <= Late
		}
	}
	return Reminder{}, false
}

// Key tells a reminder from all others: what was said is known by it.
type Key struct {
	Person, ODS string
	Kind        Kind
	Cycle, ID   string
	Due         string // as YYYY-MM-DD
	Days        Days
}

// Key gives the reminder's key.
func (r Reminder) Key() Key {
	return Key{r.Person, r.ODS, r.Kind, r.Cycle, r.ID, r.Due.String(), r.Days}
}

// Off is that a person does not want reminders of a kind.
type Off struct {
	Person string
	Kind   Kind
}

// Digest is what one person is reminded of on one day: the nearest day first.
type Digest struct {
	Person    string
	Reminders []Reminder
}

// Digests gives what everybody is to be reminded of on a day, beside what was said before and what they turned off.
func Digests(things []Thing, said map[Key]bool, off map[Off]bool, today day.Day) []Digest {
	of, taken := map[string][]Reminder{}, map[Key]bool{}
	for _, t := range things {
		r, ok := t.On(today)
		k := r.Key()
		if !ok || said[k] || taken[k] || off[Off{t.Person, t.Kind}] && !t.Kind.Duty() {
			continue
		}
		taken[k] = true
		of[t.Person] = append(of[t.Person], r)
	}
	var list []Digest
	for person, reminders := range of {
		slices.SortFunc(reminders, func(a, b Reminder) int {
			return cmp.Or(strings.Compare(a.Due.String(), b.Due.String()), strings.Compare(a.ODS, b.ODS), strings.Compare(string(a.Kind), string(b.Kind)),
				strings.Compare(a.Cycle, b.Cycle), strings.Compare(a.ID, b.ID))
		})
		list = append(list, Digest{person, reminders})
	}
	slices.SortFunc(list, func(a, b Digest) int { return strings.Compare(a.Person, b.Person) })
	return list
}
