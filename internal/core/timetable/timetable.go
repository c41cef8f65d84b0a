// Package timetable holds a trust's own year: the official days, more time that it was given, when its board meets, and the days
// that it entered itself, as one list that is counted back from.
//
// A caller may rely on these: an extension never shortens a deadline; the latest word on one counts, also where it takes it back;
// and the same days give the same list, the earliest first.
package timetable

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/signoff"
)

// Kind is what a day of a trust's own is.
type Kind string

// The kinds. There is one day of each of the first two in a year.
const (
	FieldworkStart Kind = "fieldwork-start"
	FieldworkEnd   Kind = "fieldwork-end"
	Named          Kind = "named"
)

// Own is a day that the trust entered.
type Own struct {
	ID       string // empty: not kept yet
	Kind     Kind
	Name     string // of a named one
	On       day.Day
	Revision int // goes up when it changes
}

// Title gives the day at the beginning of a line.
func (o Own) Title() string {
	switch o.Kind {
	case FieldworkStart:
		return "Audit fieldwork begins"
	case FieldworkEnd:
		return "Audit fieldwork ends"
	}
	return o.Name
}

// The longest name, and the most days that a trust enters for a year: our own.
const (
	MaxName = 100
	MostOwn = 20
)

// Check tells what is wrong with the days of a year as they were typed. A named day stands at its place among the named ones:
// fields name-0, named-0-day; fieldwork-start-day, fieldwork-end-day. What is empty altogether is left out of the list.
func Check(list []Own) ([]Own, error) {
	var kept []Own
	var wrong fault.Findings
	var start, end day.Day
	place := 0
	for _, o := range list {
		o.Name = strings.Join(strings.Fields(strings.ToValidUTF8(o.Name, "\uFFFD")), " ")
		at := ""
		switch o.Kind {
		case FieldworkStart:
			start = o.On
		case FieldworkEnd:
			end = o.On
		default:
			at = english.Figures(place)
			place++
		}
		switch {
		case o.On.IsZero() && o.Name == "":
			continue
		case at != "" && o.Name == "":
			wrong.Add("name-"+at, "Say what is on this day.")
		case at != "" && o.On.IsZero():
			wrong.Add("named-"+at+"-day", "Enter the day, or empty its name.")
		case utf8.RuneCountInString(o.Name) > MaxName:
			wrong.Add("name-"+at, "Shorten this to %d characters.", MaxName)
		}
		kept = append(kept, o)
	}
	if !start.IsZero() && !end.IsZero() && end.Before(start) {
		wrong.Add("fieldwork-end-day", "The fieldwork cannot end before it begins, on %s.", start.Words())
	}
	if start.IsZero() && !end.IsZero() {
		wrong.Add("fieldwork-start-day", "Enter the day on which the fieldwork begins.")
	}
	if len(kept) > MostOwn {
		wrong.Add("name-"+english.Figures(place-1), "A year holds %d days of your own at most.", MostOwn)
	}
	return kept, wrong.Fault()
}

// Extension is more time that an administrator gave a trust for one kind of publication.
type Extension struct {
	ODS    string
	Cycle  string
	Kind   signoff.Kind
	Until  day.Day // zero: taken back
	Reason string
	By     string
	At     time.Time
}

// Standing gives the extensions that count: of each trust, year and kind the latest, unless that takes it back.
func Standing(list []Extension) []Extension {
	type of struct {
		ods, cycle string
		kind       signoff.Kind
	}
	last := map[of]Extension{}
	var order []of
	for _, e := range list {
		k := of{e.ODS, e.Cycle, e.Kind}
		before, known := last[k]
		if !known {
			order = append(order, k)
		}
		if !known || !e.At.Before(before.At) {
			last[k] = e
		}
	}
	var standing []Extension
	for _, k := range order {
		if e := last[k]; !e.Until.IsZero() {
			standing = append(standing, e)
		}
	}
	return standing
}

// Due gives the last day of a kind of publication: the official one, or a later one that stands. A year without such a day has none.
func Due(official day.Day, standing []Extension, k signoff.Kind) day.Day {
	for _, e := range standing {
		if e.Kind == k && !official.IsZero() && e.Until.After(official) {
			official = e.Until
		}
	}
	return official
}

// DueWords says the last day of a publication: "14 July 2027, extended" where more time was given than is official.
func DueWords(official, due day.Day) string {
	if due.After(official) {
		return due.Words() + ", extended"
	}
	return due.Words()
}

// MaxReason is the longest reason, in characters.
const MaxReason = 500

// CheckExtension tells what is wrong with an extension as it was typed. Fields: until-day, reason, kind.
func CheckExtension(e Extension, official, today day.Day) error {
	var wrong fault.Findings
	switch {
	case official.IsZero():
		wrong.Add("kind", "The year %s has no baseline.", e.Cycle)
	case e.Until.IsZero():
		wrong.Add("until-day", "Enter the day until which they have time.")
	case !e.Until.After(official):
		wrong.Add("until-day", "Enter a day after the deadline, which is %s.", official.Words())
	case e.Until.Before(today):
		wrong.Add("until-day", "Enter a day that is still to come.")
	}
	switch n := utf8.RuneCountInString(strings.TrimSpace(e.Reason)); {
	case n == 0:
		wrong.Add("reason", "Write why they have more time. The trust and national staff read it.")
	case n > MaxReason:
		wrong.Add("reason", "Shorten the reason to %d characters.", MaxReason)
	}
	return wrong.Fault()
}

// Words says an extension in a sentence or two: "More time for the final publication, until 31 July 2027, given by Ada Whitlock on
// 2 June 2027: Their systems were down." On is the day of giving.
func (e Extension) Words(on day.Day) string {
	return "More time for the " + string(e.Kind) + " publication, until " + e.Until.Words() + ", given by " + e.By + " on " + on.Words() + ": " + english.Sentence(e.Reason)
}

// Entry is one day of the year.
type Entry struct {
	Key      string // the same from one making to the next
	Title    string
	On       day.Day
	Note     string // beside it; may be empty
	Revision int
	Own      bool // of the trust: the board's meetings, and what it entered
}

// Final tells whether this is a last day of the final publication, or of the official submission: it is named when it is over, too.
func (e Entry) Final() bool {
	return e.Key == string(signoff.Final) || e.Key == string(signoff.Final)+"-extended"
}

// Words gives the day, and how far away it is: "18 December 2026, in 24 days".
func (e Entry) Words(today day.Day) string {
	said := e.On.Words() + ", " + Away(e.On, today)
	if e.Note != "" {
		said += ". " + english.Sentence(e.Note)
	}
	return said
}

// Away says how far a day is from today: "in nine days", "today", "two days ago".
func Away(d, today day.Day) string {
	switch n := d.DaysSince(today); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n > 0:
		return "in " + english.Count(n, "day", "days")
	default:
		return english.Count(-n, "day", "days") + " ago"
	}
}

// Inputs is what a year is made of.
type Inputs struct {
	Opens, Baseline, Deadline day.Day // official; Baseline may be zero
	Standing                  []Extension
	Meetings                  []meeting.Meeting
	Own                       []Own
}

// Year gives the days of a year, the earliest first.
func Year(in Inputs) []Entry {
	var list []Entry
	add := func(e Entry) {
		if !e.On.IsZero() {
			list = append(list, e)
		}
	}
	add(Entry{Key: "opens", Title: "The year opens", On: in.Opens})
	for _, k := range signoff.Kinds() {
		official, title := in.Baseline, "Baseline"
		if k == signoff.Final {
			official, title = in.Deadline, "Deadline of the official submission, and of the final publication"
		}
		due := Due(official, in.Standing, k)
		if due == official {
			add(Entry{Key: string(k), Title: title, On: official})
			continue
		}
		if k == signoff.Final {
			add(Entry{Key: string(k), Title: "Deadline of the official submission", On: official, Note: "It is not extended here."})
			title = "Deadline of the final publication here"
		}
		add(Entry{Key: string(k) + "-extended", Title: title, On: due, Note: "More time, instead of " + official.Words()})
	}
	for _, m := range in.Meetings {
		add(Entry{Key: string(m.Body) + "-paper", Title: "Paper for " + m.Body.Name(), On: m.PaperDue, Own: true})
		add(Entry{Key: string(m.Body), Title: m.Body.Title() + " meets", On: m.MeetsOn, Own: true})
	}
	for _, o := range in.Own {
		add(Entry{Key: o.ID, Title: o.Title(), On: o.On, Revision: o.Revision, Own: true})
	}
	slices.SortStableFunc(list, func(a, b Entry) int { return a.On.DaysSince(b.On) })
	return list
}

// Next gives the first day of the trust's own that is still to come, and whether there is one.
func Next(list []Entry, today day.Day) (Entry, bool) {
	for _, e := range list {
		if e.Own && !e.On.Before(today) {
			return e, true
		}
	}
	return Entry{}, false
}
