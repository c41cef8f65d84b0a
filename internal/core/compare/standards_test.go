package compare

import (
	"testing"

	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

func TestTheShadeSaysHowMuchIsMissing(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		inPlace, of int
		want        Shade
	}{
		{21, 21, NoneMissing}, {19, 21, ToATenth}, {9, 10, ToATenth}, {8, 10, ToAQuarter}, {11, 12, ToATenth}, {15, 17, ToAQuarter},
		{3, 4, ToAQuarter}, {2, 3, ToHalf}, {1, 2, ToHalf}, {6, 13, MoreThanHalf}, {0, 2, MoreThanHalf}, {0, 0, Unshaded},
	} {
		c := Cell{"1", score.Counts{InPlace: x.inPlace, Mandatory: x.of}}
		if got := c.Shade(); got != x.want {
			t.Errorf("%s: %s missing, want %s", c.Words(), got.Words(), x.want.Words())
		}
	}
	seen := map[string]bool{}
	for _, s := range append(Shades(), Unshaded) {
		if seen[s.Words()] || s.Words() == "" {
			t.Errorf("shade %d is called %q", s, s.Words())
		}
		seen[s.Words()] = true
	}
}

func TestTheMiddleHalfIsSaidInCountsOrInPerCent(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		buckets []Bucket
		want    string
	}{
		{[]Bucket{{12, 12, 40}, {12, 9, 30}, {12, 11, 30}, {12, 2, 10}}, "The middle half of the 110 trusts have between 9 and 12 of 12 in place."},
		{[]Bucket{{2, 2, 9}, {2, 0, 1}}, "The middle half of the 10 trusts have 2 of 2 in place."},
		{[]Bucket{{12, 12, 3}, {10, 5, 3}}, "The middle half of the 6 trusts have between 50% and 100% in place."},
		{[]Bucket{{12, 6, 3}, {10, 5, 3}}, "The middle half of the 6 trusts have 50% in place."},
		{[]Bucket{{12, 12, 4}}, ""},
		{nil, ""},
	} {
		if got := NewSpread(Standard{Number: "7"}, x.buckets).Middle(); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
}

func TestASpreadLiesFromTheLeastToTheMost(t *testing.T) {
	t.Parallel()
	s := NewSpread(Standard{Number: "7"}, []Bucket{{12, 12, 5}, {10, 9, 1}, {12, 3, 2}, {0, 0, 7}})
	if len(s.Buckets) != 3 || s.Buckets[0].InPlace != 3 || s.Buckets[1].InPlace != 9 || s.Buckets[2].InPlace != 12 {
		t.Errorf("buckets are %v", s.Buckets)
	}
	if s.Trusts() != 8 || s.WithGap() != 3 || s.Asked() != 94 || s.Missed() != 19 {
		t.Errorf("trusts %d, with gap %d, asked %d, missed %d", s.Trusts(), s.WithGap(), s.Asked(), s.Missed())
	}
}

func TestTheMostMissedStandardIsTheOneWithTheLargestShare(t *testing.T) {
	t.Parallel()
	spread := func(number string, b ...Bucket) Spread { return NewSpread(Standard{Number: number}, b) }
	got := MostMissed([]Spread{
		spread("1", Bucket{21, 19, 10}), // 2 of 21 each
		spread("2", Bucket{2, 1, 2}, Bucket{2, 2, 8}),
		spread("3", Bucket{9, 9, 10}),
		spread("5", Bucket{2, 0, 1}, Bucket{2, 2, 9}), // as much as 2, in fewer trusts
		spread("9"),
	})
	order := ""
	for _, s := range got {
		order += s.Standard.Number
	}
	if order != "25139" {
		t.Errorf("order is %s", order)
	}
}

func pack() framework.Pack {
	item := func(id string, mandatory bool) framework.Item {
		return framework.Item{ID: id, Title: "Title of " + id, Mandatory: mandatory, Effect: framework.StopsCare}
	}
	return framework.Pack{Standards: []framework.Standard{
		{Number: "6", Title: "Responding to incidents", Assertions: []framework.Assertion{{ID: "6.1", Items: []framework.Item{item("6.1.1", true)}}}},
		{Number: "7", Title: "Continuity planning", Assertions: []framework.Assertion{
			{ID: "7.1", Items: []framework.Item{item("7.1.1", true), item("7.1.2", false)}}, {ID: "7.3", Items: []framework.Item{item("7.3.5", true)}},
		}},
		{Number: "x", Own: true, Assertions: []framework.Assertion{{ID: "x1", Items: []framework.Item{item("x1.1", true)}}}},
	}}
}

func TestStandardsAreThoseThatCount(t *testing.T) {
	t.Parallel()
	got := StandardsOf(pack())
	if len(got) != 2 || got[1] != (Standard{"7", "Continuity planning", 2}) || got[1].Label() != "7. Continuity planning" {
		t.Errorf("standards are %+v", got)
	}
}

func TestTheMostMissedQuestionComesFirst(t *testing.T) {
	t.Parallel()
	got := MissedItems(pack(), "7", []ItemCount{
		{"7.1.1", score.NotInPlace, 2}, {"7.3.5", score.NotInPlace, 4}, {"7.3.5", score.Unanswered, 3}, {"7.1.2", score.DoesNotApply, 9},
		{"7.1.2", score.Exempt, 1}, {"6.1.1", score.NotInPlace, 50}, {"gone", score.NotInPlace, 50},
	})
	if len(got) != 3 || got[0].ID != "7.3.5" || got[1].ID != "7.1.1" || got[2].ID != "7.1.2" {
		t.Fatalf("got %+v", got)
	}
	if i := got[0]; i.Missing != 7 || i.Unanswered != 3 || !i.Counted {
		t.Errorf("7.3.5 is %+v", i)
	}
	if i := got[2]; i.Missing != 0 || i.DoesNotApply != 9 || i.Exempt != 1 || i.Counted {
		t.Errorf("7.1.2 is %+v", i)
	}
}
