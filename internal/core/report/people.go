package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
)

// People is people and training as counts. It is empty where nothing of it is answered, which Unknown then says.
type People struct {
	Heading   string
	Sentences []Sentence
	Table     sheet.Table // what is counted, its figure, and how it stands
	Items     []string    // ids of the rows
}

// peopleObligation is the name under which the standards on people stand.
const peopleObligation = "People"

func (b *build) people() People {
	p := People{Table: sheet.Table{Title: "What is counted", Columns: []sheet.Column{{Title: "What"}, {Title: "Figure"}, {Title: "State"}}}}
	known := 0
	for _, id := range b.s.Pack.Boards.People {
		q, _ := b.s.Pack.Question(id)
		it := b.results[id]
		what, figure := english.Capital(q.Title), "Not asked for"
		if f := q.Figure; f != nil {
			what, figure = f.Label, "Not known"
			if said := b.amountOf(id); said != "" {
				figure = said
			}
		}
		if it.State != score.Unanswered && it.State != "" {
			known++
		}
		p.Items = append(p.Items, id)
		p.Table.Rows = append(p.Table.Rows, []sheet.Cell{sheet.Text(what), sheet.Text(figure), sheet.Text(stateWords(it))})
	}
	if known == 0 {
		return People{}
	}
	p.Heading = "People and training"
	var c score.Counts
	for _, st := range b.r.Standards {
		if s, ok := b.s.Pack.Standard(st.Number); ok && s.Obligation == peopleObligation {
			c.InPlace += st.InPlace
			c.Mandatory += st.Mandatory
		}
	}
	p.Sentences = []Sentence{join(plain("Of the requirements about people (standards 1, 2 and 3), "), counting(english.OutOf(c.InPlace, c.Mandatory)+" "+english.Plural(c.InPlace, "is", "are")+" in place.", ofPeople))}
	return p
}

// amountOf gives the figure that was answered: "95%".
func (b *build) amountOf(item string) string {
	q, _ := b.s.Pack.Question(item)
	switch a := b.answers[item]; {
	case q.Figure == nil:
		return ""
	case !a.Date.IsZero():
		return a.Date.Words()
	case a.Figure != nil:
		return q.Figure.Amount(int64(*a.Figure))
	}
	return ""
}

// stateWords says how an answer stands, for a table.
func stateWords(it score.Item) string {
	switch {
	case it.State == score.DoesNotApply:
		return "Does not apply"
	case it.Claimed && it.Proved:
		return "In place, proved"
	case it.Claimed:
		return "In place, by our word"
	case it.State == score.NotInPlace:
		return "Not in place"
	}
	return "No answer"
}
