package critical

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
)

// The longest texts in characters, the longest time on paper, and how many services a short list holds (our choice: a board
// that is shown fifty critical services is shown none).
const (
	MaxName     = 100
	MaxBenefit  = 300
	MaxHours    = 8760
	MaxServices = 30
)

// Check tidies a service as it was filled in, and tells what is wrong as a fault about the fields name, hours, restored-day
// and supplier. others are the names of the other services on the list.
func (s Service) Check(others []string, today day.Day) (Service, error) {
	var wrong fault.Findings
	s.Name, s.Supplier = line(s.Name), line(s.Supplier)
	switch n := utf8.RuneCountInString(s.Name); {
	case n == 0:
		wrong.Add("name", "Enter what people call the service, for example: Emergency department.")
	case n > MaxName:
		wrong.Add("name", "Shorten the name to %d characters.", MaxName)
	default:
		for _, o := range others {
			if strings.EqualFold(o, s.Name) {
				wrong.Add("name", "%s is on the list already. Change it there.", o)
			}
		}
	}
	if s.PaperHours != nil && (*s.PaperHours < 0 || *s.PaperHours > MaxHours) {
		wrong.Add("hours", "Enter whole hours from 0 to %s, or leave it empty if nobody knows.", english.Figures(MaxHours))
	}
	if s.LastRestore.After(today) {
		wrong.Add("restored-day", "Enter a day that has come: %s is in the future.", s.LastRestore.Words())
	}
	if n := utf8.RuneCountInString(s.Supplier); n > MaxName {
		wrong.Add("supplier", "Shorten the supplier’s name to %d characters.", MaxName)
	}
	return s, wrong.Fault()
}

// ParseHours reads hours as people write them; nothing is nil. Field: hours.
func ParseHours(typed string) (*int, error) {
	typed = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.ToLower(typed)), "hours"))
	if typed == "" {
		return nil, nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil || n < 0 || n > MaxHours {
		return nil, fault.InvalidField("hours", "Enter whole hours from 0 to %s, or leave it empty if nobody knows.", english.Figures(MaxHours))
	}
	return &n, nil
}

// CheckBenefit tidies what electronic records give patients. Nothing takes it back. Field: benefit.
func CheckBenefit(words string) (string, error) {
	words = line(words)
	if n := utf8.RuneCountInString(words); n > MaxBenefit {
		return words, fault.InvalidField("benefit", "Shorten this to %d characters: it has %d. One line is read; a page is not.", MaxBenefit, n)
	}
	return words, nil
}

// line makes one line of what was typed.
func line(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")), " ")
}
