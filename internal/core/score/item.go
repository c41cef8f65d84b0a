package score

import (
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
)

// verdict is what one question comes to, with its reason for the person who answered and for everybody else.
type verdict struct {
	state   State
	reason  string
	finding string
	lacks   bool // a claim lacks what it must carry
}

// both makes a verdict whose reason reads the same for everybody.
func both(s State, words string) verdict { return verdict{state: s, reason: words, finding: words} }

// judge applies the rules of DESIGN §3 to one question. The reference day decides how old a date is.
func judge(item framework.Item, a assessment.Answer, on day.Day) verdict {
	switch {
	case a.Reply == assessment.DoesNotApply:
		return excused(DoesNotApply, item.DoesNotApply != "", a.Text)
	case a.Reply == assessment.Exempt:
		return excused(Exempt, item.Exemptible, a.Text)
	case !a.Words.Answered(item):
		return unanswered(item)
	case a.Reply == assessment.No:
		return no(item, a)
	}
	if f := item.Figure; f != nil && f.Decides {
		if v, out := outside(*f, a, on); out {
			return v
		}
	}
	return carried(item, a)
}

// excused judges an item that is said not to apply or to be exempt. The pack must allow it, which an administrator can
// have changed since it was said, and it needs a reason.
func excused(s State, allowed bool, why string) verdict {
	said, found := "you said that it does not apply", "said not to apply"
	if s == Exempt {
		said, found = "you said that the trust is exempt", "said to be exempt"
	}
	switch {
	case !allowed:
		return verdict{NotInPlace, said + ", which is not possible here", found + ", which is not possible here", false}
	case why == "":
		return verdict{NotInPlace, said + "; it counts when a reason is given too", found + " without a reason", true}
	}
	return verdict{s, said + ": " + why, found + ": " + why, false}
}

// byRisk judges an answered item that is not in place, and whose own wording takes an accepted risk as being in place.
func byRisk(a Acceptance, open verdict) verdict {
	said := "the risk is accepted by " + a.By + " until " + a.Until.Words() + ", which this item takes as being in place; otherwise "
	return verdict{InPlace, said + open.reason, said + open.finding, false}
}

func unanswered(item framework.Item) verdict {
	if item.Ask == "" && item.Figure != nil {
		return both(Unanswered, "not answered yet: "+quoted(item.Figure.Label)+" is missing")
	}
	return both(Unanswered, "not answered yet")
}

// no judges the answer No. A figure never overrules it, but one that reaches its bound is said.
func no(item framework.Item, a assessment.Answer) verdict {
	more := ""
	if f := item.Figure; f != nil && !f.Decides && f.Bounded() && a.Figure != nil && f.Within(int64(*a.Figure)) {
		more = ", although " + a.FigureWords(f) + " is " + f.Bound()
	}
	return verdict{NotInPlace, "you answered No" + more, "the answer was No" + more, false}
}

// outside judges a figure that decides: missing, or out of its bound. It tells false when the figure holds.
func outside(f framework.Figure, a assessment.Answer, on day.Day) (verdict, bool) {
	given := a.FigureWords(&f)
	must := f.Subject + " must be " + f.Bound()
	switch {
	case given == "":
		return missing(a, quoted(f.Label)), true
	case f.Kind == framework.Date && a.Date.After(on):
		day := ", which is after " + on.Words()
		return verdict{NotInPlace, must + "; you answered " + given + day, must + "; the answer was " + given + day, false}, true
	case f.Kind == framework.Date && f.LastDay(a.Date).Before(on), f.Kind != framework.Date && !f.Within(int64(*a.Figure)):
		return verdict{NotInPlace, must + "; you answered " + given, must + "; the answer was " + given, false}, true
	}
	return verdict{}, false
}

// carried judges whether a claim carries the text that it must, and says what was claimed.
func carried(item framework.Item, a assessment.Answer) verdict {
	if item.Explain != "" && a.Text == "" && !reachesMark(item.Figure, a) {
		what := quoted(item.Explain)
		if f := item.Figure; f != nil && !f.Decides && f.Bounded() && a.Figure == nil {
			what = quoted(f.Label) + " or " + what
		}
		return missing(a, what)
	}
	reason, finding := "you answered Yes", "the answer was Yes"
	if a.Reply == assessment.Unanswered {
		reason, finding = "you answered "+a.FigureWords(item.Figure), "the answer was "+a.FigureWords(item.Figure)
	} else if given := a.FigureWords(item.Figure); given != "" {
		reason, finding = reason+", "+given, finding+", "+given
	}
	more := ""
	if f := item.Figure; f != nil && f.Bounded() {
		more = rest(*f, a)
	}
	if item.RiskAccepted {
		more += "; an exception that was accepted in writing counts as in place here"
	}
	return verdict{InPlace, reason + more, finding + more, false}
}

// rest says how the figure of a claim stands to its bound.
func rest(f framework.Figure, a assessment.Answer) string {
	switch {
	case f.Decides:
		return " (it must be " + f.Bound() + ")"
	case a.Figure == nil:
		return ", with an explanation and without a figure; the mark is " + f.Bound()
	case f.Within(int64(*a.Figure)):
		return " (the mark is " + f.Bound() + ")"
	}
	return ", with an explanation; the mark is " + f.Bound()
}

// reachesMark tells whether a figure that does not decide reaches the bound beside it: then nothing more need be said.
func reachesMark(f *framework.Figure, a assessment.Answer) bool {
	return f != nil && !f.Decides && f.Bounded() && f.Kind != framework.Date && a.Figure != nil && f.Within(int64(*a.Figure))
}

// missing judges a claim that lacks what it must carry.
func missing(a assessment.Answer, what string) verdict {
	if a.Reply == assessment.Yes {
		return verdict{NotInPlace, "you answered Yes; it counts when " + what + " is filled in too", "the answer was Yes without " + what, true}
	}
	words := "it counts when " + what + " is filled in too"
	return verdict{NotInPlace, words, words, true}
}

// quoted gives the label of a field as it is named in a sentence.
func quoted(label string) string { return "“" + strings.TrimSuffix(label, ".") + "”" }
