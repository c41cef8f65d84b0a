package workbook_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/worksheet"
	"cyberready/internal/edge/workbook"
)

var (
	today = day.Of(2027, 3, 1)
	about = worksheet.About{ODS: "ZZ1", Cycle: "2026-27", Edition: "ndg-2023-24"}
)

// hostile are texts that a spreadsheet, its format or a database could take for something else.
var hostile = []string{
	"=HYPERLINK(\"https://example.org\")", "+44 20 7946 0000", "-1", "@SUM(A1)", "\t=1", "'quoted", "<b>&amp;</b> ]]>", "0012", "1e5", "TRUE", "#N/A", "94.5%",
	"3 May 2026", "two\nlines", "carriage\r\nreturn\rboth", "bell \a and \x01 and \x1b[31m", "_x0041_ and _x000D_", "  space around  ", "emoji 🏥🔒 and e\u0301",
	"\u202eright to left", "nul\x00", strings.Repeat("long ", 6000), strings.Repeat("🏥", 4000), "bad \xff utf-8", "\ufeffmark", "\ufffe",
}

func pack(t testing.TB) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

// everything answers every question, with every kind of answer and hostile words.
func everything(p framework.Pack, seed uint64) map[string]assessment.Answer {
	r := rand.New(rand.NewPCG(seed, 7))
	answers := map[string]assessment.Answer{}
	for i, q := range p.Questions() {
		if i%17 == 16 {
			continue // not answered
		}
		answers[q.ID] = assessment.Answer{Item: q.ID, Version: 1 + r.IntN(9), Words: anyWords(r, q.Item, hostile[i%len(hostile)])}
	}
	return answers
}

func anyWords(r *rand.Rand, item framework.Item, text string) assessment.Words {
	w := assessment.Words{Text: text}
	replies := []assessment.Reply{assessment.Unanswered}
	if item.Ask != "" {
		replies = append(replies, assessment.Yes, assessment.No)
	}
	if item.DoesNotApply != "" {
		replies = append(replies, assessment.DoesNotApply)
	}
	w.Reply = replies[r.IntN(len(replies))]
	if f := item.Figure; f != nil {
		switch f.Kind {
		case framework.Percent:
			h := assessment.Hundredths(r.IntN(10001))
			w.Figure = &h
		case framework.Number:
			h := assessment.Hundredths(r.IntN(assessment.MaxFigure * 100))
			w.Figure = &h
		case framework.Date:
			w.Date = day.Of(1990, 1, 1).AddDays(r.IntN(today.DaysSince(day.Of(1990, 1, 1)) + 1))
		}
	}
	return w
}

func form(t testing.TB, p framework.Pack, answers map[string]assessment.Answer) []byte {
	t.Helper()
	file, err := workbook.WriteForm(worksheet.Compose(worksheet.Made{About: about, Trust: "Northmoor & Dale", Pack: p, Answers: answers, By: "Priya Nair", On: today}))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// changes reads a file back and gives what it asks to change.
func changes(t testing.TB, file []byte, p framework.Pack, answers map[string]assessment.Answer) ([]worksheet.Edit, []worksheet.Refused) {
	t.Helper()
	f, err := workbook.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	read, err := worksheet.Understand(f, about, p)
	if err != nil {
		t.Fatal(err)
	}
	if len(read.Rows)+len(read.Refused) != len(p.Questions()) {
		t.Errorf("%d rows were read and %d refused, of %d questions", len(read.Rows), len(read.Refused), len(p.Questions()))
	}
	return worksheet.Edits(read, p, answers, nil, today)
}

func TestAFileThatComesBackUnchangedChangesNothing(t *testing.T) {
	t.Parallel()
	p := pack(t)
	for seed := range uint64(8) {
		answers := everything(p, seed)
		edits, refused := changes(t, form(t, p, answers), p, answers)
		for _, e := range edits {
			t.Errorf("seed %d, %s: %q became %q", seed, e.Item, fmt.Sprint(answers[e.Item].Words), fmt.Sprint(e.Words))
		}
		for _, r := range refused {
			t.Errorf("seed %d, %s %s: %s", seed, r.Where(), r.Item, r.Why)
		}
	}
	if edits, refused := changes(t, form(t, p, nil), p, nil); len(edits)+len(refused) > 0 {
		t.Errorf("an empty assessment: %v, %v", edits, refused)
	}
}

func TestTwoHundredEditsComeBackExactly(t *testing.T) {
	t.Parallel()
	p := pack(t)
	r := rand.New(rand.NewPCG(1, 2))
	total := 0
	for total < 200 {
		answers := everything(p, r.Uint64())
		for id, a := range answers { // texts that can be saved, so that an edit of another cell stands
			a.Text = fmt.Sprint("As it was, ", id)
			answers[id] = a
		}
		f, err := excelize.OpenReader(bytes.NewReader(form(t, p, answers)))
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]assessment.Words{}
		for _, s := range worksheet.Compose(worksheet.Made{Pack: p}).Sheets {
			for i, row := range s.Rows {
				if r.IntN(3) > 0 {
					continue
				}
				words := anyWords(r, row.Item, fmt.Sprintf("Edit %d: =1+1, é, 🏥\nsecond line", total))
				if words.Same(answers[row.ID].Words) {
					continue
				}
				write(t, f, s.Name, i+2, row.Item, words)
				want[row.ID] = words
				total++
			}
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		edits, refused := changes(t, out.Bytes(), p, answers)
		for _, x := range refused {
			t.Errorf("%s: %s", x.Where(), x.Why)
		}
		if len(edits) != len(want) {
			t.Errorf("%d edits came back, %d were made", len(edits), len(want))
		}
		for _, e := range edits {
			if !e.Words.Same(want[e.Item]) || e.Base != answers[e.Item].Version {
				t.Errorf("%s came back as %v on %d, want %v on %d", e.Item, e.Words, e.Base, want[e.Item], answers[e.Item].Version)
			}
		}
	}
}

// write puts an answer into a file as a person's program does.
func write(t *testing.T, f *excelize.File, sheet string, row int, item framework.Item, w assessment.Words) {
	t.Helper()
	set := func(column int, value any) {
		t.Helper()
		at, err := excelize.CoordinatesToCellName(column+1, row)
		if err == nil {
			err = f.SetCellValue(sheet, at, value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	set(worksheet.Answer, worksheet.Word(w.Reply))
	set(worksheet.Text, w.Text)
	switch {
	case w.Figure == nil:
	case item.Figure.Kind == framework.Percent && row%2 == 0:
		set(worksheet.Figure, w.Figure.String()+"%") // typed as text
	case item.Figure.Kind == framework.Percent:
		set(worksheet.Figure, float64(*w.Figure)/10000)
	default:
		set(worksheet.Figure, float64(*w.Figure)/100)
	}
	switch {
	case w.Date.IsZero():
	case row%2 == 0:
		set(worksheet.Date, w.Date.Words())
	default:
		set(worksheet.Date, w.Date.Time())
	}
}

func TestTheFormIsMadeToWorkIn(t *testing.T) {
	t.Parallel()
	p := pack(t)
	answers := everything(p, 1)
	file := form(t, p, answers)
	if again := form(t, p, answers); !bytes.Equal(file, again) {
		t.Error("the same answers gave other bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); len(got) != 12 || got[0] != "How to use this" || !slices.Contains(got, "Standard 10") || got[11] != "Our own" {
		t.Errorf("the sheets are %q", got)
	}
	for _, name := range f.GetSheetList() {
		if guard, err := f.GetSheetProtection(name); err != nil || !guard.DeleteRows {
			t.Errorf("%s is not locked: %+v, %v", name, guard, err)
		}
	}
	for _, s := range worksheet.Compose(worksheet.Made{Pack: p, Answers: answers}).Sheets {
		panes, err := f.GetPanes(s.Name)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: the headings do not stay in sight", s.Name)
		}
		if shown, err := f.GetColVisible(s.Name, "L"); err != nil || shown {
			t.Errorf("%s: the version is in sight", s.Name)
		}
		lists, err := f.GetDataValidations(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		chosen := 0
		for i, row := range s.Rows {
			if len(row.Choices) > 0 {
				chosen++
			}
			for c := range worksheet.Columns {
				at, _ := excelize.CoordinatesToCellName(c+1, i+2)
				open := c == worksheet.Answer && (len(row.Choices) > 0 || row.Answer.Reply != "") || c == worksheet.Figure && (row.TakesFigure() || row.Answer.Figure != nil) ||
					c == worksheet.Date && (row.TakesDate() || !row.Answer.Date.IsZero()) || c == worksheet.Text && row.TakesText()
				id, err := f.GetCellStyle(s.Name, at)
				if err != nil {
					t.Fatal(err)
				}
				style, err := f.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				if locked := style.Protection == nil || style.Protection.Locked; locked == open {
					t.Errorf("%s %s: locked %v", s.Name, at, locked)
				}
				if formula, _ := f.GetCellFormula(s.Name, at); formula != "" {
					t.Errorf("%s %s: %q became a formula", s.Name, at, formula)
				}
			}
		}
		if len(lists) != chosen {
			t.Errorf("%s: %d lists for %d questions", s.Name, len(lists), chosen)
		}
	}
}
