package plan

import (
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/score"
)

// published is an action as published, with the verdicts that were given on it.
func published(id string, due day.Day, verdicts ...Verdict) Published {
	a := Published{Action: sound()}
	a.ID, a.Title, a.Due = id, id, due
	for _, v := range verdicts {
		a.Decisions = append(a.Decisions, Decision{Action: id, Verdict: v})
	}
	return a
}

func TestWhenAPlanIsAccepted(t *testing.T) {
	t.Parallel()
	soon, later := today.AddDays(10), today.AddDays(90)
	with := func(p Published, change func(*Published)) Published {
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		gaps    string
		actions []Published
		want    score.Outcome
		until   day.Day
		says    string
	}{
		"every gap, every action accepted": {"7.3.5", []Published{published("a", later, Accepted)}, score.GapsPlanned, later, "next is due"},
		"the earliest day counts":          {"7.3.5", []Published{published("a", later, Accepted), published("b", soon, Accepted)}, score.GapsPlanned, soon, ""},
		"a gap without an action":          {"7.3.5 9.2.3", []Published{published("a", later, Accepted)}, score.Gaps, day.Day{}, "One gap has no action: 9.2.3"},
		"nobody has decided":               {"7.3.5", []Published{published("a", later)}, score.Gaps, day.Day{}, "waits for a decision"},
		"one of two was returned": {"7.3.5", []Published{published("a", later, Accepted), published("b", later, Returned)}, score.Gaps,
			day.Day{}, "One action was returned"},
		"returned, then accepted": {"7.3.5", []Published{published("a", later, Returned, Accepted)}, score.GapsPlanned, later, ""},
		"accepted, then returned": {"7.3.5", []Published{published("a", later, Accepted, Returned)}, score.Gaps, day.Day{}, "returned"},
		"past its day":            {"7.3.5", []Published{published("a", today.AddDays(-1), Accepted)}, score.Gaps, day.Day{}, "lapsed"},
		"past its day, and reported as done": {"7.3.5", []Published{with(published("a", today.AddDays(-1), Accepted),
			func(p *Published) { p.ReportedOn = today })}, score.GapsPlanned, day.Day{}, "is done"},
		"given up": {"7.3.5", []Published{with(published("a", later, Accepted), func(p *Published) { p.End = GivenUp })}, score.Gaps,
			day.Day{}, "no action"},
		"an action for no gap of this version does not hold it up": {"7.3.5", []Published{published("a", later, Accepted),
			with(published("b", soon), func(p *Published) { p.Items = []string{"1.1.1"} })}, score.GapsPlanned, later, ""},
		"no gaps": {"", nil, score.Gaps, day.Day{}, ""},
	} {
		got := Judge(strings.Fields(c.gaps), c.actions, today)
		if got.Result != c.want || got.Until != c.until || !strings.Contains(got.Reason, c.says) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAnAcceptedPlanLapsesTheDayAfter(t *testing.T) {
	t.Parallel()
	o := Judge([]string{"7.3.5"}, []Published{published("a", today.AddDays(10), Accepted)}, today)
	if got := o.On(today.AddDays(10)); got.Result != score.GapsPlanned {
		t.Errorf("on its last day: %+v", got)
	}
	if got := o.On(today.AddDays(11)); got.Result != score.Gaps || !strings.Contains(got.Reason, "11 March 2027") {
		t.Errorf("the day after: %+v", got)
	}
}

func TestHowAPlanStandsBesideItsPublication(t *testing.T) {
	t.Parallel()
	holds := Standing{Judge([]string{"7.3.5"}, []Published{published("a", today.AddDays(10), Accepted)}, today), today}
	done := Standing{Outcome{Result: score.GapsPlanned}, today}
	for _, c := range []struct {
		standing Standing
		on       day.Day
		want     string
	}{
		{holds, today.AddDays(10), "National staff have accepted its plan: since 1 March 2027 its result here is “Gaps, all in an accepted plan”, until 11 March 2027 if nothing more is reported as done."},
		{holds, today.AddDays(11), "Since 12 March 2027 its result here is “Gaps” again. The accepted plan lapsed: an action was due on 11 March 2027 and has not been reported as done."},
		{done, today.AddDays(999), "National staff have accepted its plan: since 1 March 2027 its result here is “Gaps, all in an accepted plan”. Every action is done."},
	} {
		if got := c.standing.On(c.on).Words(); got != c.want {
			t.Errorf("on %s: %q\nwant %q", c.on, got, c.want)
		}
	}
}

func TestADecisionSaysWhyItReturns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		verdict Verdict
		words   string
		kind    fault.Kind
	}{
		{Accepted, "", 0}, {Returned, "Name who pays for it.", 0}, {Returned, "  ", fault.Invalid}, {"", "x", fault.Invalid}, {"maybe", "x", fault.Invalid},
	} {
		if _, err := (Decision{Verdict: c.verdict, Words: c.words}).Check(); fault.KindOf(err) != c.kind {
			t.Errorf("%q with %q: %v", c.verdict, c.words, err)
		}
	}
}

func TestWhatCanBeDecided(t *testing.T) {
	t.Parallel()
	if err := MayDecide(true, sound()); err != nil {
		t.Error(err)
	}
	if err := MayDecide(false, sound()); fault.KindOf(err) != fault.Conflict {
		t.Errorf("of an older version: %v", err)
	}
	over := sound()
	over.End = GivenUp
	if err := MayDecide(true, over); fault.KindOf(err) != fault.Conflict {
		t.Errorf("of what was given up: %v", err)
	}
}
