package share

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// commentsView is what people said about an item to one another.
type commentsView struct {
	at       paths.Year
	question framework.Question
	open     []commentLine
	resolved []commentLine
	comment  string // as typed
	errors   *fault.Error
}

// commentLine is one comment.
type commentLine struct {
	id, who, words string
	resolved       string // "Resolved by Priya Nair on 3 May 2027, 14:02"
}

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

func (p Place) showComments(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.SeeSharing)
	if err != nil {
		return err
	}
	return p.renderComments(w, r, v, commentsView{at: v.At, question: q})
}

func (p Place) renderComments(w http.ResponseWriter, r *http.Request, v page.Visit, view commentsView) error {
	q := view.question
	talk, err := p.Sharing.Comments(r.Context(), v.Scope(), key(v), v.Year.Pack, q.ID)
	if err != nil {
		return err
	}
	for _, c := range talk.Comments {
		line := commentLine{id: c.ID, who: c.By.Name + ", " + stamp(c.At), words: c.Words}
		if c.Resolved() {
			line.resolved = "Resolved by " + c.ResolvedBy + " on " + stamp(c.ResolvedAt)
			view.resolved = append(view.resolved, line)
			continue
		}
		view.open = append(view.open, line)
	}
	return page.Show(w, r, page.Page{
		Title: "Comments on " + q.ID, Caption: q.Title + " · " + talk.Trust + ", " + v.At.Cycle, Errors: view.errors, Body: commentsPage(view),
		Back: page.Link{Text: "Standard " + q.Standard, Href: v.At.ItemOn(q.Standard, q.ID)}, Saved: p.Sessions.Said(r.Context()),
	})
}

// comment writes a comment, or resolves one.
func (p Place) comment(w http.ResponseWriter, r *http.Request) error {
	v, q, err := p.enterItem(r, access.Comment)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	if id := r.PostFormValue("resolve"); id != "" {
		if err := p.Sharing.ResolveComment(r.Context(), v.Scope(), key(v), v.Year.Pack, q.ID, id, v.Now); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), "The comment is resolved.")
		return page.Go(w, r, v.At.Comments(q.ID))
	}
	words := r.PostFormValue("comment")
	err = p.Sharing.WriteComment(r.Context(), v.Scope(), key(v), v.Year.Pack, q.ID, words, v.Now)
	if refused := page.Refused(err); refused != nil {
		return p.renderComments(w, r, v, commentsView{at: v.At, question: q, comment: words, errors: refused})
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "Your comment is there.")
	return page.Go(w, r, v.At.Comments(q.ID))
}

// folded says how many comments are resolved.
func (v commentsView) folded() string {
	return english.Capital(english.Count(len(v.resolved), "resolved comment", "resolved comments"))
}

func (v commentsView) field() ui.Textarea {
	return ui.Textarea{Name: "comment", Value: v.comment, Rows: 3, Label: ui.Label{Text: "Your comment", Size: "m"},
		Hint:         ui.Hint{Text: "Assessment leads see it, and whom this was given to. It is in no report, and nobody outside the trust reads it. At most " + english.Figures(assessment.MaxComment) + " characters."},
		ErrorMessage: ui.ErrorMessage{Text: page.Message(v.errors, "comment")}}
}
