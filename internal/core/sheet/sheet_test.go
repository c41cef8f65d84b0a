package sheet

import (
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"cyberready/internal/core/day"
)

func written(t *testing.T, how CSV, table Table) string {
	t.Helper()
	var b strings.Builder
	if err := how.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCSVHoldsHeadingsRowsAndTheNotesOfEachRow(t *testing.T) {
	t.Parallel()
	got := written(t, CSV{}, Table{
		Title:   "Published results",
		Notes:   []string{"As at 16 November 2023.", "211 organisations."},
		Columns: []Column{{Title: "Trust"}, {Title: "Items in place", Numeric: true}, {Title: "Published"}},
		Rows: [][]Cell{
			{Text("Queen Anne Hospital, King's Moor, NHS Trust"), Number(1106), Date(day.Of(2023, 6, 30))},
			{Text("The \"Old\"\nTrust"), Cell{}, Date(day.Day{})},
		},
	})
	want := "Trust,Items in place,Published,Notes\r\n" +
		"\"Queen Anne Hospital, King's Moor, NHS Trust\",1106,2023-06-30,As at 16 November 2023. 211 organisations.\r\n" +
		"\"The \"\"Old\"\"\r\nTrust\",,,As at 16 November 2023. 211 organisations.\r\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestTextNeverBecomesAFormula(t *testing.T) {
	t.Parallel()
	for _, evil := range []string{
		`=HYPERLINK("http://example.org","click")`, "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
	} {
		csvText := written(t, CSV{}, Table{
			Notes:   []string{evil},
			Columns: []Column{{Title: evil}},
			Rows:    [][]Cell{{Text(evil)}},
		})
		records, err := csv.NewReader(strings.NewReader(csvText)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range []string{records[0][0], records[1][0], records[1][1]} {
			if !strings.HasPrefix(cell, "'") {
				t.Errorf("%q is written as %q", evil, cell)
			}
		}
	}
}

func TestNumbersDatesAndHarmlessWordsAreNotGuarded(t *testing.T) {
	t.Parallel()
	got := written(t, CSV{}, Table{
		Columns: []Column{{Title: "a"}, {Title: "b"}, {Title: "c"}, {Title: "d"}},
		Rows:    [][]Cell{{Number(-5), Date(day.Of(2023, 6, 30)), Text("1 = 1"), Text("")}},
	})
	if want := "a,b,c,d\r\n-5,2023-06-30,1 = 1,\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnEmptyTableIsItsHeadings(t *testing.T) {
	t.Parallel()
	if got := written(t, CSV{}, Table{Notes: []string{"n"}, Columns: []Column{{Title: "Trust"}}}); got != "Trust,Notes\r\n" {
		t.Errorf("got %q", got)
	}
}

func TestTheByteOrderMarkComesOnceAndOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	table := Table{Columns: []Column{{Title: "Trust"}}, Rows: [][]Cell{{Text("Éclair")}}}
	plain := written(t, CSV{}, table)
	if strings.Contains(plain, "\ufeff") {
		t.Error("a mark that nobody asked for")
	}
	if marked := written(t, CSV{BOM: true}, table); marked != "\ufeff"+plain {
		t.Errorf("got %q", marked)
	}
}

func TestARowOfAnotherLengthIsRefused(t *testing.T) {
	t.Parallel()
	err := CSV{}.Write(&strings.Builder{}, Table{Columns: []Column{{Title: "Trust"}}, Rows: [][]Cell{{Text("a"), Text("b")}}})
	if err == nil {
		t.Error("written")
	}
}

type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestAFailedWriteIsReported(t *testing.T) {
	t.Parallel()
	for _, how := range []CSV{{}, {BOM: true}} {
		if err := how.Write(fullDisk{}, Table{Columns: []Column{{Title: "Trust"}}}); !errors.Is(err, errFull) {
			t.Errorf("%+v: got %v", how, err)
		}
	}
}

func TestCellsInWordsAndPlain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cell         Cell
		words, plain string
	}{
		{Cell{}, "", ""},
		{Text("Not known"), "Not known", "Not known"},
		{Number(0), "0", "0"},
		{Number(999), "999", "999"},
		{Number(60000), "60,000", "60000"},
		{Number(-1234567), "-1,234,567", "-1234567"},
		{Date(day.Of(2025, 5, 3)), "3 May 2025", "2025-05-03"},
		{Date(day.Day{}), "", ""},
	} {
		if got := c.cell.Words(); got != c.words {
			t.Errorf("%+v in words is %q, want %q", c.cell, got, c.words)
		}
		if got := c.cell.Plain(); got != c.plain {
			t.Errorf("%+v plain is %q, want %q", c.cell, got, c.plain)
		}
	}
}
