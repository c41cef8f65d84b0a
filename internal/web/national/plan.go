package national

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// planView is the plan of a trust's current publication, to be accepted or returned action by action.
type planView struct {
	Address  string // where decisions are sent
	Version  int
	Facts    ui.SummaryList
	Bare     []itemRow // gaps that no action is for
	Actions  []decisionView
	History  [][]ui.TableCell
	TrustURL string
}

// decisionView is one action with its form.
type decisionView struct {
	ID, Title string
	Gaps      []itemRow
	Facts     ui.SummaryList
	Moved     string // the trust's own words
	Said      []saidLine
	Tag       ui.Tag
	Verdict   string // as it was typed
	Words     string
	Prefix    string // of the ids of its fields: those of the form that was sent are named as the errors say
	Errors    *fault.Error
}

// saidLine is a decision that was made.
type saidLine struct{ Head, Words string }

func (p Place) showPlan(w http.ResponseWriter, r *http.Request) error {
	return p.renderPlan(w, r, "", func(*decisionView) {}, nil)
}

// renderPlan shows the plan; typed fills the form of one action with what was sent.
func (p Place) renderPlan(w http.ResponseWriter, r *http.Request, action string, typed func(*decisionView), errs *fault.Error) error {
	a, code, pack, err := p.askPlan(r)
	if err != nil {
		return err
	}
	cycle := a.filter.Cycle
	published, err := p.Plans.Published(r.Context(), a.scope, plandb.Key{ODS: code, Cycle: cycle}, a.today)
	if err != nil {
		return err
	}
	if err := p.Trail.NoteLook(r.Context(), a.scope, code, "the trust’s published plan", p.Now(), a.today); err != nil {
		return err
	}
	view := planViewOf(code, cycle, published, pack)
	for i := range view.Actions {
		if one := &view.Actions[i]; one.ID == action {
			typed(one)
			one.Prefix, one.Errors = "", errs
		}
	}
	return page.Show(w, r, page.Page{Title: "Plan of " + published.Trust, Caption: string(cycle) + " · " + code, Errors: errs, Body: planOf(view), List: planFile(code, cycle, published, a.today),
		Back: page.Link{Text: published.Trust, Href: view.TrustURL}, Saved: p.Sessions.Said(r.Context())})
}

func (p Place) askPlan(r *http.Request) (asked, string, framework.Pack, error) {
	a, err := p.ask(r)
	if err != nil {
		return a, "", framework.Pack{}, err
	}
	code, err := trust.ParseCode(chi.URLParam(r, "ods"))
	if err != nil || a.invalid != nil {
		return a, "", framework.Pack{}, noSuchFile
	}
	pack, err := p.pack(r.Context(), &a)
	return a, code, pack, err
}

// decide writes down what was decided on one action.
func (p Place) decide(w http.ResponseWriter, r *http.Request) error {
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	a, code, _, err := p.askPlan(r)
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(r.PostFormValue("version"))
	d := plan.Decision{Action: r.PostFormValue("action"), Verdict: plan.Verdict(r.PostFormValue("verdict")), Words: r.PostFormValue("words")}
	err = p.Plans.Decide(r.Context(), a.scope, plandb.Key{ODS: code, Cycle: a.filter.Cycle}, version, d, p.Now(), a.today)
	if errs := page.Refused(err); errs != nil {
		return p.renderPlan(w, r, d.Action, func(v *decisionView) { v.Verdict, v.Words = string(d.Verdict), d.Words }, errs)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The action is "+string(d.Verdict)+".")
	return page.Go(w, r, paths.ToNationalPlan(code, string(a.filter.Cycle)))
}

func planViewOf(code string, cycle trust.Cycle, published plandb.Published, pack framework.Pack) planView {
	view := planView{Address: paths.ToNationalPlan(code, string(cycle)), Version: published.Version,
		TrustURL: paths.ToNationalTrust(code) + "?cycle=" + string(cycle)}
	money := plan.Plan{}
	accepted, returned := 0, 0
	for i, a := range published.Actions {
		money.Actions = append(money.Actions, a.Action)
		view.Actions = append(view.Actions, decisionViewOf(i, a, pack, published.PublishedOn))
		if d, ok := a.Latest(); ok && d.Verdict == plan.Accepted {
			accepted++
		} else if ok {
			returned++
		}
	}
	for _, gap := range published.Gaps {
		if len(money.ActionsFor(gap)) == 0 {
			view.Bare = append(view.Bare, rowOf(gap, pack))
		}
	}
	m := money.Money()
	view.Facts = ui.SummaryList{Rows: []ui.SummaryRow{
		{KeyWidth: half, Key: "Result here", Value: string(published.Outcome.Result)},
		{KeyWidth: half, Key: "As published", Value: string(published.AsPublished) + ", version " + strconv.Itoa(published.Version) + ", " + published.PublishedOn.Words()},
		{KeyWidth: half, Key: "Gaps", Value: english.Figures(len(published.Gaps)) + "; " + english.Figures(len(view.Bare)) + " without an action"},
		{KeyWidth: half, Key: "Actions", Value: english.Figures(accepted) + " accepted, " + english.Figures(returned) + " returned, " + english.Figures(published.Waiting()) + " waiting"},
		{KeyWidth: half, Key: "Cost of the open actions", Value: m.All.Words() + "; " + m.Asked.Words() + " of it not funded"},
	}}
	if published.Outcome.Reason != "" {
		view.Facts.Rows = append(view.Facts.Rows, ui.SummaryRow{KeyWidth: half, Key: "Why", Value: published.Outcome.Reason})
	}
	for _, h := range published.History {
		until := "No end by itself"
		if !h.Until.IsZero() {
			until = h.Until.Words()
		}
		view.History = append(view.History, []ui.TableCell{{Text: h.From.Words()}, {Text: string(h.Result)}, {Text: until}, {Text: h.Reason}})
	}
	return view
}

func rowOf(item string, pack framework.Pack) itemRow {
	q, ok := pack.Question(item)
	if !ok {
		return itemRow{ID: item, Title: "No longer asked"}
	}
	return itemRow{ID: item, Title: q.Title}
}

func decisionViewOf(i int, a plan.Published, pack framework.Pack, on day.Day) decisionView {
	v := decisionView{ID: a.ID, Title: a.Title, Prefix: "a" + strconv.Itoa(i+1) + "-", Tag: ui.Tag{Text: "No decision yet", Colour: "grey"}}
	for _, item := range a.Items {
		v.Gaps = append(v.Gaps, rowOf(item, pack))
	}
	due := a.Due.Words()
	if a.Moved > 0 {
		times := "once"
		if a.Moved > 1 {
			times = english.Number(a.Moved) + " times"
		}
		due += "; moved " + times + ", first " + a.FirstDue().Words()
		v.Moved = a.Moves[0].Reason
	}
	state := "Open when it was published"
	switch {
	case !a.ReportedOn.IsZero():
		state = "Reported as done on " + a.ReportedOn.Words() + ": " + a.EndWords
	case a.End == plan.Done:
		state = "Done when it was published"
	case a.Late(on):
		state = "Late when it was published, by " + english.Count(on.DaysSince(a.Due), "day", "days")
	}
	v.Facts = ui.SummaryList{NoBorder: true, Rows: []ui.SummaryRow{{Key: "Owner", Value: a.Owner.Name}, {Key: "Due", Value: due}, {Key: "Money", Value: a.CostWords()},
		{Key: "What it costs care", Value: a.CareCost}, {Key: "State", Value: state}}}
	for _, d := range a.Decisions {
		v.Said = append(v.Said, saidLine{english.Capital(string(d.Verdict)) + " on " + d.On.Words() + " by " + d.By.Name, d.Words})
	}
	if d, ok := a.Latest(); ok {
		v.Tag = ui.Tag{Text: "Accepted", Colour: "green"}
		if d.Verdict == plan.Returned {
			v.Tag = ui.Tag{Text: "Returned", Colour: "red"}
		}
	}
	return v
}

func (v decisionView) verdictField() ui.Radios {
	return ui.Radios{Name: "verdict", IDPrefix: v.Prefix + "verdict", Value: v.Verdict, Small: true, Inline: true,
		ErrorMessage: ui.ErrorMessage{Text: page.Message(v.Errors, "verdict")},
		Fieldset:     &ui.Fieldset{Legend: ui.Legend{Text: "What do you say to it?"}},
		Items:        []ui.RadioItem{{Value: string(plan.Accepted), Text: "Accept"}, {Value: string(plan.Returned), Text: "Return"}}}
}

func (v decisionView) wordsField() ui.Input {
	return ui.Input{ID: v.Prefix + "words", Name: "words", Value: v.Words, ErrorMessage: ui.ErrorMessage{Text: page.Message(v.Errors, "words")},
		Label: ui.Label{Text: "Why, and what would be accepted"}, Hint: ui.Hint{Text: "The trust reads this. It must be said when you return it."}}
}

// gapNames joins the gaps of an action: "7.3.5 Full restore from backup; 8.1.3 …".
func (v decisionView) gapNames() string {
	var names []string
	for _, g := range v.Gaps {
		names = append(names, g.ID+" "+g.Title)
	}
	return strings.Join(names, "; ")
}
