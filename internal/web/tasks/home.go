package tasks

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// homeView is the task list of a year.
type homeView struct {
	at       paths.Year
	pack     string // "the ten standards, on the 2023-24 items"
	begun    bool
	mayBegin bool
	closed   appui.Closed
	summary  string // "94 of 150 questions answered. …"
	before   string // the year that it can begin from; empty: none
	count    string // back from the trust's own next day; empty: nothing to count
	first    []line // last year's answers that wait, and answers whose guidance changed
	asked    line   // questions of the board that wait; empty when none does
	next     []line
	mine     ui.TaskList // the visitor's own parts; empty when none was handed to them
	ten      ui.TaskList
	own      ui.TaskList
	side     side
}

func (p Place) showHome(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	h, err := p.Assessments.Home(r.Context(), v.Scope(), key(v), v.Year.Pack)
	if err != nil {
		return err
	}
	result := h.Result(v.Year.Pack, v.Today)
	touched, err := p.touched(r, v, h.Begun)
	if err != nil {
		return err
	}
	if h.Begun && v.Actor.Role == access.Contributor {
		return p.showMine(w, r, v, h, result, touched)
	}
	remarks, err := h.Remarks(v.Year.Pack, v.At.Cycle, result, v.Today)
	if err != nil {
		return err
	}
	l := leftOf(v.Year.Pack, result, h.Sheet)
	return page.Show(w, r, page.Page{
		Title: homeTitle(v, h, l), Caption: h.Trust + " · " + v.At.Cycle, Wide: true, Body: home(newHomeView(v, h, result, remarks, l, touched)),
		List: standardsFile(v, result),
		Back: page.Link{Text: "All years", Href: paths.ToTrustYears(v.At.ODS)}, Saved: p.Sessions.Said(r.Context()),
	})
}

// homeTitle says what matters most about the year on this day.
func homeTitle(v page.Visit, h assessmentdb.Home, l left) string {
	if !h.Begun {
		return "Not begun yet"
	}
	switch h.Stage {
	case assessment.WithBoard:
		return "Version " + strconv.Itoa(h.Version) + " is with the board"
	case assessment.Published:
		return "Version " + strconv.Itoa(h.Version) + " is published here"
	}
	n := l.things()
	if n == 0 {
		return "Nothing is left: ready for the board"
	}
	things := english.Figures(n) + " " + english.Plural(n, "thing", "things") + " left"
	due := v.Year.Due(signoff.Final)
	if v.Today.After(due) {
		return things + "; the deadline was " + dayAndMonth(due)
	}
	return things + " before " + dayAndMonth(due)
}

func dayAndMonth(d day.Day) string { return d.Time().Format("2 January") }

func newHomeView(v page.Visit, h assessmentdb.Home, result score.Result, remarks []quality.Remark, l left, touched []carry.Touched) homeView {
	view := homeView{at: v.At, pack: v.Year.Pack.Label, begun: h.Begun, mayBegin: v.May(access.Begin), before: h.Before}
	if !h.Begun {
		return view
	}
	parts := ownedParts(v.Year.Pack, result, h.Sheet)
	view.closed = appui.ClosedAt(v, h.Stage)
	view.summary = summaryOf(result)
	view.side = newSide(v, h, result, remarks, parts)
	if n := h.Asked; n > 0 && v.May(access.AnswerBoard) {
		view.asked = line{page.Link{Text: english.Capital(english.Count(n, "question of the board waits", "questions of the board wait")), Href: v.At.Questions()},
			"Whoever asked may wait for your answer before they sign."}
	}
	if view.closed.Words == "" {
		view.first, view.count = again(v, h, touched), countdown(v, h, l)
		view.next = nextSteps(v, h, l, parts)
	}
	view.mine = mineList(v, parts)
	view.own.IDPrefix = "own"
	for i, s := range result.Standards {
		task := standardTask(v, v.Year.Pack.Standards[i], s)
		if s.Own {
			view.own.Items = append(view.own.Items, task)
		} else {
			view.ten.Items = append(view.ten.Items, task)
		}
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
	return said + "; proof that is in date is named for " + english.Figures(r.Proved) + " of these."
}

func standardTask(v page.Visit, std framework.Standard, s score.Standard) ui.Task {
	hint := answeredWords(s.Answered, s.Questions)
	if s.Mandatory > 0 {
		hint += " · " + english.Figures(s.InPlace) + " of " + english.Figures(s.Mandatory) + " in place · proof for " + english.Figures(s.Proved)
	}
	name := std.Number + " " + std.Title
	if std.Own {
		name = std.Title
	}
	return ui.Task{Heading: name, Hint: hint, Tag: taskTag(s.State), Href: v.At.Standard(std.Number)}
}

// taskTag is the state of a standard in the words of a task list.
func taskTag(s score.State) *ui.Tag {
	switch s {
	case score.Unanswered:
		return &ui.Tag{Text: "Not started", Colour: "grey"}
	case score.NotInPlace:
		return &ui.Tag{Text: "Gaps", Colour: "red"}
	}
	tag := appui.StateTag(s)
	return &tag
}

// mineList are the parts that were handed to the visitor.
func mineList(v page.Visit, parts []ownedPart) ui.TaskList {
	list := ui.TaskList{IDPrefix: "mine"}
	for _, p := range parts {
		if p.owner.Person != v.Actor.Person {
			continue
		}
		hint, tag := answeredWords(p.answered, p.questions), &ui.Tag{Text: "Done", Colour: "green"}
		if p.open > 0 {
			hint += appui.DueWords(p.owner.Due, v.Today)
			tag = &ui.Tag{Text: "In progress", Colour: "blue"}
			if p.answered == 0 {
				tag = &ui.Tag{Text: "Not started", Colour: "grey"}
			}
		}
		l := p.onStandard(v, "")
		list.Items = append(list.Items, ui.Task{Heading: l.link.Text, Hint: hint, Tag: tag, Href: l.link.Href})
	}
	return list
}
