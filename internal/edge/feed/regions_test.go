package feed

import (
	"reflect"
	"strings"
	"testing"

	"cyberready/internal/core/trust"
)

const lookupHeadings = "SICBL31CD,SICBL31CDH,SICBL31NM,ICB31CD,ICB31CDH,ICB31NM,NHSER31CD,NHSER31CDH,NHSER31NM,ObjectId"

func TestReadRegionsFindsTheColumnsOfAnyYear(t *testing.T) {
	t.Parallel()
	regions, icbs, rejected, err := ReadRegions(strings.NewReader("\ufeff"+lines(lookupHeadings,
		`E1,01A,NHS Moor ICB - 01A,E5,ZZQ,"Moor, Dale and Fell Integrated Care Board",E4,ZZB,Upland,1`,
		`E2,01B,NHS Moor ICB - 01B,E5,ZZQ,"Moor, Dale and Fell Integrated Care Board",E4,ZZB,Upland,2`,
		`E3,01C,NHS Tarn ICB - 01C,E6,ZZP,Tarn Integrated Care Board,E4,ZZB,Upland,3`,
		`E4,01D,NHS Beck ICB - 01D,E7,ZZR,BECK INTEGRATED CARE BOARD,E3,ZZA,Lowland,4`,
	)), "lookup.csv")
	if err != nil || len(rejected) > 0 {
		t.Fatal(rejected, err)
	}
	if want := []trust.Region{{Code: "ZZA", Name: "Lowland"}, {Code: "ZZB", Name: "Upland"}}; !reflect.DeepEqual(regions, want) {
		t.Errorf("regions %+v, want %+v", regions, want)
	}
	if want := []trust.ICB{
		{Code: "ZZP", Name: "Tarn Integrated Care Board", RegionCode: "ZZB"},
		{Code: "ZZQ", Name: "Moor, Dale and Fell Integrated Care Board", RegionCode: "ZZB"},
		{Code: "ZZR", Name: "Beck Integrated Care Board", RegionCode: "ZZA"},
	}; !reflect.DeepEqual(icbs, want) {
		t.Errorf("ICBs %+v, want %+v", icbs, want)
	}
}

func TestReadRegionsRejectsWhatContradictsItself(t *testing.T) {
	t.Parallel()
	regions, icbs, rejected, err := ReadRegions(strings.NewReader(lines("ICB31CDH,ICB31NM,NHSER31CDH,NHSER31NM",
		"ZZP,Tarn ICB,ZZA,Lowland",
		"ZZQ,Moor ICB,ZZA,Lowland",
		"ZZQ,Moor ICB,ZZA,Lowland",
		"ZZQ,Moor ICB,ZZB,Upland",
		"ZZR,Beck ICB,ZZC,Midland",
		"ZZS,Gill ICB,ZZC,Mid Land",
		",Nobody's ICB,ZZA,Lowland",
		"ZZT,Force ICB,,Lowland",
		"ZZU,,ZZA,Lowland",
		"ZZV,Hause ICB,ZZA,",
	)), "lookup.csv")
	if err != nil {
		t.Fatal(err)
	}
	if len(regions) != 1 || len(icbs) != 1 || icbs[0].Code != "ZZP" {
		t.Errorf("read %+v and %+v, want ZZA and ZZP alone", regions, icbs)
	}
	wantRejected(t, rejected,
		"3.1 The ICB ZZQ has another name or region on line 5.",
		"4.1 The ICB ZZQ has another name or region on line 5.",
		"5.1 The ICB ZZQ has another name or region on line 3.",
		"6.3 The region ZZC has another name on line 7.",
		"7.3 The region ZZC has another name on line 6.",
		"8.1 There is no ODS code.",
		"9.3 There is no ODS code.",
		"10.2 There is no name.",
		"11.4 There is no name.",
	)
}

func TestALookupWithoutItsColumnsNamesThoseFound(t *testing.T) {
	t.Parallel()
	_, _, _, err := ReadRegions(strings.NewReader(lines("FID,ICB31CDH,ICB31NM,NHSER31NM", "1,ZZP,Tarn ICB,Lowland")), "lookup.csv")
	wantUnreadable(t, err, "lookup.csv, line 1:", "no column NHSER??CDH", "FID, ICB31CDH, ICB31NM, NHSER31NM")
}

func TestALookupOfTwoYearsIsAmbiguous(t *testing.T) {
	t.Parallel()
	_, _, _, err := ReadRegions(strings.NewReader(lines("ICB31CDH,ICB32CDH,ICB31NM,NHSER31CDH,NHSER31NM", "ZZP,ZZP,Tarn,ZZA,Low")), "lookup.csv")
	wantUnreadable(t, err, "line 1, column 2", "ICB31CDH and ICB32CDH")
}
