package worksheet_test

import (
	"fmt"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/worksheet"
)

var (
	today = day.Of(2027, 3, 1)
	about = worksheet.About{ODS: "ZZ1", Cycle: "2026-27", Edition: "ndg-2023-24"}
)

func pack(t *testing.T) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

func worded(s string) worksheet.Cell { return worksheet.Cell{Kind: worksheet.Worded, Words: s} }
func numeric(n float64) worksheet.Cell {
	return worksheet.Cell{Kind: worksheet.Numeric, Words: fmt.Sprint(n), Number: n}
}

// opening is the first sheet of a file of the year.
func opening() worksheet.Tab {
	line := func(row int, name, value string) worksheet.Line {
		l := worksheet.Line{Row: row}
		l.Cells[0], l.Cells[1] = worded(name), worded(value)
		return l
	}
	return worksheet.Tab{Name: "How to use this", Lines: []worksheet.Line{line(9, "Trust code", "ZZ1"), line(10, "Year", "2026-27"),
		line(11, "Questions", "ndg-2023-24"), line(12, "Form", "cyberready workbook 1")}}
}

func head() worksheet.Line {
	l := worksheet.Line{Row: 1}
	for i, h := range worksheet.Headings {
		l.Cells[i] = worded(h)
	}
	return l
}

// answer is a row of an item at a version; the cells are changed by their column.
func answer(row int, item string, version float64, cells map[int]worksheet.Cell) worksheet.Line {
	l := worksheet.Line{Row: row}
	l.Cells[worksheet.Item], l.Cells[worksheet.Version] = worded(item), numeric(version)
	for column, c := range cells {
		l.Cells[column] = c
	}
	return l
}

func file(lines ...worksheet.Line) worksheet.File {
	return worksheet.File{Tabs: []worksheet.Tab{opening(), {Name: "Standard 7", Lines: append([]worksheet.Line{head()}, lines...)}}}
}

// What shows that a file is not ours any more refuses it whole, and names each place.
func TestAFileThatCannotBeTrustedIsRefusedWhole(t *testing.T) {
	t.Parallel()
	p := pack(t)
	ok := answer(2, "7.3.4", 0, map[int]worksheet.Cell{worksheet.Answer: worded("No")})
	for name, c := range map[string]struct {
		change func(*worksheet.File)
		want   []string
	}{
		"as it was given out": {func(*worksheet.File) {}, nil},
		"another trust":       {func(f *worksheet.File) { f.Tabs[0].Lines[0].Cells[1] = worded("ZZ2") }, []string{"Sheet How to use this, row 9, column B", "another trust (ZZ2)"}},
		"another year":        {func(f *worksheet.File) { f.Tabs[0].Lines[1].Cells[1] = worded("2025-26") }, []string{"row 10, column B", "another year (2025-26)"}},
		"other content":       {func(f *worksheet.File) { f.Tabs[0].Lines[2].Cells[1] = worded("caf") }, []string{"row 11, column B", "are not those of this year"}},
		"another form":        {func(f *worksheet.File) { f.Tabs[0].Lines[3].Cells[1] = worded("cyberready workbook 9") }, []string{"row 12", "Take a new one"}},
		"no opening":          {func(f *worksheet.File) { f.Tabs = f.Tabs[1:] }, []string{"no sheet that says whose it is"}},
		"moved columns": {func(f *worksheet.File) {
			c := &f.Tabs[1].Lines[0].Cells
			c[worksheet.Figure], c[worksheet.Date] = c[worksheet.Date], c[worksheet.Figure]
		}, []string{"Sheet Standard 7, row 1, column E (Figure)", "should be “Figure” and is “Date”"}},
		"a column in front":    {func(f *worksheet.File) { c := &f.Tabs[1].Lines[0].Cells; copy(c[1:], c[:]); c[0] = worded("Mine") }, []string{"row 1, column A (Item)", "is “Mine”"}},
		"a renamed sheet":      {func(f *worksheet.File) { f.Tabs[1].Name = "Done"; f.Tabs[1].Lines[0].Cells[3] = worded("x") }, []string{"Sheet Done, row 1, column D (Answer)"}},
		"a row above":          {func(f *worksheet.File) { f.Tabs[1].Lines[0].Row = 2 }, []string{"Sheet Standard 7, row 1", "headings is missing"}},
		"an empty sheet":       {func(f *worksheet.File) { f.Tabs[1].Lines = nil }, []string{"Sheet Standard 7, row 1"}},
		"merged cells":         {func(f *worksheet.File) { f.Tabs[1].Merged = []string{"D2:D4"} }, []string{"Sheet Standard 7, cells D2:D4", "merged"}},
		"no questions":         {func(f *worksheet.File) { f.Tabs = f.Tabs[:1] }, []string{"no sheet with questions"}},
		"hundreds of bad rows": {func(f *worksheet.File) { f.Tabs[1].Lines = append(f.Tabs[1].Lines, many("0.0.0", 400)...) }, []string{"Sheet Standard 7, row 10, column A (Item)", "399 more rows"}},
	} {
		f := file(ok)
		c.change(&f)
		_, err := worksheet.Understand(f, about, p)
		if c.want == nil {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		fa := fault.As(err)
		if fa == nil || fa.Kind != fault.Invalid || fa.Fields[0].Name != "file" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, words := range c.want {
			if !strings.Contains(fa.Sentence, words) {
				t.Errorf("%s: %q does not say %q", name, fa.Sentence, words)
			}
		}
	}
}

func many(item string, n int) (lines []worksheet.Line) {
	for i := range n {
		lines = append(lines, answer(10+i, item, 0, nil))
	}
	return lines
}

// A wrong row is refused by itself, with its sheet, row and column; the others are read.
func TestAWrongRowIsRefusedAndTheOthersAreRead(t *testing.T) {
	t.Parallel()
	p := pack(t)
	percent, number, date, plain := find(t, p, framework.Percent), find(t, p, framework.Number), find(t, p, framework.Date), "7.3.4"
	one := func(item string, column int, c worksheet.Cell) []worksheet.Line {
		return []worksheet.Line{answer(5, item, 0, map[int]worksheet.Cell{column: c})}
	}
	for name, c := range map[string]struct {
		lines []worksheet.Line
		where string // of the refusal; empty: it is read
		why   string
	}{
		"a choice":                    {one(plain, worksheet.Answer, worded(" yes ")), "", ""},
		"no choice":                   {one(plain, worksheet.Answer, worded("Perhaps")), "column D (Answer)", "“Perhaps” cannot be chosen. Choose Yes"},
		"a number as a choice":        {one(plain, worksheet.Answer, numeric(1)), "column D (Answer)", "“1” cannot be chosen"},
		"true as a choice":            {one(plain, worksheet.Answer, worksheet.Cell{Kind: worksheet.Broken, Words: "TRUE"}), "column D (Answer)", "TRUE"},
		"a formula":                   {one(plain, worksheet.Text, worksheet.Cell{Kind: worksheet.Calculated, Words: "3"}), "column G (In your words)", "formula"},
		"a formula as the id":         {one(plain, worksheet.Item, worksheet.Cell{Kind: worksheet.Calculated, Words: plain}), "column A (Item)", "formula"},
		"a formula in a locked cell":  {one(plain, worksheet.Guidance, worksheet.Cell{Kind: worksheet.Calculated}), "", ""},
		"a number as words":           {one(plain, worksheet.Text, numeric(2026)), "", ""},
		"too many words":              {one(plain, worksheet.Text, worded(strings.Repeat("x", 30_000))), "column G (In your words)", "Shorten the text to 4,000 characters: it has 30,000."},
		"it cannot be said to apply":  {one(always(t, p), worksheet.Answer, worded("Does not apply")), "column D (Answer)", "it applies to every trust"},
		"a percentage":                {one(percent, worksheet.Figure, numeric(0.945)), "", ""},
		"a percentage in words":       {one(percent, worksheet.Figure, worded("94.5%")), "", ""},
		"a percentage of hundreds":    {one(percent, worksheet.Figure, numeric(94.5)), "column E (Figure)", "from 0 to 100"},
		"too many decimals":           {one(percent, worksheet.Figure, numeric(0.94555)), "column E (Figure)", "two decimal places"},
		"words as a figure":           {one(number, worksheet.Figure, worded("about ten")), "column E (Figure)", "Enter a number"},
		"below nought":                {one(number, worksheet.Figure, numeric(-3)), "column E (Figure)", "0 or more"},
		"a huge number":               {one(number, worksheet.Figure, numeric(1e300)), "column E (Figure)", "up to"},
		"a figure that nobody asks":   {one(plain, worksheet.Figure, numeric(3)), "column E (Figure)", "does not ask"},
		"a day":                       {one(date, worksheet.Date, numeric(float64(worksheet.Serial(day.Of(2026, 5, 3))))), "", ""},
		"a day in words":              {one(date, worksheet.Date, worded("3 May 2026")), "", ""},
		"a day in figures":            {one(date, worksheet.Date, worded("03/05/2026")), "", ""},
		"no day":                      {one(date, worksheet.Date, worded("31 June 2026")), "column F (Date)", "no such day"},
		"half a day":                  {one(date, worksheet.Date, numeric(45000.5)), "column F (Date)", "without a time"},
		"a day to come":               {one(date, worksheet.Date, worded("2027-03-02")), "column F (Date)", "in the future"},
		"a number as a day":           {one(date, worksheet.Date, numeric(7)), "column F (Date)", "7 is none"},
		"no such item":                {one("7.99.1", worksheet.Answer, worded("Yes")), "column A (Item)", "There is no item 7.99.1"},
		"an answer without its item":  {one("", worksheet.Answer, worded("Yes")), "column A (Item)", "is missing"},
		"a row that is nobody's":      {one("", worksheet.Guidance, worded("A note of mine")), "", ""},
		"a version that never was":    {[]worksheet.Line{answer(5, plain, 7, nil)}, "column L (Version)", "Take a new file"},
		"a broken version":            {[]worksheet.Line{answer(5, plain, 1.5, nil)}, "column L (Version)", "Take a new file"},
		"a version below nought":      {[]worksheet.Line{answer(5, plain, -1, nil)}, "column L (Version)", "Take a new file"},
		"a version in words":          {one(plain, worksheet.Version, worded("one")), "column L (Version)", "Take a new file"},
		"the same item twice":         {[]worksheet.Line{answer(5, plain, 0, nil), answer(9, plain, 0, nil)}, "row 5, column A (Item)", "row 5 of sheet Standard 7, row 9 of sheet Standard 7"},
		"an id with space around it":  {[]worksheet.Line{answer(5, " "+plain+" ", 0, nil)}, "", ""},
		"an id that a program parted": {one(plain, worksheet.Item, numeric(7.3)), "column A (Item)", "There is no item 7.3"},
	} {
		other := answer(3, "7.1.1", 0, map[int]worksheet.Cell{worksheet.Answer: worded("No")})
		read, err := worksheet.Understand(file(append([]worksheet.Line{other}, c.lines...)...), about, p)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		edits, refused := worksheet.Edits(read, p, nil, nil, today)
		if len(edits) == 0 || edits[0].Item != "7.1.1" {
			t.Errorf("%s: the row beside it was not read: %v", name, edits)
		}
		switch {
		case c.where == "":
			if len(refused) > 0 {
				t.Errorf("%s: refused %s: %s", name, refused[0].Where(), refused[0].Why)
			}
		case len(refused) == 0:
			t.Errorf("%s: nothing is refused", name)
		case !strings.Contains(refused[0].Where(), "Sheet Standard 7, row 5") || !strings.Contains(refused[0].Where(), c.where) || !strings.Contains(refused[0].Why, c.why):
			t.Errorf("%s: %s: %s", name, refused[0].Where(), refused[0].Why)
		}
	}
}

// find gives an item with a figure of a kind.
func find(t *testing.T, p framework.Pack, kind framework.FigureKind) string {
	t.Helper()
	for _, q := range p.Questions() {
		if q.Figure != nil && q.Figure.Kind == kind {
			return q.ID
		}
	}
	t.Fatalf("no item asks for a %s", kind)
	return ""
}

// always gives an item that applies to every trust.
func always(t *testing.T, p framework.Pack) string {
	t.Helper()
	for _, q := range p.Questions() {
		if q.Ask != "" && q.DoesNotApply == "" {
			return q.ID
		}
	}
	t.Fatal("every item can be said not to apply")
	return ""
}

// What a person left alone is no change, whatever happened here since; what they changed meets it.
func TestWhatWasLeftAloneNeverOverwrites(t *testing.T) {
	t.Parallel()
	p := pack(t)
	yes := func(text string) assessment.Words { return assessment.Words{Reply: assessment.Yes, Text: text} }
	seen := worksheet.Earlier{"7.3.4": {Item: "7.3.4", Version: 2, Words: yes("as taken")}}
	for name, c := range map[string]struct {
		file string // the words in the file; "" empties the row
		now  assessment.Answer
		want string // empty: no change
	}{
		"left alone":                          {"as taken", assessment.Answer{Version: 2, Words: yes("as taken")}, ""},
		"left alone, and answered here":       {"as taken", assessment.Answer{Version: 3, Words: yes("newer")}, ""},
		"changed":                             {"mine", assessment.Answer{Version: 2, Words: yes("as taken")}, "changed"},
		"changed, and answered here":          {"mine", assessment.Answer{Version: 3, Words: yes("newer")}, "clash"},
		"changed, and the same said here":     {"mine", assessment.Answer{Version: 3, Words: yes("mine")}, ""},
		"emptied":                             {"", assessment.Answer{Version: 2, Words: yes("as taken")}, "taken away"},
		"emptied, and answered here":          {"", assessment.Answer{Version: 3, Words: yes("newer")}, "clash"},
		"changed, and taken away here":        {"mine", assessment.Answer{Version: 3}, "clash"},
		"changed, and here back to the start": {"mine", assessment.Answer{Version: 4, Words: yes("as taken")}, "clash"},
	} {
		cells := map[int]worksheet.Cell{worksheet.Answer: worded("Yes"), worksheet.Text: worded(c.file)}
		if c.file == "" {
			cells = nil
		}
		read, err := worksheet.Understand(file(answer(2, "7.3.4", 2, cells)), about, p)
		if err != nil {
			t.Fatal(err)
		}
		edits, refused := worksheet.Edits(read, p, seen, nil, today)
		if len(refused) > 0 {
			t.Errorf("%s: refused: %v", name, refused)
		}
		c.now.Item = "7.3.4"
		got := ""
		for _, change := range worksheet.Differ(edits, map[string]assessment.Answer{"7.3.4": c.now}) {
			got = map[worksheet.Sort]string{worksheet.Clash: "clash", worksheet.Added: "added", worksheet.Changed: "changed", worksheet.TakenAway: "taken away"}[change.Sort]
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
