package sharedb_test

import (
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// handIn hands a part in as it stands; it must succeed.
func (b bundle) handIn(s store.Scope, part string, at time.Time) {
	b.Helper()
	as, _ := b.Pack.Part(part)
	if err := b.room.HandIn(b.Context(), s, year, b.Pack, part, assessment.Seen(as, b.Sheet().Answers), "", at); err != nil {
		b.Fatal(err)
	}
}

func (b bundle) state(part string) assessment.PartState {
	b.Helper()
	return b.Sheet().HandIns[part].State()
}

// judge judges the newest hand-in of a part.
func (b bundle) judge(s store.Scope, part string, v assessment.Verdict, because string) error {
	b.Helper()
	return b.room.JudgeHandIn(b.Context(), s, year, b.Pack, part, b.Sheet().HandIns[part].ID, v, because, now.Add(time.Hour))
}

func TestAPartIsHandedInSentBackMendedAndAccepted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.answerAll("7.2")
	as, _ := b.Pack.Assertion("7.2")
	seen := assessment.Seen(as, b.Sheet().Answers)
	if err := b.room.HandIn(t.Context(), b.Tom, year, b.Pack, "7.2", seen, "", now); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("handed in what was not given to him: %v", err)
	}
	b.Give("7.2", b.Tom, today.AddDays(7))
	if err := b.room.Confirm(t.Context(), b.Tom, year, b.Pack, "7.2", seen, now); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a contributor confirmed by himself: %v", err)
	}
	b.handIn(b.Tom, "7.2", now)
	if got := b.state("7.2"); got != assessment.PartHandedIn {
		t.Fatalf("after handing in it is %q", got)
	}
	if err := b.judge(b.Tom, "7.2", assessment.Accepted, ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("accepted by who handed it in: %v", err)
	}
	if err := b.judge(b.Priya, "7.2", assessment.SentBack, ""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("sent back without a word: %v", err)
	}
	if err := b.judge(b.Priya, "7.2", assessment.SentBack, "The date is missing"); err != nil {
		t.Fatal(err)
	}
	if h := b.Sheet().HandIns["7.2"]; h.State() != assessment.PartSentBack || h.Because != "The date is missing" || h.JudgedBy.Name != "Priya Nair" {
		t.Fatalf("after sending back: %+v", h)
	}
	b.Answer(b.Tom, edit("7.2.1", 1, assessment.Words{Reply: assessment.Yes, Text: "board and wards", Date: today}))
	if got := b.state("7.2"); got != assessment.PartSentBack {
		t.Errorf("mending it made it %q", got)
	}
	b.handIn(b.Tom, "7.2", now.Add(time.Minute))
	if err := b.judge(b.Priya, "7.2", assessment.Accepted, ""); err != nil {
		t.Fatal(err)
	}
	sh := b.Sheet()
	if c, _ := sh.ConfirmationOf("7.2"); sh.HandIns["7.2"].State() != assessment.PartAccepted || !c.Stands() || c.By.Name != "Priya Nair" {
		t.Errorf("accepted: %+v, confirmed: %+v", sh.HandIns["7.2"], c)
	}
	ps, err := b.room.Part(t.Context(), b.Tom, year, b.Pack, "7.2")
	if err != nil || len(ps.Past) != 2 || ps.Past[1].Because != "The date is missing" {
		t.Errorf("its past: %+v (%v)", ps.Past, err)
	}
	if n := b.Number(`select count(*) from mails where kind in ('hand-in-accepted', 'hand-in-sent-back') and person_id = $1`, b.Tom.Actor.Person); n != 2 {
		t.Errorf("Tom was told %d times, want 2", n)
	}
	for verb, want := range map[string]int{"part.handed-in": 2, "part.sent-back": 1, "part.accepted": 1, "assertion.confirmed": 1} {
		if n := b.Number(`select count(*) from audit_events where verb = $1`, verb); n != want {
			t.Errorf("%s stands %d times in the trail, want %d", verb, n, want)
		}
	}
}

func TestAChangeAfterHandInOpensThePartAgain(t *testing.T) {
	t.Parallel()
	for name, accepted := range map[string]bool{"while it waits": false, "after it was accepted": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.answerAll("7.2")
			b.Give("7.2", b.Tom, today)
			b.Give("7.2.1", b.Tom, today)
			b.handIn(b.Tom, "7.2", now)
			b.handIn(b.Tom, "7.2.1", now)
			if accepted {
				if err := b.judge(b.Priya, "7.2", assessment.Accepted, ""); err != nil {
					t.Fatal(err)
				}
			}
			b.Answer(b.Priya, edit("7.2.2", 1, assessment.Words{Reply: assessment.No, Text: "and not before May"}))
			if h := b.Sheet().HandIns["7.2"]; h.State() != assessment.PartOpen || h.ChangedItem != "7.2.2" {
				t.Errorf("the assertion is %+v", h)
			}
			if got := b.state("7.2.1"); got == assessment.PartOpen {
				t.Error("a change of another item opened a part that it is no piece of")
			}
		})
	}
}

// The rule goes by the person: who handed something in stays whoever they act as, and does not confirm it either.
func TestNobodyConfirmsTheirOwnHandInInAnotherRole(t *testing.T) {
	t.Parallel()
	b := setup(t)
	as, seen := b.answerAll("7.2")
	b.Give("7.2.1", b.Tom, today)
	b.handIn(b.Tom, "7.2.1", now)
	lead := b.Tom.Actor
	lead.Role = access.Lead // he stands in for Priya
	asLead := store.ScopeOf(lead, store.Origin{})
	if err := b.room.Confirm(t.Context(), asLead, year, b.Pack, "7.2", seen, now); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("confirmed over his own hand-in: %v", err)
	}
	if err := b.judge(asLead, "7.2.1", assessment.Accepted, ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("accepted his own hand-in: %v", err)
	}
	if err := b.room.Confirm(t.Context(), b.Priya, year, b.Pack, "7.2", assessment.Seen(as, b.Sheet().Answers), now); err != nil {
		t.Fatal(err)
	}
	if got := b.state("7.2.1"); got != assessment.PartAccepted {
		t.Errorf("the lead confirmed the assertion, and the item in it is %q", got)
	}
}

// Where there is no second person, the hand-in is taken back, and what stands is one name.
func TestAHandInCanBeTakenBackByWhoMadeIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, seen := b.answerAll("7.2")
	b.Give("7.2", b.Tom, today)
	b.handIn(b.Tom, "7.2", now)
	if err := b.room.TakeHandInBack(t.Context(), b.Priya, year, "7.2", now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("somebody else took it back: %v", err)
	}
	if err := b.room.TakeHandInBack(t.Context(), b.Tom, year, "7.2", now); err != nil {
		t.Fatal(err)
	}
	if got := b.state("7.2"); got != assessment.PartOpen {
		t.Errorf("taken back, it is %q", got)
	}
	lead := b.Tom.Actor
	lead.Role = access.Lead
	if err := b.room.Confirm(t.Context(), store.ScopeOf(lead, store.Origin{}), year, b.Pack, "7.2", seen, now); err != nil {
		t.Errorf("and then a lead confirms as a lead does: %v", err)
	}
}

func TestAPartThatGoesToSomebodyElseIsOpen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	uma := b.Person("Uma Ferris", access.Contributor, "ZZ1")
	b.answerAll("7.2")
	b.Give("7.2", b.Tom, today)
	b.handIn(b.Tom, "7.2", now)
	b.Give("7.2", b.Tom, today.AddDays(3)) // only another day
	if got := b.state("7.2"); got != assessment.PartHandedIn {
		t.Errorf("a new day made it %q", got)
	}
	b.Give("7.2", uma, today)
	if got := b.state("7.2"); got != assessment.PartOpen {
		t.Errorf("with somebody else it is %q", got)
	}
	if _, err := b.room.Part(t.Context(), b.Tom, year, b.Pack, "7.2"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("who had it before still sees the part: %v", err)
	}
}

// Two leads look at the same hand-in: one accepts it, and the other is told who has.
func TestTwoPeopleAcceptAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	nora := b.Person("Nora Vale", access.Lead, "ZZ1")
	b.answerAll("7.2")
	b.Give("7.2", b.Tom, today)
	for round := range 5 {
		b.handIn(b.Tom, "7.2", now.Add(time.Duration(round)*time.Hour))
		id := b.Sheet().HandIns["7.2"].ID
		errs := make([]error, 2)
		var both sync.WaitGroup
		for i, s := range []store.Scope{b.Priya, nora} {
			both.Go(func() {
				errs[i] = b.room.JudgeHandIn(t.Context(), s, year, b.Pack, "7.2", id, assessment.Accepted, "", now)
			})
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("of two who accept at once: %v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && fault.KindOf(err) != fault.Conflict {
				t.Errorf("the second was told: %v", err)
			}
		}
		v := b.Sheet().Answers["7.2.1"]
		b.Answer(b.Priya, edit("7.2.1", v.Version, assessment.Words{Reply: assessment.Yes, Text: v.Text + "again", Date: today}))
	}
}

func TestDuePartsAreThoseThatAreOpen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.answerAll("7.2")
	b.Give("7.1", b.Tom, today.AddDays(1))
	b.Give("7.2", b.Tom, today.AddDays(2))
	b.Give("7.3.5", b.Priya, today)
	b.Give("7.3", b.Tom, today.AddDays(40))
	due := func() (list []string) {
		t.Helper()
		parts, err := b.room.DueParts(t.Context(), store.System("reminders"), today.AddDays(7))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			list = append(list, p.Name+" "+p.Part)
			if p.SentBack {
				list[len(list)-1] += " again"
			}
		}
		return list
	}
	same := func(when string, got []string, want ...string) {
		t.Helper()
		count := map[string]int{}
		for _, g := range got {
			count[g]++
		}
		for _, w := range want {
			count[w]--
		}
		for x, n := range count {
			if n != 0 {
				t.Errorf("%s: %q too often by %d, of %v", when, x, n, got)
			}
		}
	}
	same("at first", due(), "Tom Okafor 7.1", "Tom Okafor 7.2", "Priya Nair 7.3.5")
	b.handIn(b.Tom, "7.2", now)
	b.Answer(b.Priya, edit("7.3.5", 0, assessment.Words{Date: today, Text: "PACS"}))
	same("handed in, and answered", due(), "Tom Okafor 7.1")
	if err := b.judge(b.Priya, "7.2", assessment.SentBack, "No"); err != nil {
		t.Fatal(err)
	}
	same("sent back", due(), "Tom Okafor 7.1", "Tom Okafor 7.2 again")
	if _, err := b.room.DueParts(t.Context(), b.Priya, today); err == nil {
		t.Error("a lead listed what is due everywhere")
	}
}
