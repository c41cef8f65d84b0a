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
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
)

// ownedPart is a part that was handed out, an assertion or a single item, with what is still open in it.
type ownedPart struct {
	owner     workingcopy.Owner
	title     string
	standard  string
	whole     bool // it is an assertion
	answered  int
	questions int
	missing   int // mandatory questions without an answer
	confirmed bool
	open      int // what is still open for its owner: the missing ones; one when an assertion only lacks its confirmation; none once it is handed in
	handIn    assessment.HandIn
}

func (p ownedPart) state() assessment.PartState { return p.handIn.State() }

// onStandard leads to the part among the others of its standard.
func (p ownedPart) onStandard(v page.Visit, reason string) line {
	href := v.At.ItemOn(p.standard, p.owner.Part)
	if p.whole {
		href = v.At.Assertion(p.standard, p.owner.Part)
	}
	return line{page.Link{Text: p.owner.Part + " " + p.title, Href: href}, reason}
}

// ownedParts gives the parts that were handed out, as they stand in the pack.
func ownedParts(pack framework.Pack, r score.Result, sh workingcopy.Sheet) []ownedPart {
	var list []ownedPart
	for _, s := range r.Standards {
		for _, a := range s.Assertions {
			as, _ := pack.Assertion(a.ID)
			if o, ok := sh.Owners[a.ID]; ok {
				list = append(list, newOwnedPart(sh, o, as, s.Number, a.Confirmed, true))
			}
			for _, item := range as.Items {
				if o, ok := sh.Owners[item.ID]; ok {
					part, _ := pack.Part(item.ID)
					list = append(list, newOwnedPart(sh, o, part, s.Number, false, false))
				}
			}
		}
	}
	return list
}

func newOwnedPart(sh workingcopy.Sheet, o workingcopy.Owner, part framework.Assertion, standard string, confirmed, whole bool) ownedPart {
	p := ownedPart{owner: o, title: part.Title, standard: standard, whole: whole, questions: len(part.Items), confirmed: confirmed,
		missing: len(assessment.Missing(part, sh.Answers)), handIn: sh.HandIns[part.ID]}
	for _, item := range part.Items {
		if sh.Answers[item.ID].Words.Answered(item) {
			p.answered++
		}
	}
	switch p.open = p.missing; {
	case p.state() == assessment.PartHandedIn || p.state() == assessment.PartAccepted:
		p.open = 0
	case p.open == 0 && (whole && !confirmed || p.state() == assessment.PartSentBack):
		p.open = 1
	}
	return p
}

func confirmable(pack framework.Pack, sh workingcopy.Sheet, assertion string) bool {
	a, ok := pack.Assertion(assertion)
	return ok && len(assessment.Missing(a, sh.Answers)) == 0
}

const (
	mostSteps = 3
	soon      = 7 // days
)

// nextSteps gives at most three things to do next, each with its reason, the most pressing first: what waits for a lead's
// word, what was handed out and is due, answers that lack something, questions whose gap could stop care, parts to confirm,
// and then the year's last steps.
func nextSteps(v page.Visit, h assessmentdb.Home, l left, parts []ownedPart) []line {
	var steps []line
	if v.May(access.JudgeHandIn) {
		for _, w := range handedIn(v.Year.Pack, h.Sheet) {
			steps = append(steps, waitingLine(v, w))
		}
		steps = append(steps, answeredByLink(v, h.Sheet)...)
	}
	for _, p := range dueSoon(parts, v.Today) {
		steps = append(steps, p.onStandard(v, partReason(v, p)))
	}
	for _, it := range l.unfinished {
		steps = append(steps, itemLine(v, it, english.Sentence(it.AloneReason)))
	}
	for _, it := range gravest(l.unanswered) {
		steps = append(steps, itemLine(v, it, "Not answered yet. "+effectWords(it.Effect)))
	}
	for _, a := range l.confirm {
		if v.May(access.Confirm) && !h.HandIns[a.ID].Waits() {
			steps = append(steps, assertionLine(v, a.ID, "Everything is answered. It waits to be confirmed."))
		}
	}
	return unique(append(steps, lastSteps(v, h, l)...))
}

// handedIn gives what waits for a lead's word, as it stands in the pack.
func handedIn(pack framework.Pack, sh workingcopy.Sheet) []assessment.HandIn {
	var list []assessment.HandIn
	for _, s := range pack.Standards {
		for _, a := range s.Assertions {
			if h := sh.HandIns[a.ID]; h.Waits() {
				list = append(list, h)
			}
			for _, item := range a.Items {
				if h := sh.HandIns[item.ID]; h.Waits() {
					list = append(list, h)
				}
			}
		}
	}
	return list
}

// waitingLine leads to the page on which a hand-in is judged; who does not judge, to the questions.
func waitingLine(v page.Visit, h assessment.HandIn) line {
	part, _ := v.Year.Pack.Part(h.Part)
	l := line{page.Link{Text: h.Part + " " + part.Title, Href: v.At.Part(h.Part)}, h.By.Name + " has handed it in. Accept it or send it back."}
	switch {
	case h.By.ID == v.Actor.Person:
		l.reason = "You handed it in. Somebody else has to look at it."
	case !v.May(access.JudgeHandIn):
		q, _ := v.Year.Pack.Question(part.Items[0].ID)
		l.link.Href, l.reason = v.At.ItemOn(q.Standard, q.ID), h.By.Name+" has handed it in."
	}
	return l
}

// answeredByLink leads to what came through a link and waits to be accepted, for whom it concerns, and whoever asked to what nobody
// answered in time.
func answeredByLink(v page.Visit, sh workingcopy.Sheet) []line {
	var list []line
	for _, a := range sh.Asks {
		q, _ := v.Year.Pack.Question(a.Item)
		if !v.May(access.AskByLink) || !sh.Concerns(v.Actor, q) {
			continue
		}
		link := page.Link{Text: a.Item + " " + q.Title, Href: v.At.Asks(a.Item)}
		switch state := a.State(v.Today); {
		case state == assessment.AskWaiting:
			list = append(list, line{link, a.Name + " has answered by link. Accept it or return it."})
		case state == assessment.AskLapsed && a.By.ID == v.Actor.Person:
			list = append(list, line{link, a.Name + " did not answer by link in time. Ask again, or set it aside."})
		}
	}
	return list
}

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
	said := "With " + who + appui.DueWords(p.owner.Due, v.Today) + ". " + answeredWords(p.answered, p.questions) + "."
	if p.state() == assessment.PartSentBack {
		said += " Sent back, and not handed in again yet."
	}
	return said
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
