package national

import (
	"net/url"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/english"
	"cyberready/internal/store/nationaldb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// here gives the address of a page with a filter.
func here(path string, f compare.Filter) string { return paths.With(path, f.Values()) }

// kept gives the part of a filter that goes along from page to page: the year and the day, not the trusts.
func kept(f compare.Filter) compare.Filter { return compare.Filter{Cycle: f.Cycle, AsAt: f.AsAt} }

// Names in addresses besides those of the filter.
const (
	fieldFormat = "format"
	fieldTable  = "table"
	formatCSV   = "csv"
)

// fileOf gives the address of a table of a page as a file. The day is in it, so that it is the same file for ever; but the
// facts of drafts are known as at today only, and a file that holds them says today.
func fileOf(path string, f compare.Filter, table string, more url.Values) string {
	f.Page = 1
	q := f.Values()
	for name, values := range more {
		q[name] = values
	}
	q.Set(fieldFormat, formatCSV)
	if table != "" {
		q.Set(fieldTable, table)
	}
	return paths.With(path, q)
}

// caption says where one is: "National · 2026-27 · as at 27 March 2027".
func caption(g nationaldb.Ground) string {
	said := "National"
	if g.Choices.Place != "" {
		said = english.Capital(g.Choices.Place)
	}
	if g.Filter.Cycle != "" {
		said += " · " + string(g.Filter.Cycle)
	}
	return said + " · as at " + g.Day.Words()
}

// tab is one of the pages that an analyst goes between.
type tab struct {
	Text, Href string
	Current    bool
}

func tabs(g nationaldb.Ground, current string) []tab {
	f := g.Filter
	f.Page, f.Order = 1, compare.ByName
	var list []tab
	for _, t := range []struct{ text, path string }{
		{"National picture", paths.National}, {"Trusts", paths.NationalTrusts}, {"Heat map", paths.NationalMap},
		{"Who may need help", paths.NationalWaiting}, {"Year by year", paths.NationalHistory},
	} {
		list = append(list, tab{t.text, here(t.path, f), t.path == current})
	}
	if g.Choices.Place != "" {
		list[0].Text = "Picture"
	}
	return list
}

// pages gives the links to the other pages of a list.
func pages(path string, f compare.Filter, trusts int, more url.Values) ui.Pagination {
	at := func(n int) string {
		g := f
		g.Page = n
		q := g.Values()
		for name, values := range more {
			q[name] = values
		}
		return paths.With(path, q)
	}
	var p ui.Pagination
	last, now := compare.Pages(trusts), max(1, f.Page)
	if last == 1 && now == 1 {
		return p
	}
	if now > 1 {
		p.Previous = ui.PageLink{Href: at(min(now-1, last))}
	}
	if now < last {
		p.Next = ui.PageLink{Href: at(now + 1)}
	}
	before := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < now-2 || n > now+2) {
			continue
		}
		if n > before+1 {
			p.Items = append(p.Items, ui.PageNumber{Ellipsis: true})
		}
		p.Items = append(p.Items, ui.PageNumber{Number: n, Href: at(n), Current: n == now})
		before = n
	}
	return p
}

// notes are said in every file: the day and the denominator, what was chosen, and that all is invented where it is.
func notes(g nationaldb.Ground, v page.Visitor, more ...string) []string {
	return invented(append([]string{g.Denominator(), g.Filter.Sentence(g.Choices)}, more...), v)
}

// invented adds to a file's notes that it is a demonstration's, where it is.
func invented(notes []string, v page.Visitor) []string {
	if v.Site.Demo {
		notes = append(notes, "Demonstration. All trusts, people and answers are invented.")
	}
	return notes
}
