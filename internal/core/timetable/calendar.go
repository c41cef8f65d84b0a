package timetable

import (
	"strings"

	"cyberready/internal/core/calendar"
	"cyberready/internal/core/plan"
)

// Dates gives the days of a year for a calendar program. Of is a name that no other trust and year has; link is the page that
// they lead to.
func Dates(list []Entry, of, link string) []calendar.Entry {
	var out []calendar.Entry
	for _, e := range list {
		out = append(out, calendar.Entry{UID: e.Key + "." + of + "@cyberready", On: e.On, Title: e.Title, Words: e.Note, Link: link, Revision: e.Revision})
	}
	return out
}

// Actions gives the days of actions of the plan, each with the page that it leads to; what stands in each besides, such as that
// all of it is invented, is added to its words.
func Actions(list []plan.Action, link func(plan.Action) string, besides string) []calendar.Entry {
	var out []calendar.Entry
	for _, a := range list {
		words := strings.TrimSpace("For " + strings.Join(a.Items, ", ") + ". Owner: " + a.Owner.Name + ". " + a.CostWords() + ". " + besides)
		out = append(out, calendar.Entry{UID: a.ID + "@cyberready", On: a.Due, Title: a.Title, Words: words, Link: link(a), Revision: a.Version})
	}
	return out
}
