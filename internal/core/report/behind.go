package report

import (
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
)

// Behind is the answers behind one figure: a row each. It says how a question is answered and what is proved, and quotes no answer
// in words: those are for whoever may see the answers themselves.
type Behind struct {
	Heading string
	Note    string // where the figure is of something else than answers; may be empty
	Table   sheet.Table
	Items   []string // ids of the questions of the rows, row by row; empty where a row is none
}

// BehindFigure gives the answers behind a figure of the report; false where there is no such figure.
func BehindFigure(in Inputs, f Figure) (Behind, bool) {
	b := prepare(in)
	for _, find := range []func(Figure) (Behind, bool){b.behindItems, b.behindHung, b.behindYear, b.behindSample, b.behindPlan, b.behindRest} {
		if found, ok := find(f); ok {
			found.Table.Title = found.Heading
			return found, true
		}
	}
	return Behind{}, false
}

// answersTable begins a table of answers.
func answersTable() sheet.Table {
	return sheet.Table{Columns: sheet.Heads("Item", "Question", "Answer", "State", "Proof")}
}

// put adds the answer to a question.
func (b *build) put(out *Behind, id string) {
	q, _ := b.s.Pack.Question(id)
	it := b.results[id]
	answer := b.answers[id].Reply.Words()
	if amount := b.amountOf(id); amount != "" {
		if answer != "" {
			answer += ", "
		}
		answer += amount
	}
	if answer == "" {
		answer = "None"
	}
	proof := "None named"
	switch {
	case !it.Claimed:
		proof = "Nothing to prove"
	case it.Proved:
		proof = "In date"
	case it.ProofLapsed:
		proof = "Has run out"
	}
	state := stateWords(it)
	if it.RiskAccepted {
		state = "In place, as its risk is accepted"
	} else if it.State == score.Exempt {
		state = "Exempt"
	}
	out.Table.Rows = append(out.Table.Rows, sheet.Row(id, q.Title, answer, state, proof))
	out.Items = append(out.Items, id)
}
