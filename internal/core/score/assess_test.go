package score

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
)

// ndg gives the released pack, or ends the test.
func ndg(t testing.TB) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

// claim is the answer that claims an item with everything that it must carry, its figure within its threshold.
func claim(item framework.Item) assessment.Answer {
	a := assessment.Answer{Item: item.ID, Words: assessment.Words{Text: "As asked"}}
	if item.Ask != "" {
		a.Reply = assessment.Yes
	}
	if f := item.Figure; f != nil {
		switch {
		case f.Kind == framework.Date:
			a.Date = on
		case f.Min != nil:
			a.Figure = hundredths(assessment.Hundredths(*f.Min * 100))
		case f.Max != nil:
			a.Figure = hundredths(assessment.Hundredths(*f.Max * 100))
		default:
			a.Figure = hundredths(0)
		}
	}
	return a
}

// deny is the answer No, or a figure outside its threshold where there is no question.
func deny(item framework.Item) assessment.Answer {
	a := assessment.Answer{Item: item.ID, Words: assessment.Words{Text: "As asked"}}
	if item.Ask != "" {
		a.Reply = assessment.No
		return a
	}
	switch f := item.Figure; {
	case f.Kind == framework.Date:
		a.Date = on.AddMonths(-f.MaxAgeMonths).AddDays(-1)
	case f.Min != nil:
		a.Figure = hundredths(assessment.Hundredths(*f.Min*100 - 1))
	default:
		a.Figure = hundredths(assessment.Hundredths(*f.Max*100 + 1))
	}
	return a
}

func answers(p framework.Pack, say func(framework.Item) assessment.Answer) map[string]assessment.Answer {
	m := map[string]assessment.Answer{}
	for _, q := range p.Questions() {
		m[q.ID] = say(q.Item)
	}
	return m
}

func confirmAll(p framework.Pack) []assessment.Confirmation {
	var list []assessment.Confirmation
	for _, s := range p.Standards {
		for _, a := range s.Assertions {
			list = append(list, assessment.Confirmation{Assertion: a.ID})
		}
	}
	return list
}

func TestEveryItemNoLeavesNothingInPlace(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	r := Assess(Inputs{Pack: p, Answers: answers(p, deny), Confirmations: confirmAll(p), On: on})
	if r.Outcome != Gaps || r.InPlace != 0 || r.Mandatory != 128 || len(r.Gaps) != 128 {
		t.Errorf("got %s, %d of %d, %d gaps", r.Outcome, r.InPlace, r.Mandatory, len(r.Gaps))
	}
	for _, it := range r.Items {
		if it.State != NotInPlace || it.Claimed || it.Proved {
			t.Errorf("%s is %s", it.ID, it.State)
		}
	}
	for _, s := range r.Standards {
		if s.State != NotInPlace {
			t.Errorf("standard %s is %s", s.Number, s.State)
		}
		for _, a := range s.Assertions {
			if a.State != NotInPlace {
				t.Errorf("assertion %s is %s", a.ID, a.State)
			}
		}
	}
}

func TestEveryItemYesWithoutProofIsClaimedAndNotProved(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	r := Assess(Inputs{Pack: p, Answers: answers(p, claim), Confirmations: confirmAll(p), On: on})
	if r.Outcome != AllInPlace || r.InPlace != 128 || r.Mandatory != 128 || r.Proved != 0 || len(r.Gaps) != 0 || r.Unconfirmed != 0 {
		t.Errorf("got %s, %d of %d, %d proved, %d gaps, %d unconfirmed", r.Outcome, r.InPlace, r.Mandatory, r.Proved, len(r.Gaps), r.Unconfirmed)
	}
	for _, it := range r.Items {
		if it.State != InPlace {
			t.Errorf("%s is %s: %s", it.ID, it.State, it.Reason)
		}
	}
	for _, s := range r.Standards {
		if s.State != InPlace {
			t.Errorf("standard %s is %s", s.Number, s.State)
		}
	}
}

func TestEveryItemYesWithoutItsTextIsNotInPlace(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	r := Assess(Inputs{Pack: p, On: on, Answers: answers(p, func(it framework.Item) assessment.Answer {
		return assessment.Answer{Item: it.ID, Words: assessment.Words{Reply: assessment.Yes}}
	})})
	for _, q := range p.Questions() {
		if it := r.Items[slices.IndexFunc(r.Items, func(i Item) bool { return i.ID == q.ID })]; q.Explain != "" && it.Claimed {
			t.Errorf("%s counts as in place without %q", q.ID, q.Explain)
		}
	}
}

func TestAnEmptyAssessmentHasEverythingOpen(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	r := Assess(Inputs{Pack: p, On: on})
	if r.Outcome != Gaps || r.InPlace != 0 || len(r.Gaps) != 128 || r.Answered != 0 || r.Questions != 150 || r.Unconfirmed != 35 {
		t.Errorf("got %s, %d in place, %d gaps, %d of %d answered, %d unconfirmed", r.Outcome, r.InPlace, len(r.Gaps), r.Answered, r.Questions, r.Unconfirmed)
	}
	for _, s := range r.Standards {
		if s.State != Unanswered {
			t.Errorf("standard %s is %s", s.Number, s.State)
		}
	}
	sent := Assess(Inputs{Pack: p, On: on, Sent: true})
	if sent.Counts != r.Counts || sent.Outcome != r.Outcome {
		t.Error("sending changed the counts")
	}
	for _, s := range sent.Standards {
		if want := map[bool]State{false: NotInPlace, true: Unanswered}[s.Own]; s.State != want {
			t.Errorf("as sent, standard %s is %s, want %s", s.Number, s.State, want)
		}
	}
}

// Each threshold of the pack counts on its last day and at its very figure, and no further.
func TestEveryThresholdOfThePackAtItsBoundary(t *testing.T) {
	t.Parallel()
	n := 0
	for _, q := range ndg(t).Questions() {
		f := q.Figure
		if f == nil || !f.Decides {
			continue
		}
		n++
		at, past := claim(q.Item), claim(q.Item)
		switch {
		case f.Kind == framework.Date:
			at.Date = on.AddMonths(-f.MaxAgeMonths)
			past.Date = at.Date.AddDays(-1)
		case f.Min != nil:
			past.Figure = hundredths(*at.Figure - 1)
		case f.Max != nil:
			past.Figure = hundredths(*at.Figure + 1)
		}
		if v := judge(q.Item, at, on); v.state != InPlace {
			t.Errorf("%s at its bound is %s: %s", q.ID, v.state, v.reason)
		}
		if v := judge(q.Item, past, on); v.state != NotInPlace || !strings.Contains(v.reason, f.Bound()) {
			t.Errorf("%s past its bound is %s: %s", q.ID, v.state, v.reason)
		}
	}
	if n != 17 {
		t.Errorf("%d figures decide, want 17", n)
	}
}

// small is a pack of two standards and our own: 1.1 has two mandatory items and one that is not, 1.2 none, 2.1 one.
func small() framework.Pack {
	item := func(id string, mandatory bool, e framework.Effect) framework.Item {
		return framework.Item{ID: id, Ask: "Is it so?", Mandatory: mandatory, Effect: e, DoesNotApply: "None", Exemptible: true}
	}
	part := item("2.1.1b", true, framework.StopsCare)
	part.PartOf = "2.1.1"
	return framework.Pack{Standards: []framework.Standard{
		{Number: "1", Assertions: []framework.Assertion{
			{ID: "1.1", Items: []framework.Item{item("1.1.1", true, framework.WeakensProof), item("1.1.2", true, framework.DelaysCare), item("1.1.3", false, framework.StopsCare)}},
			{ID: "1.2", Items: []framework.Item{item("1.2.1", false, framework.StopsCare)}},
		}},
		{Number: "2", Assertions: []framework.Assertion{{ID: "2.1", Items: []framework.Item{item("2.1.1", true, framework.StopsCare), part}}}},
		{Number: "x", Own: true, Assertions: []framework.Assertion{{ID: "x1", Items: []framework.Item{item("x1.1", false, framework.StopsCare)}}}},
	}}
}

// said reads "1.1.1 yes, 1.1.2 no": what was answered.
func said(s string) map[string]assessment.Answer {
	m := map[string]assessment.Answer{}
	for _, one := range strings.Split(s, ", ") {
		id, reply, _ := strings.Cut(one, " ")
		if id != "" {
			m[id] = assessment.Answer{Item: id, Words: assessment.Words{Reply: assessment.Reply(reply), Text: "Because"}}
		}
	}
	return m
}

func confirmed(ids ...string) []assessment.Confirmation {
	var list []assessment.Confirmation
	for _, id := range ids {
		list = append(list, assessment.Confirmation{Assertion: id})
	}
	return list
}

func assertion(r Result, id string) Assertion {
	for _, s := range r.Standards {
		for _, a := range s.Assertions {
			if a.ID == id {
				return a
			}
		}
	}
	return Assertion{}
}

func TestStatesOfAnAssertion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		answers string
		confirm []assessment.Confirmation
		id      string
		sent    bool
		state   State
		reason  string
	}{
		{"nothing", "", nil, "1.1", false, InProgress, "not answered yet: 1.1.1, 1.1.2"},
		{"one left", "1.1.1 yes", nil, "1.1", false, InProgress, "not answered yet: 1.1.2"},
		{"one left, as sent", "1.1.1 yes", nil, "1.1", true, NotInPlace, "not in place: 1.1.2"},
		{"a gap before the rest", "1.1.1 no", nil, "1.1", false, NotInPlace, "not in place: 1.1.1"},
		{"a gap, confirmed", "1.1.1 no, 1.1.2 yes", confirmed("1.1"), "1.1", false, NotInPlace, "not in place: 1.1.1"},
		{"all, not confirmed", "1.1.1 yes, 1.1.2 yes", nil, "1.1", false, ToConfirm, "every mandatory item is in place; its owner has still to confirm it"},
		{"all, confirmed", "1.1.1 yes, 1.1.2 yes", confirmed("1.1"), "1.1", false, InPlace, "every mandatory item is in place and its owner has confirmed it"},
		{"an optional No stops nothing", "1.1.1 yes, 1.1.2 yes, 1.1.3 no", confirmed("1.1"), "1.1", false, InPlace, "every mandatory item is in place and its owner has confirmed it"},
		{"excused counts", "1.1.1 does-not-apply, 1.1.2 exempt", confirmed("1.1"), "1.1", false, InPlace, "every mandatory item is in place and its owner has confirmed it"},
		{"confirmed before it is answered", "1.1.1 yes", confirmed("1.1"), "1.1", false, InProgress, "not answered yet: 1.1.2"},
		{"nothing mandatory, nothing said", "", nil, "1.2", true, InProgress, "not answered yet: 1.2.1 (nothing here is mandatory, so it counts nowhere)"},
		{"nothing mandatory, No", "1.2.1 no", confirmed("1.2"), "1.2", false, NotInPlace, "not in place: 1.2.1 (nothing here is mandatory, so it counts nowhere)"},
		{"nothing mandatory, confirmed", "1.2.1 yes", confirmed("1.2"), "1.2", false, InPlace, "every item is in place and its owner has confirmed it (nothing here is mandatory, so it counts nowhere)"},
		{"one part of two", "2.1.1 yes", confirmed("2.1"), "2.1", false, InProgress, "not answered yet: 2.1.1"},
		{"the other part is not", "2.1.1 yes, 2.1.1b no", confirmed("2.1"), "2.1", false, NotInPlace, "not in place: 2.1.1"},
		{"both parts", "2.1.1 yes, 2.1.1b yes", confirmed("2.1"), "2.1", false, InPlace, "every mandatory item is in place and its owner has confirmed it"},
	} {
		a := assertion(Assess(Inputs{Pack: small(), Answers: said(c.answers), Confirmations: c.confirm, On: on, Sent: c.sent}), c.id)
		if a.State != c.state || a.Reason != c.reason {
			t.Errorf("%s: got %s, %q; want %s, %q", c.name, a.State, a.Reason, c.state, c.reason)
		}
	}
}

func TestStatesOfAStandard(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		answers string
		confirm []assessment.Confirmation
		number  string
		want    State
	}{
		{"nothing", "", nil, "1", Unanswered},
		{"begun", "1.1.1 yes", nil, "1", InProgress},
		{"begun with what does not count", "1.2.1 yes", nil, "1", InProgress},
		{"a gap", "1.1.1 no", nil, "1", NotInPlace},
		{"all but confirmed", "1.1.1 yes, 1.1.2 yes", nil, "1", ToConfirm},
		{"all", "1.1.1 yes, 1.1.2 yes, 1.2.1 no", confirmed("1.1"), "1", InPlace},
		{"our own, No", "x1.1 no", confirmed("x1"), "x", NotInPlace},
		{"our own, Yes", "x1.1 yes", confirmed("x1"), "x", InPlace},
	} {
		r := Assess(Inputs{Pack: small(), Answers: said(c.answers), Confirmations: c.confirm, On: on})
		i := slices.IndexFunc(r.Standards, func(s Standard) bool { return s.Number == c.number })
		if got := r.Standards[i].State; got != c.want {
			t.Errorf("%s: standard %s is %s, want %s", c.name, c.number, got, c.want)
		}
	}
}

func TestCountsAndOutcome(t *testing.T) {
	t.Parallel()
	all := "1.1.1 yes, 1.1.2 yes, 2.1.1 yes, 2.1.1b yes"
	for _, c := range []struct {
		name    string
		answers string
		planned []string
		confirm []assessment.Confirmation
		outcome Outcome
		counts  Counts
		reason  string
	}{
		{"nothing", "", nil, nil, Gaps, Counts{Mandatory: 3}, "could stop care: 2.1.1; 0 of 3 mandatory items in place; 2 assertions not confirmed yet"},
		{"all", all, nil, confirmed("1.1", "2.1"), AllInPlace, Counts{Mandatory: 3, InPlace: 3}, "3 of 3 mandatory items in place"},
		{"all, not confirmed", all, nil, nil, AllInPlace, Counts{Mandatory: 3, InPlace: 3}, "3 of 3 mandatory items in place; 2 assertions not confirmed yet"},
		{"our own and optional ones count nowhere", all + ", x1.1 no, 1.2.1 no, 1.1.3 no", nil, confirmed("1.1", "2.1"), AllInPlace, Counts{Mandatory: 3, InPlace: 3}, "3 of 3 mandatory items in place"},
		{"excused, said aloud", "1.1.1 does-not-apply, 1.1.2 exempt, 2.1.1 yes, 2.1.1b yes", nil, confirmed("1.1", "2.1"), AllInPlace,
			Counts{Mandatory: 3, InPlace: 3, DoesNotApply: 1, Exempt: 1}, "3 of 3 mandatory items in place; 1 of these said not to apply; 1 of these exempt"},
		{"a part that is excused leaves the whole in place", "1.1.1 yes, 1.1.2 yes, 2.1.1 yes, 2.1.1b does-not-apply", nil, confirmed("1.1", "2.1"), AllInPlace,
			Counts{Mandatory: 3, InPlace: 3}, "3 of 3 mandatory items in place"},
		{"one part missing", "1.1.1 yes, 1.1.2 yes, 2.1.1 yes", nil, confirmed("1.1", "2.1"), Gaps, Counts{Mandatory: 3, InPlace: 2}, "could stop care: 2.1.1; 2 of 3 mandatory items in place"},
		{"some gaps planned", "1.1.1 no, 1.1.2 no, 2.1.1 yes, 2.1.1b yes", []string{"1.1.1"}, confirmed("1.1", "2.1"), Gaps, Counts{Mandatory: 3, InPlace: 1}, "1 of 3 mandatory items in place; 1 of 2 gaps in an accepted plan"},
		{"all gaps planned", "1.1.1 no, 1.1.2 no, 2.1.1 yes, 2.1.1b yes", []string{"1.1.1", "1.1.2", "2.1.1"}, confirmed("1.1", "2.1"), GapsPlanned, Counts{Mandatory: 3, InPlace: 1}, "1 of 3 mandatory items in place; 2 of 2 gaps in an accepted plan"},
	} {
		planned := map[string]bool{}
		for _, id := range c.planned {
			planned[id] = true
		}
		r := Assess(Inputs{Pack: small(), Answers: said(c.answers), Confirmations: c.confirm, Planned: planned, On: on})
		if r.Outcome != c.outcome || r.Counts != c.counts || r.Reason != c.reason {
			t.Errorf("%s: got %s, %+v, %q; want %s, %+v, %q", c.name, r.Outcome, r.Counts, r.Reason, c.outcome, c.counts, c.reason)
		}
	}
}

func TestGapsByEffectThenPackOrder(t *testing.T) {
	t.Parallel()
	r := Assess(Inputs{Pack: small(), Answers: said("1.1.1 no, 2.1.1 yes, 2.1.1b no"), On: on})
	var got []string
	for _, g := range r.Gaps {
		got = append(got, g.Item+" "+string(g.State)+" "+g.Reason)
	}
	want := []string{"2.1.1 not in place its part 2.1.1b: you answered No", "1.1.2 unanswered not answered yet", "1.1.1 not in place you answered No"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	full := Assess(Inputs{Pack: ndg(t), On: on}).Gaps
	if !slices.IsSortedFunc(full, func(a, b Gap) int { return a.Effect.Rank() - b.Effect.Rank() }) {
		t.Error("gaps of the released pack are not in the order of their effect")
	}
}

func TestAnItemWithPartsHasTheStateOfTheWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answers        string
		whole, alone   State
		claimed, first bool
	}{
		{"", Unanswered, Unanswered, false, false},
		{"2.1.1 yes", Unanswered, InPlace, false, true},
		{"2.1.1 yes, 2.1.1b no", NotInPlace, InPlace, false, true},
		{"2.1.1 no, 2.1.1b yes", NotInPlace, NotInPlace, false, true},
		{"2.1.1 yes, 2.1.1b yes", InPlace, InPlace, true, true},
		{"2.1.1 does-not-apply, 2.1.1b yes", InPlace, DoesNotApply, true, true},
		{"2.1.1 does-not-apply, 2.1.1b does-not-apply", DoesNotApply, DoesNotApply, true, true},
	} {
		r := Assess(Inputs{Pack: small(), Answers: said(c.answers), On: on})
		it := r.Items[slices.IndexFunc(r.Items, func(i Item) bool { return i.ID == "2.1.1" })]
		if it.State != c.whole || it.Alone != c.alone || it.Claimed != c.claimed || it.Answered != c.first || !it.Counted {
			t.Errorf("%q: got %s, alone %s, claimed %v, answered %v", c.answers, it.State, it.Alone, it.Claimed, it.Answered)
		}
	}
}

func TestProofCountsOnlyInDateAndForWhatIsClaimed(t *testing.T) {
	t.Parallel()
	fresh := assessment.Proof{Dated: on, HoldsMonths: 12}
	old := assessment.Proof{Dated: on.AddMonths(-13), HoldsMonths: 12}
	name := func(p assessment.Proof, items ...string) assessment.Proof { p.Items = items; return p }
	for _, c := range []struct {
		name    string
		answers string
		proofs  []assessment.Proof
		proved  int
		lapsed  []string
	}{
		{"none", "1.1.1 yes", nil, 0, nil},
		{"in date", "1.1.1 yes", []assessment.Proof{name(fresh, "1.1.1")}, 1, nil},
		{"lapsed", "1.1.1 yes", []assessment.Proof{name(old, "1.1.1")}, 0, []string{"1.1.1"}},
		{"one of each", "1.1.1 yes", []assessment.Proof{name(fresh, "1.1.1"), name(old, "1.1.1")}, 1, nil},
		{"one of each, the other way", "1.1.1 yes", []assessment.Proof{name(old, "1.1.1"), name(fresh, "1.1.1")}, 1, nil},
		{"for what is not claimed", "1.1.1 no", []assessment.Proof{name(fresh, "1.1.1")}, 0, nil},
		{"for what does not count", "1.1.3 yes, x1.1 yes", []assessment.Proof{name(fresh, "1.1.3", "x1.1")}, 0, nil},
		{"one for many", "1.1.1 yes, 1.1.2 yes", []assessment.Proof{name(fresh, "1.1.1", "1.1.2", "9.9.9")}, 2, nil},
		{"for one part of two", "2.1.1 yes, 2.1.1b yes", []assessment.Proof{name(fresh, "2.1.1")}, 0, nil},
		{"for both parts", "2.1.1 yes, 2.1.1b yes", []assessment.Proof{name(fresh, "2.1.1", "2.1.1b")}, 1, nil},
	} {
		r := Assess(Inputs{Pack: small(), Answers: said(c.answers), Proofs: c.proofs, On: on})
		var lapsed []string
		for _, it := range r.Items {
			if it.ProofLapsed {
				lapsed = append(lapsed, it.ID)
			}
		}
		if r.Proved != c.proved || !slices.Equal(lapsed, c.lapsed) {
			t.Errorf("%s: %d proved, %v lapsed; want %d and %v", c.name, r.Proved, lapsed, c.proved, c.lapsed)
		}
	}
}

// What the items say and what the counts say is the same thing, on every floor.
func TestTheFloorsAddUp(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	mixed := answers(p, claim)
	for i, id := range slices.Sorted(maps.Keys(mixed)) {
		switch i % 4 {
		case 1:
			item, _ := p.Item(id)
			mixed[id] = deny(item)
		case 2:
			delete(mixed, id)
		}
	}
	r := Assess(Inputs{Pack: p, Answers: mixed, On: on})
	var items, standards, assertions Counts
	for _, it := range r.Items {
		items = items.Add(of(it))
	}
	for _, s := range r.Standards {
		standards = standards.Add(s.Counts)
		for _, a := range s.Assertions {
			assertions = assertions.Add(a.Counts)
		}
	}
	if items != r.Counts || standards != r.Counts || assertions != r.Counts || len(r.Gaps) != r.Mandatory-r.InPlace {
		t.Errorf("items %+v, assertions %+v, standards %+v, whole %+v, %d gaps", items, assertions, standards, r.Counts, len(r.Gaps))
	}
	if answered, questions := Progress(p, mixed); answered != r.Answered || questions != r.Questions {
		t.Errorf("progress says %d of %d, the result %d of %d", answered, questions, r.Answered, r.Questions)
	}
}

func TestTheSameInputGivesTheSameResult(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	in := Inputs{Pack: p, Answers: answers(p, claim), On: on}
	first := Assess(in)
	for range 5 {
		again := Assess(in)
		if !slices.Equal(first.Items, again.Items) || !slices.Equal(first.Gaps, again.Gaps) || first.Reason != again.Reason {
			t.Fatal("two readings of the same input differ")
		}
	}
}

func BenchmarkAssess(b *testing.B) {
	p := ndg(b)
	proofs := []assessment.Proof{{Dated: on, HoldsMonths: 12}}
	for _, q := range p.Questions() {
		proofs[0].Items = append(proofs[0].Items, q.ID)
	}
	in := Inputs{Pack: p, Answers: answers(p, claim), Proofs: proofs, Confirmations: confirmAll(p), On: on}
	b.ReportAllocs()
	for b.Loop() {
		Assess(in)
	}
}
