package difference

import (
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// Table gives the difference as a table: a row for each question that differs.
func (d Difference) Table(notes []string) sheet.Table {
	t := sheet.Table{Title: "What differs", Notes: notes, Columns: []sheet.Column{{Title: "Standard"}, {Title: "Question"}, {Title: "What it is"}, {Title: "What differs"},
		{Title: "Result then"}, {Title: "Result now"}, {Title: "Answer then"}, {Title: "Answer now"}, {Title: "Text then"}, {Title: "Text now"},
		{Title: "Proof then"}, {Title: "Proof now"}}}
	for _, s := range d.Standards {
		for _, l := range s.Lines {
			row := []sheet.Cell{sheet.Text(s.Number + " " + s.Title), sheet.Text(l.Item), sheet.Text(l.Title), sheet.Text(l.Words())}
			for _, pair := range [][2]string{{l.Then.Result(), l.Now.Result()}, {l.Then.Answer, l.Now.Answer}, {l.Then.Text, l.Now.Text},
				{strings.Join(l.Then.Proof, "; "), strings.Join(l.Now.Proof, "; ")}} {
				row = append(row, sheet.Text(pair[0]), sheet.Text(pair[1]))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// Words says what differs about a question: "another result and another text".
func (l Line) Words() string {
	var list []string
	for _, k := range l.Kinds {
		list = append(list, k.Words())
	}
	return english.List(list)
}

// Result gives what a question came to, at the beginning of a line; "Not asked" where it was not.
func (s Side) Result() string {
	if !s.Asked {
		return "Not asked"
	}
	return english.Capital(string(s.State))
}
