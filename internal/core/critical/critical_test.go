package critical

import (
	"bytes"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/sheet"
)

var today = day.Of(2027, 6, 14)

func hours(n int) *int { return &n }

func list() List {
	return List{Services: []Service{
		{ID: "1", Name: "Emergency department", PaperHours: hours(4), LastRestore: day.Of(2027, 1, 9), Supplier: "Brook Systems"},
		{ID: "2", Name: "Laboratory", PaperHours: hours(2), LastRestore: day.Of(2026, 6, 13), Supplier: "brook systems"},
		{ID: "3", Name: "Pharmacy", LastRestore: day.Of(2026, 6, 14)},
		{ID: "4", Name: "Maternity"},
	}}
}

func TestARestoreCountsForAYearToTheDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		restored day.Day
		want     bool
	}{{day.Of(2026, 6, 14), true}, {day.Of(2026, 6, 13), false}, {today, true}, {day.Day{}, false}} {
		if got := (Service{LastRestore: c.restored}).Restored(today); got != c.want {
			t.Errorf("%v: %v", c.restored, got)
		}
	}
	l := list()
	if l.Restored(today) != 2 || l.Timed() != 2 || l.Supplied() != 2 {
		t.Errorf("%d restored, %d timed, %d supplied", l.Restored(today), l.Timed(), l.Supplied())
	}
}

func TestWhatIsNotSaidIsNotCounted(t *testing.T) {
	t.Parallel()
	l := list()
	if s, ok := l.Shortest(); !ok || s.Name != "Laboratory" {
		t.Errorf("the shortest is %q", s.Name)
	}
	if supplier, n := l.Most(); supplier != "Brook Systems" || n != 2 {
		t.Errorf("%q stands behind %d", supplier, n)
	}
	if _, ok := (List{Services: []Service{{}}}).Shortest(); ok {
		t.Error("a service without a time has the shortest")
	}
	if supplier, n := (List{Services: l.Services[:1]}).Most(); supplier != "" || n != 0 {
		t.Errorf("one service alone: %q, %d", supplier, n)
	}
}

func TestCheckNamesTheField(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		s     Service
		field string
	}{
		{"no name", Service{Name: " \n"}, "name"},
		{"a long name", Service{Name: strings.Repeat("a", MaxName+1)}, "name"},
		{"a name that is there", Service{Name: "laboratory"}, "name"},
		{"hours below nought", Service{Name: "x", PaperHours: hours(-1)}, "hours"},
		{"hours of more than a year", Service{Name: "x", PaperHours: hours(MaxHours + 1)}, "hours"},
		{"a restore to come", Service{Name: "x", LastRestore: today.AddDays(1)}, "restored-day"},
		{"a long supplier", Service{Name: "x", Supplier: strings.Repeat("a", MaxName+1)}, "supplier"},
	} {
		_, err := c.s.Check([]string{"Laboratory"}, today)
		if f := fault.As(err); err == nil || len(f.Fields) != 1 || f.Fields[0].Name != c.field {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	s, err := Service{Name: "  Emergency \x00 department ", Supplier: "a\n b", PaperHours: hours(0), LastRestore: today}.Check(nil, today)
	if err != nil || s.Name != "Emergency department" || s.Supplier != "a b" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestHoursAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int{"4": 4, " 12 hours": 12, "0": 0} {
		if n, err := ParseHours(typed); err != nil || *n != want {
			t.Errorf("%q: %v, %v", typed, n, err)
		}
	}
	if n, err := ParseHours("  "); n != nil || err != nil {
		t.Errorf("nothing typed: %v, %v", n, err)
	}
	for _, typed := range []string{"four", "-1", "2.5", "8761"} {
		if _, err := ParseHours(typed); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestTheFileLeavesEmptyWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := (sheet.CSV{}).Write(&b, list().Table("Critical services", []string{"As at a day."}, today)); err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{"Laboratory,2,2026-06-13,No,brook systems", "Maternity,,,Not known,"} {
		if !strings.Contains(b.String(), row) {
			t.Errorf("no row %q in\n%s", row, b.String())
		}
	}
}

func TestTheCountReadsWellForNoneOneAndMany(t *testing.T) {
	t.Parallel()
	fresh, old := Service{LastRestore: today}, Service{}
	for _, c := range []struct {
		services []Service
		want     string
	}{
		{nil, ""},
		{[]Service{fresh}, "The one critical service was restored from backup within a year."},
		{[]Service{old}, "The one critical service was not restored from backup within a year."},
		{[]Service{old, old}, "Neither of the two critical services was restored from backup within a year."},
		{[]Service{fresh, fresh}, "Both critical services were restored from backup within a year."},
		{[]Service{fresh, old, old}, "One of three critical services was restored from backup within a year."},
		{[]Service{fresh, fresh, old}, "Two of three critical services were restored from backup within a year."},
	} {
		if got := (List{Services: c.services}).RestoredWords(today); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
