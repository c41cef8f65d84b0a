package fieldwork

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/store/fieldworkdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

func (p Place) issue(w http.ResponseWriter, r *http.Request) error {
	return p.step(w, r, "The draft is issued, and the assessment leads are told.", func(v visit) error {
		return p.Fieldwork.Issue(r.Context(), v.Scope(), v.key(), v.Now)
	})
}

func (p Place) finish(w http.ResponseWriter, r *http.Request) error {
	return p.step(w, r, "The independent assessment is final. The assessment leads and the board are told.", func(v visit) error {
		return p.Fieldwork.Finish(r.Context(), v.Scope(), v.key(), v.Now, v.Today)
	})
}

// step goes on to the next stage; what stands in the way is shown on the first page.
func (p Place) step(w http.ResponseWriter, r *http.Request, said string, do func(visit) error) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	err = do(v)
	if errs := page.Refused(err); errs != nil {
		return p.renderHome(w, r, v, homeTyped{errors: errs})
	}
	if err != nil {
		return err
	}
	return p.done(w, r, said, v.At.Independent())
}

func (p Place) correct(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.RespondToDraft)
	if err != nil {
		return err
	}
	item, words := r.PostFormValue("item"), r.PostFormValue("correction")
	err = p.Fieldwork.Correct(r.Context(), v.Scope(), v.key(), item, words, v.Now)
	if errs := page.Refused(err); errs != nil {
		view, err := newItemView(v, item, p.Desk.Scans())
		if err != nil {
			return err
		}
		view.words, view.errors = words, renamed(errs, "words", "correction")
		return p.renderItem(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The correction is with the assessor.", v.At.IndependentItem(item))
}

// renamed gives the faults of a form whose field has another name on a page with several forms.
func renamed(errs *fault.Error, from, to string) *fault.Error {
	out := *errs
	out.Fields = nil
	for _, f := range errs.Fields {
		if f.Name == from {
			f.Name = to
		}
		out.Fields = append(out.Fields, f)
	}
	return &out
}

func (p Place) settle(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	if err := v.engaged(); err != nil {
		return err
	}
	s := settling{id: chi.URLParam(r, "correction"), verdict: r.PostFormValue("verdict"), words: r.PostFormValue("words")}
	item := ""
	for _, c := range v.Work.Corrections {
		if c.ID == s.id {
			item = c.Item
		}
	}
	err = p.Fieldwork.Settle(r.Context(), v.Scope(), v.key(), s.id, s.verdict, s.words, v.Now)
	if errs := page.Refused(err); errs != nil {
		view, err := newItemView(v, item, p.Desk.Scans())
		if err != nil {
			return err
		}
		view.settle, view.errors = s, renamed(renamed(errs, "words", "words-"+s.id), "verdict", "verdict-"+s.id)
		return p.renderItem(w, r, view)
	}
	if err != nil {
		return err
	}
	said := "The correction is not accepted, with your reason."
	if s.verdict == "accept" {
		said = "The correction is accepted. Change the finding now."
	}
	return p.done(w, r, said, v.At.IndependentItem(item))
}

func (v itemView) corrections() []fieldwork.Correction {
	var list []fieldwork.Correction
	for _, c := range v.Work.Corrections {
		if c.Item == v.item {
			list = append(list, c)
		}
	}
	return list
}

// settles tells whether the visitor decides on a correction.
func (v itemView) settles(c fieldwork.Correction) bool {
	return v.works() && !c.Answer.Given && v.stage() == fieldwork.Drafted
}

func (v itemView) settleField(c fieldwork.Correction) ui.Radios {
	value := ""
	if v.settle.id == c.ID {
		value = v.settle.verdict
	}
	return ui.Radios{Name: "verdict", IDPrefix: "verdict-" + c.ID, Value: value, Small: true, ErrorMessage: wrong(v.errors, "verdict-"+c.ID),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Do you accept the correction?"}}, Items: []ui.RadioItem{
			{Value: "accept", Text: "Yes"}, {Value: "reject", Text: "No, because:"}}}
}

func (v itemView) settleWords(c fieldwork.Correction) ui.Textarea {
	t := ui.Textarea{Name: "words", ID: "words-" + c.ID, Rows: 2, Label: ui.Label{Text: "Your words"}, ErrorMessage: wrong(v.errors, "words-"+c.ID)}
	if v.settle.id == c.ID {
		t.Value = v.settle.words
	}
	return t
}

// responseView is the form in which management answers a recommendation.
type responseView struct {
	visit
	finding                         fieldwork.Finding
	title                           string
	agreed, words, owner, ownerName string
	due                             appui.DayText
	version                         int
	people                          []fieldworkdb.Person
	errors                          *fault.Error
}

func (p Place) showResponse(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.RespondToDraft)
	if err != nil {
		return err
	}
	if err := v.engaged(); err != nil {
		return err
	}
	view := responseView{visit: v}
	for _, before := range v.Work.Responses {
		if before.Item != chi.URLParam(r, "item") {
			continue
		}
		view.version, view.words, view.owner, view.due = before.Version, before.Words, before.Owner.ID, appui.DayTextOf(before.Due)
		view.agreed = map[bool]string{true: "yes", false: "no"}[before.Agreed]
		if view.owner == "" {
			view.ownerName = before.Owner.Name
		}
	}
	return p.renderResponse(w, r, view)
}

func (p Place) renderResponse(w http.ResponseWriter, r *http.Request, view responseView) error {
	item := chi.URLParam(r, "item")
	view.finding = view.Work.Finding(item, false)
	if view.stage() != fieldwork.Drafted || view.finding.Verdict != fieldwork.Differ {
		return fault.New(fault.NotFound, "There is no recommendation about this item to answer now.")
	}
	q, _ := view.pack().Question(item)
	view.title = q.Title
	var err error
	if view.people, err = p.Fieldwork.People(r.Context(), view.Scope(), view.At.ODS); err != nil {
		return err
	}
	pg := p.page(r, view.visit, "Answer the recommendation")
	pg.Caption += " · " + item
	pg.Back = page.Link{Text: item + " " + q.Title, Href: view.At.IndependentItem(item)}
	pg.Errors, pg.Body = view.errors, responsePage(view)
	return page.Show(w, r, pg)
}

func (p Place) respond(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.RespondToDraft)
	if err != nil {
		return err
	}
	if err := v.engaged(); err != nil {
		return err
	}
	item := chi.URLParam(r, "item")
	view := responseView{visit: v, agreed: r.PostFormValue("agreed"), words: r.PostFormValue("words"), owner: r.PostFormValue("owner"),
		ownerName: r.PostFormValue("owner-name"), due: appui.ReadDayText(r, "due")}
	view.version, _ = strconv.Atoi(r.PostFormValue("version"))
	answer := fieldwork.Response{Item: item, Version: view.version, Words: view.words, Owner: assessment.Author{ID: view.owner, Name: view.ownerName}}
	answer.Finding, _ = strconv.Atoi(r.PostFormValue("finding"))
	if view.owner != "" {
		answer.Owner.Name = ""
	}
	if answer.Due, err = view.due.Parse("due", "the day by which it is done"); err == nil {
		err = p.Fieldwork.Respond(r.Context(), v.Scope(), v.key(), answer, view.agreed, v.Now, v.Today)
	}
	if view.errors = page.Refused(err); view.errors != nil {
		for _, now := range v.Work.Responses {
			if now.Item == item {
				view.version = now.Version // saving again puts one's own words in the place of what is kept now
			}
		}
		return p.renderResponse(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The answer to "+item+" is kept.", v.At.Independent())
}

func (v responseView) agreedField() ui.Radios {
	return ui.Radios{Name: "agreed", Value: v.agreed, ErrorMessage: wrong(v.errors, "agreed"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Does the trust take it up?"}}, Items: []ui.RadioItem{
			{Value: "yes", Text: "Yes", Hint: ui.Hint{Text: "It can become an action of the plan when the assessment is final."}},
			{Value: "no", Text: "No", Hint: ui.Hint{Text: "Say why. The board reads it, and the next assessor asks."}}}}
}

func (v responseView) ownerField() ui.Select {
	items := []ui.SelectItem{ui.Option("", "Somebody without an account")}
	for _, p := range v.people {
		name := p.Name
		if p.Post != "" {
			name += ", " + p.Post
		}
		items = append(items, ui.Option(p.ID, name))
	}
	return ui.Select{Name: "owner", Value: v.owner, Items: items, Label: ui.Label{Text: "Who answers for it?"}, ErrorMessage: wrong(v.errors, "owner")}
}

// responseRows is what a response says.
func responseRows(r fieldwork.Response) []ui.SummaryRow {
	taken := "Not taken up"
	if r.Agreed {
		taken = "Taken up"
	}
	rows := []ui.SummaryRow{{Key: "The trust", Value: taken}, {Key: "In its words", Value: r.Words}, {Key: "Owner", Value: r.Owner.Name}}
	if !r.Due.IsZero() {
		rows = append(rows, ui.SummaryRow{Key: "By", Value: r.Due.Words()})
	}
	return append(rows, ui.SummaryRow{Key: "Answered by", Value: r.By.Name + ", " + r.On.Words()})
}

func responseButton(r *fieldwork.Response) string {
	if r == nil {
		return "Answer the recommendation"
	}
	return "Change the answer"
}
