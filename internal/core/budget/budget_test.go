package budget

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
)

const (
	stops   = framework.StopsCare
	delays  = framework.DelaysCare
	exposes = framework.ExposesRecord
	weakens = framework.WeakensProof
)

func gap(item string, e framework.Effect) score.Gap { return score.Gap{Item: item, Effect: e} }

func pounds(n int) *plan.Pounds { p := plan.Pounds(n); return &p }

// action is an unfunded one that is due in a month of 2027.
func action(id string, month int, cost *plan.Pounds, items ...string) plan.Action {
	return plan.Action{ID: id, Title: id, Items: items, Due: day.Of(2027, 1, 1).AddMonths(month - 1), Cost: cost, Funding: plan.Unfunded}
}

func funded(a plan.Action) plan.Action { a.Funding = plan.Funded; return a }

func ended(a plan.Action, how plan.Ending) plan.Action { a.End = how; return a }

// taken gives the ids of what is taken, and of what is not with the reason, in order.
func taken(w Weighing) string {
	var ids []string
	for _, o := range w.Options {
		s := o.ID
		switch o.Why {
		case TooLate:
			s += "(late)"
		case NoCost:
			s += "(?)"
		case TooDear:
			s += "(dear)"
		}
		ids = append(ids, s)
	}
	return strings.Join(ids, " ")
}

func items(gaps []score.Gap) string {
	var ids []string
	for _, g := range gaps {
		ids = append(ids, g.Item)
	}
	return strings.Join(ids, " ")
}

// Each sentence of the rule, as a table.
func TestWhatIsTakenIsWhatTheRuleSays(t *testing.T) {
	t.Parallel()
	gaps := []score.Gap{gap("s1", stops), gap("s2", stops), gap("d1", delays), gap("d2", delays), gap("e1", exposes), gap("w1", weakens)}
	for _, c := range []struct {
		name    string
		actions []plan.Action
		limits  Limits
		want    string
		closed  string
	}{
		{"the gravest effect first, whatever it costs",
			[]plan.Action{action("weak", 1, pounds(1), "w1"), action("expose", 1, pounds(1), "e1"), action("delay", 1, pounds(1), "d1"), action("stop", 9, pounds(900), "s1")},
			Limits{}, "stop delay expose weak", "s1 d1 e1 w1"},
		{"an action is as grave as the gravest of its gaps",
			[]plan.Action{action("delay", 1, pounds(1), "d1", "d2", "e1"), action("mixed", 1, pounds(9), "w1", "s1")}, Limits{}, "mixed delay", "s1 d1 d2 e1 w1"},
		{"among equals the most gaps", []plan.Action{action("one", 1, pounds(1), "s1"), action("two", 1, pounds(9), "s1", "s2")}, Limits{}, "two one", "s1 s2"},
		{"then what takes least", []plan.Action{action("dear", 1, pounds(9), "s1"), action("cheap", 2, pounds(8), "s2")}, Limits{}, "cheap dear", "s1 s2"},
		{"then the earliest", []plan.Action{action("later", 2, pounds(8), "s1"), action("sooner", 1, pounds(8), "s2")}, Limits{}, "sooner later", "s1 s2"},
		{"what does not fit is passed over, and the next is looked at",
			[]plan.Action{action("a", 1, pounds(60), "s1"), action("b", 1, pounds(70), "s2"), action("c", 1, pounds(40), "d1"), action("d", 1, pounds(1), "e1")},
			Limits{Money: pounds(100)}, "a b(dear) c d(dear)", "s1 d1"},
		{"exactly the budget fits", []plan.Action{action("a", 1, pounds(100), "s1")}, Limits{Money: pounds(100)}, "a", "s1"},
		{"the last day counts", []plan.Action{action("on", 3, pounds(1), "s1"), action("after", 4, pounds(1), "s2")}, Limits{By: day.Of(2027, 3, 1)}, "on after(late)", "s1"},
		{"a funded action takes nothing from the budget",
			[]plan.Action{funded(action("paid", 1, pounds(5000), "s1")), action("asked", 1, pounds(10), "s2")}, Limits{Money: pounds(10)}, "paid asked", "s1 s2"},
		{"staff time fits into no money at all", []plan.Action{action("free", 1, pounds(0), "s1"), action("dear", 1, pounds(1), "s2")}, Limits{Money: pounds(0)}, "free dear(dear)", "s1"},
		{"no cost is not taken under a budget", []plan.Action{action("unknown", 1, nil, "s1")}, Limits{Money: pounds(1000)}, "unknown(?)", ""},
		{"but it is without one", []plan.Action{action("unknown", 1, nil, "s1")}, Limits{By: day.Of(2027, 3, 1)}, "unknown", "s1"},
		{"and when it is funded", []plan.Action{funded(action("unknown", 1, nil, "s1"))}, Limits{Money: pounds(0)}, "unknown", "s1"},
		{"a gap closes when every open action for it is taken",
			[]plan.Action{action("half", 1, pounds(10), "s1"), action("rest", 9, pounds(10), "s1", "d1")}, Limits{By: day.Of(2027, 3, 1)}, "rest(late) half", ""},
		{"what is done or given up is no option",
			[]plan.Action{ended(action("done", 1, pounds(10), "s1"), plan.Done), ended(action("gone", 1, pounds(10), "s2"), plan.GivenUp), action("open", 1, pounds(10), "s1")},
			Limits{}, "open", "s1"},
		{"an action for what is no gap is no option", []plan.Action{action("other", 1, pounds(10), "7.7.7")}, Limits{}, "", ""},
	} {
		w := Weigh(gaps, plan.Plan{Actions: c.actions}, c.limits)
		if got := taken(w); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if got := items(w.Closed); got != c.closed {
			t.Errorf("%s: closes %q, want %q", c.name, got, c.closed)
		}
	}
}

// However the plan is ordered, the choice is the same, and it never spends more than there is.
func TestTheChoiceDoesNotHangOnTheOrderOfThePlan(t *testing.T) {
	t.Parallel()
	gaps := []score.Gap{gap("s1", stops), gap("s2", stops), gap("d1", delays), gap("e1", exposes)}
	actions := []plan.Action{action("a", 2, pounds(30), "s1"), action("b", 1, pounds(30), "s2"), action("c", 3, pounds(50), "d1", "e1"), action("d", 1, nil, "e1")}
	first := ""
	for money := range 120 {
		back := slices.Clone(actions)
		slices.Reverse(back)
		limits := Limits{Money: pounds(money)}
		w, other := Weigh(gaps, plan.Plan{Actions: actions}, limits), Weigh(gaps, plan.Plan{Actions: back}, limits)
		if taken(w) != taken(other) {
			t.Errorf("£%d: %s or %s", money, taken(w), taken(other))
		}
		if w.Left() < 0 {
			t.Errorf("£%d: £%d over", money, -w.Left())
		}
		first = taken(w)
	}
	if first != "b a c d(?)" {
		t.Errorf("with enough money: %s", first)
	}
}

func TestWhatHasNoFigureIsSaid(t *testing.T) {
	t.Parallel()
	gaps := []score.Gap{gap("s1", stops), gap("d1", delays), gap("e1", exposes), gap("w1", weakens)}
	for _, c := range []struct {
		name    string
		gaps    []score.Gap
		actions []plan.Action
		want    string
	}{
		{"no gap", nil, nil, "No mandatory gap is open, so nothing has to be paid for closing one."},
		{"no plan", gaps, nil, "All four open gaps have to close. No open action is planned for any, so there is neither a cost nor a date."},
		{"one gap and no plan", gaps[:1], nil, "The one open gap has to close. No open action is planned for it, so there is neither a cost nor a date."},
		{"all planned", gaps[:1], []plan.Action{action("a", 3, pounds(1200), "s1")},
			"To close the one open gap, our plan takes £1,200; its one open action is due on 1 March 2027. None of that money is funded."},
		{"parts of all kinds", gaps, []plan.Action{funded(action("a", 1, pounds(1200), "s1")), action("b", 5, pounds(300), "s1"), action("c", 2, nil, "d1"), ended(action("d", 2, pounds(5), "e1"), plan.Done)},
			"To close all four open gaps, our plan takes at least £1,500; the last of its three open actions is due on 1 May 2027. £300 of it is not funded. " +
				"One action gives no cost, and is not in that sum. For one of four gaps nothing is planned, so that nobody can say what it costs. For one every action is done: it has to be answered anew."},
		{"one without an answer", []score.Gap{gap("s1", stops), {Item: "d1", Effect: delays, State: score.Unanswered}}, []plan.Action{action("a", 1, pounds(10), "s1")},
			"our plan takes at least £10; its one open action is due on 1 January 2027. None of that money is funded. Of one we do not know how it stands: it has no answer yet."},
		{"staff time only", gaps[:1], []plan.Action{action("a", 3, pounds(0), "s1")}, "our plan takes no money; its one open action"},
	} {
		if got := strings.Join(Weigh(c.gaps, plan.Plan{Actions: c.actions}, Limits{}).All(), " "); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestTheChoiceIsToldWithWhatStaysOpen(t *testing.T) {
	t.Parallel()
	gaps := []score.Gap{gap("s1", stops), gap("s2", stops), gap("d1", delays)}
	p := plan.Plan{Actions: []plan.Action{action("a", 2, pounds(500), "s1", "d1"), action("b", 9, pounds(900), "s2")}}
	for _, c := range []struct {
		limits Limits
		want   string
	}{
		{Limits{}, ""},
		{Limits{Money: pounds(600)}, "With £600 one action can be done, and two of three gaps close. The last is done on 1 February 2027. That takes £500 of the budget and leaves £100. One of two gaps that could stop care stays open."},
		{Limits{Money: pounds(1400), By: day.Of(2027, 9, 1)}, "With £1,400 by 1 September 2027 two actions can be done, and all three gaps close. The last is done on 1 September 2027. That takes £1,400 of the budget and leaves £0. Both gaps that could stop care are among those that close."},
		{Limits{By: day.Of(2027, 1, 1)}, "By 1 January 2027 no action of the plan can be done."},
	} {
		if got := strings.Join(Weigh(gaps, p, c.limits).Choice(), " "); got != c.want {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
}

func TestRoutesAreThoseThatTheItemAllows(t *testing.T) {
	t.Parallel()
	if got := Routes(framework.Item{}); len(got) != 0 {
		t.Errorf("%q", got)
	}
	got := Routes(framework.Item{RiskAccepted: true, Exemptible: true, ExemptKinds: []string{"ce+"}})
	if len(got) != 2 || !strings.Contains(got[1], "Cyber Essentials Plus") {
		t.Errorf("%q", got)
	}
}
