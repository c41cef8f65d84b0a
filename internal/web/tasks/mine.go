package tasks

import (
	"net/http"
	"slices"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// mineView is a contributor's home: what was given to them, and nothing else of the trust's work.
type mineView struct {
	at      paths.Year
	pack    string
	closed  appui.Closed
	todo    []line // by urgency
	waiting []line // handed in, and nobody has looked at it yet
	done    []line
	actions []line // theirs in the plan of improvement
	dates   []appui.Fact
	ways    []page.Link
}

func (p Place) showMine(w http.ResponseWriter, r *http.Request, v page.Visit, h assessmentdb.Home, result score.Result, touched []carry.Touched) error {
	view := newMineView(v, h, result, touched)
	title := "Nothing is waiting for you"
	if n := len(view.todo); n > 0 {
		title = english.Capital(english.Count(n, "thing is waiting", "things are waiting")) + " for you"
	}
	return page.Show(w, r, page.Page{
		Title: title, Caption: h.Trust + " · " + v.At.Cycle, Wide: true, Body: mine(view),
		Back: page.Link{Text: "All years", Href: paths.ToTrustYears(v.At.ODS)}, Saved: p.Sessions.Said(r.Context()),
	})
}

func newMineView(v page.Visit, h assessmentdb.Home, result score.Result, touched []carry.Touched) mineView {
	view := mineView{at: v.At, pack: v.Year.Pack.Label, closed: appui.ClosedAt(v, h.Stage), dates: dates(v, h)}
	var open []ownedPart
	for _, p := range ownedParts(v.Year.Pack, result, h.Sheet) {
		if p.owner.Person != v.Actor.Person {
			continue
		}
		switch {
		case p.state() == assessment.PartHandedIn:
			view.waiting = append(view.waiting, partLine(v, p, "You handed it in "+page.Moment(p.handIn.At, v.Now)+"."))
		case p.state() == assessment.PartAccepted || p.confirmed:
			view.done = append(view.done, partLine(v, p, ""))
		default:
			open = append(open, p)
		}
	}
	slices.SortStableFunc(open, func(a, b ownedPart) int { return byUrgency(a, b, v.Today) })
	view.todo = append(view.todo, answeredByLink(v, h.Sheet)...)
	for _, t := range touched {
		if h.Concerns(v.Actor, t.Question) {
			view.todo = append(view.todo, line{page.Link{Text: t.Question.ID + " " + t.Question.Title, Href: v.At.Guidance()},
				"The guidance changed after this was answered. Change the answer, or say that it still holds."})
		}
	}
	for _, p := range open {
		view.todo = append(view.todo, partLine(v, p, openReason(v, p)))
	}
	for _, a := range h.Plan.Actions {
		if a.Open() && a.Owner.ID == v.Actor.Person {
			view.actions = append(view.actions, line{page.Link{Text: a.Title, Href: v.At.PlanAction(a.ID)}, english.Sentence(dueAlone(a.Due, v.Today))})
		}
	}
	for _, w := range []struct {
		text, href string
		verb       access.Verb
	}{
		{"Work in a spreadsheet", v.At.Spreadsheet(), access.WorkInFile},
		{"Questions and answers of every standard", v.At.Standard(v.Year.Pack.Standards[0].Number), access.SeeAnswers},
		{"Plan of improvement", v.At.Plan(), access.SeePlan},
		{"Who holds which office", paths.ToOfficers(v.At.ODS), access.SeeReport},
	} {
		if v.May(w.verb) {
			view.ways = append(view.ways, page.Link{Text: w.text, Href: w.href})
		}
	}
	return view
}

// The urgency of an open part: what came back is somebody's time spent already, then what is late, then what is due within a
// week, then the rest.
func urgency(p ownedPart, today day.Day) int {
	switch due := p.owner.Due; {
	case p.state() == assessment.PartSentBack:
		return 0
	case !due.IsZero() && due.Before(today):
		return 1
	case !due.IsZero() && due.DaysSince(today) <= soon:
		return 2
	}
	return 3
}

// byUrgency orders open parts: by urgency, then by day, those without one last.
func byUrgency(a, b ownedPart, today day.Day) int {
	if x, y := urgency(a, today), urgency(b, today); x != y {
		return x - y
	}
	switch x, y := a.owner.Due, b.owner.Due; {
	case x.IsZero() && y.IsZero():
		return 0
	case x.IsZero():
		return 1
	case y.IsZero():
		return -1
	default:
		return x.DaysSince(y)
	}
}

// openReason says why a part is on the list: what is missing, by when, and how far it is.
func openReason(v page.Visit, p ownedPart) string {
	said := ""
	if p.state() == assessment.PartSentBack {
		said = p.handIn.JudgedBy.Name + " sent it back: " + english.Sentence(p.handIn.Because) + " "
	}
	if due := dueAlone(p.owner.Due, v.Today); due != "" {
		said += english.Sentence(english.Capital(due)) + " "
	}
	said += answeredWords(p.answered, p.questions) + "."
	if p.missing == 0 {
		said += " Hand it in when you are content with it."
	}
	return said
}

// dueAlone says by when something is due, by itself: "overdue by two days".
func dueAlone(due, today day.Day) string {
	words := appui.DueWords(due, today)
	if len(words) > 2 {
		return words[2:]
	}
	return words
}

// partLine leads to the page of a part.
func partLine(v page.Visit, p ownedPart, reason string) line {
	return line{page.Link{Text: p.owner.Part + " " + p.title, Href: v.At.Part(p.owner.Part)}, reason}
}

func (v mineView) nothing() string {
	switch {
	case len(v.waiting) > 0:
		return "All that was given to you is handed in. You hear when somebody has looked at it."
	case len(v.done) > 0:
		return "All that was given to you is done. Thank you."
	}
	return "Nothing has been given to you yet. Your assessment lead gives out the parts."
}

func (v mineView) doneWords() string {
	return english.Capital(english.Count(len(v.done), "part is", "parts are")) + " done"
}
