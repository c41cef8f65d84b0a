// Package compare puts trusts side by side for analysts: which ones (Filter), how many of how many (Counts), how much is
// in place where (Cell, Spread, Missed), and the tables that a page shows and a file carries (sheet.Table).
//
// A caller may rely on these:
//   - an official DSPT status and a result here are two facts, in two columns and two bars; no function mixes them;
//   - a list is ordered by name unless somebody asks for another order, and no order is by counts or shares: it is no
//     league table. Standards and items, which nobody is proud or ashamed of, may come with the most missed first;
//   - counts of standards are never added up to a score;
//   - every table carries its as-at day and its denominator as notes, so that a file says by itself what it is about;
//   - of a draft there are three facts: begun, questions answered, day of the last change.
package compare

import (
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

// PageSize is how many trusts a page lists.
const PageSize = 50

// Trust is one trust in one year, as an analyst may see it.
type Trust struct {
	Code        string // ODS code
	Name        string
	Kind        trust.Kind
	RegionCode  string
	Region      string // name; the code where no name is known
	ICBCode     string
	ICB         string // name; the code where no name is known
	MajorTrauma *bool  // nil: not known
	Closed      day.Day

	Official Stated // as the latest imported file that names the trust gives it
	Recorded Stated // as the trust itself recorded it here
	Here     *Here  // the final publication that is current; nil when not published here
	Draft    *Draft // nil when not begun, or on a past day
	Due      string // the last day of the final publication here: "14 July 2027, extended"; only where it was asked for
	Cells    []Cell // counts of the publication by standard, in the order of the standards; only where they were asked for
}

// Stated is an official DSPT status with its day: that of the file, or that which the trust recorded. The zero value means
// that there is none.
type Stated struct {
	Status trust.Status
	On     day.Day
}

// Here is a trust's final publication.
type Here struct {
	Version      int
	Outcome      score.Outcome
	Counts       score.Counts
	PublishedOn  day.Day
	Reference    day.Day // the day that its answers were taken on
	Late         bool
	Signed       bool // false: published without the board's signature
	Reservations int
	Refusals     int
	Unconfirmed  int
}

// Draft is all that anybody outside a trust knows of its draft.
type Draft struct {
	BegunOn   day.Day
	Answered  int
	ChangedOn day.Day
}

// ShortName gives the name without what every trust's ends in, for tables that have little room: "Ashcombe Vale".
func (t Trust) ShortName() string {
	for _, end := range []string{" NHS Foundation Trust", " NHS Trust"} {
		if short, ok := strings.CutSuffix(t.Name, end); ok && short != "" {
			return short
		}
	}
	return t.Name
}

// Result gives the result here, "Not published here" among them.
func (t Trust) Result() score.Outcome {
	if t.Here == nil {
		return score.NotPublished
	}
	return t.Here.Outcome
}

// Standard is one of the ten as a column: its number, its title, and how many requirements it has now.
type Standard struct {
	Number    string
	Title     string
	Mandatory int
}

// StandardsOf gives the standards of a pack that count, in their order. The product's own is not among them.
func StandardsOf(p framework.Pack) []Standard {
	counted := map[string]int{}
	for _, q := range p.Questions() {
		if q.Counts() {
			counted[q.Standard]++
		}
	}
	var list []Standard
	for _, s := range p.Standards {
		if !s.Own {
			list = append(list, Standard{s.Number, s.Title, counted[s.Number]})
		}
	}
	return list
}

// Label gives number and title: "7. Continuity planning".
func (s Standard) Label() string { return s.Number + ". " + s.Title }
