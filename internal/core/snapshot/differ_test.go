package snapshot

import (
	"slices"
	"testing"

	"cyberready/internal/core/assessment"
)

func TestDifferencesSayWhere(t *testing.T) {
	t.Parallel()
	nought := assessment.Hundredths(0)
	for name, c := range map[string]struct {
		change func(*Snapshot)
		want   []string
	}{
		"nothing":           {func(*Snapshot) {}, nil},
		"an answer's text":  {func(s *Snapshot) { s.Answers[1].Text = "Some wards" }, []string{"answers[7.3.5].text"}},
		"an answer's reply": {func(s *Snapshot) { s.Answers[1].Reply = assessment.No }, []string{"answers[7.3.5].reply"}},
		"a figure put in":   {func(s *Snapshot) { s.Answers[1].Figure = &nought }, []string{"answers[7.3.5].figure (only in the second)"}},
		"an answer less":    {func(s *Snapshot) { s.Answers = s.Answers[1:] }, []string{"answers[7.3.10] (only in the first)"}},
		"an item's wording": {func(s *Snapshot) { s.Pack.Standards[0].Assertions[0].Items[0].Title = "x" },
			[]string{"pack.standards[7].assertions[7.3].items[7.3.5].title"}},
		"two things":      {func(s *Snapshot) { s.Version, s.Trust.Name = 3, "x" }, []string{"trust.name", "version"}},
		"last year":       {func(s *Snapshot) { s.LastYear = nil }, []string{"last_year (only in the first)"}},
		"a list's places": {func(s *Snapshot) { s.Proofs[0].Items = []string{"7.3.10"} }, []string{"proofs[01890000-0000-7000-8000-000000000002].items[1]", "proofs[01890000-0000-7000-8000-000000000002].items[2] (only in the first)"}},
	} {
		s := small()
		c.change(&s)
		got, err := Differences(encoded(t, small()), encoded(t, s), 10)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q (%v), want %q", name, got, err, c.want)
		}
	}
}

func TestDifferencesAreBoundedAndSpacesAreNone(t *testing.T) {
	t.Parallel()
	other := small()
	other.Version, other.Trust.Name, other.Cycle = 9, "x", "2027-28"
	if got, err := Differences(encoded(t, small()), encoded(t, other), 2); err != nil || len(got) != 2 {
		t.Errorf("%q (%v), want two", got, err)
	}
	if got, err := Differences([]byte(`{"a":1.0,"b":[1,2]}`), []byte(" {\n\"b\": [1,2], \"a\": 1.0}"), 2); err != nil || len(got) != 0 {
		t.Errorf("%q (%v), want none", got, err)
	}
	if got, err := Differences([]byte(`{"a":[1]}`), []byte(`{"a":{"b":1}}`), 2); err != nil || !slices.Equal(got, []string{"a"}) {
		t.Errorf("%q (%v)", got, err)
	}
	if _, err := Differences([]byte(`{}`), []byte(`not JSON`), 2); err == nil {
		t.Error("compared with what is no document")
	}
}
