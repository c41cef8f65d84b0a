package fieldwork

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// itemView is one item in scope: the claim and its proof side by side, out of the copy, and what the assessor found.
type itemView struct {
	visit
	item     string
	question framework.Question
	claims   []claim
	proofs   []namedProof
	answers  bool // the claims and the proof may be read: a board's secretary reads what was found, and no answers
	finding  fieldwork.Finding
	shown    bool               // the finding may be read
	edit     bool               // and written
	left     *fieldwork.Finding // of an assessor before, that the present one may take over
	typed    fieldwork.Finding
	requests []fieldwork.Request
	correct  bool // the trust may correct it
	words    string
	settle   settling
	response *fieldwork.Response
	earlier  bool // the item was also found before
	errors   *fault.Error
}

// claim is what the trust says to one question of the item.
type claim struct {
	id, ask string
	facts   []appui.Fact
	tag     ui.Tag
	reason  string
	saved   string
}

// settling is a decision on a correction, as it was typed.
type settling struct{ id, verdict, words string }

func (p Place) showItem(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeFieldwork)
	if err != nil {
		return err
	}
	view, err := newItemView(v, chi.URLParam(r, "item"), p.Desk.Scans())
	if err != nil {
		return err
	}
	return p.renderItem(w, r, view)
}

func (p Place) renderItem(w http.ResponseWriter, r *http.Request, view itemView) error {
	pg := p.page(r, view.visit, view.question.Title)
	pg.Caption += " · " + view.item
	pg.Errors, pg.Body, pg.Wide = view.errors, itemPage(view), true
	return page.Show(w, r, pg)
}

func newItemView(v visit, item string, scanned bool) (itemView, error) {
	view := itemView{visit: v, item: item}
	if err := v.engaged(); err != nil {
		return view, err
	}
	in := false
	for _, s := range v.Work.Scope {
		in = in || s.Item == item
	}
	if !in {
		return view, fault.New(fault.NotFound, "This item is not in the scope of the independent assessment.")
	}
	if v.Copy == nil || !v.works() && !v.issued() && !v.May(access.SeeAnswers) {
		return view, fault.New(fault.NotFound, "The draft has not been issued yet.")
	}
	view.question, _ = v.pack().Question(item)
	view.answers = v.works() || v.May(access.SeeAnswers) || v.May(access.TakeReport)
	answers := v.Copy.Snapshot.AnswersByItem()
	for _, id := range fieldwork.OfItem(v.pack(), item) {
		view.claims = append(view.claims, v.claim(id, answers[id]))
	}
	view.proofs = v.proofsOf(item, scanned)
	view.shown = v.works() || v.issued()
	view.finding = v.Work.Finding(item, false)
	view.typed = view.finding
	if left, ok := v.Work.LeftBefore(item, false); ok && v.works() {
		view.left = &left
	}
	view.edit = v.mine() && v.Work.MayWrite(v.Actor.Person, item, false) == nil
	view.correct = v.May(access.RespondToDraft) && v.phase() == fieldwork.Drafted
	for _, q := range v.Work.Requests {
		if q.Item == item {
			view.requests = append(view.requests, q)
		}
	}
	if a, ok := v.Work.Response(view.finding); ok {
		view.response = &a
	}
	for _, e := range v.Work.Earlier {
		view.earlier = view.earlier || e.Item == item
	}
	return view, nil
}

// claim gives what was answered to one question of the copy.
func (v visit) claim(id string, a assessment.Answer) claim {
	q, _ := v.pack().Question(id)
	c := claim{id: id, ask: q.Ask}
	if c.ask == "" && q.Figure != nil {
		c.ask = q.Figure.Label
	}
	for _, it := range v.Copy.Result.Items {
		if it.ID == id {
			c.tag, c.reason = appui.StateTag(it.Alone), english.Capital(score.Item{Finding: it.Finding}.Finding)
		}
	}
	if a.Reply != assessment.Unanswered {
		c.facts = append(c.facts, appui.Fact{Name: "Answer", Words: a.Reply.Words()})
	}
	if given := a.FigureWords(q.Figure); given != "" && q.Figure != nil {
		c.facts = append(c.facts, appui.Fact{Name: q.Figure.Label, Words: given})
	}
	if a.Text != "" {
		c.facts = append(c.facts, appui.Fact{Name: "In its words", Words: a.Text})
	}
	if a.Version > 0 {
		c.saved = "Saved by " + a.SavedBy.Name + ", " + dayOf(a.SavedAt)
	}
	return c
}

// readFinding reads a finding as it was typed.
func readFinding(r *http.Request, item string, reopened bool) fieldwork.Finding {
	version, _ := strconv.Atoi(r.PostFormValue("version"))
	return fieldwork.Finding{Item: item, Reopened: reopened, Version: version, Verdict: fieldwork.Verdict(r.PostFormValue("verdict")),
		Tested: r.PostFormValue("tested"), Seen: r.PostFormValue("seen"), Found: r.PostFormValue("found"), Recommendation: r.PostFormValue("recommendation")}
}

func (p Place) keepItem(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	item := chi.URLParam(r, "item")
	typed := readFinding(r, item, false)
	err = p.Fieldwork.Keep(r.Context(), v.Scope(), v.key(), typed, v.Now)
	if errs := page.Refused(err); errs != nil {
		view, err := newItemView(v, item, p.Desk.Scans())
		if err != nil {
			return err
		}
		typed.Version = view.finding.Version // saving again puts one's own words in the place of what is kept now
		view.typed, view.errors = typed, errs
		return p.renderItem(w, r, view)
	}
	if err != nil {
		return err
	}
	said, to := "Kept.", v.At.IndependentItem(item)
	if typed.Verdict != fieldwork.Undecided {
		said, to = item+" is kept: "+english.Small(typed.Verdict.Words())+".", v.At.Independent()
	}
	return p.done(w, r, said, to)
}

func (v itemView) verdictField() ui.Radios {
	return ui.Radios{Name: "verdict", Value: string(v.typed.Verdict), ErrorMessage: wrong(v.errors, "verdict"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Do you agree with the trust’s own answer?"}}, Items: []ui.RadioItem{
			{Value: string(fieldwork.Agree), Text: "I agree"},
			{Value: string(fieldwork.Differ), Text: "I differ", Hint: ui.Hint{Text: "Then a recommendation is needed."}},
			{Value: string(fieldwork.Untested), Text: "Not tested", Hint: ui.Hint{Text: "Say why under “What was found”. It is never shown as agreed."}}}}
}
