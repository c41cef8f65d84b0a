package feed

import (
	"reflect"
	"strings"
	"testing"

	"cyberready/internal/core/trust"
)

func TestReadKindsReadsTheExampleOfThePackageComment(t *testing.T) {
	t.Parallel()
	got, rejected, err := ReadKinds(strings.NewReader(lines(
		"code,kind,major trauma centre,weekly appointments,beds,staff,year,source",
		`ZZ1,acute,yes,"14,500",910,8800,2022,Yearbook of invented hospitals`,
		"ZZ2,ambulance,no,,,3100,2022,Yearbook of invented hospitals",
		"ZZ3,unknown,,,,,,",
	)), "kinds.csv")
	if err != nil || len(rejected) > 0 {
		t.Fatal(rejected, err)
	}
	yes, no := true, false
	figure := func(n int) *trust.Figure {
		return &trust.Figure{Value: n, Year: 2022, Source: "Yearbook of invented hospitals"}
	}
	want := []trust.Profile{
		{Line: 2, Code: "ZZ1", Kind: trust.Acute, MajorTrauma: &yes, WeeklyAppointments: figure(14500), Beds: figure(910), Staff: figure(8800)},
		{Line: 3, Code: "ZZ2", Kind: trust.Ambulance, MajorTrauma: &no, Staff: figure(3100)},
		{Line: 4, Code: "ZZ3"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
}

func TestFiguresMayHaveAYearAndSourceOfTheirOwn(t *testing.T) {
	t.Parallel()
	got, rejected, err := ReadKinds(strings.NewReader(lines(
		"Source,Kind,ODS Code,Beds,Beds Year,Beds Source,Staff,Year",
		"staff census,mental health,ZZ1,120,2021,bed census,900,2023",
	)), "kinds.csv")
	if err != nil || len(rejected) > 0 || len(got) != 1 {
		t.Fatal(got, rejected, err)
	}
	if beds, staff := *got[0].Beds, *got[0].Staff; beds != (trust.Figure{Value: 120, Year: 2021, Source: "bed census"}) ||
		staff != (trust.Figure{Value: 900, Year: 2023, Source: "staff census"}) {
		t.Errorf("beds %+v, staff %+v", beds, staff)
	}
}

func TestOnlyCodeAndKindAreNeeded(t *testing.T) {
	t.Parallel()
	got, rejected, err := ReadKinds(strings.NewReader(lines("code,kind", "ZZ1,community")), "kinds.csv")
	if err != nil || len(rejected) > 0 || !reflect.DeepEqual(got, []trust.Profile{{Line: 2, Code: "ZZ1", Kind: trust.Community}}) {
		t.Errorf("read %+v, rejected %v, error %v", got, rejected, err)
	}
	_, _, err = ReadKinds(strings.NewReader(lines("code,type", "ZZ1,community")), "kinds.csv")
	wantUnreadable(t, err, "kinds.csv, line 1:", "no column Kind", "code, type")
}

func TestReadKindsRejectsRowsByLine(t *testing.T) {
	t.Parallel()
	got, rejected, err := ReadKinds(strings.NewReader(lines(
		"code,kind,major trauma centre,weekly appointments,beds,staff,year,source",
		",acute,,,,,,",
		"ZZ2,hospital,,,,,,",
		"ZZ3,acute,perhaps,,,,,",
		"ZZ4,acute,,many,,,2022,x",
		"ZZ5,acute,,,-4,,2022,x",
		"ZZ6,acute,,,,99999999,2022,x",
		"ZZ7,acute,,,,500,,x",
		"ZZ8,acute,,,,500,2022,",
		"ZZ9,acute,,,,500,2022-23,x",
		"ZZ10,acute,,,,500,22,x",
		"ZZ11,acute,,,,,,",
		"ZZ11,community,,,,,,",
		"ZZ12,acute",
	)), "kinds.csv")
	if err != nil || len(got) > 0 {
		t.Errorf("read %+v (%v)", got, err)
	}
	wantRejected(t, rejected,
		"2.1 There is no ODS code.",
		"3.2 “hospital” is not a kind of trust.",
		"4.3 “perhaps” is neither yes nor no.",
		"5.4 “many” is not a whole number",
		"6.5 “-4” is not a whole number",
		"7.6 “99999999” is not a whole number",
		"8.6 The figure for staff needs its year and its source.",
		"9.6 The figure for staff needs its year and its source.",
		"10.7 “2022-23” is not a year.",
		"11.7 “22” is not a year.",
		"12.1 The code ZZ11 is on line 13 too.",
		"13.1 The code ZZ11 is on line 12 too.",
		"14.3 The row has 2 columns, not 8.",
	)
}
