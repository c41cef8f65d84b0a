package report

import (
	"slices"
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/office"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/signoff"
)

// Summary is the report for the public session of a board, from the same record as the full one: the result, counts by
// obligation, offices, decisions and next dates. It is made of counts, dates, names of offices and this room's own
// sentences, so that no item, system, supplier, person or free text can reach it; a test holds that. Only the trust's name
// is anybody else's word.
type Summary struct {
	Trust       string
	Title       string // "Cyber readiness, June 2027: summary for the public session"
	Caption     string // the year
	Marks       []string
	Sentences   []string // the result, in counts
	Obligations Obligations
	Offices     SummaryPart
	Decisions   SummaryPart
	Dates       Dates
	Made        SummaryPart
	SHA256      string // of the record that this was made from; empty for a draft
}

// SummaryPart is a heading with its lines.
type SummaryPart struct {
	Heading string
	Lines   []string
}

// Obligations are the counts by the three obligations of the National Data Guardian: people, process, technology
// (domain/standards.md).
type Obligations struct {
	Heading string
	Rows    []Obligation
	Table   sheet.Table // says the same
}

// Obligation is one of the three, with the counts of its standards.
type Obligation struct {
	Name string // "People (standards 1 to 3)"
	score.Counts
}

// Words gives the counts: "30 of 32".
func (o Obligation) Words() string {
	return english.Figures(o.InPlace) + " of " + english.Figures(o.Mandatory)
}

// Dates are the days that the public may want to know, in order.
type Dates struct {
	Heading string
	List    []Date
}

// Date is a day and what it is the day of.
type Date struct {
	On   day.Day
	What string
}

// Summarise makes the summary for the public session.
func Summarise(in Inputs) Summary {
	b := prepare(in)
	return Summary{
		Trust: b.s.Trust.Name, Title: b.title() + ": summary for the public session", Caption: string(b.s.Cycle), Marks: b.marks(),
		Sentences: b.publicSentences(), Obligations: b.obligations(), Offices: b.publicOffices(), Decisions: b.publicDecisions(),
		Dates: b.dates(), Made: b.publicMaking(), SHA256: b.SHA256,
	}
}

// publicSentences says the result. The verdict's first sentence is always about the counts.
func (b *build) publicSentences() []string {
	said := []string{b.verdict().Sentences[0].String(), "Result here: " + string(b.r.Outcome) + "."}
	if n := len(b.r.Gaps); n > 0 {
		line := english.Capital(english.Count(n, "requirement is", "requirements are")) + " not in place"
		if blank := len(b.blank); blank > 0 {
			line += ", " + english.Number(blank) + " of them without an answer"
		}
		said = append(said, line+". The board's own paper says which, and what they could do to care.")
	}
	if b.r.InPlace > 0 {
		said = append(said, b.proofWordsInFull(), b.publiclyChecked())
	}
	if claimed := b.saidSentence(); len(claimed) > 0 {
		said = append(said, claimed.String())
	}
	if o, ok := latestOfficial(append(slices.Clone(b.s.Official), b.Later...)); ok {
		o.SubmittedBy = ""
		said = append(said, "The official status in the "+toolkit+" is another fact: "+string(o.Status)+" ("+officialNote(o)+").")
	}
	return said
}

// publiclyChecked says whether anybody independent tested the claims, and not what they found.
func (b *build) publiclyChecked() string {
	if b.s.Independent == nil {
		return "No independent check of these claims is held in this service."
	}
	return "An independent assessor tested a sample of these claims. The board's own paper says what was found."
}

func (b *build) proofWordsInFull() string {
	c := b.r.Counts
	switch {
	case c.Proved == 0:
		return "No proof that is in date is named for what is in place."
	case c.Proved == c.InPlace:
		return "Proof that is in date is named for all of what is in place."
	}
	return "Proof that is in date is named for " + english.Number(c.Proved) + " of the " + english.Number(c.InPlace) + " in place."
}

// obligationNames are the three, in order.
var obligationNames = []string{"People", "Process", "Technology"}

func (b *build) obligations() Obligations {
	o := Obligations{Heading: "In place, by obligation"}
	numbers := map[string][]string{}
	counts := map[string]score.Counts{}
	const other = "Other standards"
	for _, st := range b.r.Standards {
		if st.Own {
			continue
		}
		name := other
		if content, ok := b.s.Pack.Standard(st.Number); ok && slices.Contains(obligationNames, content.Obligation) {
			name = content.Obligation
		}
		c := counts[name]
		c.Mandatory, c.InPlace = c.Mandatory+st.Mandatory, c.InPlace+st.InPlace
		counts[name] = c
		numbers[name] = append(numbers[name], st.Number)
	}
	for _, name := range append(slices.Clone(obligationNames), other) {
		if len(numbers[name]) > 0 {
			o.Rows = append(o.Rows, Obligation{Name: name + " (" + english.Plural(len(numbers[name]), "standard ", "standards ") + english.List(numbers[name]) + ")", Counts: counts[name]})
		}
	}
	o.Table = sheet.Table{Title: "Requirements in place", Columns: []sheet.Column{{Title: "Obligation"}, {Title: "In place", Numeric: true}, {Title: "Requirements", Numeric: true}}}
	for _, row := range o.Rows {
		o.Table.Rows = append(o.Table.Rows, []sheet.Cell{sheet.Text(row.Name), sheet.Number(row.InPlace), sheet.Number(row.Mandatory)})
	}
	return o
}

// publicOffices says of each office whether it is held. Who holds it, the trust publishes elsewhere.
func (b *build) publicOffices() SummaryPart {
	p := SummaryPart{Heading: "The offices that answer for it"}
	for _, o := range office.All() {
		h, recorded := office.Of(b.s.Officers, o)
		line := "not recorded"
		switch since := ""; {
		case !recorded:
		default:
			if !h.Since.IsZero() {
				since = " since " + h.Since.Words()
			}
			line = "held" + since
			if h.Vacant() {
				line = "vacant" + since
			}
		}
		p.Lines = append(p.Lines, o.Title()+": "+line+".")
	}
	return p
}

// publicDecisions says what the board is asked and what it has done, in counts. A decision about gaps is not named: its
// subject is a weakness.
func (b *build) publicDecisions() SummaryPart {
	p := SummaryPart{Heading: "What the board decides"}
	subjects := 0
	for _, d := range b.decisions().List {
		if d.Effect != "" {
			subjects++
			continue
		}
		p.Lines = append(p.Lines, "The board is asked: "+english.Small(d.Ask))
	}
	if subjects > 0 {
		p.Lines = append(p.Lines, "The board is asked to decide on "+english.Count(subjects, "group of gaps", "groups of gaps")+
			": who closes them, by when and with what money. The private session has the details.")
	}
	if b.s.Draft() {
		return p
	}
	if rated := b.agreedCount(); rated > 0 {
		p.Lines = append(p.Lines, "The board has agreed its own rating of "+english.Count(rated, "standard", "standards")+".")
	} else {
		p.Lines = append(p.Lines, "The board has not yet given its own rating of any standard.")
	}
	for _, d := range meeting.Standing(b.Board.Decisions, b.s.Version) {
		p.Lines = append(p.Lines, d.Said())
	}
	if b.Board.RecalledOn.IsZero() {
		p.Lines = append(p.Lines, signoff.StandingOf(b.Board.Signatories, b.Board.Signatures, b.SHA256, b.Board.Quorum).Words())
	}
	return p
}

func (b *build) agreedCount() int {
	n := 0
	for _, st := range b.r.Standards {
		if _, ok := signoff.AgreedOn(b.Board.Agreed, st.Number); ok && !st.Own {
			n++
		}
	}
	return n
}

func (b *build) dates() Dates {
	d := Dates{Heading: "Dates"}
	add := func(on day.Day, what string) {
		if !on.IsZero() {
			d.List = append(d.List, Date{On: on, What: what})
		}
	}
	add(b.s.Reference, "The day that all figures are about")
	if p := b.Board.Publication; p != nil {
		what := "Published here, with the board's signatures"
		if p.WithoutSignatures {
			what = "Published here, without the board's signature"
		}
		if p.Late {
			what += "; that was late"
		}
		add(p.On, what)
		add(p.SupersededOn, "A later version took the place of this one")
	}
	for _, m := range b.Board.Meetings {
		if !m.MeetsOn.Before(b.s.Reference) {
			add(m.MeetsOn, m.Body.Title()+" meets on this report")
		}
	}
	add(b.s.Deadline, "Deadline of the official submission for "+string(b.s.Cycle))
	slices.SortStableFunc(d.List, func(a, b Date) int { return strings.Compare(a.On.String(), b.On.String()) })
	return d
}

func (b *build) publicMaking() SummaryPart {
	return SummaryPart{Heading: "About this summary", Lines: []string{
		"This is made from the same record as the paper of the private session. It leaves out single requirements, systems, suppliers, people and anything written in words, which could help an attacker.",
		"A requirement is in place when its question is answered with Yes and its date or figure keeps to its limit. One that is said not to apply or is exempt counts as in place. What is shown are counts and not scores.",
		b.notSubmission(),
	}}
}
