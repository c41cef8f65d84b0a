package officedb

import (
	"strings"
	"unicode/utf8"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/office"
)

const longestName = 120 // characters

// check tidies a holder as it was filled in, and says what is wrong with it.
func check(h *office.Holder, today day.Day) error {
	if _, err := office.Parse(string(h.Office)); err != nil {
		return err
	}
	h.Name = strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(h.Name, "\x00", ""), "\uFFFD")), " ")
	switch {
	case utf8.RuneCountInString(h.Name) > longestName:
		return fault.InvalidField("name", "Shorten the name to %d characters.", longestName)
	case h.Vacant() && h.PersonID != "":
		return fault.InvalidField("name", "Enter the name of the person, or choose no account if the office is vacant.")
	case h.Since.IsZero():
		return fault.InvalidField("since-day", "Enter since when it is so.")
	case h.Since.After(today):
		return fault.InvalidField("since-day", "Enter a day that has come: %s is in the future.", h.Since.Words())
	}
	return nil
}
