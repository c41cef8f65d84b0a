package report

import (
	"strconv"

	"cyberready/internal/core/english"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
)

// Investment is the direction that the board gave, and the money behind the plan. It is empty where nothing is recorded of
// either, which Unknown then says.
type Investment struct {
	Heading   string
	Sentences []Sentence
	Table     sheet.Table // the money of the open actions; without rows where there are none
}

// direction is the item about the board's direction for data security.
const direction = "1.3.9"

func (b *build) investment() Investment {
	p := b.s.Improvement()
	it, asked := b.results[direction]
	if p.Empty() && (!asked || it.State == score.Unanswered) {
		return Investment{}
	}
	in := Investment{Heading: "Strategy and investment"}
	if q, ok := b.s.Pack.Item(direction); ok {
		switch {
		case it.State == score.NotInPlace:
			in.Sentences = append(in.Sentences, counting(q.Gap, OfItem(direction)))
		case it.Claimed && it.Proved:
			in.Sentences = append(in.Sentences, plain(english.Capital(q.Title)+": in place, with proof that is in date."))
		case it.Claimed:
			in.Sentences = append(in.Sentences, plain(english.Capital(q.Title)+": in place by our own word; no proof that is in date is named."))
		}
	}
	if p.Empty() {
		return in
	}
	in.Table = moneyTable(p)
	return in
}

// moneyTable says how many open actions stand in which state of money, and what they cost.
func moneyTable(p plan.Plan) sheet.Table {
	t := sheet.Table{Title: "Money for the open actions", Columns: []sheet.Column{{Title: "Money"}, {Title: "Actions", Numeric: true}, {Title: "Cost", Numeric: true}, {Title: "Without a cost", Numeric: true}}}
	free := 0
	for _, f := range plan.Fundings() {
		n, unknown := 0, 0
		var cost plan.Pounds
		for _, a := range p.Actions {
			switch {
			case !a.Open() || a.Funding != f:
			case a.Cost == nil:
				n++
				unknown++
			case *a.Cost == 0:
				free++
			default:
				n++
				cost += *a.Cost
			}
		}
		if n > 0 {
			t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(f.Words()), sheet.Number(n), sheet.Text(cost.Words()), sheet.Text(strconv.Itoa(unknown))})
		}
	}
	if free > 0 {
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text("Staff time only"), sheet.Number(free), sheet.Text("£0"), sheet.Text("0")})
	}
	return t
}
