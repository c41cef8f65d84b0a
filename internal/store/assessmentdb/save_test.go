package assessmentdb_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
)

func TestSaveAnswerKeepsEveryRevision(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("1.1.1", 0, yes("Policy of May")))
	second := b.Answer(b.Tom, edit("1.1.1", 1, no()))
	if second.Version != 2 || second.SavedBy.Name != "Tom Okafor" || !second.SavedAt.Equal(now) {
		t.Errorf("second save gave %+v", second)
	}
	h := b.History("1.1.1")
	if len(h.Revisions) != 2 || h.Revisions[0].Reply != assessment.No || h.Revisions[1].Text != "Policy of May" {
		t.Errorf("history is %+v", h.Revisions)
	}
	if got := b.Sheet().Answers["1.1.1"]; got.Version != 2 || got.Reply != assessment.No {
		t.Errorf("the answer is %+v", got)
	}
	if n := b.Number(`select count(*) from audit_events where ods_code = 'ZZ1' and verb = 'answer.saved' and object = '1.1.1' and cycle = '2026-27'`); n != 2 {
		t.Errorf("%d events in the trail, want 2", n)
	}
}

func TestSaveAnswerTwoContributors(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("1.1.1", 0, yes("first")))
	b.Answer(b.Tom, edit("1.1.1", 1, yes("Tom's text")))
	_, err := b.room.SaveAnswer(t.Context(), b.Priya, year, b.Pack, edit("1.1.1", 1, yes("Priya's text")), today)
	var c *assessment.Conflict
	if !errors.As(err, &c) {
		t.Fatalf("the second got %v, want a conflict", err)
	}
	if c.Theirs.Text != "Tom's text" || c.Theirs.SavedBy.Name != "Tom Okafor" || c.Mine.Text != "Priya's text" {
		t.Errorf("conflict between %q and %q", c.Theirs.Text, c.Mine.Text)
	}
	b.Answer(b.Priya, edit("1.1.1", c.Theirs.Version, yes("Tom's text, and Priya's text")))
	if h := b.History("1.1.1"); len(h.Revisions) != 3 || h.Revisions[1].Text != "Tom's text" {
		t.Errorf("Tom's text is not in the history: %+v", h.Revisions)
	}
}

// Whichever answer the second of two takes, the history holds what both wrote.
func TestSettleKeepsBothInTheHistory(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name         string
		mine, chosen assessment.Words
		want         []string // newest first
	}{
		{"theirs", yes("mine"), yes("theirs"), []string{"theirs", "mine", "theirs"}},
		{"both together", yes("mine"), yes("both"), []string{"both", "mine", "theirs"}},
		{"mine", yes("mine"), yes("mine"), []string{"mine", "theirs"}},
		{"what cannot be an answer", assessment.Words{Reply: assessment.DoesNotApply, Text: "mine"}, yes("theirs"), []string{"theirs"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.Answer(b.Tom, edit("1.1.1", 0, yes("theirs")))
			saved, err := b.room.Settle(t.Context(), b.Priya, year, b.Pack, edit("1.1.1", 1, test.mine), test.chosen, today)
			if err != nil || saved.Text != test.chosen.Text {
				t.Fatalf("settled as %q, %v", saved.Text, err)
			}
			var got []string
			for _, r := range b.History("1.1.1").Revisions {
				got = append(got, r.Text)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("the history holds %q, want %q", got, test.want)
			}
			var c *assessment.Conflict
			if _, err := b.room.Settle(t.Context(), b.Tom, year, b.Pack, edit("1.1.1", 0, yes("late")), yes("later"), today); !errors.As(err, &c) {
				t.Errorf("a third who saw neither got %v, want a conflict", err)
			}
		})
	}
}

// Two first saves at once: neither has a row to lock, and the primary key decides.
func TestSaveAnswerTwoFirstSavesAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i, item := range []string{"1.1.1", "7.1.1", "7.1.2", "7.3.4", "8.1.1", "9.1.1"} {
		errs := make([]error, 2)
		var group sync.WaitGroup
		for n, who := range []store.Scope{b.Priya, b.Tom} {
			group.Go(func() {
				_, errs[n] = b.room.SaveAnswer(t.Context(), who, year, b.Pack, edit(item, 0, yes("text of "+who.Actor.Name)), today)
			})
		}
		group.Wait()
		var c *assessment.Conflict
		switch {
		case errs[0] == nil && errs[1] == nil, errs[0] != nil && errs[1] != nil:
			t.Fatalf("%s: want one saved and one conflict: %v", item, errs)
		case !errors.As(errors.Join(errs...), &c):
			t.Fatalf("%s: the second got %v, want a conflict", item, errors.Join(errs...))
		case c.Theirs.Text == c.Mine.Text || c.Theirs.Version != 1:
			t.Errorf("%s: conflict between %+v and %+v", item, c.Theirs, c.Mine)
		}
		if n := b.Number(`select answered from progress where ods_code = 'ZZ1'`); n != i+1 {
			t.Errorf("%s: progress says %d answered, want %d", item, n, i+1)
		}
	}
}

func TestSaveAnswerWithoutAChangeWritesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("1.1.1", 0, yes("the same")))
	for _, base := range []int{1, 0} { // also on an old version: two who say the same do not conflict
		if got := b.Answer(b.Tom, edit("1.1.1", base, yes("the same "))); got.Version != 1 || got.SavedBy.Name != "Priya Nair" {
			t.Errorf("saving the same on version %d gave %+v", base, got)
		}
	}
	if n := b.Number(`select count(*) from answer_revisions`) + b.Number(`select count(*) from audit_events where verb = 'answer.saved'`); n != 2 {
		t.Errorf("%d revisions and events, want one of each", n)
	}
}

func TestSaveAnswerRefusesWhatCannotBeAnAnswer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.room.SaveAnswer(t.Context(), b.Priya, year, b.Pack, edit("1.1.1", 0, assessment.Words{Reply: "perhaps"}), today)
	if f := fault.As(err); f == nil || f.Kind != fault.Invalid || f.Fields[0].Name != "reply" {
		t.Errorf("error %v, want an invalid reply", err)
	}
	_, err = b.room.SaveAnswer(t.Context(), b.Priya, year, b.Pack, edit("1.1.99", 0, yes("x")), today)
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown item gave %v", err)
	}
	if n := b.Number(`select count(*) from answers`); n != 0 {
		t.Errorf("%d answers were written", n)
	}
}

func TestManySavesLoseNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const workers, rounds = 8, 12
	items := []string{"1.1.1", "7.1.1", "7.3.4"}
	said := make([][]string, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for r := range rounds {
				item := items[(w+r)%len(items)]
				text := fmt.Sprintf("worker %d, round %d", w, r)
				base := 0
				for { // whoever loses reads the other's text and puts both together
					_, err := b.room.SaveAnswer(t.Context(), b.Tom, year, b.Pack, edit(item, base, yes(text)), today)
					var c *assessment.Conflict
					if errors.As(err, &c) {
						base = c.Theirs.Version
						continue
					}
					if err != nil {
						t.Errorf("save: %v", err)
					}
					break
				}
				said[w] = append(said[w], item+" "+text)
			}
		})
	}
	group.Wait()
	var kept []string
	for _, item := range items {
		h := b.History(item)
		for i, r := range h.Revisions {
			kept = append(kept, item+" "+r.Text)
			if want := len(h.Revisions) - i; r.Version != want {
				t.Errorf("%s: revision %d where %d should be", item, r.Version, want)
			}
		}
	}
	all := slices.Sorted(slices.Values(slices.Concat(said...)))
	slices.Sort(kept)
	if !slices.Equal(all, kept) {
		t.Errorf("%d texts were saved and %d are in the history", len(all), len(kept))
	}
	if n := b.Number(`select answered from progress where ods_code = 'ZZ1'`); n != len(items) {
		t.Errorf("progress says %d answered, want %d", n, len(items))
	}
}

func TestProgressCountsWhatIsAnswered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var ids []string
	for _, q := range b.Pack.Questions() {
		if q.Ask != "" && !q.Own {
			ids = append(ids, q.ID)
		}
	}
	ids = ids[:40]
	var group sync.WaitGroup
	for w := range 8 {
		group.Go(func() {
			for i := w; i < len(ids); i += 8 {
				if _, err := b.room.SaveAnswer(t.Context(), b.Tom, year, b.Pack, edit(ids[i], 0, no()), today); err != nil {
					t.Errorf("save %s: %v", ids[i], err)
				}
			}
		})
	}
	group.Wait()
	answered := func() int {
		return b.Number(`select answered from progress where ods_code = 'ZZ1' and cycle = '2026-27'`)
	}
	if got := answered(); got != len(ids) {
		t.Errorf("after first answers at once: %d, want %d", got, len(ids))
	}
	b.Answer(b.Tom, edit(ids[0], 1, yes("changed")))
	b.Answer(b.Tom, edit(ids[1], 1, assessment.Words{}))
	b.Answer(b.Tom, edit("x1.2", 0, assessment.Words{Date: today})) // our own: outside every count
	if got := answered(); got != len(ids)-1 {
		t.Errorf("after a change and a clearing: %d, want %d", got, len(ids)-1)
	}
	tomorrow := today.AddDays(1)
	if _, err := b.room.SaveAnswer(t.Context(), b.Tom, year, b.Pack, edit(ids[0], 2, no()), tomorrow); err != nil {
		t.Fatal(err)
	}
	if n := b.Number(`select count(*) from progress where ods_code = 'ZZ1' and changed_on = $1`, tomorrow); n != 1 {
		t.Error("the day of the last change was not written down")
	}
}

func TestNothingIsSavedWhileItIsWithTheBoard(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("1.1.1", 0, yes("before")))
	for _, c := range []struct{ stage, want string }{{"with the board", "Recall it first"}, {"published", "next version"}} {
		stage, want := c.stage, c.want
		b.Exec(`update assessments set stage = $1`, stage)
		_, err := b.room.SaveAnswer(t.Context(), b.Priya, year, b.Pack, edit("1.1.1", 1, yes("after")), today)
		if f := fault.As(err); f == nil || f.Kind != fault.Conflict || !strings.Contains(f.Sentence, want) {
			t.Errorf("%s: saving gave %v, want a conflict that says %q", stage, err, want)
		}
	}
	if got := b.Sheet().Answers["1.1.1"]; got.Text != "before" {
		t.Errorf("the answer was changed: %q", got.Text)
	}
	if err := b.room.Reopen(t.Context(), b.Priya, year, now); err != nil {
		t.Fatal(err)
	}
	b.Answer(b.Priya, edit("1.1.1", 1, yes("after")))
}

func TestSaveAnswerOnSheetShowsWhatItLeft(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Tom, edit("7.1.1", 0, no()))
	b.Answer(b.Tom, edit("7.3.6", 0, no()))
	onSheet := func(base int, w assessment.Words) assessmentdb.Saved {
		t.Helper()
		after, err := b.room.SaveAnswerOnSheet(t.Context(), b.Priya, year, b.Pack, edit("7.3.4", base, w), today)
		if err != nil {
			t.Fatal(err)
		}
		return after
	}
	if first := onSheet(0, yes("tested monthly")); !first.Counted || len(first.Answers) != 3 || first.Stage != assessment.Draft {
		t.Errorf("a first answer: counted %v, %d answers of the standard, %s", first.Counted, len(first.Answers), first.Stage)
	}
	if again := onSheet(1, yes("tested weekly")); again.Counted || len(again.Answers) != 2 || again.Answers["7.3.4"].Version != 2 {
		t.Errorf("another text: counted %v, %d answers of the assertion", again.Counted, len(again.Answers))
	}
	if same := onSheet(2, yes("tested weekly")); same.Counted || same.Answers["7.3.4"].Version != 2 {
		t.Errorf("the same words: counted %v, version %d", same.Counted, same.Answers["7.3.4"].Version)
	}
}
