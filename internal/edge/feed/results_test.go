package feed

import (
	"reflect"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
)

func TestReadResultsFindsItsColumnsUnderTheNamesOfTheYears(t *testing.T) {
	t.Parallel()
	full := trust.Published{
		Line: 2, Code: "ZZ1", Name: "Moor and Dale NHS Trust", Region: "ZZA",
		Status: trust.StandardsMet, On: day.Of(2023, 6, 30),
	}
	bare := full
	bare.Region, bare.On = "", day.Day{}
	for name, c := range map[string]struct {
		content string
		want    trust.Published
	}{
		"with an index column": {lines(
			",Code,National Grouping,High Level Health Geography,lat,long,Organisation Name,Status,Date Of Publication,Primary Sector",
			"0,ZZ1,ZZA,ZZQ,53.4,-2.2,MOOR AND DALE NHS TRUST,22/23 Standards Met,30/06/2023,NHS Trust"), full},
		"the year before, with a mark": {"\ufeff" + lines(
			",ODS Code,ODS Org Name,index,Status", "0,ZZ1,MOOR AND DALE NHS TRUST,65,22/23 Standards Met"), bare},
		"quoted, with dots for spaces": {lines(
			`"","Code","Organisation.Name","Latest.Status","Date.Of.Publication","National.Grouping"`,
			`"1","ZZ1","MOOR AND DALE NHS TRUST","22/23 Standards Met","30/06/2023","ZZA"`), full},
		"the year in the heading": {lines(
			"Code,Organisation Name,2022-23 Status", "ZZ1,MOOR AND DALE NHS TRUST,Standards Met"), bare},
		"several years": {lines(
			"Code,Organisation Name,Status 21/22,Status 22/23", "ZZ1,MOOR AND DALE NHS TRUST,Standards Not Met,Standards Met"), bare},
		"a year beside none": {lines(
			"Code,Organisation Name,Status,22/23 Status", "ZZ1,MOOR AND DALE NHS TRUST,Standards Not Met,Standards Met"), bare},
		"capitals and spaces": {lines(
			" ODS  CODE ,ORGANISATION NAME,status", "zz1,Moor and Dale NHS Trust,standards MET"), bare},
	} {
		got, rejected, err := ReadResults(strings.NewReader(c.content), "results.csv", "2022-23")
		if err != nil || len(rejected) > 0 || !reflect.DeepEqual(got, []trust.Published{c.want}) {
			t.Errorf("%s: read %+v, rejected %v, error %v", name, got, rejected, err)
		}
	}
}

func TestReadResultsRejectsRowsByLine(t *testing.T) {
	t.Parallel()
	got, rejected, err := ReadResults(strings.NewReader(lines(
		"Code,Organisation Name,National Grouping,Status,Date Of Publication",
		"ZZ1,MOOR NHS TRUST,ZZA,22/23 Standards Met,30/06/2023",
		",NO CODE NHS TRUST,ZZA,22/23 Standards Met,30/06/2023",
		"ZZ3,NO STATUS NHS TRUST,ZZA,,30/06/2023",
		"ZZ4,NO SUCH STATUS NHS TRUST,ZZA,#N/A,30/06/2023",
		"ZZ5,OTHER YEAR NHS TRUST,ZZA,21/22 Standards Met,30/06/2022",
		"ZZ6,NO SUCH DAY NHS TRUST,ZZA,22/23 Standards Met,31/06/2023",
		"ZZ7,AMERICAN NHS TRUST,ZZA,22/23 Standards Met,06/30/2023",
		"ZZ8,BAD REGION NHS TRUST,The North West,22/23 Standards Met,30/06/2023",
		"ZZ9,\"MOOR,ZZA,22/23 Standards Met,30/06/2023",
		"ZZ10,DALE NHS TRUST,ZZA,22/23 Standards Exceeded,30/06/2023",
		"ZZ11,FELL NHS TRUST,ZZA,22/23 Standards Met,30/06/2023",
		"ZZ11,FELL NHS TRUST,ZZA,22/23 Approaching Standards,30/06/2023",
		"ZZ12,COMMA NHS TRUST,,ZZA,22/23 Standards Met,30/06/2023",
	)), "results.csv", "2022-23")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Code != "ZZ1" || got[1].Code != "ZZ10" || got[1].Line != 11 {
		t.Errorf("read %+v, want ZZ1 and ZZ10", got)
	}
	wantRejected(t, rejected,
		"3.1 There is no ODS code.",
		"4.4 There is no status.",
		"5.4 “#N/A” is not a DSPT status.",
		"6.4 This status is of 2021-22, not of 2022-23.",
		"7.5 “31/06/2023” is not a date (DD/MM/YYYY).",
		"8.5 “06/30/2023” is not a date (DD/MM/YYYY).",
		"9.3 “The North West” is not an ODS code.",
		"10.2 A quotation mark is opened here and never closed.",
		"12.1 The code ZZ11 is on line 13 too.",
		"13.1 The code ZZ11 is on line 12 too.",
		"14.6 The row has 6 columns, not 5.",
	)
}

func TestWhoHasNotPublishedHasNoDayOfPublication(t *testing.T) {
	t.Parallel()
	got, _, err := ReadResults(strings.NewReader(lines(
		"Code,Status,Date Of Publication", "ZZ1,Not Published,28/06/2022", "ZZ2,22/23 Standards Met,1/7/2023",
	)), "results.csv", "2022-23")
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	if !got[0].On.IsZero() || got[0].Status != trust.NotPublished {
		t.Errorf("ZZ1 is %+v, with last year's day", got[0])
	}
	if got[1].On != day.Of(2023, 7, 1) {
		t.Errorf("ZZ2 published on %s, want 2023-07-01", got[1].On)
	}
}

func TestResultsWithoutTheirColumnsNameThoseFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		headings string
		says     []string
	}{
		{"Organisation Name,Status", []string{"line 1:", "no column Code or ODS Code", "Organisation Name, Status."}},
		{",Code,Outcome", []string{"line 1:", "no column Status", "(no name), Code, Outcome."}},
		{"Code,21/22 Status,20/21 Status", []string{"line 1:", "a status for 2021-22, 2020-21, and none for 2022-23"}},
		{"Code,Status,Status", []string{"line 1, column 3:", "Status and Status"}},
		{"Code,\"Status", []string{"line 1, column 2:", "the headings cannot be read", "never closed"}},
		{strings.Repeat("x,", 99) + "x", []string{"and 70 more"}},
	} {
		got, _, err := ReadResults(strings.NewReader(lines(c.headings, "ZZ1,a,b")), "results.csv", "2022-23")
		if len(got) > 0 {
			t.Errorf("%s: read %+v", c.headings, got)
		}
		wantUnreadable(t, err, append(c.says, "results.csv, ")...)
	}
}

func TestHeadingsAloneAreNoResults(t *testing.T) {
	t.Parallel()
	_, _, err := ReadResults(strings.NewReader(lines("Code,Status", ",")), "results.csv", "2022-23")
	wantUnreadable(t, err, "results.csv has no rows")
}
