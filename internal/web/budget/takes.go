package budget

import (
	"net/http"
	"net/url"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/budget"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// typed are the limits as they were typed.
type typed struct {
	money string
	by    appui.DayText
}

func typedIn(q url.Values) typed {
	get := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	return typed{money: get("budget"), by: appui.DayText{Day: get("by-day"), Month: get("by-month"), Year: get("by-year")}}
}

// limits reads them, and names every field that cannot be read.
func (t typed) limits() (budget.Limits, *fault.Error) {
	var l budget.Limits
	var wrong fault.Findings
	var err error
	if l.Money, err = plan.ParsePounds(t.money); err != nil {
		wrong.Add("budget", "Enter whole pounds, such as 12,000, or leave it empty for no limit.")
	}
	if l.By, err = t.by.Parse("by", "the last day"); err != nil {
		wrong = append(wrong, fault.As(err).Fields...)
	}
	return l, fault.As(wrong.Fault())
}

// takesView is the page.
type takesView struct {
	at      paths.Year
	from    string
	all     []string
	typed   typed
	choice  []string
	options []optionLine
	bare    []gapLine
	blank   int
	done    []gapLine
	benefit string
	keeps   bool // may say what is funded, and plan
	wanting int  // taken, and not funded yet
	limited bool
	errors  *fault.Error
}

// optionLine is one action of the plan with its benefit and its cost side by side.
type optionLine struct {
	id, title, owner, due, money, care string
	href                               string // the action; empty for who may not see it
	tag                                ui.Tag
	taken                              bool
	why                                string // why it is not taken
	chosen                             bool   // taken, and not funded yet
	closes                             []gapLine
}

// gapLine is one gap, with the ways out that its item allows.
type gapLine struct {
	item, text string
	effect     ui.Tag
	routes     []string
	risk       string // where its risk is recorded; empty for who may not
}

func (p Place) show(w http.ResponseWriter, r *http.Request) error {
	return p.render(w, r, typedIn(r.URL.Query()), nil)
}

func (p Place) render(w http.ResponseWriter, r *http.Request, t typed, errs *fault.Error) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.SeeReport)
	if err != nil {
		return err
	}
	pg := v.Page("What would it take", p.Sessions.Said(r.Context()))
	read, err := p.read(r, v)
	if noPaper(err) {
		pg.Body = nothingToWeigh(v.At)
		return page.Show(w, r, pg)
	}
	if err != nil {
		return err
	}
	limits, wrong := t.limits()
	if errs == nil {
		errs = wrong
	}
	weighing := budget.Weigh(read.gaps, read.plan, limits)
	view := takesView{at: v.At, from: read.from, all: weighing.All(), typed: t, choice: weighing.Choice(), benefit: read.benefit.Words,
		keeps: read.working && v.May(access.KeepPlan), limited: !limits.None(), blank: len(weighing.Blank), errors: errs}
	for _, o := range weighing.Options {
		line := newOption(v, read, o, view.keeps)
		if line.chosen {
			view.wanting++
		}
		view.options = append(view.options, line)
	}
	view.bare, view.done = view.gapLines(v, read.pack, weighing.Bare), view.gapLines(v, read.pack, weighing.Done)
	pg.Errors, pg.Body = errs, takes(view)
	return page.Show(w, r, pg)
}

func newOption(v page.Visit, read weighed, o budget.Option, keeps bool) optionLine {
	l := optionLine{id: o.ID, title: o.Title, owner: o.Owner.Name, due: o.Due.Words(), money: o.CostWords(), care: o.CareCost, taken: o.Taken(), why: o.Why.Words(),
		chosen: o.Taken() && o.Wanting(), tag: appui.EffectTag(o.Effect)}
	if o.Late(read.on) {
		l.due += ", " + english.Small(o.StateWords(read.on))
	}
	if read.working && v.May(access.SeePlan) {
		l.href = v.At.PlanAction(o.ID)
	}
	l.closes = takesView{at: v.At, keeps: keeps}.gapLines(v, read.pack, o.Closes)
	return l
}

func (view takesView) gapLines(v page.Visit, pack framework.Pack, gaps []score.Gap) []gapLine {
	var lines []gapLine
	for _, g := range gaps {
		q, _ := pack.Question(g.Item)
		l := gapLine{item: g.Item, text: q.Title, effect: appui.EffectTag(g.Effect), routes: budget.Routes(q.Item)}
		if view.keeps && q.RiskAccepted {
			l.risk = v.At.RiskFor(g.Item)
		}
		lines = append(lines, l)
	}
	return lines
}

// free says what comes free with the first gap that an action closes.
func (o optionLine) free() string {
	if len(o.closes) < 2 {
		return ""
	}
	return "and, at no further cost:"
}

// box is the tick that says that there is money for an action.
func (o optionLine) box() ui.Checkboxes {
	return ui.Checkboxes{Name: "action", IDPrefix: "action-" + o.id, Values: []string{o.id}, Small: true,
		Items: []ui.CheckboxItem{{Value: o.id, Text: "There is money for this"}}}
}

// bareBoxes are the gaps that nothing is planned for, to be ticked for one action.
func (v takesView) bareBoxes() ui.Checkboxes {
	boxes := ui.Checkboxes{Name: "item", Small: true, Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "Which gaps would one project close?"}}}
	for _, g := range v.bare {
		hint := g.effect.Text
		if len(g.routes) > 0 {
			hint += ". " + strings.Join(g.routes, " ")
		}
		boxes.Items = append(boxes.Items, ui.CheckboxItem{Value: g.item, Text: g.item + " " + g.text, Hint: ui.Hint{Text: hint}})
	}
	return boxes
}

func (v takesView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}

func fundedWords(n int) string {
	if n == 0 {
		return "They were funded already. Nothing was changed."
	}
	return english.Capital(english.Count(n, "action is", "actions are")) + " marked as funded, and the plan says so."
}

// dayField is the date field of the form, whose fields stand in the address.
func (v takesView) dayField() ui.DateInput {
	return appui.DayField("by", "Done by (optional)", "The last day, for example 31 3 2027", v.typed.by, v.errors)
}
