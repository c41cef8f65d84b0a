package sheet_test

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/sheet"
)

func TestARowKeepsWhatItIsMadeOf(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 6, 1, 10, 0, 0, 0, time.FixedZone("BST", 3600))
	row := sheet.Row("=1+1", -3, day.Of(2027, 6, 1), at, time.Time{}, day.Day{})
	var b strings.Builder
	if err := (sheet.CSV{}).Write(&b, sheet.Table{Columns: sheet.Heads("a", "b", "c", "d", "e", "f"), Rows: [][]sheet.Cell{row}}); err != nil {
		t.Fatal(err)
	}
	if want := "a,b,c,d,e,f\r\n'=1+1,-3,2027-06-01,2027-06-01T09:00:00Z,,\r\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
	defer func() {
		if recover() == nil {
			t.Error("a cell of nothing was made")
		}
	}()
	sheet.Row(1.5)
}
