package compare

import (
	"net/url"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

func choices() Choices {
	return Choices{
		Years: []Year{
			{"2026-27", day.Of(2026, 7, 1), day.Of(2027, 6, 30)},
			{"2025-26", day.Of(2025, 7, 1), day.Of(2026, 6, 30)},
			{Label: "2022-23"},
		},
		Regions: []trust.Region{{Code: "ZZE", Name: "Eastholme"}, {Code: "ZZW", Name: "Westmark"}},
		ICBs:    []trust.ICB{{Code: "ZZI", Name: "Moor and Fell ICB", RegionCode: "ZZW"}},
	}
}

var today = day.Of(2027, 3, 27)

func full() Filter {
	return Filter{
		Cycle: "2026-27", AsAt: day.Of(2027, 1, 31), Region: "ZZW", ICB: "ZZI", Kind: string(trust.MentalHealth),
		Status: string(trust.StandardsNotFullyMet), Result: string(score.GapsPlanned), Trauma: Yes, Text: "moor", Order: ByResult, Page: 3,
	}
}

func TestAFilterComesBackFromItsAddress(t *testing.T) {
	t.Parallel()
	filters := map[string]Filter{
		"nothing": {Page: 1}, "everything": full(),
		"not known": {Region: Unknown, ICB: Unknown, Kind: Unknown, Trauma: Unknown, Status: Unnamed, Result: Published, Page: 1},
	}
	for _, o := range Outcomes() {
		filters[string(o)] = Filter{Result: string(o), Page: 1}
	}
	for _, s := range trust.Statuses() {
		filters[string(s)] = Filter{Status: string(s), Page: 1}
	}
	for _, k := range trust.Kinds() {
		filters[string(k)] = Filter{Kind: string(k), Page: 1}
	}
	for _, o := range Orders() {
		filters["order "+o.Words] = Filter{Order: Order(o.Value), Page: 1}
	}
	for name, want := range filters {
		q, err := url.ParseQuery(want.Values().Encode())
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse(q)
		if err != nil || got != want {
			t.Errorf("%s: %s came back as %+v, %v", name, q.Encode(), got, err)
		}
	}
}

func TestEveryOptionOfAFormCanBeRead(t *testing.T) {
	t.Parallel()
	for field, options := range map[string][]Option{
		FieldKind: Kinds(), FieldStatus: Statuses(), FieldResult: Results(), FieldTrauma: Traumas(), FieldOrder: Orders(),
		FieldRegion: choices().RegionOptions(), FieldICB: choices().ICBOptions(), FieldCycle: choices().YearOptions(),
	} {
		for _, o := range options {
			f, err := Parse(url.Values{field: {o.Value}})
			if err == nil {
				_, err = choices().Settle(f, today)
			}
			if err != nil {
				t.Errorf("%s=%s: %v", field, o.Value, err)
			}
			if back := f.Values().Get(field); back != o.Value {
				t.Errorf("%s=%s came back as %s", field, o.Value, back)
			}
		}
	}
}

func TestAValueThatCannotBeIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ field, value string }{
		{FieldRegion, "ZZX"}, {FieldRegion, "'; drop"}, {FieldICB, "ZZX"}, {FieldKind, "dental"}, {FieldStatus, "green"},
		{FieldResult, "passed"}, {FieldTrauma, "perhaps"}, {FieldOrder, "counts"}, {FieldOrder, "in-place"},
		{FieldText, strings.Repeat("é", 101)}, {FieldPage, "0"}, {FieldPage, "two"}, {FieldPage, "99999999999999999999"},
		{FieldAsAt, "2027-02-30"}, {FieldAsAt, "yesterday"}, {FieldAsAt, "27/13/2026"}, {FieldAsAt, "2027-03-28"},
	} {
		f, err := Parse(url.Values{c.field: {c.value}})
		if err == nil {
			f, err = choices().Settle(f, today)
		}
		e := fault.As(err)
		if e == nil || e.Kind != fault.Invalid || len(e.Fields) != 1 || e.Fields[0].Name != c.field || e.Fields[0].Message == "" {
			t.Errorf("%s=%q gives %v", c.field, c.value, err)
		}
		if f.Narrowed() || f.Past() || f.Order != ByName {
			t.Errorf("%s=%q is taken over: %+v", c.field, c.value, f)
		}
	}
}

func TestAllThatIsWrongIsSaidAtOnceAndTheRestIsKept(t *testing.T) {
	t.Parallel()
	f, err := Parse(url.Values{FieldKind: {"dental"}, FieldResult: {"passed"}, FieldText: {" moor "}, FieldCycle: {"2026-27"}})
	if e := fault.As(err); e == nil || len(e.Fields) != 2 {
		t.Errorf("got %v", err)
	}
	if f.Text != "moor" || f.Cycle != "2026-27" {
		t.Errorf("kept %+v", f)
	}
}

func TestAnUnknownYearIsNoPage(t *testing.T) {
	t.Parallel()
	for _, label := range []string{"2026-28", "soon", "2019-20"} {
		f, err := Parse(url.Values{FieldCycle: {label}})
		if err == nil {
			_, err = choices().Settle(f, today)
		}
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s gives %v", label, err)
		}
	}
}

func TestSettleFillsInTheYearAndTakesTodayAsToday(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		today day.Day
		want  trust.Cycle
	}{
		{today, "2026-27"}, {day.Of(2026, 6, 30), "2025-26"}, {day.Of(2026, 7, 1), "2026-27"}, {day.Of(2020, 1, 1), "2026-27"},
	} {
		f, err := choices().Settle(Filter{AsAt: c.today}, c.today)
		if err != nil || f.Cycle != c.want || f.Past() {
			t.Errorf("on %s: %+v, %v; want %s", c.today, f, err, c.want)
		}
	}
	if f, err := (Choices{}).Settle(Filter{}, today); err != nil || f.Cycle != "" {
		t.Errorf("without any year: %+v, %v", f, err)
	}
}

func TestDraftsAreNoOrderForAPastDay(t *testing.T) {
	t.Parallel()
	_, err := choices().Settle(Filter{Order: ByChange, AsAt: day.Of(2027, 1, 1)}, today)
	if e := fault.As(err); e == nil || e.Fields[0].Name != FieldOrder {
		t.Errorf("got %v", err)
	}
	if _, err := choices().Settle(Filter{Order: ByChange}, today); err != nil {
		t.Errorf("as at today: %v", err)
	}
}

func TestADayIsReadAsPeopleAndFieldsWriteIt(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"2027-01-31", "31/1/2027", "31/01/2027", "31.1.2027", " 31 1 2027 "} {
		f, err := Parse(url.Values{FieldAsAt: {word}})
		if err != nil || f.AsAt != day.Of(2027, 1, 31) {
			t.Errorf("%q is %v, %v", word, f.AsAt, err)
		}
	}
}

func TestTheFilterIsASentence(t *testing.T) {
	t.Parallel()
	c := choices()
	regional := c
	regional.Place = "Westmark region"
	for _, x := range []struct {
		filter  Filter
		choices Choices
		want    string
	}{
		{Filter{Cycle: "2026-27"}, c, "All trusts with any result here, 2026-27, ordered by name."},
		{Filter{Cycle: "2026-27", Kind: "acute", Region: "ZZW"}, c, "Acute trusts in Westmark region with any result here, 2026-27, ordered by name."},
		{Filter{Cycle: "2026-27", Order: ByStatus}, regional, "All trusts in Westmark region with any result here, 2026-27, ordered by official status."},
		{full(), c, "Mental health trusts in Westmark region and Moor and Fell ICB that have a Major Trauma Centre with the official status " +
			"“Standards Not Fully Met (Plan Agreed)” and the result here “Gaps, all in an accepted plan” and “moor” in their name or code, " +
			"2026-27, as at 31 January 2027, ordered by result here."},
		{Filter{Kind: Unknown, Region: Unknown, ICB: Unknown, Trauma: Unknown, Status: Unnamed, Result: Published}, c,
			"Trusts of unknown kind in no known region and no known ICB for which it is not known whether they have a Major Trauma Centre " +
				"with no official status imported and anything published here, ordered by name."},
	} {
		if got := x.filter.Sentence(x.choices); got != x.want {
			t.Errorf("got  %s\nwant %s", got, x.want)
		}
	}
}

func TestPagesOfFifty(t *testing.T) {
	t.Parallel()
	for trusts, want := range map[int]int{0: 1, 1: 1, 50: 1, 51: 2, 236: 5, 60000: 1200} {
		if got := Pages(trusts); got != want {
			t.Errorf("%d trusts fill %d pages, want %d", trusts, got, want)
		}
	}
	for page, want := range map[int]int{0: 0, 1: 0, 2: 50, 1200: 59950} {
		if got := (Filter{Page: page}).Offset(); got != want {
			t.Errorf("page %d begins after %d, want %d", page, got, want)
		}
	}
}
