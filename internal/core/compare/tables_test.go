package compare

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/trust"
)

func lines(t sheet.Table) string {
	var out []string
	var heads []string
	for _, c := range t.Columns {
		heads = append(heads, c.Title)
	}
	out = append(out, strings.Join(heads, "|"))
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.Words())
		}
		out = append(out, strings.Join(cells, "|"))
	}
	return strings.Join(out, "\n")
}

func ashcombe() Trust {
	yes := true
	return Trust{
		Code: "ZZ1", Name: "Ashcombe Vale NHS Trust", Kind: trust.Acute, RegionCode: "ZZW", Region: "Westmark", ICBCode: "ZZI", ICB: "Moor and Fell ICB",
		MajorTrauma: &yes, Official: Stated{trust.StandardsMet, day.Of(2026, 11, 16)},
		Here: &Here{Version: 2, Outcome: score.Gaps, Counts: score.Counts{Mandatory: 112, InPlace: 106, DoesNotApply: 1, Exempt: 2, Proved: 81},
			PublishedOn: day.Of(2027, 6, 20), Signed: true, Reservations: 2, Refusals: 1},
		Draft: &Draft{day.Of(2026, 9, 1), 118, day.Of(2027, 6, 19)},
		Cells: []Cell{{"7", score.Counts{Mandatory: 12, InPlace: 10, DoesNotApply: 1, Proved: 8}}},
	}
}

func brackenhill() Trust {
	return Trust{Code: "ZZ2", Name: "Brackenhill NHS Trust", Region: "Westmark", Recorded: Stated{trust.NotPublished, day.Of(2027, 6, 30)}}
}

func TestThePageAndTheFileOfATableAgree(t *testing.T) {
	t.Parallel()
	list := []Trust{ashcombe(), brackenhill()}
	notes := []string{"As at 27 March 2027."}
	for name, both := range map[string][2]sheet.Table{
		"trusts":           {TrustTable(list, notes, true), TrustFile(list, notes, true)},
		"without drafts":   {TrustTable(list, notes, false), TrustFile(list, notes, false)},
		"waiting for help": {WaitingTable("w", list, notes, true), WaitingFile("w", list, notes, true)},
	} {
		page, file := both[0], both[1]
		shared := 0
		for i, c := range page.Columns {
			j := slices.IndexFunc(file.Columns, func(f sheet.Column) bool { return f.Title == c.Title })
			if j < 0 {
				continue
			}
			shared++
			for r := range list {
				if page.Rows[r][i] != file.Rows[r][j] {
					t.Errorf("%s, %s: the page says %q, the file %q", name, c.Title, page.Rows[r][i].Words(), file.Rows[r][j].Words())
				}
			}
		}
		if shared < 4 || len(file.Columns) <= len(page.Columns) || len(file.Notes) == 0 || len(page.Notes) == 0 {
			t.Errorf("%s: %d columns are shared, of %d and %d", name, shared, len(page.Columns), len(file.Columns))
		}
	}
}

func TestTheTableOfTrusts(t *testing.T) {
	t.Parallel()
	want := "Trust|Kind|Region|Official DSPT status|Recorded by the trust|Result here|In place|Board's signature|Published here on|Draft\n" +
		"Ashcombe Vale NHS Trust|Acute|Westmark|Standards Met||Gaps|106 of 112|Signed, two with reservations, one declined|20 June 2027|118 answered, changed 19 June 2027\n" +
		"Brackenhill NHS Trust|Kind not known|Westmark|No status imported|Not Published|Not published here||||Not begun"
	if got := lines(TrustTable([]Trust{ashcombe(), brackenhill()}, nil, true)); got != want {
		t.Errorf("got\n%s", got)
	}
	for _, past := range []sheet.Table{TrustTable([]Trust{brackenhill()}, nil, false), WaitingTable("w", []Trust{brackenhill()}, nil, false)} {
		if got := lines(past); strings.Contains(got, "begun") {
			t.Errorf("a past day speaks of drafts:\n%s", got)
		}
	}
}

func TestTheFilesOfStandards(t *testing.T) {
	t.Parallel()
	seven := Standard{"7", "Continuity planning", 12}
	list := []Trust{ashcombe(), brackenhill()}
	for _, x := range []struct {
		table sheet.Table
		want  string
	}{
		{MapFile(list, []Standard{seven}, nil), "Trust|ODS code|Region|Result here|7. Continuity planning|7. of\n" +
			"Ashcombe Vale NHS Trust|ZZ1|Westmark|Gaps|10|12\nBrackenhill NHS Trust|ZZ2|Westmark|Not published here||"},
		{StandardTable(seven, list, nil), "Trust|ODS code|Region|In place|Of|Missing|Said not to apply|Exempt|With proof in date\n" +
			"Ashcombe Vale NHS Trust|ZZ1|Westmark|10|12|2|1|0|8\nBrackenhill NHS Trust|ZZ2|Westmark||||||"},
		{SpreadTable(NewSpread(seven, []Bucket{{12, 12, 5}, {12, 10, 1}}), nil), "In place|Of|Trusts\n10|12|1\n12|12|5"},
		{MissedTable([]Spread{NewSpread(seven, []Bucket{{12, 12, 5}, {12, 10, 1}})}, nil),
			"Standard|Requirements not in place|Of requirements|Trusts that miss something|Of trusts\n7. Continuity planning|2|72|1|6"},
		{ItemTable(MissedItems(pack(), "7", []ItemCount{{"7.3.5", score.Unanswered, 3}}), 6, nil),
			"Question|What it is|Counts|Effect on care|Trusts that miss it|Of these, not answered|Said not to apply|Exempt|Of trusts\n" +
				"7.3.5|Title of 7.3.5|Yes|Stops care|3|3|0|0|6\n7.1.1|Title of 7.1.1|Yes|Stops care|0|0|0|0|6\n7.1.2|Title of 7.1.2|No|Stops care|0|0|0|0|6"},
	} {
		if got := lines(x.table); got != x.want {
			t.Errorf("%s: got\n%s", x.table.Title, got)
		}
	}
}

func TestTrustsSideBySide(t *testing.T) {
	t.Parallel()
	got := SideTable([]Trust{ashcombe(), brackenhill()}, []Standard{{"7", "Continuity planning", 12}}, nil)
	want := "What|Ashcombe Vale NHS Trust (ZZ1)|Brackenhill NHS Trust (ZZ2)\n" +
		"Kind|Acute|Kind not known\nRegion|Westmark|Westmark\n" +
		"Official DSPT status|Standards Met|No status imported\nRecorded by the trust||Not Published\n" +
		"Result here|Gaps|Not published here\nRequirements in place|106 of 112|\nWith proof in date|81|\n" +
		"Board's signature|Signed, two with reservations, one declined|\nPublished here on|20 June 2027|\n" +
		"7. Continuity planning|10 of 12|"
	if lines(got) != want {
		t.Errorf("got\n%s", lines(got))
	}
	if len(got.Rows) != SideFacts()+1 {
		t.Errorf("%d facts of %d rows", SideFacts(), len(got.Rows))
	}
}

func TestTwoToSixStandSideBySide(t *testing.T) {
	t.Parallel()
	for chosen, want := range map[string]string{
		"zz1 ZZ2": "ZZ1 ZZ2", "ZZ1 ZZ2 ZZ1": "ZZ1 ZZ2", "ZZ1 ZZ2 ZZ3 ZZ4 ZZ5 ZZ6": "ZZ1 ZZ2 ZZ3 ZZ4 ZZ5 ZZ6",
		"": "", "ZZ1": "", "ZZ1 ZZ1": "", "ZZ1 ZZ2 ZZ3 ZZ4 ZZ5 ZZ6 ZZ7": "", "ZZ1 <b>": "",
	} {
		got, err := Side(strings.Fields(chosen))
		if want == "" {
			if e := fault.As(err); e == nil || e.Fields[0].Name != FieldTrust {
				t.Errorf("%q gives %v", chosen, err)
			}
			continue
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q gives %v, %v", chosen, got, err)
		}
	}
}

func TestHistoriesBeginWithTheOldestYear(t *testing.T) {
	t.Parallel()
	got := lines(StatusHistory([]YearStatus{
		{"2022-23", trust.StandardsMet, 138}, {"2022-23", trust.NotPublished, 1}, {"2021-22", trust.StandardsNotMet, 3}, {"2021-22", trust.StandardsMet, 90},
	}, nil))
	if want := "Year|Organisations|Standards Met|Standards Not Met|Not Published\n2021-22|93|90|3|0\n2022-23|139|138|0|1"; got != want {
		t.Errorf("got\n%s", got)
	}
	got = lines(ResultHistory([]YearResult{{"2026-27", score.Gaps, 31}, {"2025-26", score.AllInPlace, 12}}, nil))
	if want := "Year|Published here|All in place|Gaps, all in an accepted plan|Gaps\n2025-26|12|12|0|0\n2026-27|31|0|0|31"; got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestThePictureOfResults(t *testing.T) {
	t.Parallel()
	now := Then{"2026-27", day.Of(2027, 3, 27), counts()}
	before := Then{"2025-26", day.Of(2026, 3, 27), Counts{{"", "", 230, 230}}}
	want := "Result here|2026-27 on 27 March 2027|2025-26 on 27 March 2026\nAll in place|30|0\nGaps, all in an accepted plan|0|0\nGaps|1|0\n" +
		"Not published here|21|230\nAll|52|230"
	if got := lines(ResultsTable(now, []Then{before}, nil)); got != want {
		t.Errorf("got\n%s", got)
	}
	want = "Region|All in place|Gaps, all in an accepted plan|Gaps|Not published here|Open trusts\nEastholme|0|0|0|4|4\nWestmark|2|0|1|0|3\nRegion not known|0|0|0|1|1"
	if got := lines(RegionTable([]RegionCount{
		{"", Count{"", "", 1, 1}}, {"Westmark", Count{"", score.AllInPlace, 2, 2}}, {"Westmark", Count{trust.StandardsMet, score.Gaps, 1, 1}}, {"Eastholme", Count{"", "", 4, 4}},
	}, nil)); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestListsOfDraftsAreForTodayOnly(t *testing.T) {
	t.Parallel()
	for _, w := range Waitings(false) {
		if got, err := ParseWaiting(string(w), false); err != nil || got != w || w.Title() == "" || w.Meaning() == "" || w.Offer() == "" {
			t.Errorf("%s: %s, %v", w, got, err)
		}
	}
	for _, w := range []Waiting{NotBegun, Quiet, "league-table"} {
		if _, err := ParseWaiting(string(w), true); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s as at a past day gives %v", w, err)
		}
	}
	if w, err := ParseWaiting("", true); err != nil || w != NotPublished {
		t.Errorf("nothing as at a past day gives %s, %v", w, err)
	}
	if got := QuietSince(day.Of(2027, 3, 27)); got != day.Of(2027, 3, 6) {
		t.Errorf("quiet since %s", got)
	}
}

func TestNoOrderIsByCounts(t *testing.T) {
	t.Parallel()
	for _, o := range Orders() {
		for _, word := range []string{"count", "score", "share", "gap", "in place", "best"} {
			if strings.Contains(o.Value+" "+o.Words, word) {
				t.Errorf("order %q makes a league table", o.Words)
			}
		}
	}
	if Orders()[0].Words != "name" || Orders()[0].Value != "" {
		t.Error("the default order is not by name")
	}
}
