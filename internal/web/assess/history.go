package assess

import (
	"net/http"
	"slices"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// historyView is everything that happened to a question, newest first.
type historyView struct {
	row   row
	lines []historyLine
}

// historyLine is one save, with what it changed marked, or one confirmation that came or went.
type historyLine struct {
	at    time.Time
	title string
	when  string
	facts []appui.MarkedFact
}

func (p Place) showHistory(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.SeeAnswers)
	if err != nil {
		return err
	}
	h, err := p.Assessments.History(r.Context(), v.Scope(), key(v), v.Year.Pack, q.ID)
	if err != nil {
		return err
	}
	view := historyView{row: row{at: v.At, question: q}, lines: historyLines(q, h)}
	return page.Show(w, r, page.Page{
		Title: "History of " + q.ID, Caption: q.Title + " · " + h.Trust + ", " + v.At.Cycle,
		Back: page.Link{Text: "Standard " + q.Standard, Href: v.At.ItemOn(q.Standard, q.ID)}, Body: history(view), List: historyFile(v, q, h),
	})
}

func historyLines(q framework.Question, h assessmentdb.History) []historyLine {
	var list []historyLine
	line := func(at time.Time, title string, facts []appui.MarkedFact) {
		list = append(list, historyLine{at: at, title: title, when: page.Today(at).Words() + ", " + page.Clock(at), facts: facts})
	}
	for _, a := range h.LastYear {
		_, said := appui.Compare(q.Item, assessment.Words{}, a.Words)
		line(a.At, a.By.Name+" answered, for "+string(a.From), unmarked(said))
	}
	for i, a := range h.Revisions {
		var before assessment.Words
		if i+1 < len(h.Revisions) {
			before = h.Revisions[i+1].Words
		}
		title := a.SavedBy.Name + " changed the answer"
		switch {
		case a.Version == 1:
			title = a.SavedBy.Name + " answered"
		case a.Words.Empty():
			title = a.SavedBy.Name + " took the answer away"
		}
		_, now := appui.Compare(q.Item, before, a.Words)
		if a.Version == 1 {
			now = unmarked(now)
		}
		line(a.SavedAt, title, now)
	}
	for _, c := range h.Confirmations {
		line(c.At, c.By.Name+" confirmed "+c.Assertion, nil)
		if !c.Stands() {
			line(c.TakenBackAt, "The confirmation of "+c.Assertion+" by "+c.By.Name+" was taken back, because "+c.Because+" changed", nil)
		}
	}
	for _, h := range h.HandIns {
		line(h.At, h.By.Name+" handed in "+h.Part, nil)
		switch h.Verdict {
		case assessment.Accepted:
			line(h.JudgedAt, h.JudgedBy.Name+" accepted "+h.Part+" from "+h.By.Name, nil)
		case assessment.SentBack:
			line(h.JudgedAt, h.JudgedBy.Name+" sent "+h.Part+" back to "+h.By.Name, []appui.MarkedFact{{Name: "Because", Spans: []appui.Span{{Text: h.Because}}}})
		}
		switch {
		case h.TakenBackAt.IsZero():
		case h.ChangedItem != "":
			line(h.TakenBackAt, h.Part+" was open again, because "+h.ChangedItem+" changed", nil)
		default:
			line(h.TakenBackAt, "What "+h.By.Name+" had handed in of "+h.Part+" was taken back", nil)
		}
	}
	for _, g := range h.Given {
		what := "an answer"
		if g.Kind == assessment.AskProof {
			what = "proof"
		}
		line(g.GivenAt, g.Name+" gave "+what+" by link", nil)
		switch {
		case g.JudgedAt == nil:
		case g.Verdict == assessment.Accepted:
			line(*g.JudgedAt, g.JudgedByName+" accepted what "+g.Name+" gave", nil)
		default:
			line(*g.JudgedAt, g.JudgedByName+" returned what "+g.Name+" gave", nil)
		}
	}
	slices.SortStableFunc(list, func(a, b historyLine) int { return b.at.Compare(a.at) })
	return list
}

// unmarked is for the first answer: all of it is new, so that no mark says anything.
func unmarked(list []appui.MarkedFact) []appui.MarkedFact {
	for i := range list {
		whole := ""
		for _, s := range list[i].Spans {
			whole += s.Text
		}
		list[i].Spans = []appui.Span{{Text: whole}}
	}
	return list
}

func (l historyLine) heading() ui.Heading {
	return ui.Heading{Text: l.title, Level: 2, Size: "s", Caption: ui.Caption{Text: l.when, Size: "m"}}
}
