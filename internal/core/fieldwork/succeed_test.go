package fieldwork

import (
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
)

var rory = assessment.Author{ID: "rory", Name: "Rory Lane"}

// leftBy is the engagement of an assessor who left in the middle, at the stage in which they did.
func leftBy(who assessment.Author, s Stage) Engagement {
	e := stand(s)
	e.ID, e.Assessor, e.EndedAt = "before", who, when
	return e
}

// following is the work of Rory, who follows Ruth, at a stage.
func following(s Stage, left Stage) Work {
	e := stand(s)
	e.Continues, e.Assessor = "before", rory
	return Work{Engagement: e, Before: []Engagement{leftBy(ruth, left)}, Scope: []Scoped{{Item: "7.3.5", Mandated: true}}}
}

// How far the fieldwork has come does not hang on whether somebody works on it.
func TestThePhaseOutlastsTheAssessor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		work Work
		want Stage
	}{
		"before anybody left":             {Work{Engagement: stand(Fieldwork)}, Fieldwork},
		"left during fieldwork":           {Work{Engagement: leftBy(ruth, Fieldwork)}, Fieldwork},
		"left after the draft":            {Work{Engagement: leftBy(ruth, Drafted)}, Drafted},
		"the next one waits":              {following(Appointed, Drafted), Drafted},
		"the next one may go on":          {following(Ready, Fieldwork), Fieldwork},
		"the next one works":              {following(Fieldwork, Fieldwork), Fieldwork},
		"the next one has issued":         {following(Drafted, Fieldwork), Drafted},
		"taken back before any fieldwork": {Work{Engagement: stand(Ended)}, Ended},
		"final":                           {following(Final, Drafted), Final},
	} {
		if got := c.work.Phase(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	e := leftBy(ruth, Drafted)
	if err := e.at(Drafted); e.Stage() != Interrupted || fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "has left") {
		t.Errorf("%s, %v", e.Stage(), err)
	}
}

func TestWhatCanBeTakenOver(t *testing.T) {
	t.Parallel()
	his := Finding{Item: "7.3.5", Version: 3, Verdict: Differ, Tested: "Walked", Found: "Old", Recommendation: "Again", By: ruth}
	issued := his
	issued.Issued = true
	own, note := his, Finding{Item: "7.3.5", Version: 1, Seen: "x", By: rory}
	own.By = rory
	for name, c := range map[string]struct {
		stage   Stage
		have    []Finding
		handed  []Finding
		by      string
		version int // of the row that is made; 0: refused
	}{
		"handed over":                         {Fieldwork, nil, []Finding{his}, "rory", 1},
		"beside a note of one's own":          {Fieldwork, []Finding{note}, []Finding{his}, "rory", 2},
		"after a decision of one's own":       {Fieldwork, []Finding{own}, []Finding{his}, "rory", 0},
		"where nothing was decided":           {Fieldwork, nil, nil, "rory", 0},
		"by whoever left":                     {Fieldwork, nil, []Finding{his}, "ruth", 0},
		"before going on":                     {Ready, nil, []Finding{his}, "rory", 0},
		"of the draft: the version stays":     {Drafted, []Finding{issued}, []Finding{his}, "rory", 3},
		"of the draft, when it is one's own":  {Drafted, []Finding{own}, nil, "rory", 0},
		"of the final":                        {Final, []Finding{issued}, nil, "rory", 0},
		"of the draft, what was never issued": {Drafted, nil, []Finding{his}, "rory", 0},
	} {
		w := following(c.stage, Fieldwork)
		w.Findings, w.Handed = c.have, c.handed
		got, err := w.TakeOver(c.by, "7.3.5", false)
		if (err == nil) != (c.version > 0) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err == nil && (got.Version != c.version || got.TestedBy != "Ruth Adeyemi" || got.Found != "Old" || got.Issued != (c.stage == Drafted)) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// A third assessor takes over from the second what the first tested.
	third := following(Fieldwork, Fieldwork)
	taken := own
	taken.TestedBy = ruth.Name
	third.Assessor, third.Handed = assessment.Author{ID: "ida", Name: "Ida Moor"}, []Finding{taken}
	if got, err := third.TakeOver("ida", "7.3.5", false); err != nil || got.TestedBy != "Ruth Adeyemi" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestAFinalIsOnesOwn(t *testing.T) {
	t.Parallel()
	s := scales(t)
	his := Finding{Item: "7.3.5", Version: 3, Verdict: Agree, Issued: true, By: ruth}
	own := his
	own.By = rory
	w := following(Drafted, Drafted)
	w.Findings, w.Conclusion = []Finding{his}, &Conclusion{Risk: "Substantial reliance", Confidence: "High", By: ruth}
	a := w.Agreement(map[string]bool{"7.3.5": true})
	left := strings.Join(w.Remaining(s, a), " ")
	if !strings.Contains(left, "One finding of the assessor before") || !strings.Contains(left, "Ruth Adeyemi’s: give your own") {
		t.Error(left)
	}
	if err := w.MayWrite("rory", "7.3.5", false); err != nil {
		t.Errorf("the next assessor cannot write their own: %v", err)
	}
	if err := w.MayConclude("rory"); err != nil {
		t.Errorf("the next assessor cannot conclude: %v", err)
	}
	w.Findings, w.Conclusion.By = []Finding{own}, rory
	if left := w.Remaining(s, a); len(left) != 0 {
		t.Error(left)
	}
	if w.MayWrite("rory", "7.3.5", false) == nil || w.MayConclude("rory") == nil {
		t.Error("what is one's own is changed without a correction")
	}
}

func TestLeavingNeedsAReasonAndFieldwork(t *testing.T) {
	t.Parallel()
	for _, s := range []Stage{Appointed, Ready, Final, Ended} {
		if _, err := stand(s).Leave("Ill"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: %v", s, err)
		}
	}
	for _, s := range []Stage{Fieldwork, Drafted} {
		if words, err := stand(s).Leave(" Ill "); err != nil || words != "Ill" {
			t.Errorf("%s: %q, %v", s, words, err)
		}
		if _, err := stand(s).Leave(" "); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s without a reason: %v", s, err)
		}
	}
}
