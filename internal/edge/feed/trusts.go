package feed

import (
	"fmt"
	"io"

	"cyberready/internal/core/trust"
)

// The columns of the Organisation Data Service's etr and ect files, which have no headings. The rest of the 27 is the
// address, empty or internal.
const (
	odsCode    = 0
	odsName    = 1
	odsRegion  = 2 // national grouping
	odsICB     = 3 // high-level health geography
	odsOpened  = 10
	odsClosed  = 11
	odsColumns = 27
)

// File is a file to read: its name as a person knows it, and its content.
type File struct {
	Name   string
	Reader io.Reader
}

// Register is what register files hold together.
type Register struct {
	Trusts   []trust.Trust    // in the order of the files, closed and Welsh ones too
	Places   map[string]Place // by code: where each trust stands
	Rejected []Rejected
}

// ReadTrusts reads one register file of the Organisation Data Service (etr or ect). Kind and figures, which it does not
// hold, are unknown.
func ReadTrusts(r io.Reader, name string) ([]trust.Trust, []Rejected, error) {
	register, err := ReadRegister(File{name, r})
	return register.Trusts, register.Rejected, err
}

// ReadRegister reads several register files as one. A code that stands in two of them is rejected as it is within one.
func ReadRegister(files ...File) (Register, error) {
	var opened []*file
	var rows []row[trust.Trust]
	for _, source := range files {
		f, err := open(source.Reader, source.Name)
		if err != nil {
			return Register{}, err
		}
		read, err := f.trusts()
		if err != nil {
			return Register{}, err
		}
		opened = append(opened, f)
		rows = append(rows, read...)
	}
	rows = rejectDuplicates(rows, odsCode+1, func(t trust.Trust) string { return t.Code })
	places := make(map[string]Place, len(rows))
	for _, r := range rows {
		places[r.value.Code] = r.place
	}
	return Register{Trusts: values(rows), Places: places, Rejected: rejectedOf(opened...)}, nil
}

// trusts reads the rows of one file. A file of which no row has the right number of columns is another kind of file.
func (f *file) trusts() ([]row[trust.Trust], error) {
	var rows []row[trust.Trust]
	fitting := 0
	for r := range f.each(odsColumns) {
		fitting++
		t, why := readTrust(r)
		if why != nil {
			r.reject(*why)
			continue
		}
		rows = append(rows, row[trust.Trust]{r, t})
	}
	if f.records == 0 {
		return nil, f.empty()
	}
	if fitting == 0 {
		first := f.rejected[0]
		return nil, f.unreadable(first.Line, first.Column,
			"this is not a register file of the Organisation Data Service. It has %d columns and no headings. %s",
			odsColumns, first.Reason)
	}
	return rows, nil
}

func readTrust(r record) (t trust.Trust, why *flaw) {
	var err error
	if t.Code, err = trust.ParseCode(r.cells[odsCode]); err != nil {
		return t, flawed(odsCode, err)
	}
	if r.cells[odsName] == "" {
		return t, &flaw{odsName + 1, "There is no name."}
	}
	t.SourceName, t.Name = r.cells[odsName], trust.ReadableName(r.cells[odsName])
	if t.Region, why = optionalCode(r, odsRegion); why != nil {
		return t, why
	}
	if t.ICB, why = optionalCode(r, odsICB); why != nil {
		return t, why
	}
	if t.Opened, why = readDay(r, odsOpened, "20060102", "YYYYMMDD"); why != nil {
		return t, why
	}
	if t.Closed, why = readDay(r, odsClosed, "20060102", "YYYYMMDD"); why != nil {
		return t, why
	}
	if !t.Closed.IsZero() && t.Closed.Before(t.Opened) {
		return t, &flaw{odsClosed + 1, fmt.Sprintf("It closed on %s, before it opened on %s.", t.Closed.Words(), t.Opened.Words())}
	}
	return t, nil
}

// optionalCode reads the code of a region or ICB; an empty cell is an unknown one.
func optionalCode(r record, index int) (string, *flaw) {
	if r.cell(index) == "" {
		return "", nil
	}
	code, err := trust.ParseCode(r.cell(index))
	if err != nil {
		return "", flawed(index, err)
	}
	return code, nil
}
