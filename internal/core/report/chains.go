package report

import (
	"cyberready/internal/core/chain"
	"cyberready/internal/core/chart"
	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// Chain is a story of an attack as the record has it: the weakest link first, and what would mend it.
type Chain struct {
	Heading string // "Could 12 May 2017 happen here?"
	Story   string
	Verdict []Sentence // none of them says that it could not happen
	Picture chart.Links
	Table   sheet.Table // says what the picture draws, and what each link hangs on
	Mend    string      // introduces what would mend the weakest link; empty when every link is proved
	Mending []Listed    // each with what would make it proved
	Links   []ChainLink // the whole chain, told
	Notes   []string    // how the weakest is found
	Source  string      // of the story; empty where it is our own
}

// ChainLink is one link, told.
type ChainLink struct {
	Step     string // of the attack: "Spread inside"
	Line     string // what would stop it there, and how that stands: "Walled off inside: not in place."
	Holds    string // what is true when it is in place
	Happened string // what was seen in May 2017; may be empty
	From     string // who says so
	Items    []Listed
}

// chains reads the stories of the pack; older editions have none.
func (b *build) chains() []Chain {
	var list []Chain
	for _, c := range b.s.Pack.Chains {
		list = append(list, told(chain.Of(c, b.s.Pack, b.results)))
	}
	return list
}

func told(c chain.Chain) Chain {
	out := Chain{Heading: c.Title, Story: c.Story, Notes: []string{chain.Rule}}
	for _, s := range c.Verdict() {
		out.Verdict = append(out.Verdict, counting(s, Figure(kindChain+c.ID)))
	}
	if c.ID == "may-2017" {
		out.Source = c.Source
	}
	out.Picture = chart.Links{ID: "chain-" + c.ID, Title: c.Title}
	out.Table = sheet.Table{Title: c.Title, Columns: []sheet.Column{{Title: "The attack"}, {Title: "What would stop it there"}, {Title: "State"}, {Title: "It hangs on"}}}
	for _, l := range c.Links {
		out.Picture.Steps = append(out.Picture.Steps, chart.Step{Label: l.Title, State: l.State.Label(), Mark: marks[l.State]})
		line := ChainLink{Step: l.Step, Line: l.Words(), Holds: "What hangs on it: " + english.Small(l.Holds), Happened: l.Happened, From: l.From}
		var hangs []string
		for _, it := range l.Items {
			hangs = append(hangs, english.Small(it.Title)+" ("+it.ID+"): "+english.Small(it.State.Label()))
			line.Items = append(line.Items, Listed{Item: it.ID, Title: it.Title, Note: it.State.Label() + ". " + it.Why})
		}
		out.Links = append(out.Links, line)
		out.Table.Rows = append(out.Table.Rows, []sheet.Cell{sheet.Text(l.Step), sheet.Text(l.Title), sheet.Text(l.State.Label()), sheet.Text(english.List(hangs))})
	}
	if w, ok := c.Weakest(); ok {
		out.Mend = "What would mend the weakest link, “" + english.Small(w.Title) + "”:"
		for _, it := range w.Missing() {
			out.Mending = append(out.Mending, Listed{Item: it.ID, Title: it.Title, Note: it.State.Label() + ". " + it.Mend})
		}
	}
	return out
}

var marks = map[chain.State]chart.Mark{
	chain.NotInPlace: chart.Broken, chain.Unknown: chart.Asked, chain.Claimed: chart.Hatched, chain.Proved: chart.Filled,
}
