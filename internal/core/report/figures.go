package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/office"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/signoff"
)

// Figures gives every figure of the report as tables, for somebody who wants to count again: the whole, by standard, by
// obligation, each requirement, the offices, the board's ratings and where the signing stands. Nothing that anybody wrote is in
// them but the trust's name and the holders of offices; Told has the rest.
func Figures(in Inputs) []sheet.Table {
	b := prepare(in)
	obligations := b.obligations().Table
	obligations.Title = "Obligations"
	tables := []sheet.Table{b.wholeTable(), b.standardsFigures(), obligations, b.requirementsTable(), b.officesTable(), b.signingTable()}
	for i := range tables {
		tables[i] = b.noted(tables[i])
	}
	return tables
}

func (b *build) wholeTable() sheet.Table {
	c := b.r.Counts
	t := sheet.Table{Title: "The whole", Columns: []sheet.Column{{Title: "What"}, {Title: "Figure", Numeric: true}}}
	add := func(what string, v sheet.Cell) { t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(what), v}) }
	add("Trust", sheet.Text(b.s.Trust.Name))
	add("ODS code", sheet.Text(b.s.Trust.ODS))
	add("Year", sheet.Text(string(b.s.Cycle)))
	add("Version", sheet.Number(b.s.Version))
	add("As at", sheet.Date(b.s.Reference))
	add("Result here", sheet.Text(string(b.r.Outcome)))
	add("Requirements", sheet.Number(c.Mandatory))
	add("In place", sheet.Number(c.InPlace))
	add("of these, said not to apply", sheet.Number(c.DoesNotApply))
	add("of these, exempt", sheet.Number(c.Exempt))
	add("of these, naming proof that is in date", sheet.Number(c.Proved))
	add("of these, naming only proof that has run out", sheet.Number(b.lapsed()))
	add("Not in place", sheet.Number(len(b.r.Gaps)))
	add("of these, without an answer", sheet.Number(len(b.blank)))
	add("Groups of answers not confirmed", sheet.Number(b.r.Unconfirmed))
	if last := b.s.LastYear; last != nil {
		add("In place a year ago", sheet.Number(last.Counts.InPlace))
		add("Requirements a year ago", sheet.Number(last.Counts.Mandatory))
	}
	if o, ok := latestOfficial(b.s.Official); ok {
		add("Official status (DSPT), "+string(o.Cycle), sheet.Text(string(o.Status)))
	}
	add("Deadline of the official submission", sheet.Date(b.s.Deadline))
	if b.SHA256 != "" {
		add("SHA-256 of the record", sheet.Text(b.SHA256))
	}
	return t
}

func (b *build) standardsFigures() sheet.Table {
	t := sheet.Table{Title: "Standards", Columns: []sheet.Column{{Title: "Standard"}, {Title: "Title"}, {Title: "In place", Numeric: true},
		{Title: "Requirements", Numeric: true}, {Title: "Naming proof in date", Numeric: true}, {Title: "In place a year ago", Numeric: true},
		{Title: "Requirements a year ago", Numeric: true}, {Title: "Peers, lower quartile (hundredths of a per cent)", Numeric: true},
		{Title: "Peers, upper quartile (hundredths of a per cent)", Numeric: true}, {Title: "The board's rating"}}}
	for _, r := range signoff.Ratings() {
		t.Columns = append(t.Columns, sheet.Column{Title: "Members: " + english.Small(r.Label()), Numeric: true})
	}
	for _, st := range b.r.Standards {
		if st.Own {
			continue
		}
		shown := b.standardRow(st)
		row := []sheet.Cell{sheet.Text(st.Number), sheet.Text(shown.Title), sheet.Number(st.InPlace), sheet.Number(st.Mandatory), sheet.Number(st.Proved)}
		if last := shown.Bar.Last; last != nil {
			row = append(row, sheet.Number(last.Count), sheet.Number(last.Of))
		} else {
			row = append(row, sheet.Text(""), sheet.Text(""))
		}
		if peers := shown.Bar.Peers; peers != nil {
			row = append(row, sheet.Number(peers.Low), sheet.Number(peers.High))
		} else {
			row = append(row, sheet.Text(""), sheet.Text(""))
		}
		row = append(row, sheet.Text(shown.Rating))
		spread := signoff.SpreadOf(b.Board.Ratings, st.Number)
		for _, r := range signoff.Ratings() {
			row = append(row, membersWho(spread, r))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// membersWho is empty where no rating is to be seen: none was given, or the reader may not see them yet.
func membersWho(s signoff.Spread, r signoff.Rating) sheet.Cell {
	if s.Members() == 0 {
		return sheet.Text("")
	}
	for _, c := range s.Counts {
		if c.Rating == r {
			return sheet.Number(c.Members)
		}
	}
	return sheet.Number(0)
}

// requirementsTable has a row for each question that counts, and for each that is asked beside them.
func (b *build) requirementsTable() sheet.Table {
	t := sheet.Table{Title: "Requirements", Columns: []sheet.Column{{Title: "Item"}, {Title: "Title"}, {Title: "Standard"}, {Title: "Counts"}, {Title: "State"},
		{Title: "Names proof in date"}, {Title: "Effect on care (our reading)"}, {Title: "Usually answered by"}}}
	for _, it := range b.r.Items {
		q, ok := b.s.Pack.Question(it.ID)
		if !ok || q.PartOf != "" {
			continue
		}
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(it.ID), sheet.Text(q.Title), sheet.Text(it.Standard), sheet.Text(yesNo(it.Counted)),
			sheet.Text(string(it.State)), sheet.Text(provedWord(it)), sheet.Text(string(it.Effect)), sheet.Text(q.Owner)})
	}
	return t
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// provedWord is empty where nothing is claimed that could be proved.
func provedWord(it score.Item) string {
	if !it.Claimed {
		return ""
	}
	return yesNo(it.Proved)
}

func (b *build) officesTable() sheet.Table {
	t := sheet.Table{Title: "Offices", Columns: []sheet.Column{{Title: "Office"}, {Title: "Held by"}, {Title: "Since"}}}
	for _, o := range office.All() {
		h, recorded := office.Of(b.s.Officers, o)
		name := h.Name
		switch {
		case !recorded:
			name = "not recorded"
		case h.Vacant():
			name = "vacant"
		}
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(o.Title()), sheet.Text(name), sheet.Date(h.Since)})
	}
	return t
}

func (b *build) signingTable() sheet.Table {
	s := signoff.StandingOf(b.Board.Signatories, b.Board.Signatures, b.SHA256, b.Board.Quorum)
	t := sheet.Table{Title: "Signing", Columns: []sheet.Column{{Title: "What"}, {Title: "People", Numeric: true}}}
	if s.Quorum > 0 {
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text("Quorum"), sheet.Number(s.Quorum)})
	}
	for _, row := range []struct {
		what string
		n    int
	}{{"Asked to sign", s.Asked}, {"Signed", s.Signed}, {"of these, with reservations", s.Reserved}, {"Declined", s.Declined},
		{"Need an answer first", s.Questions}, {"Have not answered", len(s.Waiting)}} {
		t.Rows = append(t.Rows, []sheet.Cell{sheet.Text(row.what), sheet.Number(row.n)})
	}
	return t
}
