package framework

import "cyberready/internal/core/day"

// OfficialYear holds the dates of one year of the official toolkit: content, because they change every year. What is
// published here is never the official submission; pages name these dates so that nobody forgets the other one.
type OfficialYear struct {
	Label    string  `json:"label"`      // "2023-24", as cycles are named here
	Version  string  `json:"version"`    // of the toolkit, "v6"; empty when not known
	Form     string  `json:"form"`       // "ten standards", or "CAF-aligned" since 2024-25
	Early    string  `json:"early"`      // what the publication before the deadline is called: "baseline" or "interim"; empty when there was none
	EarlyDay day.Day `json:"early_date"` // zero when there was none
	Deadline day.Day `json:"deadline"`   // ends at 24:00 in London
	Note     string  `json:"note"`       // what is uncertain, or was changed; may be empty
	Source   string  `json:"source"`
}

// Source is something that the content was made from.
type Source struct {
	Title string `json:"title"` // as the Source fields print it
	URL   string `json:"url"`   // empty for something that has no page of its own
}

// Year gives the official dates of a year by its label, and whether the pack knows it.
func (p Pack) Year(label string) (OfficialYear, bool) {
	for _, y := range p.Years {
		if y.Label == label {
			return y, true
		}
	}
	return OfficialYear{}, false
}
