package fieldwork

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// approveView is the page on which a member of the board decides about the assessor and the scope.
type approveView struct {
	visit
	verdict, words string
	errors         *fault.Error
}

func (p Place) showApprove(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.ApproveAssessor)
	if err != nil {
		return err
	}
	return p.renderApprove(w, r, approveView{visit: v})
}

func (p Place) renderApprove(w http.ResponseWriter, r *http.Request, view approveView) error {
	if err := view.engaged(); err != nil {
		return err
	}
	pg := p.page(r, view.visit, "Approve the independent assessor and the scope")
	pg.Errors, pg.Body = view.errors, approvePage(view)
	return page.Show(w, r, pg)
}

func (p Place) approve(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.ApproveAssessor)
	if err != nil {
		return err
	}
	view := approveView{visit: v, verdict: r.PostFormValue("verdict"), words: r.PostFormValue("words")}
	version, _ := strconv.Atoi(r.PostFormValue("version"))
	if v.Work != nil && version == 0 {
		version = v.Work.ScopeVersion // nothing was sent: the form is shown again with what it lacks
		view.verdict = ""
	}
	err = p.Fieldwork.Approve(r.Context(), v.Scope(), v.key(), view.verdict, version, view.words, v.Now)
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderApprove(w, r, view)
	}
	if err != nil {
		return err
	}
	return p.done(w, r, "Your decision is recorded under your name.", v.At.Independent())
}

// open tells whether there is something to decide.
func (v approveView) open() bool {
	return !v.Work.Approved() && (v.stage() == fieldwork.Appointed || v.stage() == fieldwork.Ready)
}

func (v approveView) verdictField() ui.Radios {
	return ui.Radios{Name: "verdict", Value: v.verdict, ErrorMessage: wrong(v.errors, "verdict"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "What do you decide, for the board?"}}, Items: []ui.RadioItem{
			{Value: "approve", Text: "I approve the assessor and the scope"},
			{Value: "refuse", Text: "I do not approve, because:"}}}
}

// declareView is the page on which the assessor declares that they are independent.
type declareView struct {
	visit
	declared, words string
	errors          *fault.Error
}

func (p Place) showDeclare(w http.ResponseWriter, r *http.Request) error {
	v, err := p.enter(r, access.Assess)
	if err != nil {
		return err
	}
	return p.renderDeclare(w, r, declareView{visit: v})
}

func (p Place) renderDeclare(w http.ResponseWriter, r *http.Request, view declareView) error {
	if err := view.engaged(); err != nil {
		return err
	}
	if !view.mine() {
		return access.Refuse(access.Assess)
	}
	pg := p.page(r, view.visit, "Declare that you are independent")
	pg.Errors, pg.Body = view.errors, declarePage(view)
	return page.Show(w, r, pg)
}

func (p Place) declare(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	view := declareView{visit: v, declared: r.PostFormValue("declared"), words: r.PostFormValue("words")}
	err = p.Fieldwork.Declare(r.Context(), v.Scope(), v.key(), fieldwork.Declared(view.declared), view.words, v.Now)
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderDeclare(w, r, view)
	}
	if err != nil {
		return err
	}
	said := "You have declared that you are independent."
	if fieldwork.Declared(view.declared) == fieldwork.Declined {
		said = "You have declined. The trust can appoint somebody else."
	}
	return p.done(w, r, said, v.At.Independent())
}

func (v declareView) declaredField() ui.Radios {
	return ui.Radios{Name: "declared", Value: v.declared, ErrorMessage: wrong(v.errors, "declared"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Do you declare this?"}}, Items: []ui.RadioItem{
			{Value: string(fieldwork.Independent), Text: "Yes, I declare it"},
			{Value: string(fieldwork.Declined), Text: "No, I decline to assess"}}}
}

func (p Place) begin(w http.ResponseWriter, r *http.Request) error {
	v, err := p.form(w, r, access.Assess)
	if err != nil {
		return err
	}
	if err := v.engaged(); err != nil {
		return err
	}
	if err := v.Work.MayBegin(v.Actor.Person); err != nil {
		return err
	}
	shot, err := p.Reports.ToTest(r.Context(), v.Scope(), v.At.ODS, reportYear(v), v.Today)
	if err != nil {
		return err
	}
	if err := p.Fieldwork.Begin(r.Context(), v.Scope(), v.key(), shot, v.Now); err != nil {
		return err
	}
	return p.done(w, r, "Fieldwork has begun. What you test is a copy of today; the trust’s draft may move on.", v.At.Independent())
}
