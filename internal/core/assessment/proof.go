package assessment

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

// HoldsChoices are the months that a proof may hold; 0 is "until it is replaced".
func HoldsChoices() []int { return []int{0, 3, 6, 12, 24, 36} }

// The longest texts of a proof, in characters.
const (
	MaxProofTitle = 200
	MaxProofPlace = 500
)

// Until gives the last day on which the proof holds; the zero Day when it holds until it is replaced.
func (p Proof) Until() day.Day {
	if p.HoldsMonths == 0 || p.Dated.IsZero() {
		return day.Day{}
	}
	return p.Dated.AddMonths(p.HoldsMonths)
}

// InDate tells whether the proof holds on a day. It does on its own date and on its last day; proof that is dated in the
// future, or not at all, does not hold yet.
func (p Proof) InDate(on day.Day) bool {
	if p.Dated.IsZero() || p.Dated.After(on) {
		return false
	}
	return p.HoldsMonths == 0 || !p.Until().Before(on)
}

// Link gives the address when the place is one that a page may link to (https, with a host), else nothing.
func (p Proof) Link() string {
	u, err := url.Parse(p.Place)
	if err != nil || u.Scheme != "https" || u.Host == "" || strings.ContainsAny(p.Place, " \n\t") {
		return ""
	}
	return p.Place
}

// Check tidies a proof as it was filled in, and tells what is wrong with it as a fault about the fields title,
// dated-day, holds and place.
func (p Proof) Check(today day.Day) (Proof, error) {
	p.Title, p.Place = line(p.Title), line(p.Place)
	var wrong fault.Findings
	switch n := utf8.RuneCountInString(p.Title); {
	case n == 0:
		wrong.Add("title", "Name the proof, for example: Restore test report.")
	case n > MaxProofTitle:
		wrong.Add("title", "Shorten the title to %d characters: it has %s.", MaxProofTitle, count(n))
	}
	switch {
	case p.Dated.IsZero():
		wrong.Add("dated-day", "Enter the date of the proof.")
	case p.Dated.After(today):
		wrong.Add("dated-day", "Enter a date that has passed: %s is in the future.", p.Dated.Words())
	case p.Dated.Before(earliest):
		wrong.Add("dated-day", "Enter a date from 1990 on.")
	}
	if !slices.Contains(HoldsChoices(), p.HoldsMonths) {
		wrong.Add("holds", "Choose how long the proof holds.")
	}
	switch n := utf8.RuneCountInString(p.Place); {
	case n == 0:
		wrong.Add("place", "Say where the proof is kept, or give its link.")
	case n > MaxProofPlace:
		wrong.Add("place", "Shorten the place to %d characters: it has %s.", MaxProofPlace, count(n))
	case strings.Contains(p.Place, "://") && !strings.Contains(p.Place, " ") && p.Link() == "":
		wrong.Add("place", "Give a link that begins with https://, or say in words where the proof is kept.")
	}
	return p, wrong.Fault()
}

// line makes one line of what was typed.
func line(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\x00", "")), " ")
}
