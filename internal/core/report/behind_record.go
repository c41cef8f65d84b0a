package report

import (
	"strings"

	"cyberready/internal/core/plan"
	"cyberready/internal/core/sheet"
)

// behindPlan lists actions and risks.
func (b *build) behindPlan(f Figure) (Behind, bool) {
	states := map[Figure]struct {
		heading string
		state   plan.State
	}{ofActions: {"The actions", plan.AllStanding}, ofOpen: {"The open actions, and what they cost", plan.StillOpen}, ofLate: {"Actions past their day", plan.Overdue},
		ofMoved: {"Actions that have slipped", plan.HasMoved}, ofDone: {"Actions that are done", plan.IsDone}}
	p := b.s.Improvement()
	one, ok := states[f]
	switch {
	case ok && !p.Empty():
		t := sheet.Table{Columns: sheet.Heads("Action", "For", "Owner", "Due", "First due", "State", "Money")}
		for _, a := range p.Choose(plan.Filter{State: one.state}, b.s.Reference) {
			t.Rows = append(t.Rows, sheet.Row(a.Title, strings.Join(a.Items, " "), a.Owner.Name, a.Due, a.FirstDue(), a.StateWords(b.s.Reference), a.CostWords()))
		}
		return Behind{Heading: one.heading, Table: t}, true
	case f == ofRisks && !p.Empty():
		return Behind{Heading: "Risks that we knowingly keep", Table: b.risksTable(p)}, true
	}
	return Behind{}, false
}

// behindRest lists groups of answers, peers, ratings, services and offices.
func (b *build) behindRest(f Figure) (Behind, bool) {
	switch f {
	case ofGroups:
		t := sheet.Table{Columns: sheet.Heads("Group", "Title", "Its usual owner", "Confirmed")}
		for _, st := range b.r.Standards {
			for _, a := range st.Assertions {
				if content, ok := b.s.Pack.Assertion(a.ID); ok && a.Counting && !st.Own {
					t.Rows = append(t.Rows, sheet.Row(a.ID, content.Title, content.Owner, yesNo(a.Confirmed)))
				}
			}
		}
		return Behind{Heading: "The groups of answers, and which are confirmed", Table: t}, true
	case ofPeers:
		if len(b.s.Peers.Standards) == 0 {
			return Behind{}, false
		}
		t := sheet.Table{Columns: sheet.Heads("Standard", "We have in place", "Middle half of our peers")}
		for _, st := range b.r.Standards {
			row := b.standardRow(st)
			if band := row.Bar.Peers; band != nil && !st.Own {
				t.Rows = append(t.Rows, sheet.Row(row.Bar.Label, row.Bar.Now.Words(), band.Words()))
			}
		}
		return Behind{Heading: "Beside " + b.s.Peers.Words(), Table: t,
			Note: "The middle half is made of what they had published by " + b.s.Peers.On.Words() + ". This record holds no single trust’s figures."}, true
	case ofRatings:
		return Behind{Heading: "How the members rated", Table: b.ratingsTable(), Note: "How many gave which rating. Nobody sees who gave it."}, true
	case ofServices:
		return Behind{Heading: "Critical services", Table: b.services().Table}, len(b.s.Services().Services) > 0
	case ofOffices:
		return Behind{Heading: "The offices", Table: b.officesTable()}, true
	}
	return Behind{}, false
}

// ratingsTable says standard by standard how many members gave which rating, and what the board agreed.
func (b *build) ratingsTable() sheet.Table {
	whole := b.standardsFigures()
	t := sheet.Table{Columns: append(whole.Columns[:2:2], whole.Columns[9:]...)}
	for _, row := range whole.Rows {
		t.Rows = append(t.Rows, append(row[:2:2], row[9:]...))
	}
	return t
}
