package feed

import (
	"slices"
	"strings"
	"testing"
)

// read gives the cells of every row, joined by "|", or what is wrong with it.
func read(t *testing.T, content string) (rows []string, at []int) {
	t.Helper()
	f, err := open(strings.NewReader(content), "file.csv")
	if err != nil {
		t.Fatal(err)
	}
	for {
		r, why, more := f.next()
		if !more {
			return rows, at
		}
		at = append(at, r.place.Line)
		if why != nil {
			rows = append(rows, "! "+why.reason)
		} else {
			rows = append(rows, strings.Join(r.cells, "|"))
		}
	}
}

func TestRowsAreReadHoweverTheyAreQuotedAndEnded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, content string
		rows          []string
		at            []int
	}{
		{"bare", "ZZ1,Moor\nZZ2,Dale\n", []string{"ZZ1|Moor", "ZZ2|Dale"}, []int{1, 2}},
		{"quoted", "\"ZZ1\",\"Moor, West\"\n", []string{"ZZ1|Moor, West"}, []int{1}},
		{"mark, quoted, CR LF", "\ufeff\"ZZ1\",\"Moor\"\r\n\"ZZ2\",\"Dale\"\r\n", []string{"ZZ1|Moor", "ZZ2|Dale"}, []int{1, 2}},
		{"CR alone", "ZZ1,Moor\rZZ2,Dale\r", []string{"ZZ1|Moor", "ZZ2|Dale"}, []int{1, 2}},
		{"no last line end", "ZZ1,Moor\nZZ2,", []string{"ZZ1|Moor", "ZZ2|"}, []int{1, 2}},
		{"blank rows", "\n\r\nZZ1,Moor\n , \n,\n\nZZ2,Dale\n\n", []string{"ZZ1|Moor", "ZZ2|Dale"}, []int{3, 7}},
		{"line end in quotes", "ZZ1,\"Moor\r\nand Dale\"\r\nZZ2,Fell\r\n", []string{"ZZ1|Moor and Dale", "ZZ2|Fell"}, []int{1, 3}},
		{"doubled quotes", "ZZ1,\"the \"\"old\"\" one\"\n", []string{"ZZ1|the \"old\" one"}, []int{1}},
		{"spaces tidied", " ZZ1 ,Moor \u00a0 and\tDale \n", []string{"ZZ1|Moor and Dale"}, []int{1}},
	} {
		if rows, at := read(t, c.content); !slices.Equal(rows, c.rows) || !slices.Equal(at, c.at) {
			t.Errorf("%s: read %q at lines %v, want %q at %v", c.name, rows, at, c.rows, c.at)
		}
	}
}

func TestABrokenRowDoesNotSwallowTheNext(t *testing.T) {
	t.Parallel()
	const (
		open   = "! A quotation mark is opened here and never closed."
		inside = "! There is a quotation mark inside a cell that does not begin with one."
		after  = "! There is text after the closing quotation mark of this cell."
	)
	for _, c := range []struct {
		name, broken, want string
	}{
		{"never closed", "ZZ2,\"Dale", open},
		{"closed by the next line's quotation mark", "\"ZZ2,Dale", after},
		{"opened too late", "ZZ2,the \"old\" one", inside},
		{"closed too early", "ZZ2,\"the \"old\" one\"", after},
		{"not UTF-8", "ZZ2,Dale\x92s", "! This cell is not text in UTF-8. Save the file as CSV UTF-8."},
		{"a control character", "ZZ2,Da\x1ble", "! This cell holds a control character."},
		{"endless", "ZZ2" + strings.Repeat(",", maxColumns), "! The row has more than 500 columns."},
	} {
		last := "ZZ3,Fell"
		if c.want == after {
			last = "\"ZZ3\",\"Fell\""
		}
		rows, at := read(t, lines("ZZ1,Moor", c.broken, last))
		if want := []string{"ZZ1|Moor", c.want, "ZZ3|Fell"}; !slices.Equal(rows, want) || !slices.Equal(at, []int{1, 2, 3}) {
			t.Errorf("%s: read %q at lines %v, want %q", c.name, rows, at, want)
		}
	}
}

func TestWhatIsShownOfARowCannotDriveATerminal(t *testing.T) {
	t.Parallel()
	if got, want := shown("ZZ1,\x1b[2J\x00,Dale\x92s,Ö\r\n,\tx"), "ZZ1,�[2J�,Dale�s,Ö\r\n,\tx"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
