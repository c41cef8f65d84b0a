package assess

import (
	"net/http"
	"slices"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// homeView is the task list of a year.
type homeView struct {
	visit    visit
	pack     string // "the ten standards, on the 2023-24 items"
	begun    bool
	mayBegin bool
	closed   closed
	summary  string // "94 of 160 questions answered. …"
	next     []leftLine
	mine     ui.TaskList // the visitor's own parts; empty when none was handed to them
	ten      ui.TaskList
	own      ui.TaskList
	people   []partsOf
	events   []eventLine
	dates    []fact
	official officialFacts
	ways     []page.Link
}

// partsOf are one person's open parts.
type partsOf struct {
	name  string
	parts []leftLine
}

// eventLine is something that happened, with where to.
type eventLine struct {
	words string
	link  page.Link // empty where there is nothing to see
	when  string
}

func (p Place) showHome(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeAnswers)
	if err != nil {
		return err
	}
	h, err := p.Assessments.Home(r.Context(), v.Scope(), v.key(), v.year.Pack)
	if err != nil {
		return err
	}
	view := newHomeView(v, h)
	return page.Show(w, r, page.Page{
		Title: homeTitle(v, h), Caption: h.Trust + " · " + v.at.Cycle, Wide: true, Body: home(view),
		Back: page.Link{Text: "All years", Href: pathsToYears(v)}, Saved: p.Sessions.Said(r.Context()),
	})
}

// homeTitle says what matters most about the year on this day.
func homeTitle(v visit, h assessmentdb.Home) string {
	if !h.Begun {
		return "Not begun yet"
	}
	switch h.Stage {
	case assessment.WithBoard:
		return "Version " + strconv.Itoa(h.Version) + " is with the board"
	case assessment.Published:
		return "Version " + strconv.Itoa(h.Version) + " is published here"
	}
	n := leftOf(v.year.Pack, h.Result(v.year.Pack, v.today), h.Sheet).things()
	if n == 0 {
		return "Nothing is left: ready for the board"
	}
	things := english.Figures(n) + " " + english.Plural(n, "thing", "things") + " left"
	if v.today.After(v.year.Deadline) {
		return things + "; the deadline was " + dayAndMonth(v.year.Deadline)
	}
	return things + " before " + dayAndMonth(v.year.Deadline)
}

func dayAndMonth(d day.Day) string { return d.Time().Format("2 January") }

func newHomeView(v visit, h assessmentdb.Home) homeView {
	view := homeView{
		visit: v, pack: v.year.Pack.Label, begun: h.Begun, mayBegin: v.may(access.Begin), dates: v.dates(), official: newOfficialFacts(v, h),
		ways: v.ways(h),
	}
	if !h.Begun {
		return view
	}
	view.closed = v.closed(h.Sheet)
	result := h.Result(v.year.Pack, v.today)
	l := leftOf(v.year.Pack, result, h.Sheet)
	parts := ownedParts(v.year.Pack, result, h.Sheet)
	view.summary = summaryOf(result)
	if view.closed.words == "" {
		view.next = nextSteps(v, h, l, parts)
	}
	view.mine = v.mineList(parts)
	for i, s := range result.Standards {
		task := standardTask(v, v.year.Pack.Standards[i], s)
		if s.Own {
			view.own.Items = append(view.own.Items, task)
		} else {
			view.ten.Items = append(view.ten.Items, task)
		}
	}
	view.own.IDPrefix, view.mine.IDPrefix = "own", "mine"
	view.people = v.people(parts)
	for _, e := range h.Events {
		view.events = append(view.events, v.eventLine(e))
	}
	return view
}

// summaryOf counts in one or two sentences.
func summaryOf(r score.Result) string {
	said := english.Figures(r.Answered) + " of " + english.Figures(r.Questions) + " questions answered. " +
		english.Figures(r.InPlace) + " of " + english.Figures(r.Mandatory) + " mandatory items in place"
	if r.DoesNotApply > 0 {
		said += ", " + english.Figures(r.DoesNotApply) + " of them said not to apply"
	}
	return said + "; proof that is in date named for " + english.Figures(r.Proved) + " of these."
}

func standardTask(v visit, std framework.Standard, s score.Standard) ui.Task {
	hint := answeredWords(s.Answered, s.Questions)
	if s.Mandatory > 0 {
		hint += " · " + english.Figures(s.InPlace) + " of " + english.Figures(s.Mandatory) + " in place · proof for " + english.Figures(s.Proved)
	}
	return ui.Task{Heading: standardName(std), Hint: hint, Tag: taskTag(s.State), Href: v.at.Standard(std.Number)}
}

func standardName(std framework.Standard) string {
	if std.Own {
		return std.Title
	}
	return std.Number + " " + std.Title
}

// taskTag is the state of a standard in the words of a task list.
func taskTag(s score.State) *ui.Tag {
	switch s {
	case score.InPlace:
		return &ui.Tag{Text: "In place", Colour: "green"}
	case score.NotInPlace:
		return &ui.Tag{Text: "Gaps", Colour: "red"}
	case score.ToConfirm:
		return &ui.Tag{Text: "To confirm", Colour: "yellow"}
	case score.InProgress:
		return &ui.Tag{Text: "In progress", Colour: "blue"}
	}
	return &ui.Tag{Text: "Not started", Colour: "grey"}
}

// mineList are the parts that were handed to the visitor.
func (v visit) mineList(parts []ownedPart) ui.TaskList {
	var list ui.TaskList
	for _, p := range parts {
		if p.owner.Person != v.Actor.Person {
			continue
		}
		line := v.assertionLine(p.owner.Assertion, "")
		tag := &ui.Tag{Text: "Done", Colour: "green"}
		switch {
		case p.open > 0 && p.result.Answered == 0:
			tag = &ui.Tag{Text: "Not started", Colour: "grey"}
		case p.open > 0:
			tag = &ui.Tag{Text: "In progress", Colour: "blue"}
		}
		hint := english.Capital(answeredWords(p.result.Answered, p.result.Questions)) + dueWords(p.owner.Due, v.today)
		list.Items = append(list.Items, ui.Task{Heading: line.link.Text, Hint: hint, Tag: tag, Href: line.link.Href})
	}
	return list
}

// people lists who has open parts, in the order of the first.
func (v visit) people(parts []ownedPart) []partsOf {
	var list []partsOf
	for _, p := range parts {
		if p.open == 0 {
			continue
		}
		i := slices.IndexFunc(list, func(x partsOf) bool { return x.name == p.owner.Name })
		if i < 0 {
			i = len(list)
			list = append(list, partsOf{name: p.owner.Name})
		}
		line := v.assertionLine(p.owner.Assertion, answeredWords(p.result.Answered, p.result.Questions)+dueWords(p.owner.Due, v.today))
		line.link.Text = p.owner.Assertion
		list[i].parts = append(list[i].parts, line)
	}
	return list
}

// eventLine says what happened; to what leads there.
func (v visit) eventLine(e assessmentdb.Event) eventLine {
	line := eventLine{words: e.Name + " " + e.Verb.Sentence(), when: english.Capital(page.When(e.At, v.now))}
	switch e.Verb {
	case audit.AnswerSaved, audit.ProofNamed, audit.ProofWithdrawn:
		if q, ok := v.year.Pack.Question(e.Object); ok {
			line.link = page.Link{Text: e.Object, Href: v.at.ItemOn(q.Standard, q.ID)}
		}
	case audit.AssertionConfirmed, audit.AssertionHandedOut:
		line.link = page.Link{Text: e.Object, Href: v.at.Assertion(standardOf(v.year.Pack, e.Object), e.Object)}
	}
	return line
}

// dates are the year's own, counted from today.
func (v visit) dates() []fact {
	var list []fact
	add := func(name string, d day.Day) {
		if !d.IsZero() {
			list = append(list, fact{name, d.Words() + ", " + daysAway(d, v.today)})
		}
	}
	if !v.year.BaselineDue.Before(v.today) {
		add("Baseline", v.year.BaselineDue)
	}
	add("Deadline", v.year.Deadline)
	return list
}

func daysAway(d, today day.Day) string {
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

// ways are the year's other pages, for who may go there.
func (v visit) ways(h assessmentdb.Home) []page.Link {
	var list []page.Link
	add := func(text, href string, verb access.Verb, now bool) {
		if now && v.may(verb) {
			list = append(list, page.Link{Text: text, Href: href})
		}
	}
	draft := h.Begun && h.Stage == assessment.Draft
	add("Everything that is left", v.at.Left(), access.SeeAnswers, draft)
	add("The report, as it is today", v.at.ReportDraft(), access.SeeAnswers, draft)
	add("The report of version "+strconv.Itoa(h.Version), v.at.ReportOf(h.Version), access.SeeReport, h.Version > 0)
	add("Send it to the board", v.at.Send(), access.SendToBoard, draft)
	add("Who signs", v.at.Signatories(), access.KeepSignatories, h.Stage == assessment.WithBoard)
	add("Publish it here", v.at.Publish(), access.Publish, h.Stage == assessment.WithBoard)
	add("Who holds which office", pathsToOfficers(v), access.SeeReport, true)
	add("What others see of us", v.at.OthersView(), access.SeeOthersView, true)
	return list
}
