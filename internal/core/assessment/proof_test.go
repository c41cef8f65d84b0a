package assessment

import (
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

func TestProofHoldsFromItsDateToItsLastDay(t *testing.T) {
	t.Parallel()
	dated := day.Of(2025, 6, 30)
	for _, c := range []struct {
		name  string
		proof Proof
		on    day.Day
		want  bool
	}{
		{"on its date", Proof{Dated: dated, HoldsMonths: 12}, dated, true},
		{"the day before", Proof{Dated: dated, HoldsMonths: 12}, dated.AddDays(-1), false},
		{"on the day on which it lapses", Proof{Dated: dated, HoldsMonths: 12}, day.Of(2026, 6, 30), true},
		{"the day after", Proof{Dated: dated, HoldsMonths: 12}, day.Of(2026, 7, 1), false},
		{"until replaced", Proof{Dated: dated}, day.Of(2046, 7, 1), true},
		{"until replaced, in the future", Proof{Dated: dated}, dated.AddDays(-1), false},
		{"undated", Proof{}, dated, false},
		{"a leap day", Proof{Dated: day.Of(2024, 2, 29), HoldsMonths: 12}, day.Of(2025, 2, 28), true},
		{"a leap day, gone", Proof{Dated: day.Of(2024, 2, 29), HoldsMonths: 12}, day.Of(2025, 3, 1), false},
	} {
		if got := c.proof.InDate(c.on); got != c.want {
			t.Errorf("%s: in date %v, want %v", c.name, got, c.want)
		}
	}
	if got := (Proof{Dated: dated}).Until(); !got.IsZero() {
		t.Errorf("proof that holds until it is replaced ends on %s", got)
	}
}

func TestProofCheckNamesEachField(t *testing.T) {
	t.Parallel()
	good := Proof{Title: " Restore test\nreport ", Dated: today, HoldsMonths: 12, Place: "SharePoint, IT, Tests"}
	tidy, err := good.Check(today)
	if err != nil || tidy.Title != "Restore test report" {
		t.Fatalf("got %q and %v", tidy.Title, err)
	}
	for _, c := range []struct {
		name  string
		spoil func(*Proof)
		want  string
	}{
		{"no title", func(p *Proof) { p.Title = " " }, "title: Name the proof, for example: Restore test report."},
		{"long title", func(p *Proof) { p.Title = strings.Repeat("é", 201) }, "title: Shorten the title to 200 characters: it has 201."},
		{"no date", func(p *Proof) { p.Dated = day.Day{} }, "dated-day: Enter the date of the proof."},
		{"future", func(p *Proof) { p.Dated = today.AddDays(1) }, "dated-day: Enter a date that has passed: 1 July 2026 is in the future."},
		{"too old", func(p *Proof) { p.Dated = day.Of(1989, 1, 1) }, "dated-day: Enter a date from 1990 on."},
		{"odd months", func(p *Proof) { p.HoldsMonths = 7 }, "holds: Choose how long the proof holds."},
		{"nowhere", func(p *Proof) { p.Place = "" }, "place: Say where the proof is kept, or give its link."},
		{"long place", func(p *Proof) { p.Place = strings.Repeat("a", 501) }, "place: Shorten the place to 500 characters: it has 501."},
		{"plain http", func(p *Proof) { p.Place = "http://example.org/a" }, "place: Give a link that begins with https://, or say in words where the proof is kept."},
		{"no host", func(p *Proof) { p.Place = "https://" }, "place: Give a link that begins with https://, or say in words where the proof is kept."},
	} {
		p := good
		c.spoil(&p)
		_, err := p.Check(today)
		f := fault.As(err)
		if f == nil || len(f.Fields) != 1 || f.Fields[0].Name+": "+f.Fields[0].Message != c.want {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

func TestOnlySafePlacesBecomeLinks(t *testing.T) {
	t.Parallel()
	for place, link := range map[string]bool{
		"https://example.org/reports/1": true, "http://example.org/": false, "javascript:alert(1)": false, "https://": false,
		`\\server\share\report.pdf`: false, "Safe in the IT office": false, "https://example.org/ and more": false, "HTTPS://EXAMPLE.ORG/": true,
	} {
		if got := (Proof{Place: place}).Link() != ""; got != link {
			t.Errorf("%q is a link: %v, want %v", place, got, link)
		}
	}
}
