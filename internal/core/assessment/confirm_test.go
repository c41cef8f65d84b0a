package assessment_test

import (
	"slices"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

func TestWhatKeepsAnAssertionFromBeingConfirmed(t *testing.T) {
	t.Parallel()
	item := func(id string, mandatory bool) framework.Item {
		return framework.Item{ID: id, Ask: "Is it?", Mandatory: mandatory}
	}
	yes := assessment.Answer{Version: 1, Words: assessment.Words{Reply: assessment.Yes}}
	no := assessment.Answer{Version: 1, Words: assessment.Words{Reply: assessment.No}}
	text := assessment.Answer{Version: 1, Words: assessment.Words{Text: "more to come"}}
	mixed := framework.Assertion{ID: "7.3", Items: []framework.Item{item("7.3.1", true), item("7.3.2", true), item("7.3.3", false)}}
	optional := framework.Assertion{ID: "7.4", Items: []framework.Item{item("7.4.1", false), item("7.4.2", false)}}
	for name, c := range map[string]struct {
		a       framework.Assertion
		answers map[string]assessment.Answer
		missing []string
	}{
		"nothing answered":                 {mixed, nil, []string{"7.3.1", "7.3.2"}},
		"one mandatory item open":          {mixed, map[string]assessment.Answer{"7.3.1": yes, "7.3.3": yes}, []string{"7.3.2"}},
		"text is no answer":                {mixed, map[string]assessment.Answer{"7.3.1": yes, "7.3.2": text}, []string{"7.3.2"}},
		"mandatory answered, one with No":  {mixed, map[string]assessment.Answer{"7.3.1": yes, "7.3.2": no}, nil},
		"nothing mandatory, none answered": {optional, nil, []string{"7.4.1", "7.4.2"}},
		"nothing mandatory, one answered":  {optional, map[string]assessment.Answer{"7.4.2": no}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := assessment.Missing(c.a, c.answers); !slices.Equal(got, c.missing) {
				t.Errorf("missing %v, want %v", got, c.missing)
			}
			err := assessment.Confirmable(c.a, c.answers, assessment.Seen(c.a, c.answers))
			if confirmable := err == nil; confirmable != (len(c.missing) == 0) {
				t.Errorf("confirmable: %v", err)
			}
		})
	}
}

func TestNobodyConfirmsAnAnswerThatTheyHaveNotSeen(t *testing.T) {
	t.Parallel()
	a := framework.Assertion{ID: "7.3", Items: []framework.Item{{ID: "7.3.1", Ask: "Is it?", Mandatory: true}, {ID: "7.3.2", Ask: "Is it?"}}}
	answers := map[string]assessment.Answer{
		"7.3.1": {Version: 2, Words: assessment.Words{Reply: assessment.Yes}},
		"7.3.2": {Version: 1, Words: assessment.Words{Reply: assessment.No}},
		"7.4.1": {Version: 9},
	}
	seen := assessment.Seen(a, answers)
	answers["7.3.2"] = assessment.Answer{Version: 2, Words: assessment.Words{Reply: assessment.Yes}}
	if err := assessment.Confirmable(a, answers, seen); fault.KindOf(err) != fault.Conflict {
		t.Errorf("confirmed after a change: %v", err)
	}
	if err := assessment.Confirmable(a, answers, assessment.Seen(a, answers)); err != nil {
		t.Errorf("refused after reading again: %v", err)
	}
}
