package assessment

import (
	"testing"

	"cyberready/internal/core/fault"
)

func TestParseHundredthsTakesWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Hundredths{
		"94.5": 9450, "94.50": 9450, " 94 ": 9400, "94.": 9400, "0.05": 5, "100 %": 10000, "100%": 10000, "1,220": 122000,
		"1220": 122000, "12,345,678.9": 1234567890, "007": 700, "1.230000": 123,
	} {
		got, err := ParseHundredths(in)
		if err != nil || got != want {
			t.Errorf("%q gave %d and %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-1", "abc", "1.234", "94,5", "1,22", ".5", "1e3", "٣", "99999999999999999999", "5 days", "½"} {
		if got, err := ParseHundredths(in); fault.KindOf(err) != fault.Invalid || fault.As(err).Fields[0].Name != "figure" {
			t.Errorf("%q gave %d and %v, want a fault about the figure", in, got, err)
		}
	}
}

func TestHundredthsWithoutTrailingZeros(t *testing.T) {
	t.Parallel()
	for h, want := range map[Hundredths][2]string{
		9450: {"94.5", "94.5"}, 9400: {"94", "94"}, 5: {"0.05", "0.05"}, 0: {"0", "0"}, 122000: {"1,220", "1220"}, 9425: {"94.25", "94.25"},
	} {
		if h.Words() != want[0] || h.String() != want[1] {
			t.Errorf("%d reads %q and fills in %q, want %q and %q", int64(h), h.Words(), h.String(), want[0], want[1])
		}
		if back, err := ParseHundredths(h.String()); err != nil || back != h {
			t.Errorf("%d came back as %d (%v)", int64(h), int64(back), err)
		}
	}
}

func TestParseDateSaysWhichFieldIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day, month, year string
		want             string // the date
		fields           []string
	}{
		{"3", "5", "2025", "2025-05-03", nil},
		{" 03 ", "05", "2025", "2025-05-03", nil},
		{"3", "May", "2025", "2025-05-03", nil},
		{"29", "february", "2024", "2024-02-29", nil},
		{"", "", " ", "", nil},
		{"31", "6", "2025", "", []string{"date-day"}},
		{"29", "2", "2025", "", []string{"date-day"}},
		{"", "5", "2025", "", []string{"date-day"}},
		{"3", "", "2025", "", []string{"date-month"}},
		{"3", "13", "2025", "", []string{"date-month"}},
		{"3", "5", "25", "", []string{"date-year"}},
		{"3", "5", "0025", "", []string{"date-day"}},
		{"x", "y", "z", "", []string{"date-day", "date-month", "date-year"}},
		{"-3", "5", "2025", "", []string{"date-day"}},
	} {
		got, err := ParseDate("date", c.day, c.month, c.year)
		var fields []string
		if f := fault.As(err); f != nil {
			for _, x := range f.Fields {
				fields = append(fields, x.Name)
			}
		}
		if got.String() != c.want || len(fields) != len(c.fields) {
			t.Errorf("%q %q %q gave %s and %v, want %s and faults about %v", c.day, c.month, c.year, got, err, c.want, c.fields)
			continue
		}
		for i := range fields {
			if fields[i] != c.fields[i] {
				t.Errorf("%q %q %q: a fault about %s, want %s", c.day, c.month, c.year, fields[i], c.fields[i])
			}
		}
	}
}
