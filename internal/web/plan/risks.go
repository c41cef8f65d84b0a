package plan

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// risksView is the risks of a year, and for a lead the form that records one.
type risksView struct {
	at     paths.Year
	siro   string // who accepts, in a sentence
	list   []riskLine
	past   []riskLine
	form   *riskForm // nil for who may not
	errors *fault.Error
}

// riskLine is one risk.
type riskLine struct {
	item, title, gap string
	words            string // "risk accepted by … until …"
	reason, recorded string
	counts           string // whether it counts as in place, and why
	accept, end      string // where; empty for who may not
}

// riskForm is a risk as it was typed.
type riskForm struct {
	item, owner, ownerName, reason string
	until                          appui.DayText
	gaps                           []ui.SelectItem
	people                         []plandb.Person
}

func newRiskLine(v page.Visit, r plan.Risk) riskLine {
	q, _ := v.Year.Pack.Question(r.Item)
	l := riskLine{item: r.Item, title: q.Title, gap: q.Gap, reason: r.Reason, recorded: r.RecordedBy.Name + ", " + page.Today(r.RecordedAt).Words()}
	l.words = english.Capital(r.Words())
	switch {
	case !q.RiskAccepted:
		l.counts = "It stays a gap."
	case !r.Accepted():
		l.counts = "The item’s own wording takes an accepted risk as being in place: it counts once the senior information risk owner has accepted it."
	case r.Holds(v.Today):
		l.counts = "It counts as in place, as the item’s own wording allows, until that day."
	}
	if !r.EndedOn.IsZero() {
		l.words += "; ended on " + r.EndedOn.Words()
	}
	return l
}

func (p Place) showRisks(w http.ResponseWriter, r *http.Request) error {
	return p.renderRisks(w, r, riskForm{item: r.URL.Query().Get("item")}, nil)
}

func (p Place) renderRisks(w http.ResponseWriter, r *http.Request, f riskForm, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeRisks)
	if err != nil {
		return err
	}
	risks, err := p.Plans.Risks(r.Context(), v.Scope(), key(v))
	if err != nil {
		return err
	}
	view := risksView{at: v.At, siro: siroWords(risks), errors: errs}
	isSIRO := risks.SIRO.PersonID != "" && risks.SIRO.PersonID == v.Actor.Person && v.May(access.AcceptRisk)
	for _, risk := range risks.List {
		l := newRiskLine(v, risk)
		if !risk.Holds(v.Today) {
			view.past = append(view.past, l)
			continue
		}
		if isSIRO && !risk.Accepted() {
			l.accept = v.At.RiskAccept(risk.ID)
		}
		if isSIRO || v.May(access.KeepPlan) {
			l.end = v.At.RiskEnd(risk.ID)
		}
		view.list = append(view.list, l)
	}
	if v.May(access.KeepPlan) {
		if view.form, err = p.riskForm(r, v, f); err != nil {
			return err
		}
	}
	back := page.Link{Text: "Improvement plan", Href: v.At.Plan()}
	if !v.May(access.SeePlan) {
		back = page.Link{Text: "Your board page", Href: v.At.Board()}
	}
	return page.Show(w, r, page.Page{Title: "Risks that we knowingly keep", Caption: risks.Trust + " · " + v.At.Cycle, Errors: errs,
		Body: risksPage(view), Back: back, List: risksFile(v, risks.List), Saved: p.Sessions.Said(r.Context())})
}

// riskForm gives the form what it offers: the gaps of today, and the people.
func (p Place) riskForm(r *http.Request, v page.Visit, f riskForm) (*riskForm, error) {
	working, err := p.Plans.Working(r.Context(), v.Scope(), key(v), v.Year.Pack, v.Today)
	if err != nil {
		return nil, err
	}
	f.gaps, f.people = []ui.SelectItem{ui.Option("", "Choose a gap")}, working.People
	for _, g := range working.Result.Gaps {
		q, _ := v.Year.Pack.Question(g.Item)
		f.gaps = append(f.gaps, ui.Option(g.Item, g.Item+" "+q.Title))
	}
	return &f, nil
}

func siroWords(r plandb.Risks) string {
	switch {
	case r.SIRO.Vacant():
		return "The office of senior information risk owner is vacant, or not recorded: nobody can accept a risk."
	case r.SIRO.PersonID == "":
		return r.SIRO.Name + " is senior information risk owner and has no account here. They accept a risk as themselves, once they have one."
	}
	return r.SIRO.Name + " is senior information risk owner, and accepts a risk as themselves."
}

func (p Place) keepRisk(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.KeepPlan)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	f := riskForm{item: r.PostFormValue("item"), owner: r.PostFormValue("owner"), ownerName: r.PostFormValue("owner-name"),
		reason: r.PostFormValue("reason"), until: appui.ReadDayText(r, "until")}
	risk := plan.Risk{Item: f.item, Owner: ownerOf(f.owner, f.ownerName), Reason: f.reason}
	if risk.Until, err = assessment.ParseDate("until", f.until.Day, f.until.Month, f.until.Year); err == nil {
		err = p.Plans.KeepRisk(r.Context(), v.Scope(), key(v), v.Year.Pack, risk, v.Now, v.Today)
	}
	if errs := page.Refused(err); errs != nil {
		return p.renderRisks(w, r, f, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The risk is recorded.")
	return page.Go(w, r, v.At.Risks())
}

func (p Place) acceptRisk(w http.ResponseWriter, r *http.Request) error {
	return p.changeRisk(w, r, "You have accepted the risk.", func(v page.Visit, id string) error {
		return p.Plans.AcceptRisk(r.Context(), v.Scope(), key(v), id, v.Now, v.Today)
	})
}

func (p Place) endRisk(w http.ResponseWriter, r *http.Request) error {
	return p.changeRisk(w, r, "The risk is no longer kept.", func(v page.Visit, id string) error {
		return p.Plans.EndRisk(r.Context(), v.Scope(), key(v), id, v.Now, v.Today)
	})
}

func (p Place) changeRisk(w http.ResponseWriter, r *http.Request, said string, change func(page.Visit, string) error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.AcceptRisk)
	if err != nil {
		return err
	}
	if err := change(v, chi.URLParam(r, "risk")); err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), said)
	return page.Go(w, r, v.At.Risks())
}

func (v risksView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}
