package plan

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/plan"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/ui"
)

// publishedView is what national staff said of the plan that was published.
type publishedView struct {
	sentences []string // empty: nothing is published
	returned  []returnedLine
	rows      [][]ui.TableCell
}

// returnedLine is an action that came back, with their reason.
type returnedLine struct{ title, words, by string }

func newPublishedView(p *plandb.Published, today day.Day) publishedView {
	var view publishedView
	if p == nil {
		return view
	}
	accepted := 0
	for _, a := range p.Actions {
		verdict := "No decision yet"
		if d, ok := a.Latest(); ok {
			verdict = english.Capital(string(d.Verdict)) + " on " + d.On.Words()
			switch d.Verdict {
			case plan.Accepted:
				accepted++
			case plan.Returned:
				view.returned = append(view.returned, returnedLine{a.Title, d.Words, d.By.Name + ", " + d.On.Words()})
			}
		}
		view.rows = append(view.rows, []ui.TableCell{{Text: a.Title}, {Text: a.Due.Words()}, {Text: verdict}})
	}
	head := "Version " + english.Figures(p.Version) + " was published on " + p.PublishedOn.Words()
	if len(p.Actions) == 0 {
		view.sentences = []string{head + ", without a plan."}
		return view
	}
	view.sentences = append(view.sentences, head+" with "+english.Count(len(p.Actions), "action", "actions")+": "+
		english.Number(accepted)+" accepted, "+english.Number(len(view.returned))+" returned, "+english.Number(p.Waiting())+" without a decision.",
		"Result here: "+string(p.Outcome.Result)+". "+p.Outcome.Reason)
	return view
}
