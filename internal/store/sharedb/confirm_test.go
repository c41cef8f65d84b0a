package sharedb_test

import (
	"strings"
	"sync"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// answerAll answers every mandatory question of an assertion and gives what was seen.
func (b bundle) answerAll(assertion string) (framework.Assertion, int) {
	b.Helper()
	as, ok := b.Pack.Assertion(assertion)
	if !ok {
		b.Fatalf("no assertion %s", assertion)
	}
	for _, item := range as.Items {
		w := no()
		if item.Ask == "" {
			w = assessment.Words{Date: today}
		}
		b.Answer(b.Priya, edit(item.ID, 0, w))
	}
	return as, assessment.Seen(as, b.Sheet().Answers)
}

func TestAChangeTakesTheConfirmationBackAndKeepsIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	as, seen := b.answerAll("7.2")
	if err := b.room.Confirm(t.Context(), b.Priya, year, b.Pack, "7.2", seen, now); err != nil {
		t.Fatal(err)
	}
	if c, ok := b.Sheet().ConfirmationOf("7.2"); !ok || !c.Stands() || c.By.Name != "Priya Nair" {
		t.Fatalf("the confirmation is %+v", c)
	}
	b.Answer(b.Tom, edit("7.1.1", 0, no())) // another assertion
	b.Answer(b.Tom, edit("7.2.1", 1, no())) // the same words
	if c, _ := b.Sheet().ConfirmationOf("7.2"); !c.Stands() {
		t.Fatal("a confirmation went without a change of its answers")
	}
	b.Answer(b.Tom, edit("7.2.1", 1, assessment.Words{Reply: assessment.Yes, Text: "board and wards", Date: today}))
	c, ok := b.Sheet().ConfirmationOf("7.2")
	if !ok || c.Stands() || c.Because != "7.2.1" || c.By.Name != "Priya Nair" || !c.At.Equal(now) {
		t.Errorf("after the change the confirmation is %+v", c)
	}
	if h := b.History("7.2.2"); len(h.Confirmations) != 1 || h.Confirmations[0].Because != "7.2.1" {
		t.Errorf("the history shows %+v", h.Confirmations)
	}
	if err := b.room.Confirm(t.Context(), b.Priya, year, b.Pack, "7.2", seen, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("confirmed answers that were not seen: %v", err)
	}
	if err := b.room.Confirm(t.Context(), b.Priya, year, b.Pack, "7.2", assessment.Seen(as, b.Sheet().Answers), now); err != nil {
		t.Errorf("confirming again: %v", err)
	}
}

func TestConfirmNeedsEveryMandatoryAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("7.2.1", 0, no()))
	err := b.room.Confirm(t.Context(), b.Priya, year, b.Pack, "7.2", 1, now)
	if f := fault.As(err); f == nil || f.Kind != fault.Conflict || !strings.Contains(f.Sentence, "7.2.2") {
		t.Errorf("confirming with 7.2.2 open gave %v", err)
	}
}

// Whoever confirms has seen every answer: a save at the same moment either comes first, and the confirmation is refused,
// or takes it back.
func TestNoConfirmationStandsOverAnAnswerThatNobodySaw(t *testing.T) {
	t.Parallel()
	b := setup(t)
	as, _ := b.answerAll("7.2")
	for range 15 {
		answers := b.Sheet().Answers
		seen := assessment.Seen(as, answers)
		w := answers["7.2.1"].Words
		w.Text += "."
		w.Reply = assessment.Yes
		var group sync.WaitGroup
		group.Go(func() { _ = b.room.Confirm(t.Context(), b.Priya, year, b.Pack, "7.2", seen, now) })
		group.Go(func() { b.Answer(b.Tom, edit("7.2.1", answers["7.2.1"].Version, w)) })
		group.Wait()
		if c, ok := b.Sheet().ConfirmationOf("7.2"); ok && c.Stands() {
			t.Fatal("a confirmation stands over an answer that changed meanwhile")
		}
	}
}

func TestHandOutNamesSomebodyOfTheTrust(t *testing.T) {
	t.Parallel()
	b := setup(t)
	give := func(person string, due day.Day) error {
		return b.room.HandOut(t.Context(), b.Priya, year, b.Pack, "7.3", person, due, now, today)
	}
	for name, c := range map[string]struct {
		person, field string
		due           day.Day
	}{
		"another trust's lead": {b.Otto.Actor.Person, "person", today},
		"the assessor":         {b.Ruth.Actor.Person, "person", today},
		"no such person":       {"nobody", "person", today},
		"a day that has gone":  {b.Tom.Actor.Person, "due-day", today.AddDays(-1)},
	} {
		if f := fault.As(give(c.person, c.due)); f == nil || f.Kind != fault.Invalid || f.Fields[0].Name != c.field {
			t.Errorf("%s: %v, want a fault about %s", name, f, c.field)
		}
	}
	if err := give(b.Tom.Actor.Person, today); err != nil {
		t.Fatal(err)
	}
	if o := b.Sheet().Owners["7.3"]; o.Name != "Tom Okafor" || o.Due != today || o.GivenBy != "Priya Nair" {
		t.Errorf("the owner is %+v", o)
	}
	if err := give(b.Priya.Actor.Person, day.Day{}); err != nil {
		t.Fatal(err)
	}
	if o := b.Sheet().Owners["7.3"]; o.Person != b.Priya.Actor.Person || !o.Due.IsZero() {
		t.Errorf("the new owner is %+v", o)
	}
	if err := give("", day.Day{}); err != nil {
		t.Fatal(err)
	}
	if o, ok := b.Sheet().Owners["7.3"]; ok {
		t.Errorf("after taking it back the owner is %+v", o)
	}
	b.Exec(`update people set disabled_at = $1 where id = $2`, now, b.Tom.Actor.Person)
	if f := fault.As(give(b.Tom.Actor.Person, today)); f == nil || f.Kind != fault.Invalid {
		t.Errorf("handed out to a disabled account: %v", f)
	}
}
