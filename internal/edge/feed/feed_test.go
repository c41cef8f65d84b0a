package feed

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"cyberready/internal/core/fault"
)

// lines joins lines with CR LF, as published files end them.
func lines(all ...string) string { return strings.Join(all, "\r\n") + "\r\n" }

// wantRejected compares line, column and the beginning of each reason.
func wantRejected(t *testing.T, got []Rejected, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d rows are rejected, want %d: %q", len(got), len(want), got)
		return
	}
	for i, r := range got {
		if short := fmt.Sprintf("%d.%d %s", r.Line, r.Column, r.Reason); !strings.HasPrefix(short, want[i]) {
			t.Errorf("rejected: %q, want %q…", short, want[i])
		}
	}
}

// wantUnreadable wants a fault that a person can act on, with parts of its sentence.
func wantUnreadable(t *testing.T, err error, parts ...string) {
	t.Helper()
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("got %v, want an Invalid fault", err)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
}

var errDisk = errors.New("disk error")

type brokenDisk struct{}

func (brokenDisk) Read([]byte) (int, error) { return 0, errDisk }

// everyReader gives the readers as one shape, for what holds of all of them.
func everyReader() map[string]func(content string) ([]Rejected, error) {
	return map[string]func(string) ([]Rejected, error){
		"trusts": func(s string) ([]Rejected, error) {
			_, rejected, err := ReadTrusts(strings.NewReader(s), "file.csv")
			return rejected, err
		},
		"regions": func(s string) ([]Rejected, error) {
			_, _, rejected, err := ReadRegions(strings.NewReader(s), "file.csv")
			return rejected, err
		},
		"kinds": func(s string) ([]Rejected, error) {
			_, rejected, err := ReadKinds(strings.NewReader(s), "file.csv")
			return rejected, err
		},
		"results": func(s string) ([]Rejected, error) {
			_, rejected, err := ReadResults(strings.NewReader(s), "file.csv", "2022-23")
			return rejected, err
		},
	}
}

func TestAFileThatIsNoCSVInUTF8IsRefusedWhole(t *testing.T) {
	t.Parallel()
	for name, read := range everyReader() {
		for what, content := range map[string]string{
			"nothing":         "",
			"only a mark":     "\ufeff",
			"blank lines":     "\r\n\r\n,,,\r\n",
			"a spreadsheet":   "PK\x03\x04\x14\x00",
			"UTF-16":          "\xff\xfeC\x00o\x00d\x00e\x00",
			"other UTF-16":    "\xfe\xff\x00C\x00o\x00d\x00e",
			"a program":       "\x7fELF\x02\x01\x01\x00\x00",
			"some other text": "Dear colleague,\r\nplease find attached\r\n",
			"an open quote":   "\"Code",
			"too much":        strings.Repeat("x", maxBytes+1),
		} {
			if rejected, err := read(content); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "file.csv") {
				t.Errorf("%s takes %s: %v, %v", name, what, rejected, err)
			}
		}
	}
}

func TestAFailingDiskIsNotThePersonsFault(t *testing.T) {
	t.Parallel()
	_, _, err := ReadTrusts(brokenDisk{}, "file.csv")
	if !errors.Is(err, errDisk) || fault.KindOf(err) != fault.Internal {
		t.Errorf("got %v", err)
	}
}

func TestARejectedRowSaysWhereAndWhy(t *testing.T) {
	t.Parallel()
	r := Rejected{Place: Place{"etr.csv", 12}, Column: 11, Reason: "“2023” is not a date (YYYYMMDD)."}
	if got, want := r.String(), "etr.csv, line 12, column 11: “2023” is not a date (YYYYMMDD)."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
