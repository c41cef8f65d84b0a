package assess

import (
	"errors"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// itemView is a question on a page of its own.
type itemView struct {
	row    row
	part   page.Link // back to its row among the others
	closed appui.Closed
	live   string // the stream of what others change; empty: none
	clear  bool   // there is an answer that can be taken away
}

func (p Place) showItem(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.SeeAnswers)
	if err != nil {
		return err
	}
	sh, err := p.Assessments.ReviewedStandard(r.Context(), v.Scope(), key(v), v.Year.Pack, q.Standard, v.Today)
	if err != nil {
		return err
	}
	shown := newRow(v, sh, itemOf(sh.Result(v.Year.Pack, v.Today), q.ID))
	if r.URL.Query().Get(paths.FromLast) != "" {
		shown.startFromLast()
	}
	return p.renderItem(w, r, v, sh, shown)
}

func (p Place) renderItem(w http.ResponseWriter, r *http.Request, v page.Visit, sh assessmentdb.Review, shown row) error {
	q := shown.question
	shown.alone = true
	view := itemView{
		row: shown, closed: appui.ClosedAt(v, sh.Stage), live: liveAt(v, sh.Stage == assessment.Draft), clear: shown.editable && shown.result.Answered,
		part: page.Link{Text: "All questions of standard " + q.Standard, Href: v.At.ItemOn(q.Standard, q.ID)},
	}
	return page.Show(w, r, page.Page{
		Title: q.Title, Caption: q.ID + " · " + sh.Trust + ", " + v.At.Cycle, Errors: renamed(shown.errors, shown.field),
		Back: view.part, Body: itemPage(view), Saved: p.Sessions.Said(r.Context()),
	})
}

// enterItem enters a page of one question.
func (p Place) enterItem(r *http.Request, verb access.Verb) (page.Visit, framework.Question, error) {
	v, err := page.Enter(r, p.Content, p.Now(), verb)
	if err != nil {
		return v, framework.Question{}, err
	}
	q, ok := v.Year.Pack.Question(chi.URLParam(r, "item"))
	if !ok {
		return v, q, fault.New(fault.NotFound, "There is no such question.")
	}
	return v, q, nil
}

func itemOf(r score.Result, id string) score.Item {
	for _, it := range r.Items {
		if it.ID == id {
			return it
		}
	}
	return score.Item{ID: id}
}

// saveItem saves one answer. A script gets the row and what it changes on its page; a browser without one is sent back to
// the row.
func (p Place) saveItem(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.Answer)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := readForm(r)
	if r.PostFormValue("do") == "clear" {
		f = form{base: f.base, from: f.from}
	}
	words, err := f.Words(q.Item)
	if err != nil {
		return p.refuse(w, r, v, q, f, err)
	}
	edit := assessment.Edit{Item: q.ID, Base: f.base, Words: words, At: v.Now}
	if mine, raced := readMine(r); raced {
		err := p.settle(r, v, q, mine, edit)
		if err != nil {
			return p.refuse(w, r, v, q, f, err)
		}
		return page.Go(w, r, p.backTo(v, q, f))
	}
	if !page.WantsPart(r) {
		if _, err := p.Assessments.SaveAnswer(r.Context(), v.Scope(), key(v), v.Year.Pack, edit, v.Today); err != nil {
			return p.refuse(w, r, v, q, f, err)
		}
		return page.Go(w, r, p.backTo(v, q, f))
	}
	after, err := p.Assessments.SaveAnswerOnSheet(r.Context(), v.Scope(), key(v), v.Year.Pack, edit, v.Today)
	if err != nil {
		return p.refuse(w, r, v, q, f, err)
	}
	return p.swap(w, r, v, after, q, f)
}

// backTo is where a form came from.
func (p Place) backTo(v page.Visit, q framework.Question, f form) string {
	if f.from == fromItem {
		return v.At.Item(q.ID)
	}
	return v.At.ItemOn(q.Standard, q.ID)
}

// swap answers a script: the row as it is now, and on a standard's page what changed around it.
func (p Place) swap(w http.ResponseWriter, r *http.Request, v page.Visit, after assessmentdb.Saved, q framework.Question, f form) error {
	result := after.Result(v.Year.Pack, v.Today)
	remarks := after.RemarksOn(q.ID, v.Year.Pack, v.At.Cycle, result, v.Today)
	saved := newRow(v, assessmentdb.Review{Sheet: after.Sheet, Remarks: remarks}, itemOf(result, q.ID))
	saved.shared = leave(saved.shared)
	if saved.alone = f.from == fromItem; saved.alone {
		return page.Part(w, r, http.StatusOK, itemRow(saved))
	}
	a, _ := v.Year.Pack.Assertion(q.Assertion)
	return page.Part(w, r, http.StatusOK, swapped(saved, newPart(v, after.Sheet, result, a), after.Counted, newProgress(v, result, q.Standard)))
}

// refuse shows again what was typed, with what is wrong with it or with what somebody else answered meanwhile.
func (p Place) refuse(w http.ResponseWriter, r *http.Request, v page.Visit, q framework.Question, f form, because error) error {
	var c *assessment.Conflict
	refused := page.Refused(because)
	kind := fault.KindOf(because)
	switch {
	case errors.As(because, &c):
		return p.showRace(w, r, v, q, f, c)
	case refused == nil && kind != fault.Conflict:
		return because
	case refused == nil && !page.WantsPart(r):
		return because
	}
	sh, err := p.Assessments.ReviewedStandard(r.Context(), v.Scope(), key(v), v.Year.Pack, q.Standard, v.Today)
	if err != nil {
		return err
	}
	row := newRow(v, sh, itemOf(sh.Result(v.Year.Pack, v.Today), q.ID))
	row.shown, row.errors, row.summary = f, refused, page.WantsPart(r)
	row.saved = strings.TrimSpace("Not saved. " + strings.Replace(row.saved, "Saved", "Last saved", 1))
	if kind == fault.Conflict {
		row.notice, row.typed = fault.As(because).Sentence, typedFacts(f)
	}
	switch {
	case page.WantsPart(r):
		row.alone = f.from == fromItem
		return page.Part(w, r, statusOf(kind), itemRow(row))
	case f.from == fromItem:
		return p.renderItem(w, r, v, sh, row)
	}
	return p.renderStandard(w, r, v, sh, q.Standard, &row)
}

func statusOf(k fault.Kind) int {
	if k == fault.Conflict {
		return http.StatusConflict
	}
	return http.StatusUnprocessableEntity
}
