package trust

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/fault"
)

func TestParseStatusForgivesTheYearAndLetterCase(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]struct {
		status Status
		cycle  Cycle
	}{
		"22/23 Standards Met":                         {StandardsMet, "2022-23"},
		"2022-23 Standards Met":                       {StandardsMet, "2022-23"},
		"2022/23 standards exceeded":                  {StandardsExceeded, "2022-23"},
		"2022/2023 APPROACHING STANDARDS":             {ApproachingStandards, "2022-23"},
		"Standards Not Met":                           {StandardsNotMet, ""},
		"19/20 Standards Not Fully Met (Plan Agreed)": {StandardsNotFullyMet, "2019-20"},
		"  Not   Published ":                          {NotPublished, ""},
	} {
		status, cycle, err := ParseStatus(in)
		if err != nil || status != want.status || cycle != want.cycle {
			t.Errorf("%q is read as %q of %q (%v), want %q of %q", in, status, cycle, err, want.status, want.cycle)
		}
	}
}

func TestParseStatusRefusesOtherWords(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"", "#N/A", "Met", "22/23", "22/24 Standards Met", "Standards Met 22/23", "Standards Fully Met"} {
		if status, _, err := ParseStatus(in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is read as %q (%v), want an Invalid fault", in, status, err)
		}
	}
}

func TestARefusedStatusNamesThoseThatExist(t *testing.T) {
	t.Parallel()
	_, _, err := ParseStatus("Standards Mett")
	for _, s := range Statuses() {
		if !strings.Contains(err.Error(), string(s)) {
			t.Errorf("%q does not name %s", err, s)
		}
	}
}

func TestParseCycle(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"2018-19", "2022-23", "1999-00", "2099-00"} {
		if got, err := ParseCycle(" " + in + " "); err != nil || string(got) != in {
			t.Errorf("%q is read as %q (%v)", in, got, err)
		}
	}
	for _, in := range []string{"", "2022", "2022-24", "2022-22", "2022-2023", "22/23", "2022/23", "3022-23", "2022-23x"} {
		if got, err := ParseCycle(in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is read as %q (%v), want an Invalid fault", in, got, err)
		}
	}
}

func TestPublishedCycle(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Cycle{
		"22/23": "2022-23", "2022/23": "2022-23", "2022-23": "2022-23", "2022/2023": "2022-23", "22-23": "2022-23",
		"22/24": "", "23/22": "", "2022": "", "1922-23": "", "Standards": "", "": "",
	} {
		if got, ok := PublishedCycle(in); got != want || ok != (want != "") {
			t.Errorf("%q is read as %q (%v), want %q", in, got, ok, want)
		}
	}
}

func TestCyclesAreOrderedByTime(t *testing.T) {
	t.Parallel()
	cycles := []Cycle{"2100-01", "2022-23", "2099-00", "", "2018-19"}
	slices.SortFunc(cycles, Cycle.Compare)
	if want := []Cycle{"", "2018-19", "2022-23", "2099-00", "2100-01"}; !slices.Equal(cycles, want) {
		t.Errorf("sorted to %q, want %q", cycles, want)
	}
	if !Cycle("2022-23").Before("2023-24") || Cycle("2022-23").Before("2022-23") {
		t.Error("Before is not strict")
	}
}

func TestNeighboursOfACycle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ before, after Cycle }{{"2021-22", "2022-23"}, {"1999-00", "2000-01"}, {"2098-99", "2099-00"}} {
		if got := c.after.Previous(); got != c.before {
			t.Errorf("before %s comes %q, want %s", c.after, got, c.before)
		}
		if got := c.before.Next(); got != c.after {
			t.Errorf("after %s comes %q, want %s", c.before, got, c.after)
		}
	}
	if Cycle("").Previous() != "" || Cycle("").Next() != "" || Cycle("").FirstYear() != 0 {
		t.Error("the empty cycle has neighbours")
	}
}
