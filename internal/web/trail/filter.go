package trail

import (
	"net/url"
	"strconv"
	"strings"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/web/ui"
)

// The fields of the filter, as the address names them.
const (
	fieldPerson = "person"
	fieldVerb   = "what"
	fieldFrom   = "from"
	fieldTo     = "to"
	fieldText   = "text"
	fieldPage   = "page"
	fieldFormat = "format"
	formatCSV   = "csv"
)

var filterFields = []string{fieldPerson, fieldVerb, fieldFrom, fieldTo, fieldText}

// readFilter reads the filter out of an address. A day that is none is Invalid; the rest of the filter is read all the same.
func readFilter(q url.Values) (auditdb.Filter, *fault.Error) {
	f := auditdb.Filter{Person: text(q, fieldPerson), Verb: audit.Verb(text(q, fieldVerb)), Text: text(q, fieldText)}
	wrong := fault.New(fault.Invalid, "Mend the filter.")
	f.From = readDay(q, fieldFrom, wrong)
	f.To = readDay(q, fieldTo, wrong)
	switch {
	case len(wrong.Fields) > 0:
		return f, wrong
	case !f.To.IsZero() && f.To.Before(f.From):
		return f, fault.InvalidField(fieldTo, "The last day must not lie before the first.")
	}
	return f, nil
}

// text gives what was typed without what the database cannot hold.
func text(q url.Values, field string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(q.Get(field), ""), "\x00", "")
}

func readDay(q url.Values, field string, wrong *fault.Error) day.Day {
	d, err := day.Parse(q.Get(field))
	if err != nil {
		wrong.Fields = append(wrong.Fields, fault.Field{Name: field, Message: "Enter a date like 2026-05-03, or nothing."})
	}
	return d
}

// pageOf reads which page is asked for; anything that is no page is the first.
func pageOf(q url.Values) int {
	n, err := strconv.Atoi(q.Get(fieldPage))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// chosen gives the part of an address that is the filter.
func chosen(q url.Values) url.Values {
	kept := url.Values{}
	for _, name := range filterFields {
		if v := q.Get(name); v != "" {
			kept.Set(name, v)
		}
	}
	return kept
}

func people(doers []auditdb.Doer, now string) []ui.SelectItem {
	items := []ui.SelectItem{ui.Option("", "everybody")}
	for _, d := range doers {
		if d.ID == auditdb.Nobody {
			d.Name = "the service itself"
		}
		items = append(items, ui.Option(d.ID, d.Name))
	}
	return selected(items, now)
}

func verbs(list []audit.Verb, now string) []ui.SelectItem {
	items := []ui.SelectItem{ui.Option("", "everything")}
	for _, v := range list {
		items = append(items, ui.Option(string(v), "“"+v.Sentence()+"”"))
	}
	return selected(items, now)
}

func selected(items []ui.SelectItem, now string) []ui.SelectItem {
	for i := range items {
		items[i].Selected = items[i].Value != nil && *items[i].Value == now
	}
	return items
}

// countWords says how much of the trail is shown: "3,204 events, newest first. Page 2 of 65."
func countWords(total, page int, filtered bool) string {
	switch {
	case total == 0 && filtered:
		return "No event fits."
	case total == 0:
		return "Nothing is written down yet."
	}
	s := english.Capital(english.Count(total, "event", "events"))
	if total > 1 {
		s += ", newest first"
	}
	if last := auditdb.Pages(total); last > 1 {
		s += ". Page " + english.Figures(page) + " of " + english.Figures(last)
	}
	return s + "."
}
