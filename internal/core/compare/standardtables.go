package compare

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// MapFile is the heat map as a file: for each standard what is in place, and of how many.
func MapFile(list []Trust, standards []Standard, notes []string) sheet.Table {
	t := sheet.Table{Title: "Trusts by standard", Notes: notes, Columns: []sheet.Column{
		{Title: "Trust"}, {Title: "ODS code"}, {Title: "Region"}, {Title: "Result here"},
	}}
	for _, s := range standards {
		t.Columns = append(t.Columns, sheet.Column{Title: s.Label(), Numeric: true}, sheet.Column{Title: s.Number + ". of", Numeric: true})
	}
	for _, one := range list {
		row := []sheet.Cell{sheet.Text(one.Name), sheet.Text(one.Code), sheet.Text(one.Region), sheet.Text(string(one.Result()))}
		for _, s := range standards {
			if c, ok := one.Cell(s.Number); ok {
				row = append(row, sheet.Number(c.InPlace), sheet.Number(c.Mandatory))
			} else {
				row = append(row, sheet.Cell{}, sheet.Cell{})
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// StandardTable is one standard across trusts.
func StandardTable(s Standard, list []Trust, notes []string) sheet.Table {
	figure := func(of func(Cell) int) func(Trust) sheet.Cell {
		return func(t Trust) sheet.Cell {
			c, ok := t.Cell(s.Number)
			if !ok {
				return sheet.Cell{}
			}
			return sheet.Number(of(c))
		}
	}
	return tableOf("Trusts and what they have in place of standard "+s.Number, notes, []column{
		{"Trust", false, both, func(t Trust) sheet.Cell { return sheet.Text(t.Name) }},
		{"ODS code", false, both, func(t Trust) sheet.Cell { return sheet.Text(t.Code) }},
		{"Region", false, both, func(t Trust) sheet.Cell { return sheet.Text(t.Region) }},
		{"In place", true, both, figure(func(c Cell) int { return c.InPlace })},
		{"Of", true, both, figure(func(c Cell) int { return c.Mandatory })},
		{"Missing", true, both, figure(Cell.Missing)},
		{"Said not to apply", true, both, figure(func(c Cell) int { return c.DoesNotApply })},
		{"Exempt", true, both, figure(func(c Cell) int { return c.Exempt })},
		{"With proof in date", true, both, figure(func(c Cell) int { return c.Proved })},
	}, list, -1)
}

// SpreadTable is how many trusts have how much of a standard in place, the least first.
func SpreadTable(s Spread, notes []string) sheet.Table {
	t := sheet.Table{Title: "Trusts by how much they have in place", Notes: notes, Columns: []sheet.Column{
		{Title: "In place", Numeric: true}, {Title: "Of", Numeric: true}, {Title: "Trusts", Numeric: true},
	}}
	for _, b := range s.Buckets {
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Number(b.InPlace), sheet.Number(b.Mandatory), sheet.Number(b.Trusts)})
	}
	return t
}

// ItemTable is the questions of a standard, the most missed first; of is how many trusts have published.
func ItemTable(items []MissedItem, of int, notes []string) sheet.Table {
	t := sheet.Table{Title: "Questions, the most missed first", Notes: notes, Columns: []sheet.Column{
		{Title: "Question"}, {Title: "What it is"}, {Title: "Counts"}, {Title: "Effect on care"},
		{Title: "Trusts that miss it", Numeric: true}, {Title: "Of these, not answered", Numeric: true},
		{Title: "Said not to apply", Numeric: true}, {Title: "Exempt", Numeric: true}, {Title: "Of trusts", Numeric: true},
	}}
	for _, i := range items {
		t.Rows = append(t.Rows, []sheet.Cell{
			sheet.Text(i.ID), sheet.Text(i.Title), sheet.Text(yesNo(i.Counted)), sheet.Text(english.Capital(string(i.Effect))),
			sheet.Number(i.Missing), sheet.Number(i.Unanswered), sheet.Number(i.DoesNotApply), sheet.Number(i.Exempt), sheet.Number(of),
		})
	}
	return t
}

// MissedTable is the standards over all published trusts, in the order in which they are given.
func MissedTable(spreads []Spread, notes []string) sheet.Table {
	t := sheet.Table{Title: "Standards, the most missed first", Notes: notes, Columns: []sheet.Column{
		{Title: "Standard"}, {Title: "Requirements not in place", Numeric: true}, {Title: "Of requirements", Numeric: true},
		{Title: "Trusts that miss something", Numeric: true}, {Title: "Of trusts", Numeric: true},
	}}
	for _, s := range spreads {
		t.Rows = append(t.Rows, []sheet.Cell{
			sheet.Text(s.Standard.Label()), sheet.Number(s.Missed()), sheet.Number(s.Asked()), sheet.Number(s.WithGap()), sheet.Number(s.Trusts()),
		})
	}
	return t
}
