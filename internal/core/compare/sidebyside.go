package compare

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/trust"
)

// How many trusts can stand side by side: fewer is no comparison, more no table that anybody can read.
const (
	FewestSide = 2
	MostSide   = 6
)

// FieldTrust is the name under which addresses carry the codes of trusts.
const FieldTrust = "trust"

// Side reads the codes of the trusts that are to stand side by side, each once, in the order in which they were chosen. Fewer
// than two or more than six, or something that is no code, is a field of an Invalid fault.
func Side(chosen []string) ([]string, error) {
	var codes []string
	seen := map[string]bool{}
	for _, c := range chosen {
		code, err := trust.ParseCode(c)
		if err != nil {
			return nil, fault.InvalidField(FieldTrust, "%s", fault.As(err).Sentence)
		}
		if !seen[code] {
			seen[code] = true
			codes = append(codes, code)
		}
	}
	switch n := len(codes); {
	case n < FewestSide:
		return codes, fault.InvalidField(FieldTrust, "Tick at least two trusts to compare them.")
	case n > MostSide:
		return codes[:MostSide], fault.InvalidField(FieldTrust, "Tick at most six trusts: %s were ticked.", english.Number(n))
	}
	return codes, nil
}

// SideTable puts trusts side by side: a column a trust, a row for each fact, then for each standard.
func SideTable(list []Trust, standards []Standard, notes []string) sheet.Table {
	t := sheet.Table{Title: "Trusts side by side", Notes: notes, Columns: []sheet.Column{{Title: "What"}}}
	for _, one := range list {
		t.Columns = append(t.Columns, sheet.Column{Title: one.Name + " (" + one.Code + ")"})
	}
	row := func(label string, of func(Trust) sheet.Cell) {
		cells := []sheet.Cell{sheet.Text(label)}
		for _, one := range list {
			cells = append(cells, of(one))
		}
		t.Rows = append(t.Rows, cells)
	}
	for _, c := range sideFacts() {
		row(c.title, c.cell)
	}
	for _, s := range standards {
		row(s.Label(), func(one Trust) sheet.Cell {
			c, ok := one.Cell(s.Number)
			if !ok {
				return sheet.Cell{}
			}
			return sheet.Text(c.OfWords())
		})
	}
	return t
}

// SideFacts is how many rows of a SideTable stand before the first standard.
func SideFacts() int { return len(sideFacts()) }

func sideFacts() []column {
	words := func(of func(Trust) string) func(Trust) sheet.Cell {
		return func(t Trust) sheet.Cell { return sheet.Text(of(t)) }
	}
	return []column{
		{title: "Kind", cell: words(func(t Trust) string { return t.Kind.Label() })},
		{title: "Region", cell: words(func(t Trust) string { return t.Region })},
		{title: "Official DSPT status", cell: words(func(t Trust) string { return statusOr(t.Official, NoStatus) })},
		{title: "Recorded by the trust", cell: words(func(t Trust) string { return statusOr(t.Recorded, "") })},
		{title: "Result here", cell: words(func(t Trust) string { return string(t.Result()) })},
		{title: "Requirements in place", cell: words(func(t Trust) string { return t.Here.InPlaceWords() })},
		{title: "With proof in date", cell: ofHere(func(h Here) int { return h.Counts.Proved })},
		{title: "Board's signature", cell: words(func(t Trust) string { return t.Here.SignatureWords() })},
		{title: "Published here on", cell: func(t Trust) sheet.Cell {
			if t.Here == nil {
				return sheet.Cell{}
			}
			return sheet.Date(t.Here.PublishedOn)
		}},
	}
}
