package day

import (
	"encoding/json"
	"testing"
	"time"
)

func TestAddMonthsStaysInTheMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2024-02-29", 12, "2025-02-28"},
		{"2025-01-31", 1, "2025-02-28"},
		{"2025-03-31", -1, "2025-02-28"},
		{"2025-05-03", 12, "2026-05-03"},
	} {
		d, err := Parse(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestValidRefusesDaysThatDoNotExist(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]int{{2025, 2, 29}, {2025, 6, 31}, {2025, 13, 1}, {2025, 0, 1}, {25, 1, 1}} {
		if d, err := Valid(c[0], c[1], c[2]); err == nil {
			t.Errorf("%v accepted as %s", c, d)
		}
	}
}

func TestADayEndsInLondonNotInUTC(t *testing.T) {
	t.Parallel()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	if got := In(time.Date(2027, 6, 30, 23, 30, 0, 0, time.UTC), london).String(); got != "2027-07-01" {
		t.Errorf("half past midnight in London in summer is %s, want 2027-07-01", got)
	}
}

func TestJSONRoundTrip(t *testing.T) {
	t.Parallel()
	for _, want := range []Day{{}, Of(2027, 6, 30)} {
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got Day
		if err := json.Unmarshal(b, &got); err != nil || got != want {
			t.Errorf("%s came back as %v (%v)", b, got, err)
		}
	}
}
