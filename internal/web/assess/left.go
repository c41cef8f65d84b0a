package assess

import (
	"net/http"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/page"
)

// left is what is left to do before nothing is open any more. A gap that is answered truthfully is not among it.
type left struct {
	unanswered []score.Item      // mandatory questions
	unfinished []score.Item      // answers that lack what they must carry
	confirm    []score.Assertion // answered, and nobody stands behind them yet
	waiting    int               // assertions that cannot be confirmed before their questions are answered
	optional   []score.Item      // unanswered, not mandatory: never counted here
}

// things counts what is left. An assertion counts as one thing until it is confirmed.
func (l left) things() int {
	return len(l.unanswered) + len(l.unfinished) + len(l.confirm) + l.waiting
}

func leftOf(pack framework.Pack, r score.Result, sh assessmentdb.Sheet) left {
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
			switch {
			case !a.Counting || a.Confirmed:
			case confirmable(pack, sh, a.ID):
				l.confirm = append(l.confirm, a)
			default:
				l.waiting++
			}
		}
	}
	return l
}

// leftView is the page of everything that is left, by standard.
type leftView struct {
	visit     visit
	things    int
	standards []leftStandard
	optional  []leftLine
	closed    closed
}

type leftStandard struct {
	number, title string
	lines         []leftLine
}

// leftLine leads to one thing.
type leftLine struct {
	link   page.Link
	reason string
}

func (p Place) showLeft(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeAnswers)
	if err != nil {
		return err
	}
	sh, err := p.Assessments.Whole(r.Context(), v.Scope(), v.key(), v.year.Pack)
	if err != nil {
		return err
	}
	view := newLeftView(v, sh)
	return page.Show(w, r, page.Page{
		Title: english.Capital(english.Count(view.things, "thing", "things")) + " left to do", Caption: sh.Trust + ", " + v.at.Cycle,
		Back: page.Link{Text: "The assessment", Href: v.at.Home()}, Body: leftPage(view),
	})
}

func newLeftView(v visit, sh assessmentdb.Sheet) leftView {
	l := leftOf(v.year.Pack, sh.Result(v.year.Pack, v.today), sh)
	view := leftView{visit: v, things: l.things(), closed: v.closed(sh)}
	lines := map[string][]leftLine{}
	for _, it := range l.unanswered {
		lines[it.Standard] = append(lines[it.Standard], v.itemLine(it, "Not answered yet. "+effectWords(it.Effect)))
	}
	for _, it := range l.unfinished {
		lines[it.Standard] = append(lines[it.Standard], v.itemLine(it, english.Sentence(it.AloneReason)))
	}
	for _, a := range l.confirm {
		number := standardOf(v.year.Pack, a.ID)
		lines[number] = append(lines[number], v.assertionLine(a.ID, "Everything is answered. It waits to be confirmed."))
	}
	for _, s := range v.year.Pack.Standards {
		if list := lines[s.Number]; len(list) > 0 {
			view.standards = append(view.standards, leftStandard{s.Number, s.Title, list})
		}
	}
	for _, it := range l.optional {
		view.optional = append(view.optional, v.itemLine(it, ""))
	}
	return view
}

func (v visit) itemLine(it score.Item, reason string) leftLine {
	q, _ := v.year.Pack.Question(it.ID)
	return leftLine{page.Link{Text: it.ID + " " + q.Title, Href: v.at.ItemOn(it.Standard, it.ID)}, reason}
}

func (v visit) assertionLine(id, reason string) leftLine {
	a, _ := v.year.Pack.Assertion(id)
	return leftLine{page.Link{Text: id + " " + a.Title, Href: v.at.Assertion(standardOf(v.year.Pack, id), id)}, reason}
}

// effectWords says what a question is about, gravest effects only: the others would be noise in a list.
func effectWords(e framework.Effect) string {
	switch e {
	case framework.StopsCare:
		return "Without it an attack could stop care."
	case framework.DelaysCare:
		return "Without it an attack could delay care."
	}
	return ""
}
