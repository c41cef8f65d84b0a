package plan

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

var today = day.Of(2027, 3, 1)

func pounds(n int) *Pounds {
	p := Pounds(n)
	return &p
}

func ndg(t testing.TB) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

// sound is an action in which nothing is wrong.
func sound() Action {
	return Action{ID: "a", Title: "Restore the laboratory system from backup", Items: []string{"7.3.5"}, Owner: assessment.Author{Name: "Tom Okafor"},
		Due: today.AddDays(60), Cost: pounds(12000), Funding: AskedFor, CareCost: "One evening without the laboratory system."}
}

func TestWhatAnActionMustSay(t *testing.T) {
	t.Parallel()
	pack := ndg(t)
	for name, c := range map[string]struct {
		change func(*Action)
		field  string // empty: it is taken
	}{
		"sound":                {func(*Action) {}, ""},
		"no cost known":        {func(a *Action) { a.Cost = nil }, ""},
		"due today":            {func(a *Action) { a.Due = today }, ""},
		"nothing to do":        {func(a *Action) { a.Title = " \n " }, "title"},
		"a title too long":     {func(a *Action) { a.Title = strings.Repeat("é", MaxTitle+1) }, "title"},
		"no gap":               {func(a *Action) { a.Items = nil }, "items"},
		"a gap that is none":   {func(a *Action) { a.Items = []string{"77.1.1"} }, "items"},
		"nobody":               {func(a *Action) { a.Owner = assessment.Author{} }, "owner"},
		"no day":               {func(a *Action) { a.Due = day.Day{} }, "due-day"},
		"a day that is past":   {func(a *Action) { a.Due = today.AddDays(-1) }, "due-day"},
		"a day in the year 9":  {func(a *Action) { a.Due = day.Of(2950, 1, 1) }, "due-day"},
		"a cost below nothing": {func(a *Action) { a.Cost = pounds(-1) }, "cost"},
		"money left open":      {func(a *Action) { a.Funding = "" }, "funding"},
		"no cost to care":      {func(a *Action) { a.CareCost = "" }, "care"},
	} {
		a := sound()
		c.change(&a)
		_, err := a.Check(pack, Action{}, today)
		if f := fault.As(err); (c.field == "") != (err == nil) || f != nil && f.Fields[0].Name != c.field {
			t.Errorf("%s: %v, want a fault about %q", name, err, c.field)
		}
	}
}

func TestADayThatWasPromisedMayHavePassedAndANewOneMayNot(t *testing.T) {
	t.Parallel()
	kept := sound()
	kept.Due = today.AddDays(-9)
	if _, err := kept.Check(ndg(t), kept, today); err != nil {
		t.Errorf("a late action cannot be changed: %v", err)
	}
	moved := kept
	moved.Due = today.AddDays(-1)
	if _, err := moved.Check(ndg(t), kept, today); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a date was moved to a day that has passed: %v", err)
	}
}

func TestAPartStandsForItsWholeAndEachGapOnce(t *testing.T) {
	t.Parallel()
	a := sound()
	a.Items = []string{"8.3.7b", "7.3.5", "8.3.7", "nonsense"}
	got, err := a.Check(ndg(t), Action{}, today)
	if want := []string{"7.3.5", "8.3.7"}; err != nil || !slices.Equal(got.Items, want) {
		t.Errorf("items %v, %v; want %v", got.Items, err, want)
	}
}

func TestPoundsAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]*Pounds{
		"": nil, " 12,000 ": pounds(12000), "£12000": pounds(12000), "12k": pounds(12000), "0": pounds(0), "£ 1 000 000": pounds(1000000),
	} {
		got, err := ParsePounds(typed)
		if err != nil || (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"about 12", "-5", "12.50", "9999999999999999999", "1000001k", "+4", "k"} {
		if _, err := ParsePounds(typed); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is taken as an amount: %v", typed, err)
		}
	}
}

func TestEndingAnAction(t *testing.T) {
	t.Parallel()
	a := sound()
	for _, c := range []struct {
		how   Ending
		words string
		kind  fault.Kind
	}{
		{Done, "Restored on 3 May, report filed.", 0}, {GivenUp, "The system is replaced instead.", 0},
		{Done, " ", fault.Invalid}, {GivenUp, "", fault.Invalid}, {Open, "x", fault.Invalid}, {"paused", "x", fault.Invalid},
	} {
		if _, err := a.CheckEnd(c.how, c.words); fault.KindOf(err) != c.kind {
			t.Errorf("%q with %q: %v", c.how, c.words, err)
		}
	}
	a.End = Done
	if _, err := a.CheckEnd(GivenUp, "x"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("what is done was given up: %v", err)
	}
}

// three is a plan with an action of each sort.
func three() Plan {
	late, rich, over := sound(), sound(), sound()
	late.ID, late.Due, late.Items = "late", today.AddDays(-5), []string{"7.3.5", "8.3.4"}
	late.Moves = []Move{{From: today.AddDays(-40), To: today.AddDays(-5), Reason: "The supplier came late."}}
	rich.ID, rich.Funding, rich.Items, rich.Cost = "rich", Funded, []string{"9.2.3"}, pounds(300)
	over.ID, over.End, over.Items, over.Owner.Name = "over", GivenUp, []string{"1.1.1"}, "Ada"
	return Plan{Actions: []Action{rich, over, late}}
}

func TestLookingAtAPlan(t *testing.T) {
	t.Parallel()
	p := three()
	for state, want := range map[State]string{
		AllStanding: "late rich", StillOpen: "late rich", Overdue: "late", NoMoney: "late", HasMoved: "late", IsDone: "", WasGivenUp: "over",
	} {
		if got := ids(p.Choose(Filter{State: state}, today)); got != want {
			t.Errorf("%s: %q, want %q", state.Words(), got, want)
		}
	}
	if got := ids(p.Choose(Filter{Owner: "Ada", State: WasGivenUp}, today)); got != "over" {
		t.Errorf("of Ada: %q", got)
	}
	if m := p.Money(); m != (Money{All: 12300, Asked: 12000}) {
		t.Errorf("money %+v", m)
	}
	gaps := []score.Gap{{Item: "7.3.5"}, {Item: "1.1.1"}, {Item: "9.2.3"}}
	if bare := p.WithoutAction(gaps); len(bare) != 1 || bare[0].Item != "1.1.1" {
		t.Errorf("without an action %v: what was given up closes nothing", bare)
	}
	if got := p.Actions[2].FirstDue(); got != today.AddDays(-40) {
		t.Errorf("first promised for %s", got)
	}
	months := Months(p.Choose(Filter{}, today))
	if len(months) != 2 || months[0].Title() != "February 2027" || months[1].Title() != "April 2027" {
		t.Errorf("months %+v", months)
	}
}

func TestAnActionIsLateFromTheDayAfter(t *testing.T) {
	t.Parallel()
	a := sound()
	for days, want := range map[int]bool{-1: false, 0: false, 1: true} {
		if got := a.Late(a.Due.AddDays(days)); got != want {
			t.Errorf("%d days after its day, late is %v", days, got)
		}
	}
}

func ids(list []Action) string {
	var s []string
	for _, a := range list {
		s = append(s, a.ID)
	}
	return strings.Join(s, " ")
}
