// Package critical holds a trust's short list of the services that care cannot do without, and what its electronic records
// give its patients, in its own words.
//
// The list says only what the trust knows: hours that nobody has named, a restore that nobody can date and a supplier that
// nobody has written down are counted as not known, never as good or bad. No rule reads a clock.
package critical

import (
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
)

// Service is one of them.
type Service struct {
	ID          string            `json:"id"` // UUID v7
	Name        string            `json:"name"`
	PaperHours  *int              `json:"paper_hours"`  // for how long it is safe on paper; nil: nobody has said; 0: not at all
	LastRestore day.Day           `json:"last_restore"` // the last restore of all that it runs on; zero: never, or not known
	Supplier    string            `json:"supplier"`     // the main one behind it; empty: none is named
	Version     int               `json:"version"`      // 1, 2, … a change each
	ChangedAt   time.Time         `json:"changed_at"`
	ChangedBy   assessment.Author `json:"changed_by"`
}

// List is what the trust has said about its services.
type List struct {
	Services []Service `json:"services"`
	Benefit  Benefit   `json:"benefit"`
}

// Benefit is what the trust's electronic records give its patients, so that switching them off is never free.
type Benefit struct {
	Words string            `json:"words"` // empty: nobody has said
	By    assessment.Author `json:"by"`
	On    day.Day           `json:"on"`
}

// Empty tells whether nothing has been said.
func (l List) Empty() bool { return len(l.Services) == 0 && l.Benefit.Words == "" }

// FreshMonths is for how long a restore counts: a year, as in the question about the last full restore (7.3.5).
const FreshMonths = 12

// Restored tells whether the service was restored within a year before a day.
func (s Service) Restored(on day.Day) bool {
	return !s.LastRestore.IsZero() && !s.LastRestore.AddMonths(FreshMonths).Before(on)
}

// Restored counts the services that were restored within a year before a day.
func (l List) Restored(on day.Day) int {
	return l.count(func(s Service) bool { return s.Restored(on) })
}

// Timed counts the services of which the trust has said for how long they are safe on paper.
func (l List) Timed() int { return l.count(func(s Service) bool { return s.PaperHours != nil }) }

// Supplied counts the services whose main supplier is named.
func (l List) Supplied() int { return l.count(func(s Service) bool { return s.Supplier != "" }) }

func (l List) count(fits func(Service) bool) int {
	n := 0
	for _, s := range l.Services {
		if fits(s) {
			n++
		}
	}
	return n
}

// Shortest gives the service that is safe on paper for the shortest time, false when no time is said.
func (l List) Shortest() (Service, bool) {
	var shortest Service
	found := false
	for _, s := range l.Services {
		if s.PaperHours != nil && (!found || *s.PaperHours < *shortest.PaperHours) {
			shortest, found = s, true
		}
	}
	return shortest, found
}

// Most gives the supplier behind the most services, and how many; with as many, the first in the order of the list. It is
// empty when fewer than two services share one.
func (l List) Most() (string, int) {
	supplier, most := "", 1
	for _, s := range l.Services {
		if s.Supplier == "" {
			continue
		}
		n := l.count(func(o Service) bool { return strings.EqualFold(o.Supplier, s.Supplier) })
		if n > most {
			supplier, most = s.Supplier, n
		}
	}
	if supplier == "" {
		return "", 0
	}
	return supplier, most
}

// Find gives a service by its id.
func (l List) Find(id string) (Service, bool) {
	i := slices.IndexFunc(l.Services, func(s Service) bool { return s.ID == id })
	if i < 0 {
		return Service{}, false
	}
	return l.Services[i], true
}
