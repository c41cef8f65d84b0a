package trust

import (
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

func TestATrustIsOpenFromItsFirstDayToItsLast(t *testing.T) {
	t.Parallel()
	first, last := day.Of(2001, 4, 1), day.Of(2023, 3, 31)
	for _, c := range []struct {
		name           string
		opened, closed day.Day
		on             day.Day
		want           bool
	}{
		{"the day before it opens", first, last, first.AddDays(-1), false},
		{"its first day", first, last, first, true},
		{"its last day", first, last, last, true},
		{"the day after its last", first, last, last.AddDays(1), false},
		{"no close date", first, day.Day{}, day.Of(2050, 1, 1), true},
		{"no opening date", day.Day{}, last, day.Of(1950, 1, 1), true},
	} {
		if got := (Trust{Opened: c.opened, Closed: c.closed}).OpenOn(c.on); got != c.want {
			t.Errorf("%s: open is %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWelshTrustsAreNotEnglish(t *testing.T) {
	t.Parallel()
	if (Trust{Region: Wales}).England() {
		t.Error("a trust of W00 counts as English")
	}
	if !(Trust{Region: "Y62"}).England() {
		t.Error("a trust of Y62 does not count as English")
	}
}

func TestParseCode(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"ZZ1": "ZZ1", " zz1 ": "ZZ1", "ZZ001": "ZZ001", "ZZ0001": "ZZ0001", "0AR": "0AR",
	} {
		if got, err := ParseCode(in); err != nil || got != want {
			t.Errorf("%q is read as %q (%v), want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "  ", "ZZ", "ZZ00001", "ZZ-1", "ZZ 1", "ZZÉ", "zzı", "#N/A"} {
		if got, err := ParseCode(in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is read as %q (%v), want an Invalid fault", in, got, err)
		}
	}
}

func TestFictionalCodesBeginWithZZ(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"ZZ1": true, "zz1": true, "R0A": false, "Z1Z": false, "": false} {
		if Fictional(code) != want {
			t.Errorf("Fictional(%q) is %v", code, !want)
		}
	}
}

func TestParseKind(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]Kind{
		"acute": Acute, "Mental Health": MentalHealth, "mental-health": MentalHealth, " COMMUNITY ": Community,
		"ambulance": Ambulance, "combined": Combined, "": UnknownKind, "Unknown": UnknownKind, "not known": UnknownKind,
	} {
		if got, err := ParseKind(in); err != nil || got != want {
			t.Errorf("%q is read as %q (%v), want %q", in, got, err, want)
		}
	}
	if got, err := ParseKind("hospital"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("“hospital” is read as %q (%v), want an Invalid fault", got, err)
	}
}

func TestEveryKindHasALabelOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]Kind{}
	for _, k := range append(Kinds(), UnknownKind) {
		label := k.Label()
		if other, twice := seen[label]; twice || label == "" {
			t.Errorf("label %q of %q is that of %q too", label, k, other)
		}
		seen[label] = k
	}
}
