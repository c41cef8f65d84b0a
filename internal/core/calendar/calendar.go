// Package calendar writes days as an iCalendar file (RFC 5545), which every calendar program reads.
//
// A caller may rely on these: an entry is a whole day and no hour, so that no time zone moves it; its uid stays the same
// from download to download, so that a program replaces what it had; and what people typed can break neither a line nor
// the file.
package calendar

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/day"
)

// Calendar is a list of days.
type Calendar struct {
	Name    string
	Entries []Entry
}

// Entry is one day with what is due on it.
type Entry struct {
	UID   string // of all calendars in the world: an id and a name of ours
	On    day.Day
	Title string
	Words string // a few lines more; may be empty
	Link  string // address of its page; may be empty
	// Revision goes up when the entry changes.
	Revision int
}

// lineEnd is the form's own.
const lineEnd = "\r\n"

// File gives the calendar's text. made is the instant that it says it was made at.
func (c Calendar) File(made time.Time) string {
	var b strings.Builder
	put := func(name, value string) { b.WriteString(fold(name + ":" + value)) }
	put("BEGIN", "VCALENDAR")
	put("VERSION", "2.0")
	put("PRODID", "-//cyberready//plan//EN")
	put("METHOD", "PUBLISH")
	put("X-WR-CALNAME", escape(c.Name))
	for _, e := range c.Entries {
		put("BEGIN", "VEVENT")
		put("UID", escape(e.UID))
		put("DTSTAMP", made.UTC().Format("20060102T150405Z"))
		put("DTSTART;VALUE=DATE", compact(e.On))
		put("DTEND;VALUE=DATE", compact(e.On.AddDays(1)))
		put("SEQUENCE", strconv.Itoa(e.Revision))
		put("SUMMARY", escape(e.Title))
		if e.Words != "" {
			put("DESCRIPTION", escape(e.Words))
		}
		if e.Link != "" {
			put("URL", strings.NewReplacer("\r", "", "\n", "").Replace(e.Link))
		}
		put("TRANSP", "TRANSPARENT") // it keeps nobody busy
		put("END", "VEVENT")
	}
	put("END", "VCALENDAR")
	return b.String()
}

func compact(d day.Day) string { return d.Time().Format("20060102") }

// escape writes text as the form has it (section 3.3.11). Other control characters are left out.
func escape(s string) string {
	s = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// longest is how many octets a line has at most, without its end (section 3.1).
const longest = 75

// fold breaks a line that is too long, never within a character.
func fold(line string) string {
	var b strings.Builder
	room := longest
	for _, r := range line {
		if n := utf8.RuneLen(r); n > room {
			b.WriteString(lineEnd + " ")
			room = longest - 1
		}
		b.WriteRune(r)
		room -= utf8.RuneLen(r)
	}
	return b.String() + lineEnd
}
