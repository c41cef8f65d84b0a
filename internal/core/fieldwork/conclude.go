package fieldwork

import (
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// Conclusion is the assessor's overall view, in words of the year's scales.
type Conclusion struct {
	Version    int
	Risk       string
	Confidence string
	Words      string // why they part from what was computed, or anything else
	Issued     bool
	By         assessment.Author
	At         time.Time
}

// Agreement is what the findings come to, computed.
type Agreement struct {
	InScope  int
	Agreed   int
	Differed int
	Untested int // said not to be tested, or not decided yet
	InPlace  int // found in place: agreed with a claim, or differing from the trust's own No
}

// Tested is how many items were tested.
func (a Agreement) Tested() int { return a.Agreed + a.Differed }

// Words says it in a sentence: "Agrees with nine of the 12 items in scope, differs on two; one was not tested."
func (a Agreement) Words() string {
	s := "Agrees with " + english.OutOf(a.Agreed, a.InScope) + english.Plural(a.InScope, " item", " items") + " in scope, and differs on " +
		english.Number(a.Differed) + "."
	switch a.Untested {
	case 0:
		return s
	case 1:
		return s + " One was not tested, and is not counted as agreed."
	}
	return s + " " + english.Capital(english.Number(a.Untested)) + " were not tested, and are not counted as agreed."
}

// Agreement computes what the findings come to. claimed tells of an item whether the trust claims it, as it stands in the copy.
func (w Work) Agreement(claimed map[string]bool) Agreement {
	a := Agreement{InScope: len(w.Scope)}
	for _, s := range w.Scope {
		switch w.Finding(s.Item, false).Verdict {
		case Agree:
			a.Agreed++
			if claimed[s.Item] {
				a.InPlace++
			}
		case Differ:
			a.Differed++
			if !claimed[s.Item] {
				a.InPlace++
			}
		default:
			a.Untested++
		}
	}
	return a
}

// Claimed gives the items of a result that the trust claims.
func Claimed(r score.Result) map[string]bool {
	m := map[string]bool{}
	for _, it := range r.Items {
		m[it.ID] = it.Claimed
	}
	return m
}

// Computed gives the words that the service itself would say, for the risk and for the confidence.
func (a Agreement) Computed(s framework.Scales) (risk, confidence string) {
	return s.Risk.At(a.InPlace, a.InScope).Word, s.Confidence.At(a.Agreed, a.InScope).Word
}

// Parts tells whether a conclusion says other words than the service would.
func (c Conclusion) Parts(s framework.Scales, a Agreement) bool {
	risk, confidence := a.Computed(s)
	return c.Risk != risk || c.Confidence != confidence
}

// Check tells whether a conclusion can be kept. Fields: risk, confidence, words.
func (c Conclusion) Check(s framework.Scales, a Agreement) (Conclusion, error) {
	c.Words = text(c.Words)
	var wrong findings
	if !s.Risk.Has(c.Risk) {
		wrong.Add("risk", "Choose one of the words.")
	}
	if !s.Confidence.Has(c.Confidence) {
		wrong.Add("confidence", "Choose one of the words.")
	}
	if s.Risk.Has(c.Risk) && s.Confidence.Has(c.Confidence) && c.Parts(s, a) {
		risk, confidence := a.Computed(s)
		wrong.words("words", c.Words, "Give your reason: from what was tested, the service would say “"+risk+"” and “"+confidence+"”.")
	} else {
		wrong.short("words", c.Words)
	}
	return c, wrong.Fault()
}

// MayConclude tells whether a person may keep the conclusion now: as a finding, and after the draft once any correction was
// accepted, or while the view is that of an assessor before.
func (w Work) MayConclude(person string) error {
	if err := w.mayWork(person); err != nil {
		return err
	}
	if w.Stage() == Drafted {
		if len(w.Before) > 0 && w.Conclusion != nil && w.Conclusion.By.ID != w.Assessor.ID {
			return nil
		}
		for _, c := range w.Corrections {
			if c.Answer.Accepted {
				return nil
			}
		}
	}
	return w.at(Fieldwork)
}
