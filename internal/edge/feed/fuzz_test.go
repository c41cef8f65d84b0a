package feed

import (
	"strings"
	"testing"
	"unicode/utf8"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
)

// What holds of every file, however broken: no panic, each code at most once, each row inside the file, every row either
// read or rejected, a sentence for each reason.

func checkRejected(t *testing.T, content string, read int, rejected []Rejected, err error) {
	t.Helper()
	if err != nil {
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("not a fault: %v", err)
		}
		if read > 0 {
			t.Errorf("an error beside %d values", read)
		}
		return
	}
	total := lineEnds(content) + 1
	if read+len(rejected) > total {
		t.Errorf("%d rows read and %d rejected of %d lines", read, len(rejected), total)
	}
	last := 0
	for _, r := range rejected {
		if r.Line <= last || r.Line > total || r.Column < 1 || !strings.HasSuffix(r.Reason, ".") {
			t.Errorf("rejected %+v after line %d of %d", r, last, total)
		}
		if !utf8.ValidString(r.Text) || strings.ContainsFunc(r.Text, unprintable) {
			t.Errorf("line %d shows %q", r.Line, r.Text)
		}
		last = r.Line
	}
}

func checkCode(t *testing.T, seen map[string]bool, code string) {
	t.Helper()
	if parsed, err := trust.ParseCode(code); err != nil || parsed != code || seen[code] {
		t.Errorf("code %q read (%v), twice %v", code, err, seen[code])
	}
	seen[code] = true
}

func FuzzReadTrusts(f *testing.F) {
	moor := odsRow("ZZ1", "MOOR NHS TRUST", "ZZA", "ZZQ", "20010401", "20230331")
	f.Add(lines(moor, inQuotes(moor)))
	f.Add("\ufeff" + lines(strings.Replace(inQuotes(moor), "MOOR", "MO\r\nOR", 1), `"ZZ2`, odsRow("ZZ3", `"A""B"`, "", "", "", "")))
	f.Fuzz(func(t *testing.T, content string) {
		got, rejected, err := ReadTrusts(strings.NewReader(content), "file.csv")
		checkRejected(t, content, len(got), rejected, err)
		seen := map[string]bool{}
		for _, x := range got {
			checkCode(t, seen, x.Code)
			if x.Name == "" || x.SourceName == "" || (!x.Closed.IsZero() && x.Closed.Before(x.Opened)) {
				t.Errorf("read %+v", x)
			}
		}
	})
}

func FuzzReadRegions(f *testing.F) {
	f.Add("\ufeff" + lines(lookupHeadings, `E1,01A,NHS Moor ICB - 01A,E5,ZZQ,"Moor, Dale",E4,ZZB,Upland,1`))
	f.Add(lines("ICB31CDH,ICB31NM,NHSER31CDH,NHSER31NM", "ZZQ,Moor ICB,ZZA,Lowland", "ZZQ,Moor ICB,ZZB,Upland", "ZZP,Tarn,ZZB,Up"))
	f.Fuzz(func(t *testing.T, content string) {
		regions, icbs, rejected, err := ReadRegions(strings.NewReader(content), "file.csv")
		checkRejected(t, content, len(icbs), rejected, err)
		known, seen := map[string]bool{}, map[string]bool{}
		for _, x := range regions {
			checkCode(t, known, x.Code)
		}
		for _, x := range icbs {
			checkCode(t, seen, x.Code)
			if x.Name == "" || !known[x.RegionCode] {
				t.Errorf("read %+v", x)
			}
		}
	})
}

func FuzzReadKinds(f *testing.F) {
	f.Add(lines("code,kind,major trauma centre,weekly appointments,beds,staff,year,source", `ZZ1,acute,yes,"14,500",910,8800,2022,x`))
	f.Add(lines("source,kind,ods code,beds,beds year,beds source,staff,year", "x,mental health,ZZ1,120,2021,y,900,2023"))
	f.Fuzz(func(t *testing.T, content string) {
		got, rejected, err := ReadKinds(strings.NewReader(content), "file.csv")
		checkRejected(t, content, len(got), rejected, err)
		seen := map[string]bool{}
		for _, x := range got {
			checkCode(t, seen, x.Code)
			for _, figure := range []*trust.Figure{x.WeeklyAppointments, x.Beds, x.Staff} {
				if figure != nil && (figure.Value < 0 || figure.Value > maxFigure || figure.Year < 1900 || figure.Source == "") {
					t.Errorf("read %+v", *figure)
				}
			}
		}
	})
}

func FuzzReadResults(f *testing.F) {
	f.Add("\ufeff" + lines(",Code,National Grouping,Organisation Name,Status,Date Of Publication", "0,ZZ1,ZZA,MOOR NHS TRUST,22/23 Standards Met,30/06/2023"))
	f.Add(lines("ODS Code,21/22 Status,Status 2022-23", "ZZ1,x,Not Published", "ZZ1,x,\"Standards\nMet\"", "ZZ2,\"x,Standards Met"))
	f.Fuzz(func(t *testing.T, content string) {
		got, rejected, err := ReadResults(strings.NewReader(content), "file.csv", "2022-23")
		checkRejected(t, content, len(got), rejected, err)
		seen := map[string]bool{}
		for _, x := range got {
			checkCode(t, seen, x.Code)
			if status, _, err := trust.ParseStatus(string(x.Status)); err != nil || status != x.Status {
				t.Errorf("read status %q (%v)", x.Status, err)
			}
			if x.Line < 2 || x.Line > lineEnds(content)+1 {
				t.Errorf("read %+v", x)
			}
		}
	})
}
