package letter

import (
	"cmp"
	"fmt"
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/reminder"
)

// Due is one thing that somebody is reminded of.
type Due struct {
	Kind      reminder.Kind
	TrustName string
	Cycle     string
	ID        string // as reminder.Thing has it
	Place     string
	On        day.Day // when it is due
	Today     day.Day // when the letter leaves: a mail server may have been away
	URL       string
}

func reminders(f Facts) Letter {
	l := Letter{
		Subject:    "What is due in the cyber readiness service",
		Paragraphs: []string{"These wait for you:"},
		Action:     Action{Text: "Choose what you are reminded of"},
		Why: "You get this message because each of these is yours to do, or to know of. " + f.By +
			" writes at most once a day, and of each thing 30, 7 and 1 days before, and once when its day has passed.",
	}
	one := oneTrust(f.Due)
	if one != "" {
		l.Paragraphs = []string{"These wait for you at " + one + ":"}
	}
	duty := false
	for _, d := range f.Due {
		l.Lines = append(l.Lines, Action{Text: d.words(one == ""), URL: d.URL})
		duty = duty || d.Kind.Duty()
	}
	if duty {
		l.Why += " What only you can do, such as publishing, signing or accepting a risk, cannot be turned off."
	}
	return l
}

// oneTrust names the trust that all of it is about; empty when there are several.
func oneTrust(list []Due) string {
	name := ""
	for i, d := range list {
		if i > 0 && d.TrustName != name {
			return ""
		}
		name = d.TrustName
	}
	return name
}

func (d Due) words(withTrust bool) string {
	what := english.Capital(d.what())
	if withTrust {
		what += ", " + d.TrustName
	}
	return what + ", " + d.Cycle + ": " + d.when() + "."
}

// what names the thing, and nothing of what it says.
func (d Due) what() string {
	switch d.Kind {
	case reminder.Assignment:
		return "part " + d.ID + " of the assessment"
	case reminder.Evidence:
		return "evidence that the independent assessor asks for"
	case reminder.Proof:
		return "proof that is named for " + d.Place + " and perhaps others"
	case reminder.Action:
		return "an action of the improvement plan"
	case reminder.Date:
		return cmp.Or(dates[d.ID], dates[d.Place])
	case reminder.Deadline:
		if d.ID == "baseline" {
			return "publishing the baseline"
		}
		return "publishing the year’s assessment"
	case reminder.Signing:
		return "version " + d.ID + ", which you are asked to sign"
	case reminder.Risk:
		return "a risk that is knowingly kept, which is yours as senior information risk owner"
	}
	return string(d.Kind)
}

// The names of a trust's dates (store/reminddb). What it named itself stays in the service.
var dates = map[string]string{
	"fieldwork-start": "the first day of the independent assessor’s fieldwork", "fieldwork-end": "the last day of the independent assessor’s fieldwork",
	"named":       "a date that your trust keeps in its year",
	"paper board": "the paper for the board", "paper audit-committee": "the paper for the audit committee",
	"meeting board": "the board’s meeting", "meeting audit-committee": "the audit committee’s meeting",
}

// when says how long it is until then, from the day on which the letter leaves.
func (d Due) when() string {
	verb, meets := "due", d.Kind == reminder.Date && !strings.HasPrefix(d.ID, "paper")
	switch {
	case d.Kind == reminder.Proof:
		verb = "lapses"
	case d.Kind == reminder.Risk:
		verb = "needs you by"
	case meets:
		verb = "is"
	}
	switch n := d.On.DaysSince(d.Today); {
	case n > 1:
		return fmt.Sprintf("%s %s, in %d days", on(verb), d.On.Words(), n)
	case n == 1:
		return verb + " tomorrow, " + d.On.Words()
	case n == 0:
		return verb + " today"
	case d.Kind == reminder.Proof:
		return "has lapsed on " + d.On.Words()
	case meets:
		return "was on " + d.On.Words()
	}
	return "was due on " + d.On.Words()
}

func on(verb string) string {
	if verb == "needs you by" {
		return verb
	}
	return verb + " on"
}
