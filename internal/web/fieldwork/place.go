// Package fieldwork is where the independent assessment of a year happens: a trust appoints, its board approves, the assessor declares,
// tests and concludes, the trust corrects and answers, and what is found becomes actions of the plan.
//
// What may follow what is decided in core/fieldwork; a page only places it. Each page asks the store for what its reader may see, so
// that notes that are not issued cannot be shown by a slip here.
package fieldwork

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/fieldworkdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/session"
	"cyberready/internal/web/ui"
	"cyberready/internal/web/upload"
)

// Place serves the pages of the independent assessment.
type Place struct {
	Fieldwork fieldworkdb.Fieldwork
	Reports   reportdb.Reports // the working copy, when it is frozen for the fieldwork
	Desk      upload.Desk      // where files of proof are given out
	Content   *contentdb.Content
	Sessions  *session.Sessions
	Now       func() time.Time
}

// Routes mounts its pages. What binds the board, and what can never be taken back, asks for the second factor afresh.
func (p Place) Routes(r chi.Router) {
	r.Get(paths.Independent, page.Handle(p.showHome))
	r.Get(paths.IndependentAppoint, page.Handle(p.showAppoint))
	r.Post(paths.IndependentAppoint, page.Handle(p.appoint))
	r.Get(paths.IndependentScope, page.Handle(p.showScope))
	r.Post(paths.IndependentScope, page.Handle(p.choose))
	r.Post(paths.IndependentTakeBack, page.Handle(p.takeBack))
	r.Get(paths.IndependentApprove, page.Handle(p.showApprove))
	r.With(p.Sessions.Afresh).Post(paths.IndependentApprove, page.Handle(p.approve))
	r.Get(paths.IndependentDeclare, page.Handle(p.showDeclare))
	r.Post(paths.IndependentDeclare, page.Handle(p.declare))
	r.Post(paths.IndependentBegin, page.Handle(p.begin))
	r.Post(paths.IndependentGoOn, page.Handle(p.goOn))
	r.Get(paths.IndependentLeave, page.Handle(p.showLeave))
	r.Post(paths.IndependentLeave, page.Handle(p.leave))
	r.Get(paths.IndependentPapers, page.Handle(p.showPapers))
	r.Post(paths.TakeFindingOver, page.Handle(p.takeFindingOver))
	r.Post(paths.TakeEarlierOver, page.Handle(p.takeEarlierOver))
	r.Get(paths.FieldworkCopy, page.Handle(p.showCopy))
	r.Get(paths.FieldworkFile, page.Handle(p.sendFile))
	r.Get(paths.EvidenceFile, page.Handle(p.sendFile))
	r.Get(paths.IndependentItem, page.Handle(p.showItem))
	r.Post(paths.IndependentItem, page.Handle(p.keepItem))
	r.Get(paths.IndependentEarlier, page.Handle(p.showEarlier))
	r.Post(paths.IndependentEarlier, page.Handle(p.keepEarlier))
	r.Get(paths.IndependentOverall, page.Handle(p.showOverall))
	r.Post(paths.IndependentOverall, page.Handle(p.conclude))
	r.Post(paths.IndependentIssue, page.Handle(p.issue))
	r.With(p.Sessions.Afresh).Post(paths.IndependentFinish, page.Handle(p.finish))
	r.Get(paths.Evidence, page.Handle(p.showEvidence))
	r.Post(paths.Evidence, page.Handle(p.ask))
	r.Get(paths.EvidenceOne, page.Handle(p.showRequest))
	r.Post(paths.EvidenceOne, page.Handle(p.give))
	r.Post(paths.Corrections, page.Handle(p.correct))
	r.Post(paths.CorrectionOne, page.Handle(p.settle))
	r.Get(paths.IndependentResponse, page.Handle(p.showResponse))
	r.Post(paths.IndependentResponse, page.Handle(p.respond))
	r.Get(paths.IndependentPlan, page.Handle(p.showPlan))
	r.Post(paths.IndependentPlan, page.Handle(p.plan))
	r.Get(paths.AdminMandates, page.Handle(p.showMandates))
	r.Get(paths.AdminMandate, page.Handle(p.showMandate))
	r.Post(paths.AdminMandate, page.Handle(p.mandate))
}

// visit is one request: who, to which trust and year, and what they see of the independent assessment.
type visit struct {
	page.Visit
	fieldworkdb.View
}

func (v visit) key() fieldworkdb.Key {
	return fieldworkdb.Key{ODS: v.At.ODS, Cycle: trust.Cycle(v.At.Cycle)}
}

// enter asks for the right, and reads.
func (p Place) enter(r *http.Request, verb access.Verb) (visit, error) {
	var v visit
	var err error
	if v.Visit, err = page.Enter(r, p.Content, p.Now(), verb); err != nil {
		return v, err
	}
	v.View, err = p.Fieldwork.View(r.Context(), v.Scope(), v.key())
	return v, err
}

// form enters a form and reads it.
func (p Place) form(w http.ResponseWriter, r *http.Request, verb access.Verb) (visit, error) {
	v, err := p.enter(r, verb)
	if err != nil {
		return v, err
	}
	return v, page.ParseForm(w, r)
}

// engaged refuses where nobody is appointed.
func (v visit) engaged() error {
	if v.Work == nil {
		return fault.New(fault.NotFound, "No independent assessor is appointed for this year.")
	}
	return nil
}

// mine tells whether the visitor is the assessor of the engagement that stands.
func (v visit) mine() bool {
	return v.Work != nil && v.May(access.Assess) && v.Work.By(v.Actor.Person) && v.stage() != fieldwork.Interrupted
}

// works tells whether the visitor is that assessor, and has begun: then they read the copy and what they wrote.
func (v visit) works() bool {
	return v.mine() && v.stage() != fieldwork.Appointed && v.stage() != fieldwork.Ready
}

// stage is how far it has come; empty where nobody is appointed.
func (v visit) stage() fieldwork.Stage {
	if v.Work == nil {
		return ""
	}
	return v.Work.Stage()
}

// issued tells whether the trust reads what was found.
func (v visit) issued() bool { return v.phase() == fieldwork.Drafted || v.phase() == fieldwork.Final }

// phase is how far the fieldwork has come, whoever works on it; empty where nobody is appointed.
func (v visit) phase() fieldwork.Stage {
	if v.Work == nil {
		return ""
	}
	return v.Work.Phase()
}

// pack gives the questions as they are in the copy, or as they are now before there is one.
func (v visit) pack() framework.Pack {
	if v.Copy != nil {
		return v.Copy.Snapshot.Pack
	}
	return v.Year.Pack
}

// scales gives the words of the year, and what the findings come to.
func (v visit) scales() (framework.Scales, fieldwork.Agreement, error) {
	s, err := framework.ScalesOf(v.pack().Edition)
	if err != nil || v.Copy == nil {
		return s, fieldwork.Agreement{}, err
	}
	return s, v.Work.Agreement(fieldwork.Claimed(v.Copy.Result)), nil
}

// page begins a page below the first one.
func (p Place) page(r *http.Request, v visit, title string) page.Page {
	return page.Page{Title: title, Caption: v.Trust + " · " + v.At.Cycle, Back: page.Link{Text: "Independent assessment", Href: v.At.Independent()},
		Saved: p.Sessions.Said(r.Context())}
}

// done says what was done, and leads on.
func (p Place) done(w http.ResponseWriter, r *http.Request, said, to string) error {
	p.Sessions.Say(r.Context(), said)
	return page.Go(w, r, to)
}

// wrong is the message of a field.
func wrong(errs *fault.Error, field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(errs, field)}
}
