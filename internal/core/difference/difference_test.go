package difference_test

import (
	"slices"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/difference"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/core/snapshot"
)

func pack(ids ...string) framework.Pack {
	var items []framework.Item
	for _, id := range ids {
		items = append(items, framework.Item{ID: id, Title: "Question " + id, Ask: "Is it?", Mandatory: true, Proof: framework.ProofRequired})
	}
	return framework.Pack{Kind: framework.NDG, Standards: []framework.Standard{{Number: "7", Title: "Continuity", Assertions: []framework.Assertion{{ID: "7.1", Items: items}}}}}
}

func point(title string, p framework.Pack, answers map[string]assessment.Words, proofs ...assessment.Proof) difference.Point {
	s := snapshot.Snapshot{Pack: p, Reference: day.Of(2027, 1, 1), Proofs: proofs}
	for id, w := range answers {
		s.Answers = append(s.Answers, assessment.Answer{Item: id, Words: w, Version: 1})
	}
	return difference.Point{Title: title, Snapshot: s, Result: score.Assess(s.Inputs())}
}

func words(r assessment.Reply, text string) assessment.Words {
	return assessment.Words{Reply: r, Text: text}
}

func TestWhatDiffersIsSaidOnceForEachQuestion(t *testing.T) {
	t.Parallel()
	one := assessment.Proof{ID: "1", Title: "Plan", Dated: day.Of(2026, 12, 1), HoldsMonths: 12, Items: []string{"7.1.4"}}
	two := one
	two.Dated = day.Of(2026, 12, 24)
	then := point("then", pack("7.1.1", "7.1.2", "7.1.3", "7.1.4", "7.1.5", "7.1.6"), map[string]assessment.Words{
		"7.1.1": words(assessment.Yes, "a"), "7.1.2": words(assessment.No, ""), "7.1.3": words(assessment.Yes, "a"),
		"7.1.4": words(assessment.Yes, "a"), "7.1.5": words(assessment.Yes, "a"), "7.1.6": words(assessment.Yes, "same")}, one)
	now := point("now", pack("7.1.1", "7.1.2", "7.1.3", "7.1.4", "7.1.6", "7.1.7"), map[string]assessment.Words{
		"7.1.1": words(assessment.No, "a"), "7.1.2": words(assessment.Yes, ""), "7.1.3": words(assessment.Yes, "b"),
		"7.1.4": words(assessment.Yes, "a"), "7.1.6": words(assessment.Yes, "same"), "7.1.7": words(assessment.Yes, "new")}, two)
	d := difference.Between(then, now)
	want := map[string][]difference.Kind{
		"7.1.1": {difference.State, difference.Answer}, "7.1.2": {difference.State, difference.Answer}, "7.1.3": {difference.Text},
		"7.1.4": {difference.Proof}, "7.1.5": {difference.Asked}, "7.1.7": {difference.Asked},
	}
	if len(d.Standards) != 1 || d.Lines() != len(want) {
		t.Fatalf("%d standards, %d lines", len(d.Standards), d.Lines())
	}
	var order []string
	for _, l := range d.Standards[0].Lines {
		order = append(order, l.Item)
		if !slices.Equal(l.Kinds, want[l.Item]) {
			t.Errorf("%s: %v, want %v", l.Item, l.Kinds, want[l.Item])
		}
	}
	if !slices.Equal(order, []string{"7.1.1", "7.1.2", "7.1.3", "7.1.4", "7.1.7", "7.1.5"}) {
		t.Errorf("in the order %v", order)
	}
	if d.Lost != 2 || d.Gained != 2 { // 7.1.1 and 7.1.5, 7.1.2 and 7.1.7
		t.Errorf("%d lost, %d gained", d.Lost, d.Gained)
	}
	if d.Count[difference.State] != 2 || d.Count[difference.Asked] != 2 || d.Count[difference.Proof] != 1 {
		t.Errorf("counted %v", d.Count)
	}
	table := d.Table(nil)
	if len(table.Rows) != 6 {
		t.Fatalf("%d rows", len(table.Rows))
	}
	for i, want := range []string{"7 Continuity", "7.1.1", "Question 7.1.1", "another result and another answer", "In place", "Not in place", "Yes", "No"} {
		if got := table.Rows[0][i].Plain(); got != want {
			t.Errorf("the first row has %q and not %q", got, want)
		}
	}
	if got := table.Rows[5][5].Plain(); got != "Not asked" {
		t.Errorf("what is not asked any more came to %q", got)
	}
}

func TestTheSamePointTwiceDiffersInNothing(t *testing.T) {
	t.Parallel()
	p := point("x", pack("7.1.1"), map[string]assessment.Words{"7.1.1": words(assessment.Yes, "a")})
	if d := difference.Between(p, p); d.Lines() != 0 || len(d.Standards) != 0 || d.Lost+d.Gained != 0 {
		t.Errorf("%+v", d)
	}
}

func TestAStandardThatIsGoneIsNotForgotten(t *testing.T) {
	t.Parallel()
	p := point("then", pack("7.1.1"), map[string]assessment.Words{"7.1.1": words(assessment.Yes, "a")})
	other := pack("8.1.1")
	other.Standards[0].Number = "8"
	d := difference.Between(p, point("now", other, nil))
	if len(d.Standards) != 2 || d.Standards[1].Number != "7" || d.Lines() != 2 {
		t.Errorf("%+v", d.Standards)
	}
}
