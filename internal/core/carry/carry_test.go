package carry_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/carry"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
)

var (
	on       = day.Of(2026, 9, 14)
	answered = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	priya    = assessment.Author{ID: "priya", Name: "Priya Nair"}
)

// pack has one assertion: a question with a text, one with a date, one with a figure, and a date without a bound.
func pack() framework.Pack {
	item := func(id, ask string, f *framework.Figure) framework.Item {
		return framework.Item{ID: id, Title: id, Ask: ask, Explain: "How", Figure: f, Mandatory: true, Satisfies: "A policy.", DoesNotApply: "There are none"}
	}
	return framework.Pack{Edition: "e", Kind: framework.NDG, Standards: []framework.Standard{{Number: "7", Assertions: []framework.Assertion{{ID: "7.3", Items: []framework.Item{
		item("7.3.1", "Is there a plan?", nil),
		item("7.3.2", "Was it restored?", &framework.Figure{Kind: framework.Date, MaxAgeMonths: 12, Decides: true}),
		item("7.3.3", "Are they trained?", &framework.Figure{Kind: framework.Percent}),
		item("7.3.4", "Was it tried?", &framework.Figure{Kind: framework.Date}),
	}}}}}}
}

// only is one answer of last year, with nothing against it.
func only(item string, w assessment.Words) carry.Inputs {
	return carry.Inputs{Cycle: "2026-27", Pack: pack(), Then: framework.History{Released: pack()}, People: []string{"priya"}, On: on,
		Carried: []carry.Answer{{Item: item, From: "2025-26", Words: w, At: answered, By: priya}}}
}

func yes(text string) assessment.Words { return assessment.Words{Reply: assessment.Yes, Text: text} }

func proof(holds int, dated day.Day) assessment.Proof {
	return assessment.Proof{ID: "p", Title: "Restore test", Dated: dated, HoldsMonths: holds, Place: "Library", Items: []string{"7.3.1"}}
}

func TestWhatBecomesOfAnAnswerOfLastYear(t *testing.T) {
	t.Parallel()
	mandatory, hundred := false, assessment.Hundredths(9400)
	change := framework.Dated{Revision: 1, Change: framework.Change{Item: "7.3.1", Mandatory: &mandatory, By: "Ada", Why: "x"}}
	with := func(in carry.Inputs, do func(*carry.Inputs)) carry.Inputs { do(&in); return in }
	date := func(d day.Day) assessment.Words { return assessment.Words{Reply: assessment.Yes, Text: "so", Date: d} }
	for name, c := range map[string]struct {
		in    carry.Inputs
		state carry.State
		kinds []carry.Kind
	}{
		"nothing against it":         {only("7.3.1", yes("In place at all sites.")), carry.Waiting, nil},
		"a No is as good as a Yes":   {only("7.3.1", assessment.Words{Reply: assessment.No}), carry.Waiting, nil},
		"this year has an answer":    {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Answers = map[string]assessment.Answer{"7.3.1": {Words: yes("b")}} }), carry.Settled, nil},
		"this year's was taken away": {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Answers = map[string]assessment.Answer{"7.3.1": {Version: 2}} }), carry.Waiting, nil},
		"not asked any more":         {only("9.9.9", yes("a")), carry.Gone, nil},
		"another question now":       {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Pack.Standards[0].Assertions[0].Items[0].Ask = "Is there a tested plan?" }), carry.Again, []carry.Kind{carry.Changed}},
		"another guidance now":       {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Pack.Standards[0].Assertions[0].Items[0].Satisfies = "A tested plan." }), carry.Again, []carry.Kind{carry.Changed}},
		"another source of the same": {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Pack.Standards[0].Assertions[0].Items[0].Source = "another form" }), carry.Waiting, nil},
		"another bound now": {with(only("7.3.2", date(day.Of(2026, 8, 1))), func(in *carry.Inputs) {
			in.Pack.Standards[0].Assertions[0].Items[1].Figure = &framework.Figure{Kind: framework.Date, MaxAgeMonths: 6, Decides: true}
		}), carry.Again, []carry.Kind{carry.Changed}},
		"changed after it was answered": {with(only("7.3.1", yes("a")), func(in *carry.Inputs) {
			c := change
			c.At = answered.Add(time.Hour)
			in.Pack, in.Then.Changes = changed(t, c), []framework.Dated{c}
		}), carry.Again, []carry.Kind{carry.Changed}},
		"changed before": {with(only("7.3.1", yes("a")), func(in *carry.Inputs) {
			c := change
			c.At = answered
			in.Pack, in.Then.Changes = changed(t, c), []framework.Dated{c}
		}), carry.Waiting, nil},
		"of an edition nobody knows":   {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Then = framework.History{} }), carry.Again, []carry.Kind{carry.Changed}},
		"a reason nobody accepts now":  {with(only("7.3.1", assessment.Words{Reply: assessment.DoesNotApply, Text: "none"}), func(in *carry.Inputs) { in.Pack.Standards[0].Assertions[0].Items[0].DoesNotApply = "" }), carry.Again, []carry.Kind{carry.Changed}},
		"a date that still holds":      {only("7.3.2", date(day.Of(2025, 9, 14))), carry.Waiting, nil},
		"a date that no longer holds":  {only("7.3.2", date(day.Of(2025, 9, 13))), carry.Again, []carry.Kind{carry.OldDate}},
		"an old date without a bound":  {only("7.3.4", date(day.Of(2025, 9, 13))), carry.Again, []carry.Kind{carry.OldDate}},
		"a figure":                     {only("7.3.3", assessment.Words{Reply: assessment.Yes, Text: "so", Figure: &hundred}), carry.Again, []carry.Kind{carry.OldFigure}},
		"proof that holds today":       {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Proofs = []assessment.Proof{proof(12, day.Of(2025, 9, 14))} }), carry.Waiting, nil},
		"proof that ran out yesterday": {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Proofs = []assessment.Proof{proof(12, day.Of(2025, 9, 13))} }), carry.Again, []carry.Kind{carry.OldProof}},
		"proof dated too long ago":     {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Proofs = []assessment.Proof{proof(0, day.Of(2024, 9, 13))} }), carry.Again, []carry.Kind{carry.OldProof}},
		"one of two proofs holds":      {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.Proofs = []assessment.Proof{proof(12, day.Of(2024, 1, 1)), proof(12, on)} }), carry.Waiting, nil},
		"a No needs no proof":          {with(only("7.3.1", assessment.Words{Reply: assessment.No}), func(in *carry.Inputs) { in.Proofs = []assessment.Proof{proof(12, day.Of(2024, 1, 1))} }), carry.Waiting, nil},
		"who gave it has left":         {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.People = []string{"tom"} }), carry.Again, []carry.Kind{carry.NoOwner}},
		"left, and somebody has it":    {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.People, in.Owner = []string{"tom"}, map[string]string{"7.3": "tom"} }), carry.Waiting, nil},
		"who had it has left, too":     {with(only("7.3.1", yes("a")), func(in *carry.Inputs) { in.People, in.Owner = []string{"tom"}, map[string]string{"7.3": "ann"} }), carry.Again, []carry.Kind{carry.NoOwner}},
		"its text speaks of last year": {only("7.3.1", yes("Tried in 2025.")), carry.Again, []carry.Kind{carry.OldText}},
		"its text speaks of this year": {only("7.3.1", yes("Tried in 2025 and 2026.")), carry.Waiting, nil},
		"its text promises a day":      {only("7.3.1", yes("The second site follows on 3 May 2027.")), carry.Again, []carry.Kind{carry.OldText}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := carry.Decide(c.in)
			if len(list) != 1 || list[0].State != c.state {
				t.Fatalf("%+v, want %s", list, c.state)
			}
			var kinds []carry.Kind
			for _, r := range list[0].Reasons {
				kinds = append(kinds, r.Kind)
				if r.Words == "" || !strings.ContainsAny(r.Words[len(r.Words)-1:], ".?") {
					t.Errorf("the reason is no sentence: %q", r.Words)
				}
			}
			if !slices.Equal(kinds, c.kinds) {
				t.Errorf("because of %v, want %v", kinds, c.kinds)
			}
			if can := len(carry.Reconfirmable(list, "7.3")) == 1; can != (c.state == carry.Waiting) {
				t.Errorf("reconfirmable %v", can)
			}
		})
	}
}

func changed(t *testing.T, c framework.Dated) framework.Pack {
	t.Helper()
	p, err := pack().With([]framework.Change{c.Change})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAnswersThatDoNotGoTogetherAreBothGivenAgain(t *testing.T) {
	t.Parallel()
	in := only("7.3.1", yes("All are supported."))
	in.Carried = append(in.Carried, carry.Answer{Item: "7.3.4", From: "2025-26", Words: yes("Two exceptions."), At: answered, By: priya})
	in.Pairs = []framework.Pair{{First: framework.Side{Item: "7.3.1", Reply: "yes"}, Second: framework.Side{Item: "7.3.4", Says: []string{"exceptions"}}, Asks: "Which is it?"}}
	for _, d := range carry.Decide(in) {
		if d.State != carry.Again || d.Reasons[0].Kind != carry.Contradicted {
			t.Errorf("%s: %s %v", d.Item, d.State, d.Reasons)
		}
	}
	in.Answers = map[string]assessment.Answer{"7.3.4": {Item: "7.3.4", Words: yes("None any more."), Version: 1}}
	if d := carry.Decide(in)[0]; d.State != carry.Waiting {
		t.Errorf("once the other is given again: %s %v", d.State, d.Reasons)
	}
}

func TestGuidanceTouchesWhatWasAnsweredBefore(t *testing.T) {
	t.Parallel()
	p := pack()
	p.Standards[0].Assertions[0].Items = append(p.Standards[0].Assertions[0].Items, framework.Item{ID: "7.3.1b", PartOf: "7.3.1", Ask: "And the other?"})
	first := framework.Dated{Revision: 1, At: answered, Change: framework.Change{Item: "7.3.1"}}
	second := framework.Dated{Revision: 2, At: answered.AddDate(0, 1, 0), Change: framework.Change{Item: "7.3.1"}}
	said := func(at time.Time) map[string]assessment.Answer {
		return map[string]assessment.Answer{"7.3.1": {Item: "7.3.1", Words: yes("a"), Version: 1, SavedAt: at}}
	}
	before, between := answered.Add(-time.Hour), answered.Add(time.Hour)
	for name, c := range map[string]struct {
		answers map[string]assessment.Answer
		held    []carry.Held
		want    int // the last revision to look at; 0: none
	}{
		"answered before both":            {said(before), nil, 2},
		"looked at for the first":         {said(before), []carry.Held{{Item: "7.3.1", Revision: 1}}, 2},
		"looked at for the second":        {said(before), []carry.Held{{Item: "7.3.1", Revision: 2}}, 0},
		"another was looked at":           {said(before), []carry.Held{{Item: "7.3.2", Revision: 2}}, 2},
		"answered between them":           {said(between), nil, 2},
		"answered after both":             {said(second.At), nil, 0},
		"not answered":                    {nil, nil, 0},
		"the part follows the whole item": {map[string]assessment.Answer{"7.3.1b": {Item: "7.3.1b", Words: yes("a"), SavedAt: before}}, nil, 2},
	} {
		list := carry.TouchedBy(p, []framework.Dated{first, second}, c.answers, c.held)
		got := 0
		if len(list) == 1 {
			got = list[0].Last().Revision
		}
		if len(list) > 1 || got != c.want {
			t.Errorf("%s: %d answers, the last revision is %d and not %d", name, len(list), got, c.want)
		}
	}
}
