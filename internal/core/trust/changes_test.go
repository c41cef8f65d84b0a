package trust

import (
	"reflect"
	"testing"

	"cyberready/internal/core/day"
)

func registered(code, name, region string) Trust {
	return Trust{Code: code, Name: ReadableName(name), SourceName: name, Region: region, ICB: "ZZQ", Opened: day.Of(2001, 4, 1)}
}

func TestCompareSortsEachTrustIntoOneList(t *testing.T) {
	t.Parallel()
	kept, renamed, merged := registered("ZZ1", "MOOR NHS TRUST", "ZZA"), registered("ZZ2", "DALE NHS TRUST", "ZZA"), registered("ZZ3", "FELL NHS TRUST", "ZZA")
	gone := registered("ZZ4", "TARN NHS TRUST", "ZZB")
	moved := renamed
	moved.Name, moved.SourceName, moved.Region = "Dale and Fell NHS Trust", "DALE AND FELL NHS TRUST", "ZZB"
	closed := merged
	closed.Closed = day.Of(2023, 3, 31)
	added := registered("ZZ5", "BECK NHS TRUST", "ZZB")

	got := Compare([]Trust{kept, renamed, merged, gone}, []Trust{added, closed, moved, kept})
	want := Changes{
		Added: []Trust{added},
		Changed: []Change{{renamed, moved, []FieldChange{
			{"name", "Dale NHS Trust", "Dale and Fell NHS Trust"}, {"region", "ZZA", "ZZB"},
		}}},
		Closed:    []Change{{merged, closed, []FieldChange{{"close date", "", "2023-03-31"}}}},
		Unchanged: []Trust{kept},
		Absent:    []Trust{gone},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestComparingARegisterWithItselfChangesNothing(t *testing.T) {
	t.Parallel()
	closed := registered("ZZ2", "DALE NHS TRUST", "ZZA")
	closed.Closed = day.Of(2023, 3, 31)
	all := []Trust{registered("ZZ1", "MOOR NHS TRUST", "ZZA"), closed}
	if got := Compare(all, all); !reflect.DeepEqual(got, Changes{Unchanged: all}) {
		t.Errorf("got %+v", got)
	}
}

func TestCompareLooksOnlyAtWhatTheRegisterSays(t *testing.T) {
	t.Parallel()
	plain := registered("ZZ1", "MOOR NHS TRUST", "ZZA")
	known := plain
	known.Kind, known.Beds = Acute, &Figure{Value: 400, Year: 2023, Source: "bed returns"}
	if got := Compare([]Trust{known}, []Trust{plain}); len(got.Unchanged) != 1 {
		t.Errorf("a trust whose kind was imported counts as changed: %+v", got)
	}
}

func TestANewTrustThatIsAlreadyClosedIsAdded(t *testing.T) {
	t.Parallel()
	closed := registered("ZZ1", "MOOR NHS TRUST", "ZZA")
	closed.Closed = day.Of(2023, 3, 31)
	if got := Compare(nil, []Trust{closed}); len(got.Added) != 1 || len(got.Closed) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestACorrectedCloseDateClosesNothingAgain(t *testing.T) {
	t.Parallel()
	before := registered("ZZ1", "MOOR NHS TRUST", "ZZA")
	before.Closed = day.Of(2023, 3, 31)
	after := before
	after.Closed = day.Of(2023, 6, 30)
	if got := Compare([]Trust{before}, []Trust{after}); len(got.Changed) != 1 || len(got.Closed) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestAReopenedTrustIsChanged(t *testing.T) {
	t.Parallel()
	open := registered("ZZ1", "MOOR NHS TRUST", "ZZA")
	closed := open
	closed.Closed = day.Of(2023, 3, 31)
	got := Compare([]Trust{closed}, []Trust{open})
	if len(got.Changed) != 1 || got.Changed[0].What[0] != (FieldChange{"close date", "2023-03-31", ""}) {
		t.Errorf("got %+v", got)
	}
}

func TestASpellingOfTheSameNameIsReportedOnce(t *testing.T) {
	t.Parallel()
	before := registered("ZZ1", "MOOR NHS TRUST", "ZZA")
	after := before
	after.SourceName = "Moor NHS Trust"
	got := Compare([]Trust{before}, []Trust{after})
	if len(got.Changed) != 1 || !reflect.DeepEqual(got.Changed[0].What,
		[]FieldChange{{"name in the register", "MOOR NHS TRUST", "Moor NHS Trust"}}) {
		t.Errorf("got %+v", got)
	}
}
