package compare

import (
	"slices"

	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
)

// column is a column of a table of trusts. One that is for the page only says in words what others hold as figures.
type column struct {
	title   string
	numeric bool
	where   place
	cell    func(Trust) sheet.Cell
}

type place int

const (
	both place = iota
	onPage
	inFile
)

func tableOf(title string, notes []string, columns []column, list []Trust, without place) sheet.Table {
	t := sheet.Table{Title: title, Notes: notes}
	for _, c := range columns {
		if c.where != without {
			t.Columns = append(t.Columns, sheet.Column{Title: c.title, Numeric: c.numeric})
		}
	}
	for _, one := range list {
		row := make([]sheet.Cell, 0, len(t.Columns))
		for _, c := range columns {
			if c.where != without {
				row = append(row, c.cell(one))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

var whoColumns = []column{
	{"Trust", false, both, func(t Trust) sheet.Cell { return sheet.Text(t.Name) }},
	{"ODS code", false, inFile, func(t Trust) sheet.Cell { return sheet.Text(t.Code) }},
	{"Kind", false, both, func(t Trust) sheet.Cell { return sheet.Text(t.Kind.Label()) }},
	{"Region code", false, inFile, func(t Trust) sheet.Cell { return sheet.Text(t.RegionCode) }},
	{"Region", false, both, func(t Trust) sheet.Cell { return sheet.Text(t.Region) }},
	{"ICB code", false, inFile, func(t Trust) sheet.Cell { return sheet.Text(t.ICBCode) }},
	{"ICB", false, inFile, func(t Trust) sheet.Cell { return sheet.Text(t.ICB) }},
	{"Major Trauma Centre", false, inFile, func(t Trust) sheet.Cell { return sheet.Text(TraumaWords(t.MajorTrauma)) }},
}

var officialColumns = []column{
	{"Official DSPT status", false, both, func(t Trust) sheet.Cell { return sheet.Text(statusOr(t.Official, NoStatus)) }},
	{"Official status as at", false, inFile, func(t Trust) sheet.Cell { return sheet.Date(t.Official.On) }},
	{"Recorded by the trust", false, both, func(t Trust) sheet.Cell { return sheet.Text(statusOr(t.Recorded, "")) }},
	{"Recorded for", false, inFile, func(t Trust) sheet.Cell { return sheet.Date(t.Recorded.On) }},
}

var hereColumns = []column{
	{"Result here", false, both, func(t Trust) sheet.Cell { return sheet.Text(string(t.Result())) }},
	{"In place", false, onPage, func(t Trust) sheet.Cell { return sheet.Text(t.Here.InPlaceWords()) }},
	{"Requirements in place", true, inFile, ofHere(func(h Here) int { return h.Counts.InPlace })},
	{"Requirements", true, inFile, ofHere(func(h Here) int { return h.Counts.Mandatory })},
	{"Said not to apply", true, inFile, ofHere(func(h Here) int { return h.Counts.DoesNotApply })},
	{"Exempt", true, inFile, ofHere(func(h Here) int { return h.Counts.Exempt })},
	{"With proof in date", true, inFile, ofHere(func(h Here) int { return h.Counts.Proved })},
	{"Parts not confirmed", true, inFile, ofHere(func(h Here) int { return h.Unconfirmed })},
	{"Board's signature", false, both, func(t Trust) sheet.Cell { return sheet.Text(t.Here.SignatureWords()) }},
	{"Published here on", false, both, func(t Trust) sheet.Cell {
		if t.Here == nil {
			return sheet.Cell{}
		}
		return sheet.Date(t.Here.PublishedOn)
	}},
	{"After the deadline", false, inFile, func(t Trust) sheet.Cell {
		if t.Here == nil {
			return sheet.Cell{}
		}
		return sheet.Text(yesNo(t.Here.Late))
	}},
	{"Version", true, inFile, ofHere(func(h Here) int { return h.Version })},
}

var draftColumns = []column{
	{"Draft", false, onPage, func(t Trust) sheet.Cell { return sheet.Text(t.Draft.Words()) }},
	{"Draft begun on", false, inFile, func(t Trust) sheet.Cell {
		if t.Draft == nil {
			return sheet.Cell{}
		}
		return sheet.Date(t.Draft.BegunOn)
	}},
	{"Questions answered", true, inFile, func(t Trust) sheet.Cell {
		if t.Draft == nil {
			return sheet.Cell{}
		}
		return sheet.Number(t.Draft.Answered)
	}},
	{"Draft last changed on", false, inFile, func(t Trust) sheet.Cell {
		if t.Draft == nil {
			return sheet.Cell{}
		}
		return sheet.Date(t.Draft.ChangedOn)
	}},
}

func ofHere(figure func(Here) int) func(Trust) sheet.Cell {
	return func(t Trust) sheet.Cell {
		if t.Here == nil {
			return sheet.Cell{}
		}
		return sheet.Number(figure(*t.Here))
	}
}

// TrustTable is the table of trusts as a page shows it; drafts is false for a past day, of which no draft is known. A column
// that is empty for all of them is left out: few trusts record their official status here.
func TrustTable(list []Trust, notes []string, drafts bool) sheet.Table {
	return withoutEmpty(tableOf("Trusts, one a row", notes, trustColumns(drafts), list, inFile))
}

// TrustFile is the same table as a file holds it: every figure in a column of its own.
func TrustFile(list []Trust, notes []string, drafts bool) sheet.Table {
	return tableOf("Trusts, one a row", notes, trustColumns(drafts), list, onPage)
}

// withoutEmpty leaves out the columns in which nothing is said.
func withoutEmpty(t sheet.Table) sheet.Table {
	kept := sheet.Table{Title: t.Title, Notes: t.Notes, Rows: make([][]sheet.Cell, len(t.Rows))}
	for i, c := range t.Columns {
		said := func(row []sheet.Cell) bool { return row[i].Plain() != "" }
		if len(t.Rows) > 0 && !slices.ContainsFunc(t.Rows, said) {
			continue
		}
		kept.Columns = append(kept.Columns, c)
		for r, row := range t.Rows {
			kept.Rows[r] = append(kept.Rows[r], row[i])
		}
	}
	return kept
}

func trustColumns(drafts bool) []column {
	columns := append([]column{}, whoColumns...)
	columns = append(columns, officialColumns...)
	columns = append(columns, hereColumns...)
	if drafts {
		columns = append(columns, draftColumns...)
	}
	return columns
}

// WaitingTable is a list of trusts that may need help, as a page shows it; drafts as in TrustTable.
func WaitingTable(title string, list []Trust, notes []string, drafts bool) sheet.Table {
	return tableOf(title, notes, waitingColumns(list, drafts), list, inFile)
}

// WaitingFile is the same list as a file holds it.
func WaitingFile(title string, list []Trust, notes []string, drafts bool) sheet.Table {
	return tableOf(title, notes, waitingColumns(list, drafts), list, onPage)
}

// waitingColumns hold the day by which each is to publish, where it is known.
func waitingColumns(list []Trust, drafts bool) []column {
	columns := append([]column{}, whoColumns...)
	if slices.ContainsFunc(list, func(t Trust) bool { return t.Due != "" }) {
		columns = append(columns, column{"Due here", false, both, func(t Trust) sheet.Cell { return sheet.Text(t.Due) }})
	}
	columns = append(columns, column{"ICB", false, onPage, func(t Trust) sheet.Cell { return sheet.Text(t.ICB) }})
	for _, c := range officialColumns {
		c.where = inFile
		columns = append(columns, c)
	}
	if drafts {
		columns = append(columns, draftColumns...)
	}
	return columns
}

// InPlaceWords says how much is in place: "106 of 112"; nothing where nothing is published here.
func (h *Here) InPlaceWords() string {
	if h == nil {
		return ""
	}
	return english.Figures(h.Counts.InPlace) + " of " + english.Figures(h.Counts.Mandatory)
}

// SignatureWords says how the board stands to a publication: "Signed", "Signed, two with reservations, one declined",
// "Without the board's signature".
func (h *Here) SignatureWords() string {
	if h == nil {
		return ""
	}
	said := "Signed"
	if !h.Signed {
		said = "Without the board's signature"
	}
	if h.Reservations > 0 {
		said += ", " + english.Number(h.Reservations) + " with reservations"
	}
	if h.Refusals > 0 {
		said += ", " + english.Number(h.Refusals) + " declined"
	}
	return said
}

// Words says the three facts of a draft.
func (d *Draft) Words() string {
	if d == nil {
		return "Not begun"
	}
	if d.Answered == 0 {
		return "Begun, nothing answered, changed " + d.ChangedOn.Words()
	}
	return english.Figures(d.Answered) + " answered, changed " + d.ChangedOn.Words()
}

// TraumaWords says whether a trust has a Major Trauma Centre.
func TraumaWords(has *bool) string {
	if has == nil {
		return "Not known"
	}
	return yesNo(*has)
}

func yesNo(is bool) string {
	if is {
		return "Yes"
	}
	return "No"
}

func statusOr(o Stated, none string) string {
	if o.Status == "" {
		return none
	}
	return string(o.Status)
}

// StatusWords says an official status with its day: "Standards Met, as at 16 November 2023".
func (o Stated) StatusWords() string {
	if o.Status == "" {
		return NoStatus
	}
	return string(o.Status) + ", as at " + o.On.Words()
}
