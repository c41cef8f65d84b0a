package fieldwork

import (
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// evidenceView is what the assessor asks for, and for the assessor the form that asks.
type evidenceView struct {
	visit
	mayAsk bool
	item   string
	words  string
	due    appui.DayText
	errors *fault.Error
}

func (p Place) showEvidence(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeFieldwork)
	if err != nil {
		return err
	}
	return p.renderEvidence(w, r, evidenceView{visit: v, item: r.URL.Query().Get("item")})
}

func (p Place) renderEvidence(w http.ResponseWriter, r *http.Request, view evidenceView) error {
	if err := view.engaged(); err != nil {
		return err
	}
	if view.Copy == nil {
		return fault.New(fault.NotFound, "Fieldwork has not begun, so nothing is asked for.")
	}
	view.mayAsk = view.works() && view.stage() != fieldwork.Final
	pg := p.page(r, view.visit, "Requests for evidence")
	pg.Errors, pg.Body, pg.Wide = view.errors, evidencePage(view), true
	return page.Show(w, r, pg)
}

func (p Place) ask(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	view := evidenceView{visit: v, item: r.PostFormValue("item"), words: r.PostFormValue("words"), due: appui.ReadDayText(r, "due")}
	q := fieldwork.Request{Item: view.item, Words: view.words}
	if q.Due, err = view.due.Parse("due", "the day by which you need it"); err == nil {
		err = p.Fieldwork.Ask(r.Context(), v.Scope(), v.key(), q, v.Now, v.Today)
	}
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderEvidence(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "The trust is asked, and its assessment leads are told.", v.At.Evidence())
}

func (v evidenceView) itemField() ui.Select {
	items := []ui.SelectItem{ui.Option("", "The whole")}
	add := func(id string) {
		q, _ := v.pack().Question(id)
		items = append(items, ui.Option(id, id+" "+q.Title))
	}
	for _, e := range v.Work.Earlier {
		add(e.Item)
	}
	for _, s := range v.Work.Scope {
		if !slices.ContainsFunc(v.Work.Earlier, func(e fieldwork.Reopened) bool { return e.Item == s.Item }) {
			add(s.Item)
		}
	}
	return ui.Select{Name: "item", Value: v.item, Items: items, Label: ui.Label{Text: "What is it about?"}, ErrorMessage: wrong(v.errors, "item")}
}

func (v evidenceView) rows() [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, q := range v.Work.Requests {
		about := q.Item
		if about == "" {
			about = "The whole"
		}
		rows = append(rows, []ui.TableCell{{HTML: link(page.Link{Text: q.Words, Href: v.At.EvidenceOne(q.ID)})}, {Text: about}, {Text: q.On.Words()},
			{Text: q.Due.Words()}, {HTML: requestTag(q, v.visit)}})
	}
	return rows
}

// requestView is one request, with its answer or the form that answers.
type requestView struct {
	visit
	request   fieldwork.Request
	title     string
	mayAnswer bool
	scanned   bool              // files are given out only when a scanner found them clean
	proofs    []fieldwork.Named // that can be named
	chosen    []string
	words     string
	errors    *fault.Error
}

func (p Place) showRequest(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.SeeFieldwork)
	if err != nil {
		return err
	}
	return p.renderRequest(w, r, requestView{visit: v})
}

func (p Place) renderRequest(w http.ResponseWriter, r *http.Request, view requestView) error {
	if err := view.engaged(); err != nil {
		return err
	}
	i := slices.IndexFunc(view.Work.Requests, func(q fieldwork.Request) bool { return q.ID == chi.URLParam(r, "request") })
	if i < 0 {
		return fault.New(fault.NotFound, "There is no such request.")
	}
	view.request, view.scanned = view.Work.Requests[i], p.Desk.Scans()
	view.title = "About the whole"
	if q, ok := view.pack().Question(view.request.Item); ok {
		view.title = view.request.Item + " " + q.Title
	}
	view.mayAnswer = view.May(access.GiveEvidence) && view.request.Given == nil && view.stage() != fieldwork.Final
	if view.mayAnswer {
		var err error
		if view.proofs, err = p.Fieldwork.Proofs(r.Context(), view.Scope(), view.key()); err != nil {
			return err
		}
	}
	pg := p.page(r, view.visit, "A request for evidence")
	pg.Back = page.Link{Text: "Requests for evidence", Href: view.At.Evidence()}
	pg.Errors, pg.Body = view.errors, requestPage(view)
	return page.Show(w, r, pg)
}

func (p Place) give(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.GiveEvidence)
	if err != nil {
		return err
	}
	view := requestView{visit: v, words: r.PostFormValue("words"), chosen: r.PostForm["proofs"]}
	err = p.Fieldwork.Give(r.Context(), v.Scope(), v.key(), chi.URLParam(r, "request"), view.words, view.chosen, v.Now)
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderRequest(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "Your answer is there for the assessor.", v.At.Evidence())
}

func (v requestView) proofsField() ui.Checkboxes {
	f := ui.Checkboxes{Name: "proofs", Values: v.chosen, Small: true, ErrorMessage: wrong(v.errors, "proofs"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Which proof shows it?"}}}
	for _, p := range v.proofs {
		f.Items = append(f.Items, ui.CheckboxItem{Value: p.ID, Text: p.Title, Hint: ui.Hint{Text: p.Place}})
	}
	return f
}
