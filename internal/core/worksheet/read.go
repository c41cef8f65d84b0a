package worksheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// Place is where something stands in a file.
type Place struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`    // from 1; 0: the whole sheet
	Column int    `json:"column"` // one of the columns; -1: the whole row
}

// Where says it to a person: "Sheet Standard 7, row 12, column D (Answer)".
func (p Place) Where() string {
	s := "Sheet " + p.Sheet
	if p.Row > 0 {
		s += ", row " + strconv.Itoa(p.Row)
	}
	if p.Column >= 0 && p.Column < Columns {
		s += ", column " + string(rune('A'+p.Column)) + " (" + Headings[p.Column] + ")"
	}
	return s
}

// Refused is something in a file that is not taken.
type Refused struct {
	Place
	Item string `json:"item"` // as the file says it; may be empty
	Why  string `json:"why"`
}

// Said is what one row says.
type Said struct {
	Place
	Item string
	Base int // the version that it was written on
	assessment.Words
}

// Read is what a file says.
type Read struct {
	Rows    []Said
	Refused []Refused
	Ignored []string // names of sheets that hold no questions
}

// mostRefused is how many wrong rows are listed for mending; more of them are no file of ours any more.
const mostRefused = 300

// Understand reads a file that should be of a trust's year. What shows that the file as a whole cannot be trusted (it is of
// another trust, year or content; columns were moved; cells were merged) is a fault about the field file that names each
// place; what is wrong in a row refuses that row alone.
func Understand(f File, about About, pack framework.Pack) (Read, error) {
	var read Read
	var wrong fault.Findings
	if err := whose(f, about, &wrong); err != nil {
		return read, err
	}
	seen := map[string][]int{} // rows by item
	for _, t := range f.Tabs {
		switch {
		case isOpening(t):
		case !isQuestions(t):
			read.Ignored = append(read.Ignored, t.Name)
		default:
			if !headed(t, &wrong) {
				continue
			}
			for _, l := range t.Lines[1:] {
				read.line(t.Name, l, pack, seen)
			}
		}
	}
	if len(wrong) > 0 {
		return Read{}, wrong.Fault()
	}
	if len(read.Rows)+len(read.Refused) == 0 {
		return Read{}, fault.InvalidField("file", "There is no sheet with questions in this file. Take a new one and work in that.")
	}
	read.refuseTwins(seen)
	if n := len(read.Refused); n > mostRefused {
		return Read{}, fault.InvalidField("file", "%s: %s %d more rows are wrong. Take a new file from this page.", read.Refused[0].Where(), read.Refused[0].Why, n-1)
	}
	return read, nil
}

// whose checks that the file is of the year that it is uploaded to.
func whose(f File, about About, wrong *fault.Findings) error {
	i := slices.IndexFunc(f.Tabs, isOpening)
	if i < 0 {
		return fault.InvalidField("file", "This file has no sheet that says whose it is. Take the file from this page and work in that one.")
	}
	t := f.Tabs[i]
	found := map[string]Cell{}
	at := map[string]int{}
	for _, l := range t.Lines {
		name := l.Cells[0].said()
		found[name], at[name] = l.Cells[1], l.Row
	}
	place := func(fact string) string { return "Sheet " + t.Name + ", row " + strconv.Itoa(at[fact]) + ", column B" }
	if got := found[aboutForm].said(); got != form {
		return fault.InvalidField("file", "%s: this file was made in a form that is not read here. Take a new one.", place(aboutForm))
	}
	if got := found[aboutTrust].said(); got != about.ODS {
		wrong.Add("file", "%s: this file is of another trust (%s), and you are working for %s.", place(aboutTrust), short(got), about.ODS)
	}
	if got := found[aboutYear].said(); got != about.Cycle {
		wrong.Add("file", "%s: this file is of another year (%s), and this page is of %s.", place(aboutYear), short(got), about.Cycle)
	}
	if got := found[aboutPack].said(); got != about.Edition {
		wrong.Add("file", "%s: the questions of this file (%s) are not those of this year (%s).", place(aboutPack), short(got), about.Edition)
	}
	return wrong.Fault()
}

func isOpening(t Tab) bool {
	return slices.ContainsFunc(t.Lines, func(l Line) bool { return l.Cells[0].said() == aboutForm }) && !isQuestions(t)
}

// isQuestions tells whether a sheet was one of questions, also when somebody moved its columns or renamed it.
func isQuestions(t Tab) bool {
	if strings.HasPrefix(t.Name, "Standard ") || t.Name == "Our own" {
		return true
	}
	return len(t.Lines) > 0 && slices.ContainsFunc(t.Lines[0].Cells[:], func(c Cell) bool { return c.said() == Headings[Item] })
}

// headed checks that a sheet is built as it was given out.
func headed(t Tab, wrong *fault.Findings) bool {
	before := len(*wrong)
	for _, m := range t.Merged {
		wrong.Add("file", "Sheet %s, cells %s: they are merged. Part them again: of merged cells only the first is read.", t.Name, m)
	}
	if len(t.Lines) == 0 || t.Lines[0].Row != 1 {
		wrong.Add("file", "Sheet %s, row 1: the line of headings is missing. Rows may not be added above the questions.", t.Name)
		return false
	}
	for c, want := range Headings {
		if got := t.Lines[0].Cells[c].said(); got != want {
			wrong.Add("file", "%s: the heading should be “%s” and is “%s”. Columns may not be moved, added or deleted.", Place{t.Name, 1, c}.Where(), want, short(got))
			break // what follows is moved as well
		}
	}
	return len(*wrong) == before
}

// line reads one row. A row without an id and without an answer is nobody's.
func (read *Read) line(sheet string, l Line, pack framework.Pack, seen map[string][]int) {
	id := l.Cells[Item].said()
	refuse := func(column int, why string, args ...any) {
		read.Refused = append(read.Refused, Refused{Place{sheet, l.Row, column}, short(id), fmt.Sprintf(why, args...)})
	}
	for _, c := range []int{Item, Answer, Figure, Date, Text, Version} {
		switch l.Cells[c].Kind {
		case Calculated:
			refuse(c, "This cell holds a formula. Write its result instead.")
			return
		case Broken:
			refuse(c, "This cell holds %s, which is no answer.", short(l.Cells[c].said()))
			return
		}
	}
	if id == "" {
		if l.answers() {
			refuse(Item, "The item’s number is missing, so we cannot tell what this answers.")
		}
		return
	}
	q, ok := pack.Question(id)
	if !ok {
		refuse(Item, "There is no item %s in this year’s questions.", short(id))
		return
	}
	said := Said{Place: Place{sheet, l.Row, -1}, Item: id}
	version := l.Cells[Version]
	if said.Base = int(version.Number); version.Kind != Numeric || version.Number != math.Trunc(version.Number) || version.Number < 0 || version.Number > math.MaxInt32 {
		refuse(Version, "The version of the answer was changed, so we cannot tell what you saw. Take a new file for this item.")
		return
	}
	column, err := said.read(l, q.Item)
	if err != nil {
		refuse(column, "%s", fault.As(err).Fields[0].Message)
		return
	}
	seen[id] = append(seen[id], len(read.Rows))
	read.Rows = append(read.Rows, said)
}

func (l Line) answers() bool {
	return slices.ContainsFunc([]int{Answer, Figure, Date, Text}, func(c int) bool { return l.Cells[c].said() != "" || l.Cells[c].Kind == Numeric })
}

// read takes the answer out of the cells; with an error it names the column that is wrong.
func (s *Said) read(l Line, item framework.Item) (column int, err error) {
	var ok bool
	if s.Reply, ok = replyOf(l.Cells[Answer].Words); !ok {
		return Answer, fault.InvalidField("reply", "“%s” cannot be chosen. Choose %s, or leave it empty.", short(l.Cells[Answer].said()), offered(item))
	}
	s.Text = l.Cells[Text].Words
	kind := framework.Number
	if item.Figure != nil {
		kind = item.Figure.Kind
	}
	if s.Figure, err = figureOf(l.Cells[Figure], kind); err != nil {
		return Figure, err
	}
	s.Date, err = dayOf(l.Cells[Date])
	return Date, err
}

// figureOf reads a figure. A percentage that a spreadsheet knows as one is a share of one: 0.945.
func figureOf(c Cell, kind framework.FigureKind) (*assessment.Hundredths, error) {
	switch {
	case c.Kind == Empty || c.Kind == Worded && c.said() == "":
		return nil, nil
	case c.Kind == Worded:
		h, err := assessment.ParseHundredths(c.Words)
		return &h, err
	}
	n := c.Number * 100
	if kind == framework.Percent {
		n *= 100
	}
	whole := math.Round(n)
	switch {
	case math.Abs(n-whole) > 1e-6*max(1, math.Abs(n)*1e-6):
		return nil, fault.InvalidField("figure", "Enter at most two decimal places, such as 94.25.")
	case math.Abs(whole) > 1e15:
		return nil, fault.InvalidField("figure", "Enter a number up to %d.", assessment.MaxFigure)
	}
	h := assessment.Hundredths(whole)
	return &h, nil
}

// Spreadsheets count days from the day before 1 January 1900, and believe that 1900 was a leap year: from March 1900 on the
// count is that from 30 December 1899 (ECMA-376, 18.17.4.1).
var dayZero = day.Of(1899, time.December, 30)

// Serial gives a day as a spreadsheet counts it.
func Serial(d day.Day) int { return d.DaysSince(dayZero) }

// dayOf reads a day, as a spreadsheet counts it or as people write it.
func dayOf(c Cell) (day.Day, error) {
	switch {
	case c.Kind == Empty || c.Kind == Worded && c.said() == "":
		return day.Day{}, nil
	case c.Kind == Worded:
		return dayInWords(c.said())
	case c.Number != math.Trunc(c.Number):
		return day.Day{}, fault.InvalidField("date-day", "Enter a day without a time, such as 3 May 2026.")
	case c.Number < 61 || c.Number > 400_000:
		return day.Day{}, fault.InvalidField("date-day", "Enter a date, such as 3 May 2026: %s is none.", short(c.said()))
	}
	return dayZero.AddDays(int(c.Number)), nil
}

func dayInWords(s string) (day.Day, error) {
	if d, err := day.Parse(s); err == nil {
		return d, nil
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '/' || r == '.' || r == ',' || r == '-' })
	if len(parts) != 3 {
		return day.Day{}, fault.InvalidField("date-day", "Enter a date, such as 3 May 2026: “%s” is none.", short(s))
	}
	return assessment.ParseDate("date", parts[0], parts[1], parts[2])
}

// refuseTwins refuses every row of an item that is there more than once: nobody can tell which was meant.
func (read *Read) refuseTwins(seen map[string][]int) {
	twin := map[int]bool{}
	for _, rows := range seen {
		if len(rows) < 2 {
			continue
		}
		var places []string
		for _, i := range rows {
			twin[i] = true
			places = append(places, "row "+strconv.Itoa(read.Rows[i].Row)+" of sheet "+read.Rows[i].Sheet)
		}
		for _, i := range rows {
			r := read.Rows[i]
			read.Refused = append(read.Refused, Refused{Place{r.Sheet, r.Row, Item}, r.Item, "The item is in the file more than once: " + strings.Join(places, ", ") + ". Keep one."})
		}
	}
	var kept []Said
	for i, r := range read.Rows {
		if !twin[i] {
			kept = append(kept, r)
		}
	}
	read.Rows = kept
	slices.SortStableFunc(read.Refused, func(a, b Refused) int {
		if a.Sheet != b.Sheet {
			return 0 // as the sheets come
		}
		return a.Row - b.Row
	})
}

// short keeps what is quoted from a file short.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
