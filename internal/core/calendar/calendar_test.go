package calendar

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/day"
)

var made = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)

func TestAWholeCalendar(t *testing.T) {
	t.Parallel()
	got := Calendar{Name: "Northmoor, plan", Entries: []Entry{{
		UID: "1@cyberready", On: day.Of(2027, 3, 31), Title: "Replace it; at last", Words: "Owner: Tom\r\n7.3.5", Link: "https://x.example/1", Revision: 2,
	}}}.File(made)
	want := strings.Join([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cyberready//plan//EN", "METHOD:PUBLISH",
		`X-WR-CALNAME:Northmoor\, plan`, "BEGIN:VEVENT", "UID:1@cyberready", "DTSTAMP:20270301T140200Z", "DTSTART;VALUE=DATE:20270331",
		"DTEND;VALUE=DATE:20270401", "SEQUENCE:2", `SUMMARY:Replace it\; at last`, `DESCRIPTION:Owner: Tom\n7.3.5`, "URL:https://x.example/1",
		"TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", ""}, "\r\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNoTextBreaksTheFile(t *testing.T) {
	t.Parallel()
	got := Calendar{Entries: []Entry{{
		UID: "1", On: day.Of(2027, 3, 31), Title: "a\r\nEND:VCALENDAR\nBEGIN:VEVENT\x00" + strings.Repeat("é€😀", 60), Link: "https://x\r\nEND:VCALENDAR",
	}}}.File(made)
	ends := 0
	for _, line := range strings.Split(got, "\r\n") {
		if len(line) > longest || strings.ContainsAny(line, "\r\n\x00") {
			t.Errorf("a line is %d octets long: %q", len(line), line)
		}
		if line == "END:VCALENDAR" {
			ends++
		}
	}
	if ends != 1 {
		t.Errorf("the file ends %d times", ends)
	}
	if whole := strings.ReplaceAll(got, "\r\n ", ""); !strings.Contains(whole, strings.Repeat("é€😀", 60)) {
		t.Error("a character was torn when its line was broken")
	}
}
