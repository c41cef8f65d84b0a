package compare

import (
	"cyberready/internal/core/chart"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

// Count is how many trusts have an official status and a result here: of all open trusts within reach, and of those that a
// filter lets through.
type Count struct {
	Status   trust.Status  // "": no imported file names them
	Result   score.Outcome // "": not published here
	Open     int
	Matching int
}

// Counts is all of them: what a page's denominators come from.
type Counts []Count

// Open is how many trusts were open on the day, within the analyst's reach.
func (c Counts) Open() int { return c.sum(func(n Count) int { return n.Open }) }

// Matching is how many of them the filter lets through.
func (c Counts) Matching() int { return c.sum(func(n Count) int { return n.Matching }) }

// Published is how many of the matching trusts have published here.
func (c Counts) Published() int {
	return c.sum(func(n Count) int {
		if n.Result == "" {
			return 0
		}
		return n.Matching
	})
}

// PublishedOpen is how many of all open trusts have published here.
func (c Counts) PublishedOpen() int {
	return c.sum(func(n Count) int {
		if n.Result == "" {
			return 0
		}
		return n.Open
	})
}

// WithResult is how many matching trusts have a result here.
func (c Counts) WithResult(o score.Outcome) int {
	if o == score.NotPublished {
		o = ""
	}
	return c.sum(func(n Count) int {
		if n.Result != o {
			return 0
		}
		return n.Matching
	})
}

// WithStatus is how many matching trusts have an official status; "" for those that no file names.
func (c Counts) WithStatus(s trust.Status) int {
	return c.sum(func(n Count) int {
		if n.Status != s {
			return 0
		}
		return n.Matching
	})
}

func (c Counts) sum(of func(Count) int) int {
	total := 0
	for _, n := range c {
		total += of(n)
	}
	return total
}

// Pages is how many pages the matching trusts fill, at least one.
func Pages(trusts int) int { return max(1, (trusts+PageSize-1)/PageSize) }

// ResultShares gives the results here of the matching trusts as parts of a bar.
func (c Counts) ResultShares() []chart.Share {
	var parts []chart.Share
	for _, o := range Outcomes() {
		parts = append(parts, chart.Share{Label: string(o), Count: c.WithResult(o)})
	}
	return parts
}

// StatusShares gives the official statuses of the matching trusts as parts of a bar.
func (c Counts) StatusShares() []chart.Share {
	var parts []chart.Share
	for _, s := range trust.Statuses() {
		if n := c.WithStatus(s); n > 0 {
			parts = append(parts, chart.Share{Label: string(s), Count: n})
		}
	}
	return append(parts, chart.Share{Label: NoStatus, Count: c.WithStatus("")})
}

// NoStatus is said of a trust that no imported file names.
const NoStatus = "No status imported"

// Denominator says how many of how many: "As at 27 March 2027: 52 of the 236 open trusts in the register match. 31 of the
// 52 have published here." Place is where the analyst's reach ends, empty for the nation.
func (c Counts) Denominator(d day.Day, place string) string {
	register := "in the register"
	if place != "" {
		register = "in " + place
	}
	open, matching, published := c.Open(), c.Matching(), c.Published()
	said := asAt(d) + ": "
	if matching == open {
		if open == 0 {
			return said + "no open trusts " + register + "."
		}
		return said + english.Figures(open) + " open " + english.Plural(open, "trust ", "trusts ") + register + ". " +
			publishedWords(published, open)
	}
	said += english.Figures(matching) + " of the " + english.Figures(open) + " open trusts " + register +
		english.Plural(matching, " matches.", " match.")
	if matching == 0 {
		return said
	}
	return said + " " + publishedWords(published, matching)
}

func publishedWords(n, of int) string {
	switch {
	case n == 0 && of == 1:
		return "It has not published here."
	case n == 0:
		return "None of them has published here."
	case n == of && of == 1:
		return "It has published here."
	case n == of:
		return "All " + english.Figures(of) + " have published here."
	}
	return english.Figures(n) + " of the " + english.Figures(of) + english.Plural(n, " has", " have") + " published here."
}
