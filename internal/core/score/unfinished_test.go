package score

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
)

// An unfinished answer is a claim that somebody has still to complete. A gap that was answered in full is not one.
func TestOnlyAClaimThatLacksSomethingIsUnfinished(t *testing.T) {
	t.Parallel()
	yes, no := assessment.Yes, assessment.No
	saved := func(w assessment.Words) assessment.Answer { return assessment.Answer{Words: w, Version: 1} }
	for name, c := range map[string]struct {
		v    verdict
		want bool
	}{
		"nothing said":                 {judge(question, assessment.Answer{}, on), false},
		"No":                           {judge(question, saved(assessment.Words{Reply: no}), on), false},
		"Yes without its text":         {judge(question, saved(assessment.Words{Reply: yes}), on), true},
		"Yes with its text":            {judge(question, saved(assessment.Words{Reply: yes, Text: "Z1"}), on), false},
		"Yes without its date":         {judge(tested, saved(assessment.Words{Reply: yes}), on), true},
		"a date that is too old":       {judge(tested, saved(assessment.Words{Reply: yes, Date: day.Of(2020, 1, 1)}), on), false},
		"a date alone, without a text": {judge(restore, saved(assessment.Words{Date: on}), on), true},
		"does not apply, no reason":    {judge(waivable, saved(assessment.Words{Reply: assessment.DoesNotApply}), on), true},
		"does not apply where it must": {judge(question, saved(assessment.Words{Reply: assessment.DoesNotApply, Text: "x"}), on), false},
	} {
		if c.v.lacks != c.want {
			t.Errorf("%s: unfinished %v, want %v (%s)", name, c.v.lacks, c.want, c.v.reason)
		}
	}
}
