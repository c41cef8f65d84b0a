package tasks

import (
	"slices"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/english"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/score"
	"cyberready/internal/core/timetable"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// side is what stands beside the task list.
type side struct {
	official officialFacts
	dates    []appui.Fact
	datesAt  string
	plan     planFacts
	review   string // how many questions of a reviewer are open
	reviewAt string
	people   []personParts
	events   []event
	ways     []page.Link
}

// personParts are one person's open parts.
type personParts struct {
	name  string
	parts []line
}

// event is something that happened, with where to.
type event struct {
	when, words string
	link        page.Link // empty where there is nothing to see
}

func newSide(v page.Visit, h assessmentdb.Home, result score.Result, remarks []quality.Remark, parts []ownedPart) side {
	s := side{official: newOfficialFacts(v, h), dates: dates(v, h), datesAt: v.At.Dates(), plan: newPlanFacts(v, h, result),
		review: reviewWords(h.Replies, remarks), reviewAt: v.At.Review(), people: people(v, parts), ways: ways(v, h)}
	for _, e := range h.Events {
		s.events = append(s.events, newEvent(v, e))
	}
	return s
}

// people lists who has open parts, in the order of the first.
func people(v page.Visit, parts []ownedPart) []personParts {
	var list []personParts
	for _, p := range parts {
		if p.open == 0 {
			continue
		}
		i := slices.IndexFunc(list, func(x personParts) bool { return x.name == p.owner.Name })
		if i < 0 {
			i = len(list)
			list = append(list, personParts{name: p.owner.Name})
		}
		l := p.onStandard(v, answeredWords(p.answered, p.questions)+appui.DueWords(p.owner.Due, v.Today))
		l.link.Text = p.owner.Part
		list[i].parts = append(list[i].parts, l)
	}
	return list
}

func newEvent(v page.Visit, e assessmentdb.Event) event {
	out := event{words: e.Name + " " + e.Verb.Sentence(), when: english.Capital(page.When(e.At, v.Now))}
	switch e.Verb {
	case audit.AnswerSaved, audit.AnswerReconfirmed, audit.AnswerHeld, audit.ProofNamed, audit.ProofWithdrawn:
		if q, ok := v.Year.Pack.Question(e.Object); ok {
			out.link = page.Link{Text: e.Object, Href: v.At.ItemOn(q.Standard, q.ID)}
		}
	case audit.AssertionConfirmed:
		if standard := v.Year.Pack.StandardOf(e.Object); standard != "" {
			out.link = page.Link{Text: e.Object, Href: v.At.Assertion(standard, e.Object)}
		}
	case audit.AssertionHandedOut, audit.PartHandedIn, audit.HandInTakenBack, audit.HandInAccepted, audit.HandInSentBack:
		if _, ok := v.Year.Pack.Part(e.Object); ok && v.May(access.SeeSharing) {
			out.link = page.Link{Text: e.Object, Href: v.At.Part(e.Object)}
		}
	case audit.CommentWritten, audit.CommentResolved:
		if v.May(access.SeeSharing) {
			out.link = page.Link{Text: e.Object, Href: v.At.Comments(e.Object)}
		}
	}
	return out
}

// dates are the year's own, counted from today.
func dates(v page.Visit, h assessmentdb.Home) []appui.Fact {
	var list []appui.Fact
	for _, e := range v.Year.Days(h.Held(), h.Own) {
		if e.On.Before(v.Today) && !e.Final() {
			continue
		}
		list = append(list, appui.Fact{Name: e.Title, Words: e.Words(v.Today)})
	}
	return list
}

// countdown counts back from the trust's own next day: "Paper for the board in nine days: 20 things left, six of them parts to
// confirm." It says nothing when nothing is left, or no day of its own is to come.
func countdown(v page.Visit, h assessmentdb.Home, l left) string {
	next, ok := timetable.Next(v.Year.Days(h.Held(), h.Own), v.Today)
	if !ok || l.things() == 0 {
		return ""
	}
	said := next.Title + " " + timetable.Away(next.On, v.Today) + ": " + english.Count(l.things(), "thing", "things") + " left"
	if n := len(l.confirm); n > 0 {
		said += ", " + english.Number(n) + " of them " + english.Plural(n, "a part", "parts") + " to confirm"
	}
	return said + "."
}

// ways are the year's other pages, for who may go there.
func ways(v page.Visit, h assessmentdb.Home) []page.Link {
	var list []page.Link
	add := func(text, href string, verb access.Verb, now bool) {
		if now && v.May(verb) {
			list = append(list, page.Link{Text: text, Href: href})
		}
	}
	draft, withBoard := h.Stage == assessment.Draft, h.Stage == assessment.WithBoard
	add("The report, as it is today", v.At.ReportDraft(), access.SeeAnswers, draft)
	add("The report of version "+strconv.Itoa(h.Version), v.At.ReportOf(h.Version), access.SeeReport, h.Version > 0)
	add("Work in a spreadsheet", v.At.Spreadsheet(), access.WorkInFile, draft)
	add("Proof: what there is, and what lapses", v.At.Proof(), access.SeeAnswers, true)
	add("Critical services", v.At.Critical(), access.SeeReport, true)
	add("What would it take to close the gaps", v.At.Takes(), access.SeePlan, true)
	add("Risks that we knowingly keep", v.At.Risks(), access.SeeRisks, true)
	add("Send it to the board", v.At.Send(), access.SendToBoard, draft)
	add("Questions of the board", v.At.Questions(), access.AnswerBoard, h.Version > 0)
	add("Who signs", v.At.Signatories(), access.KeepSignatories, withBoard)
	add("Publish it here", v.At.Publish(), access.Publish, withBoard)
	add("What is different from last year", v.At.Differences("", ""), access.SeeAnswers, true)
	add("Who holds which office", paths.ToOfficers(v.At.ODS), access.SeeReport, true)
	add("Who has access", paths.ToPeople(v.At.ODS), access.SeeAccess, true)
	add("Audit trail", paths.ToTrail(v.At.ODS), access.SeeTrail, true)
	add("What others see of us", v.At.OthersView(), access.SeeOthersView, true)
	return list
}
