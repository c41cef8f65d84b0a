package carried

import (
	"net/http"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/english"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// carriedView is last year's answers, standard by standard.
type carriedView struct {
	at        paths.Year
	from      string // the year that they come from; empty: nothing was brought along
	before    string // where nothing was: the year that could be
	mayBring  bool
	summary   string
	standards []standard
	gone      []line // not asked any more
	closed    appui.Closed
}

// standard is one with parts in which something is to be done.
type standard struct {
	number, title string
	parts         []part
}

// part is an assertion of which something waits.
type part struct {
	id, title string
	waiting   []line
	again     []line
	settled   string // how many have an answer of this year; empty: none
	may       bool   // reconfirm
}

// line is one of last year's answers.
type line struct {
	item, title string
	said        []appui.Fact
	by          string // who gave it, and when
	proof       string
	why         []string
	use         string // where it is given again; empty for who may not
}

func (p part) items() string { return strings.Join(ids(p.waiting), " ") }

func ids(list []line) []string {
	var out []string
	for _, l := range list {
		out = append(out, l.item)
	}
	return out
}

// button says what the one decision is.
func (p part) button() string {
	return "Still true: reconfirm " + english.Count(len(p.waiting), "answer", "answers")
}

func (p Place) showCarried(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeAnswers)
	if err != nil {
		return err
	}
	c, err := p.Assessments.Carried(r.Context(), v.Scope(), key(v), v.Today)
	if err != nil {
		return err
	}
	content, err := p.content(r, v, c.From)
	if err != nil {
		return err
	}
	return page.Show(w, r, page.Page{
		Title: "Last year’s answers", Caption: c.Trust + ", " + v.At.Cycle, Body: carriedPage(newCarriedView(v, c, c.Decide(content))),
		Back: page.Link{Text: "The assessment", Href: v.At.Home()}, Saved: p.Sessions.Said(r.Context()),
	})
}

func newCarriedView(v page.Visit, c assessmentdb.Carried, list []carry.Decision) carriedView {
	view := carriedView{at: v.At, from: c.From, before: c.Before, mayBring: v.May(access.Begin), summary: summary(c.From, list), closed: appui.ClosedAt(v, c.Stage)}
	may := mayAnswer(v, c.Stage)
	by := map[string][]carry.Decision{}
	for _, d := range list {
		if by[d.Assertion] = append(by[d.Assertion], d); d.State == carry.Gone {
			view.gone = append(view.gone, newLine(v, c, d))
		}
	}
	for _, s := range v.Year.Pack.Standards {
		st := standard{number: s.Number, title: s.Title}
		for _, a := range s.Assertions {
			one := part{id: a.ID, title: a.Title, may: may}
			settled := 0
			for _, d := range by[a.ID] {
				l := newLine(v, c, d)
				if may {
					l.use = v.At.ItemFromLast(d.Item)
				}
				switch d.State {
				case carry.Waiting:
					one.waiting = append(one.waiting, l)
				case carry.Again:
					one.again = append(one.again, l)
				case carry.Settled:
					settled++
				}
			}
			if len(one.waiting)+len(one.again) == 0 {
				continue
			}
			if settled > 0 {
				one.settled = english.Capital(english.Count(settled, "question has", "questions have")) + " an answer of this year."
			}
			st.parts = append(st.parts, one)
		}
		if len(st.parts) > 0 {
			view.standards = append(view.standards, st)
		}
	}
	return view
}

// newLine shows one of last year's answers: to the question as it is asked now, or else as it was asked.
func newLine(v page.Visit, c assessmentdb.Carried, d carry.Decision) line {
	q, known := v.Year.Pack.Item(d.Item)
	l := line{item: d.Item, title: q.Title, by: d.By.Name + ", " + page.Today(d.At).Words()}
	if !known {
		l.title = "A question of " + string(d.From)
	}
	l.said = appui.Said(q, d.Words)
	if n := len(carry.InDate(c.Proofs, d.Item, v.Today)); n > 0 {
		l.proof = english.Capital(english.Count(n, "proof that is in date stays", "proofs that are in date stay")) + " named for it."
	}
	for _, r := range d.Reasons {
		l.why = append(l.why, r.Words)
	}
	return l
}

func summary(from string, list []carry.Decision) string {
	n := carry.Counts(list)
	waiting, again := n[carry.Waiting], n[carry.Again]
	said := english.Capital(english.Count(len(list), "answer", "answers")) + " of " + from + " " + english.Plural(len(list), "was", "were") + " brought along. "
	if waiting+again == 0 {
		return said + "Each has its answer of this year now."
	}
	return said + english.Capital(english.Count(waiting, "waits", "wait")) + " to be reconfirmed, and " + english.Count(again, "must", "must") +
		" be answered again. Until then none of them counts."
}

// reconfirm takes one decision on a part; or brings last year's answers along where a year was begun without them.
func (p Place) reconfirm(w http.ResponseWriter, r *http.Request) error {
	verb := access.Answer
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	bring := r.PostFormValue("do") == "bring"
	if bring {
		verb = access.Begin
	}
	v, err := page.Enter(r, p.Content, p.Now(), verb)
	if err != nil {
		return err
	}
	if bring {
		if err := p.Assessments.BringAlong(r.Context(), v.Scope(), key(v), v.Now, v.Today); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), "Last year’s answers are here. None of them counts until it is reconfirmed.")
		return page.Go(w, r, v.At.Carried())
	}
	c, err := p.Assessments.Carried(r.Context(), v.Scope(), key(v), v.Today)
	if err != nil {
		return err
	}
	content, err := p.content(r, v, c.From)
	if err != nil {
		return err
	}
	assertion, saw := r.PostFormValue("assertion"), strings.Fields(r.PostFormValue("items"))
	if err := p.Assessments.Reconfirm(r.Context(), v.Scope(), key(v), content, assertion, saw, v.Now, v.Today); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), english.Capital(english.Count(len(saw), "answer of "+assertion+" is", "answers of "+assertion+" are"))+" reconfirmed.")
	return page.Go(w, r, v.At.Carried())
}
