package plan

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// listView is the plan as a list, or month by month.
type listView struct {
	at        paths.Year
	facts     []figure
	published publishedView
	bare      []gapLine // gaps without an action
	risks     []riskLine
	filter    plan.Filter
	owners    []string
	chosen    []actionLine
	months    []month
	calendar  bool
	empty     bool // nothing has been planned at all
	mayKeep   bool
}

// figure is a boxed fact.
type figure struct{ label, value, note string }

// gapLine is a gap without an action.
type gapLine struct {
	item, title, tag, class string
	href                    string
	plan, keep              string // where an action is planned, and a risk recorded; empty for who may not
	kept                    string // "risk accepted by … until …"
}

// actionLine is an action in a list.
type actionLine struct {
	title, href string
	items       []page.Link
	owner, due  string
	first       string // the day that was promised first, when it moved
	state       ui.Tag
	money       string
}

// month is the actions of one month.
type month struct {
	title string
	days  []actionLine
}

func (p Place) showList(w http.ResponseWriter, r *http.Request) error {
	v, plans, err := p.read(r, access.SeePlan)
	if err != nil {
		return err
	}
	view := newListView(v, plans, filterOf(r.URL.Query()))
	return p.renderList(w, r, v, plans, view, "Improvement plan")
}

func (p Place) showCalendar(w http.ResponseWriter, r *http.Request) error {
	v, plans, err := p.read(r, access.SeePlan)
	if err != nil {
		return err
	}
	view := newListView(v, plans, filterOf(r.URL.Query()))
	view.calendar = true
	return p.renderList(w, r, v, plans, view, "Improvement plan, month by month")
}

func (p Place) renderList(w http.ResponseWriter, r *http.Request, v page.Visit, plans plandb.Working, view listView, title string) error {
	return page.Show(w, r, page.Page{Title: title, Caption: caption(v, plans), Wide: true, Body: list(view),
		List: fileOf(v, plans, filterOf(r.URL.Query())), Back: v.Begins(), Saved: p.Sessions.Said(r.Context())})
}

// filterOf reads what was chosen; what cannot be is as if nothing was.
func filterOf(q url.Values) plan.Filter {
	f := plan.Filter{Owner: strings.TrimSpace(q.Get("owner")), State: plan.State(q.Get("state"))}
	if !slices.Contains(plan.States(), f.State) {
		f.State = plan.AllStanding
	}
	return f
}

// query writes the filter for an address.
func query(f plan.Filter) url.Values {
	q := url.Values{}
	if f.Owner != "" {
		q.Set("owner", f.Owner)
	}
	if f.State != plan.AllStanding {
		q.Set("state", string(f.State))
	}
	return q
}

func newListView(v page.Visit, w plandb.Working, f plan.Filter) listView {
	view := listView{at: v.At, filter: f, owners: w.Owners(), empty: len(w.Actions) == 0, mayKeep: v.May(access.KeepPlan),
		facts: figures(w, v.Today), published: newPublishedView(w.Published, v.Today)}
	for _, g := range w.WithoutAction(plan.ToPlan(w.Result.Gaps)) {
		view.bare = append(view.bare, newGapLine(v, w, g))
	}
	for _, r := range w.Risks {
		if r.Holds(v.Today) {
			view.risks = append(view.risks, newRiskLine(v, r))
		}
	}
	chosen := w.Choose(f, v.Today)
	for _, a := range chosen {
		view.chosen = append(view.chosen, newActionLine(v, a))
	}
	for _, m := range plan.Months(chosen) {
		lines := month{title: m.Title()}
		for _, a := range m.Actions {
			lines.days = append(lines.days, newActionLine(v, a))
		}
		view.months = append(view.months, lines)
	}
	return view
}

func figures(w plandb.Working, today day.Day) []figure {
	gaps, money := plan.ToPlan(w.Result.Gaps), w.Money()
	of := "of " + english.Count(len(gaps), "gap", "gaps")
	if n := len(w.Result.Gaps) - len(gaps); n > 0 {
		of += "; " + english.Count(n, "question is", "questions are") + " not answered yet"
	}
	asked := figure{"Money asked for", money.Asked.Words(), "of " + money.All.Words() + " that the open actions cost"}
	if n := money.Unknown; n > 0 {
		asked.note += "; " + english.Count(n, "gives", "give") + " no cost"
	}
	late, moved := w.Late(today), w.Choose(plan.Filter{State: plan.HasMoved}, today)
	return []figure{
		{"Gaps without an action", english.Figures(len(w.WithoutAction(gaps))), of},
		{"Open actions", english.Figures(len(w.Choose(plan.Filter{State: plan.StillOpen}, today))), english.Count(len(moved), "date has moved", "dates have moved")},
		{"Late", english.Figures(len(late)), "open, and past their day"},
		asked,
	}
}

func newGapLine(v page.Visit, w plandb.Working, g score.Gap) gapLine {
	q, _ := v.Year.Pack.Question(g.Item)
	tag := appui.EffectTag(g.Effect)
	l := gapLine{item: g.Item, title: q.Title, tag: tag.Text, class: tag.Classes, href: v.ReadItem(q.Standard, q.ID)}
	if v.May(access.KeepPlan) {
		l.plan, l.keep = v.At.PlanFor(g.Item), v.At.RiskFor(g.Item)
	}
	if r, kept := w.RiskOf(g.Item, v.Today); kept {
		l.kept, l.keep = english.Capital(r.Words())+". It stays a gap.", ""
	}
	return l
}

func newActionLine(v page.Visit, a plan.Action) actionLine {
	l := actionLine{title: a.Title, href: v.At.PlanAction(a.ID), owner: a.Owner.Name, due: a.Due.Words(), state: stateTag(a, v.Today), money: a.CostWords()}
	if len(a.Moves) > 0 {
		l.first = "first " + a.FirstDue().Words()
	}
	for _, item := range a.Items {
		if q, ok := v.Year.Pack.Question(item); ok {
			l.items = append(l.items, page.Link{Text: item, Href: v.ReadItem(q.Standard, item)})
		}
	}
	return l
}

func stateTag(a plan.Action, today day.Day) ui.Tag {
	t := ui.Tag{Text: a.StateWords(today), Colour: "blue"}
	switch {
	case a.Late(today):
		t.Colour = "red"
	case a.End == plan.Done:
		t.Colour = "green"
	case a.End == plan.GivenUp:
		t.Colour = "grey"
	}
	return t
}

func (view listView) stateField() ui.Select {
	var items []ui.SelectItem
	for _, s := range plan.States() {
		items = append(items, ui.Option(string(s), english.Capital(s.Words())))
	}
	return ui.Select{ID: "state", Name: "state", Value: string(view.filter.State), Items: items, Label: ui.Label{Text: "Which actions"}}
}

func (view listView) ownerField() ui.Select {
	items := []ui.SelectItem{ui.Option("", "Anybody")}
	for _, o := range view.owners {
		items = append(items, ui.Option(o, o))
	}
	return ui.Select{ID: "owner", Name: "owner", Value: view.filter.Owner, Items: items, Label: ui.Label{Text: "Owned by"}}
}

// here is the address that the filter goes to; other is that of the other view, with the same filter.
func (view listView) here() string {
	if view.calendar {
		return view.at.PlanCalendar()
	}
	return view.at.Plan()
}

func (view listView) other() page.Link {
	if view.calendar {
		return page.Link{Text: "Show it as a list", Href: paths.With(view.at.Plan(), query(view.filter))}
	}
	return page.Link{Text: "Show it month by month", Href: paths.With(view.at.PlanCalendar(), query(view.filter))}
}

// count says how many actions are shown.
func (view listView) count() string {
	return english.Capital(english.Count(len(view.chosen), "action", "actions")) + " shown, by date."
}
