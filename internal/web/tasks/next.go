package tasks

import (
	"slices"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
)

// ownedPart is an assertion that was handed out, with what is still open in it.
type ownedPart struct {
	owner  assessmentdb.Owner
	title  string
	result score.Assertion
	open   int // mandatory questions without an answer; one when only its confirmation is missing
}

func ownedParts(pack framework.Pack, r score.Result, sh assessmentdb.Sheet) []ownedPart {
	var list []ownedPart
	for _, s := range r.Standards {
		for _, a := range s.Assertions {
			o, ok := sh.Owners[a.ID]
			if !ok {
				continue
			}
			as, _ := pack.Assertion(a.ID)
			p := ownedPart{owner: o, title: as.Title, result: a, open: len(assessment.Missing(as, sh.Answers))}
			if p.open == 0 && !a.Confirmed {
				p.open = 1
			}
			list = append(list, p)
		}
	}
	return list
}

func confirmable(pack framework.Pack, sh assessmentdb.Sheet, assertion string) bool {
	a, ok := pack.Assertion(assertion)
	return ok && len(assessment.Missing(a, sh.Answers)) == 0
}

const (
	mostSteps = 3
	soon      = 7 // days
)

// nextSteps gives at most three things to do next, each with its reason, the most pressing first: what was handed out and
// is due, answers that lack something, questions whose gap could stop care, parts to confirm, and then the year's last
// steps. A contributor is shown their own parts only, as long as something in them is open.
func nextSteps(v page.Visit, h assessmentdb.Home, l left, parts []ownedPart) []line {
	mine := func(assertion string) bool { return true }
	if v.Actor.Role == access.Contributor && slices.ContainsFunc(parts, func(p ownedPart) bool { return isMine(v, p) }) {
		mine = func(assertion string) bool { return h.Owners[assertion].Person == v.Actor.Person }
	}
	var steps []line
	for _, p := range dueSoon(parts, v.Today) {
		if mine(p.owner.Assertion) {
			steps = append(steps, assertionLine(v, p.owner.Assertion, partReason(v, p)))
		}
	}
	for _, it := range l.unfinished {
		if mine(it.Assertion) {
			steps = append(steps, itemLine(v, it, english.Sentence(it.AloneReason)))
		}
	}
	for _, it := range gravest(l.unanswered) {
		if mine(it.Assertion) {
			steps = append(steps, itemLine(v, it, "Not answered yet. "+effectWords(it.Effect)))
		}
	}
	for _, a := range l.confirm {
		if mine(a.ID) && v.May(access.Confirm) && h.Owners[a.ID].MayConfirm(v.Actor) {
			steps = append(steps, assertionLine(v, a.ID, "Everything is answered. It waits to be confirmed."))
		}
	}
	return unique(append(steps, lastSteps(v, h, l)...))
}

// isMine tells whether something is open in a part of the visitor's.
func isMine(v page.Visit, p ownedPart) bool { return p.owner.Person == v.Actor.Person && p.open > 0 }

// dueSoon gives the open parts that are overdue or due within a week, the earliest first.
func dueSoon(parts []ownedPart, today day.Day) []ownedPart {
	var list []ownedPart
	for _, p := range parts {
		if p.open > 0 && !p.owner.Due.IsZero() && p.owner.Due.DaysSince(today) <= soon {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b ownedPart) int { return a.owner.Due.DaysSince(b.owner.Due) })
	return list
}

// partReason says who has a part, by when, and how far it is.
func partReason(v page.Visit, p ownedPart) string {
	who := p.owner.Name
	if p.owner.Person == v.Actor.Person {
		who = "you"
	}
	return "With " + who + appui.DueWords(p.owner.Due, v.Today) + ". " + answeredWords(p.result.Answered, p.result.Questions) + "."
}

// gravest orders unanswered questions by what their gap could do to care, and within that as they stand in the pack.
func gravest(list []score.Item) []score.Item {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b score.Item) int { return a.Effect.Rank() - b.Effect.Rank() })
	return sorted
}

// lastSteps are those of a year that is nearly done.
func lastSteps(v page.Visit, h assessmentdb.Home, l left) []line {
	var steps []line
	if h.Official == nil && v.May(access.RecordOfficial) && v.Year.Deadline.DaysSince(v.Today) <= 30 {
		steps = append(steps, line{page.Link{Text: "Record the official DSPT status", Href: v.At.Official()},
			"The official submission is due on " + v.Year.Deadline.Words() + ". It is made in the toolkit, not here."})
	}
	if l.things() == 0 && v.May(access.SendToBoard) {
		steps = append(steps, line{page.Link{Text: "Send it to the board", Href: v.At.Send()}, "Nothing is open any more."})
	}
	return steps
}

// unique keeps the first few steps, one for each place.
func unique(steps []line) []line {
	var list []line
	for _, s := range steps {
		known := slices.ContainsFunc(list, func(l line) bool { return l.link.Href == s.link.Href })
		if !known && len(list) < mostSteps {
			list = append(list, s)
		}
	}
	return list
}
