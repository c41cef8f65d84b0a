package board

import (
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/question"
	"cyberready/internal/core/report"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// questionsView is what the board asked and was answered, and for who may the form that asks.
type questionsView struct {
	visit    page.Visit
	List     []question.Question // those without an answer first
	Version  int                 // that a question can be asked about; 0: none lies before the board
	Standard string
	Words    string
	Errors   *fault.Error
}

func (p Place) showQuestions(w http.ResponseWriter, r *http.Request) error {
	return p.renderQuestions(w, r, r.URL.Query().Get("standard"), nil)
}

func (p Place) renderQuestions(w http.ResponseWriter, r *http.Request, standard string, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	h, err := p.Reports.Home(r.Context(), v.Scope(), v.At.ODS, v.Cycle())
	if err != nil {
		return err
	}
	view := questionsView{visit: v, Standard: standard, Errors: errs}
	if h.Sent != nil {
		view.List = openFirst(h.Sent.Questions())
		if h.Sent.Open() && v.May(access.AskLead) {
			view.Version = h.Sent.Number
		}
	}
	if errs != nil {
		view.Words = r.PostFormValue("question")
	}
	pg := p.page(r, v, "Questions of the board")
	pg.Errors, pg.Body, pg.List = errs, questions(view), questionsFile(v, view.List)
	return page.Show(w, r, pg)
}

func openFirst(list []question.Question) []question.Question {
	slices.SortStableFunc(list, func(a, b question.Question) int {
		switch {
		case a.Open() == b.Open():
			return 0
		case a.Open():
			return -1
		}
		return 1
	})
	return list
}

func (p Place) ask(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.AskLead)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	version, err := versionOf(r)
	if err != nil {
		return err
	}
	a := reportdb.Asking{Version: version, Standard: r.PostFormValue("standard"), Words: r.PostFormValue("question")}
	if a.Standard != "" && !slices.Contains(v.Year.Pack.TenNumbers(), a.Standard) {
		return p.renderQuestions(w, r, "", fault.InvalidField("standard", "Choose a standard from the list, or the whole report."))
	}
	err = p.Reports.Ask(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), a, p.Now())
	if refused := page.Refused(err); refused != nil {
		return p.renderQuestions(w, r, a.Standard, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "Your question is with the assessment lead. We write to you when it is answered.")
	return page.Go(w, r, v.At.Questions())
}

// answerView is the page on which an assessment lead answers one question.
type answerView struct {
	visit    page.Visit
	Question question.Question
	Words    string
	Errors   *fault.Error
}

func (p Place) showAnswer(w http.ResponseWriter, r *http.Request) error {
	return p.renderAnswer(w, r, nil)
}

func (p Place) renderAnswer(w http.ResponseWriter, r *http.Request, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.AnswerBoard)
	if err != nil {
		return err
	}
	q, err := p.Reports.QuestionTo(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), chi.URLParam(r, "question"))
	if err != nil {
		return err
	}
	view := answerView{visit: v, Question: q, Errors: errs}
	if errs != nil {
		view.Words = r.PostFormValue("answer")
	}
	pg := p.page(r, v, "Answer a question of the board")
	pg.Back = page.Link{Text: "Questions of the board", Href: v.At.Questions()}
	pg.Errors, pg.Body = errs, answer(view)
	return page.Show(w, r, pg)
}

func (p Place) answer(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.AnswerBoard)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	err = p.Reports.Answer(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), chi.URLParam(r, "question"), r.PostFormValue("answer"), p.Now())
	if refused := page.Refused(err); refused != nil {
		return p.renderAnswer(w, r, refused)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "Your answer is on the record, and whoever asked is told.")
	return page.Go(w, r, v.At.Questions())
}

// aboutWords says what a question is about, with the standard's title.
func aboutWords(v page.Visit, q question.Question) string {
	said := q.About()
	if s, ok := v.Year.Pack.Standard(q.Standard); ok {
		said += ", " + english.Small(s.Title)
	}
	return said + " (" + report.VersionWords(q.Version) + ")"
}

// standardItems offers the whole report and each standard.
func standardItems(v page.Visit) []ui.SelectItem {
	items := []ui.SelectItem{ui.Option("", "The whole report")}
	for _, s := range v.Year.Pack.Ten() {
		items = append(items, ui.Option(s.Number, "Standard "+s.Number+": "+english.Small(s.Title)))
	}
	return items
}
