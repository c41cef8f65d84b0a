package compare

import (
	"cmp"
	"maps"
	"slices"

	"cyberready/internal/core/chart"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/trust"
)

// Then is how things stood in a year on a day: what a picture compares now with.
type Then struct {
	Cycle  trust.Cycle
	Day    day.Day
	Counts Counts
}

// Label heads its column: "2026-27 on 27 March 2027".
func (t Then) Label() string { return string(t.Cycle) + " on " + t.Day.Words() }

// ResultsTable is the results here now, and beside them what they are compared with.
func ResultsTable(now Then, before []Then, notes []string) sheet.Table {
	t := sheet.Table{Title: "Results here", Notes: notes, Columns: []sheet.Column{{Title: "Result here"}}}
	if len(before) > 0 {
		t.Title += ", and the year before"
	}
	all := append([]Then{now}, before...)
	for _, one := range all {
		t.Columns = append(t.Columns, sheet.Column{Title: one.Label(), Numeric: true})
	}
	row := func(label string, of func(Counts) int) {
		cells := []sheet.Cell{sheet.Text(label)}
		for _, one := range all {
			cells = append(cells, sheet.Number(of(one.Counts)))
		}
		t.Rows = append(t.Rows, cells)
	}
	for _, o := range Outcomes() {
		row(string(o), func(c Counts) int { return c.WithResult(o) })
	}
	row("All", Counts.Matching)
	return t
}

// Difference says what changed since the same day a year before: "38 more trusts than on 27 March 2026 have all in place."
func Difference(now, before Then) string {
	a, b := now.Counts.WithResult(score.AllInPlace), before.Counts.WithResult(score.AllInPlace)
	year := " (" + string(before.Cycle) + ")"
	switch n := a - b; {
	case a == 0 && b == 0:
		return "No trust has all in place, as on " + before.Day.Words() + year + "."
	case n > 0:
		return english.Figures(n) + " more " + english.Plural(n, "trust", "trusts") + " than on " + before.Day.Words() + year +
			english.Plural(n, " has", " have") + " all in place."
	case n < 0:
		return english.Figures(-n) + " fewer " + english.Plural(-n, "trust", "trusts") + " than on " + before.Day.Words() + year +
			english.Plural(-n, " has", " have") + " all in place."
	}
	return "As many trusts as on " + before.Day.Words() + year + " have all in place: " + english.Figures(a) + "."
}

// Shares gives the official statuses that occur as parts of a bar.
func (o OfficialByRegion) Shares() []chart.Share {
	var parts []chart.Share
	for _, s := range trust.Statuses() {
		if n := o.Statuses[s]; n > 0 {
			parts = append(parts, chart.Share{Label: string(s), Count: n})
		}
	}
	return parts
}

// RegionCount is a Count of one region.
type RegionCount struct {
	Region string // name; the code where no name is known, empty where the register knows none
	Count
}

// RegionTable is the results here by region, in the order of their names.
func RegionTable(counts []RegionCount, notes []string) sheet.Table {
	t := sheet.Table{Title: "Results here by region", Notes: notes, Columns: []sheet.Column{{Title: "Region"}}}
	for _, o := range Outcomes() {
		t.Columns = append(t.Columns, sheet.Column{Title: string(o), Numeric: true})
	}
	t.Columns = append(t.Columns, sheet.Column{Title: "Open trusts", Numeric: true})
	regions := map[string]Counts{}
	for _, c := range counts {
		regions[c.Region] = append(regions[c.Region], c.Count)
	}
	for _, name := range slices.SortedFunc(maps.Keys(regions), unknownLast) {
		label := name
		if name == "" {
			label = "Region not known"
		}
		row := []sheet.Cell{sheet.Text(label)}
		for _, o := range Outcomes() {
			row = append(row, sheet.Number(regions[name].WithResult(o)))
		}
		t.Rows = append(t.Rows, append(row, sheet.Number(regions[name].Matching())))
	}
	return t
}

func unknownLast(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(len(b), len(a))
	}
	return cmp.Compare(a, b)
}

// Drafts is how far the matching trusts are: only what is known of drafts, as at today.
type Drafts struct {
	NotBegun     int
	Quiet        int // no change for three weeks
	NotPublished int
}

// Of gives the number of a list of waiting trusts.
func (d Drafts) Of(w Waiting) int {
	switch w {
	case NotBegun:
		return d.NotBegun
	case Quiet:
		return d.Quiet
	}
	return d.NotPublished
}

// Countdown says where the year stands: "95 days to the deadline".
func (y Year) Countdown(d day.Day) string {
	switch n := y.Deadline.DaysSince(d); {
	case y.Deadline.IsZero():
		return ""
	case n > 1:
		return english.Figures(n) + " days to the deadline"
	case n == 1:
		return "one day to the deadline"
	case n == 0:
		return "the deadline is today"
	case n == -1:
		return "the deadline was yesterday"
	default:
		return "the deadline was on " + y.Deadline.Words()
	}
}
