package feed

import (
	"errors"
	"strings"
	"testing"
)

func TestWriteRejectedGivesEachRowItsReason(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	err := WriteRejected(&b, []Rejected{
		{Place: Place{"results.csv", 4}, Column: 8, Text: `ZZ1,"Moor, West",#N/A`, Reason: "“#N/A” is not a DSPT status."},
		{Place: Place{"results.csv", 9}, Text: "=cmd(),x", Reason: "Nothing fits."},
	})
	want := "\ufeff" + lines("File,Line,Column,Reason,Row",
		`results.csv,4,8,“#N/A” is not a DSPT status.,"ZZ1,""Moor, West"",#N/A"`,
		`results.csv,9,,Nothing fits.,"'=cmd(),x"`)
	if err != nil || b.String() != want {
		t.Errorf("wrote\n%q (%v), want\n%q", b.String(), err, want)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

func TestAFailedWriteIsReported(t *testing.T) {
	t.Parallel()
	if err := WriteRejected(fullDisk{}, nil); !errors.Is(err, errDisk) {
		t.Errorf("got %v", err)
	}
}
