package feed

import (
	"reflect"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
)

// odsRow makes a register row of 27 bare cells.
func odsRow(code, name, region, icb, opened, closed string) string {
	cells := make([]string, odsColumns)
	cells[odsCode], cells[odsName], cells[odsRegion], cells[odsICB] = code, name, region, icb
	cells[4], cells[9] = "1 MOOR LANE", "ZZ1 1ZZ"
	cells[odsOpened], cells[odsClosed] = opened, closed
	return strings.Join(cells, ",")
}

// inQuotes puts each cell of a bare row in quotation marks.
func inQuotes(row string) string { return `"` + strings.ReplaceAll(row, ",", `","`) + `"` }

func TestReadTrustsTakesEitherQuoting(t *testing.T) {
	t.Parallel()
	moor := odsRow("ZZ1", "MOOR AND DALE NHS FOUNDATION TRUST", "ZZA", "ZZQ", "20010401", "")
	fell := odsRow("ZZ2", "FELL WOMEN'S NHS TRUST", "W00", "", "19910401", "20230331")
	want := []trust.Trust{
		{
			Code: "ZZ1", Name: "Moor and Dale NHS Foundation Trust", SourceName: "MOOR AND DALE NHS FOUNDATION TRUST",
			Region: "ZZA", ICB: "ZZQ", Opened: day.Of(2001, 4, 1),
		},
		{
			Code: "ZZ2", Name: "Fell Women's NHS Trust", SourceName: "FELL WOMEN'S NHS TRUST",
			Region: trust.Wales, Opened: day.Of(1991, 4, 1), Closed: day.Of(2023, 3, 31),
		},
	}
	for name, content := range map[string]string{
		"quoted":              lines(inQuotes(moor), inQuotes(fell)),
		"bare":                lines(moor, fell),
		"mark and blank rows": "\ufeff\r\n" + lines(inQuotes(moor), "", strings.Repeat(",", 26), inQuotes(fell)),
		"line end in a name":  lines(strings.Replace(inQuotes(moor), "AND DALE", "AND\r\nDALE", 1), fell),
	} {
		got, rejected, err := ReadTrusts(strings.NewReader(content), "etr.csv")
		if err != nil || len(rejected) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: read %+v, rejected %v, error %v", name, got, rejected, err)
		}
	}
}

func TestReadTrustsRejectsRowsByLineAndReadsTheOthers(t *testing.T) {
	t.Parallel()
	got, rejected, err := ReadTrusts(strings.NewReader(lines(
		odsRow("ZZ1", "MOOR NHS TRUST", "ZZA", "ZZQ", "20010401", ""),
		odsRow("", "NO CODE NHS TRUST", "ZZA", "ZZQ", "20010401", ""),
		odsRow("ZZ-3", "BAD CODE NHS TRUST", "ZZA", "ZZQ", "20010401", ""),
		odsRow("ZZ4", "", "ZZA", "ZZQ", "20010401", ""),
		odsRow("ZZ5", "BAD REGION NHS TRUST", "North West", "ZZQ", "20010401", ""),
		odsRow("ZZ6", "BAD ICB NHS TRUST", "ZZA", "?", "20010401", ""),
		odsRow("ZZ7", "BAD DATE NHS TRUST", "ZZA", "ZZQ", "20010431", ""),
		odsRow("ZZ8", "OTHER DATE NHS TRUST", "ZZA", "ZZQ", "20010401", "31/03/2023"),
		odsRow("ZZ9", "BACKWARDS NHS TRUST", "ZZA", "ZZQ", "20010401", "20000331"),
		"ZZ10,SHORT NHS TRUST,ZZA",
		odsRow("ZZ11", "LONG NHS TRUST", "ZZA", "ZZQ", "20010401", "")+",",
		`"ZZ12","BROKEN "NHS" TRUST","ZZA"`,
		odsRow("ZZ13", "DALE NHS TRUST", "", "", "", ""),
	)), "etr.csv")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Code != "ZZ1" || got[1].Code != "ZZ13" {
		t.Errorf("read %+v, want ZZ1 and ZZ13", got)
	}
	wantRejected(t, rejected,
		"2.1 There is no ODS code.",
		"3.1 “ZZ-3” is not an ODS code.",
		"4.2 There is no name.",
		"5.3 “North West” is not an ODS code.",
		"6.4 “?” is not an ODS code.",
		"7.11 “20010431” is not a date (YYYYMMDD).",
		"8.12 “31/03/2023” is not a date (YYYYMMDD).",
		"9.12 It closed on 31 March 2000, before it opened on 1 April 2001.",
		"10.4 The row has 3 columns, not 27.",
		"11.28 The row has 28 columns, not 27.",
		"12.2 There is text after the closing quotation mark",
	)
	if text := rejected[8].Text; text != "ZZ10,SHORT NHS TRUST,ZZA" {
		t.Errorf("the text of line 10 is %q", text)
	}
}

func TestACodeOnTwoRowsRejectsBoth(t *testing.T) {
	t.Parallel()
	one := odsRow("ZZ1", "MOOR NHS TRUST", "ZZA", "ZZQ", "20010401", "")
	two := odsRow("zz1", "MOOR AND DALE NHS TRUST", "ZZA", "ZZQ", "20010401", "")
	three := odsRow("ZZ2", "FELL NHS TRUST", "ZZA", "ZZQ", "20010401", "")
	got, rejected, err := ReadTrusts(strings.NewReader(lines(one, three, two, one)), "etr.csv")
	if err != nil || len(got) != 1 || got[0].Code != "ZZ2" {
		t.Errorf("read %+v (%v), want ZZ2 alone", got, err)
	}
	wantRejected(t, rejected,
		"1.1 The code ZZ1 is on line 3 too.",
		"3.1 The code ZZ1 is on line 1 too.",
		"4.1 The code ZZ1 is on line 1 too.",
	)
}

func TestReadRegisterReadsSeveralFilesAsOne(t *testing.T) {
	t.Parallel()
	moor := odsRow("ZZ1", "MOOR NHS TRUST", "ZZA", "ZZQ", "20010401", "")
	dale := odsRow("ZZ2", "DALE CARE TRUST", "ZZA", "ZZQ", "20010401", "")
	fell := odsRow("ZZ3", "FELL CARE TRUST", "ZZA", "ZZQ", "20010401", "")
	got, err := ReadRegister(
		File{"etr.csv", strings.NewReader(lines(moor, "", dale))},
		File{"ect.csv", strings.NewReader(lines("", "", fell, "x", dale))},
	)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Trusts) != 2 || got.Places["ZZ1"] != (Place{"etr.csv", 1}) || got.Places["ZZ3"] != (Place{"ect.csv", 3}) {
		t.Errorf("read %+v", got)
	}
	wantRejected(t, got.Rejected,
		"3.1 The code ZZ2 is on line 5 of ect.csv too.",
		"4.2 The row has 1 column, not 27.",
		"5.1 The code ZZ2 is on line 3 of etr.csv too.",
	)
}

func TestAnotherKindOfFileIsNoRegister(t *testing.T) {
	t.Parallel()
	_, _, err := ReadTrusts(strings.NewReader(lines("Code,Status", "ZZ1,22/23 Standards Met")), "results.csv")
	wantUnreadable(t, err, "results.csv, line 1, column 3", "27 columns and no headings", "The row has 2 columns, not 27.")
}
