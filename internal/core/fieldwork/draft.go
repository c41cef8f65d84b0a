package fieldwork

import (
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
)

// Response is what the trust's management says to one recommendation.
type Response struct {
	Item    string
	Version int
	Finding int  // the version of the finding that it answers: it stands for that one alone
	Agreed  bool // the recommendation is taken up
	Words   string
	Owner   assessment.Author // without an id where the owner has no account here
	Due     day.Day           // zero only where it is not taken up
	By      assessment.Author
	At      time.Time
	On      day.Day // the day in London of At
}

// Left lists what stands between the fieldwork and its draft, in sentences; none when the draft can be issued.
func (w Work) Left(s framework.Scales, a Agreement) []string {
	var left []string
	open := 0
	for _, r := range w.Earlier {
		if w.Finding(r.Item, true).Verdict == Undecided {
			open++
		}
	}
	if open > 0 {
		left = append(left, english.Capital(english.Count(open, "earlier finding is", "earlier findings are"))+" not decided: closed, or still open.")
	}
	undecided := 0
	for _, one := range w.Scope {
		if w.Finding(one.Item, false).Verdict == Undecided {
			undecided++
		}
	}
	if undecided > 0 {
		left = append(left, english.Capital(english.Count(undecided, "item is", "items are"))+" not decided: agree, differ, or not tested.")
	}
	if undecided == 0 {
		left = append(left, w.concluded(s, a)...)
	}
	return left
}

// concluded says what the conclusion lacks.
func (w Work) concluded(s framework.Scales, a Agreement) []string {
	if w.Conclusion == nil {
		return []string{"The overall view is not given."}
	}
	if _, err := w.Conclusion.Check(s, a); err != nil {
		return []string{"The overall view parts from what was found, and its reason is not given."}
	}
	return nil
}

// MayIssue tells whether a person may issue the draft now.
func (w Work) MayIssue(person string, s framework.Scales, a Agreement) error {
	if err := w.mayWork(person); err != nil {
		return err
	}
	if err := w.at(Fieldwork); err != nil {
		return err
	}
	if left := w.Left(s, a); len(left) > 0 {
		return fault.New(fault.Invalid, "%s", left[0])
	}
	return nil
}

// Response gives what stands as the answer to a finding: the newest, if it answers the finding as it is.
func (w Work) Response(f Finding) (Response, bool) {
	i := slices.IndexFunc(w.Responses, func(r Response) bool { return r.Item == f.Item && r.Finding == f.Version })
	if i < 0 {
		return Response{}, false
	}
	return w.Responses[i], true
}

// Respond checks the response to a recommendation, as it was filled in. Fields: agreed, words, owner, due-day.
func (w Work) Respond(r Response, agreed string, today day.Day) (Response, error) {
	if err := w.in(Drafted); err != nil {
		return r, err
	}
	f := w.Finding(r.Item, false)
	if f.Verdict != Differ {
		return r, fault.New(fault.NotFound, "Nothing is recommended about %s.", r.Item)
	}
	if r.Finding != f.Version {
		return r, fault.New(fault.Conflict, "The finding has changed since you opened this page. Read it again before you answer.")
	}
	r.Agreed, r.Words, r.Owner.Name = agreed == "yes", text(r.Words), text(r.Owner.Name)
	var wrong findings
	if agreed != "yes" && agreed != "no" {
		wrong.Add("agreed", "Choose whether the trust takes up the recommendation.")
	}
	wrong.words("words", r.Words, "Say what the trust will do, or why it does not take it up.")
	wrong.words("owner", r.Owner.Name, "Say who answers for it: choose somebody, or write a name.")
	switch {
	case agreed == "no":
		r.Due = day.Day{}
	case r.Due.IsZero():
		wrong.Add("due-day", "Enter the day by which it is done.")
	case r.Due.Before(today):
		wrong.Add("due-day", "Enter a day that is still to come: %s has passed.", r.Due.Words())
	}
	return r, wrong.Fault()
}

// Unanswered counts the recommendations without a response, and the corrections without a decision.
func (w Work) Unanswered() (recommendations, corrections int) {
	for _, f := range w.Differing() {
		if _, ok := w.Response(f); !ok {
			recommendations++
		}
	}
	for _, c := range w.Corrections {
		if !c.Answer.Given {
			corrections++
		}
	}
	return recommendations, corrections
}

// Remaining lists what stands between the draft and the final, in sentences.
func (w Work) Remaining(s framework.Scales, a Agreement) []string {
	var left []string
	recommendations, corrections := w.Unanswered()
	if corrections > 0 {
		left = append(left, english.Capital(english.Count(corrections, "correction is", "corrections are"))+" not decided by the assessor.")
	}
	if recommendations > 0 {
		left = append(left, english.Capital(english.Count(recommendations, "recommendation has", "recommendations have"))+" no answer of the trust.")
	}
	return append(append(left, w.own()...), w.concluded(s, a)...)
}

// MayFinish tells whether a person may make it final.
func (w Work) MayFinish(person string, s framework.Scales, a Agreement) error {
	if err := w.mayWork(person); err != nil {
		return err
	}
	if err := w.at(Drafted); err != nil {
		return err
	}
	if left := w.Remaining(s, a); len(left) > 0 {
		return fault.New(fault.Invalid, "%s", left[0])
	}
	return nil
}

// Actions gives what of a final can become an action of the plan: recommendations that were taken up and are not planned yet.
func (w Work) Actions() []Response {
	if w.Stage() != Final {
		return nil
	}
	var list []Response
	for _, f := range w.Differing() {
		if r, ok := w.Response(f); ok && r.Agreed && w.Planned[f.Item] == "" {
			list = append(list, r)
		}
	}
	return list
}

// Action makes an action of a recommendation that was taken up: its owner and day are those of the response. A day that has passed
// is for the lead to give anew, in the plan.
func (w Work) Action(r Response) plan.Action {
	f := w.Finding(r.Item, false)
	return plan.Action{Title: title(f.Recommendation), Items: []string{r.Item}, Owner: r.Owner, Due: r.Due, Funding: plan.Unfunded,
		CareCost: "Not known yet: this comes from the independent assessment."}
}

// title makes a recommendation fit the title of an action.
func title(s string) string {
	runes := []rune(s)
	for i, r := range runes {
		if r == '\n' {
			runes = runes[:i]
			break
		}
	}
	if len(runes) > plan.MaxTitle {
		runes = append(runes[:plan.MaxTitle-1], '…')
	}
	return string(runes)
}
