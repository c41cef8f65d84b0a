package tasks

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
)

// left is what is left to do before nothing is open any more. A gap that is answered truthfully is not among it.
type left struct {
	unanswered []score.Item        // mandatory questions
	unfinished []score.Item        // answers that lack what they must carry
	confirm    []score.Assertion   // answered, and nobody stands behind them yet
	waiting    []assessment.HandIn // single items that wait for a lead's word; an assertion that does is among confirm
	byLink     int                 // replies by link that wait to be accepted
	optional   []score.Item        // unanswered, not mandatory: never counted here
}

// things counts what is left: as many as the page of everything that is left lists.
func (l left) things() int {
	return len(l.unanswered) + len(l.unfinished) + len(l.confirm) + len(l.waiting)
}

func leftOf(pack framework.Pack, r score.Result, sh workingcopy.Sheet) left {
	var l left
	for _, it := range r.Items {
		q, _ := pack.Question(it.ID)
		switch {
		case it.Unfinished:
			l.unfinished = append(l.unfinished, it)
		case it.Answered:
		case q.Mandatory && !q.Own:
			l.unanswered = append(l.unanswered, it)
		default:
			l.optional = append(l.optional, it)
		}
	}
	for _, s := range r.Standards {
		for _, a := range s.Assertions {
			if a.Counting && !a.Confirmed && confirmable(pack, sh, a.ID) {
				l.confirm = append(l.confirm, a)
			}
		}
	}
	for _, h := range handedIn(pack, sh) {
		if _, single := pack.Question(h.Part); single {
			l.waiting = append(l.waiting, h)
		}
	}
	for _, a := range sh.Asks {
		if a.Given.ID != "" && a.Given.Verdict == assessment.NotJudged {
			l.byLink++
		}
	}
	return l
}

// leftView is the page of everything that is left, by standard.
type leftView struct {
	things    int
	again     []line // answers whose guidance changed
	byLink    []line
	standards []leftStandard
	optional  []line
	closed    appui.Closed
}

type leftStandard struct {
	number, title string
	lines         []line
}

func (p Place) showLeft(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	sh, err := p.Assessments.Whole(r.Context(), v.Scope(), key(v), v.Year.Pack)
	if err != nil {
		return err
	}
	touched, err := p.touched(r, v, true)
	if err != nil {
		return err
	}
	view := newLeftView(v, sh)
	view.again = touchedLines(v, touched)
	return page.Show(w, r, page.Page{
		Title: english.Capital(english.Count(view.things, "thing", "things")) + " left to do", Caption: sh.Trust + ", " + v.At.Cycle,
		Back: page.Link{Text: "The assessment", Href: v.At.Home()}, Body: leftPage(view), List: leftFile(v, view),
	})
}

func newLeftView(v page.Visit, sh workingcopy.Sheet) leftView {
	l := leftOf(v.Year.Pack, sh.Result(v.Year.Pack, v.Today), sh)
	view := leftView{things: l.things(), closed: appui.ClosedAt(v, sh.Stage)}
	lines := map[string][]line{}
	for _, it := range l.unanswered {
		lines[it.Standard] = append(lines[it.Standard], itemLine(v, it, "Not answered yet. "+effectWords(it.Effect)))
	}
	for _, it := range l.unfinished {
		lines[it.Standard] = append(lines[it.Standard], itemLine(v, it, english.Sentence(it.AloneReason)))
	}
	for _, a := range l.confirm {
		number, l := v.Year.Pack.StandardOf(a.ID), assertionLine(v, a.ID, "Everything is answered. It waits to be confirmed.")
		if h := sh.HandIns[a.ID]; h.Waits() {
			l = waitingLine(v, h)
		}
		lines[number] = append(lines[number], l)
	}
	for _, h := range l.waiting {
		q, _ := v.Year.Pack.Question(h.Part)
		lines[q.Standard] = append(lines[q.Standard], waitingLine(v, h))
	}
	view.byLink = answeredByLink(v, sh)
	for _, s := range v.Year.Pack.Standards {
		if list := lines[s.Number]; len(list) > 0 {
			view.standards = append(view.standards, leftStandard{s.Number, s.Title, list})
		}
	}
	for _, it := range l.optional {
		view.optional = append(view.optional, itemLine(v, it, ""))
	}
	return view
}
