package compare

import (
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
)

func official(published ...trust.Published) OfficialByRegion {
	return CountOfficial("2025-26", day.Of(2026, 11, 16), published, []trust.Region{{Code: "ZZA", Name: "Moors & Dales"}, {Code: "ZZB", Name: "Coast"}})
}

func someOfEach() OfficialByRegion {
	return official(
		trust.Published{Code: "ZZ1", Region: "ZZB", Status: trust.StandardsMet},
		trust.Published{Code: "ZZ2", Region: "ZZA", Status: trust.StandardsExceeded},
		trust.Published{Code: "ZZ3", Region: "ZZA", Status: trust.StandardsMet},
		trust.Published{Code: "ZZ4", Region: "ZZC", Status: trust.NotPublished},
		trust.Published{Code: "ZZ5", Region: trust.Wales, Status: trust.StandardsMet},
		trust.Published{Code: "ZZ6", Status: trust.StandardsMet},
	)
}

func TestOfficialIsOneObject(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	if err := someOfEach().WriteJSON(&got); err != nil {
		t.Fatal(err)
	}
	want := `{"cycle":"2025-26","as_at":"2026-11-16","organisations":6,` +
		`"statuses":{"Not Published":1,"Standards Exceeded":1,"Standards Met":4},"regions":[` +
		`{"code":"ZZA","name":"Moors & Dales","organisations":2,"statuses":{"Standards Exceeded":1,"Standards Met":1}},` +
		`{"code":"","name":"","organisations":1,"statuses":{"Standards Met":1}},` +
		`{"code":"W00","name":"Wales","organisations":1,"statuses":{"Standards Met":1}},` +
		`{"code":"ZZB","name":"Coast","organisations":1,"statuses":{"Standards Met":1}},` +
		`{"code":"ZZC","name":"","organisations":1,"statuses":{"Not Published":1}}]}` + "\n"
	if got.String() != want {
		t.Errorf("got  %swant %s", got.String(), want)
	}
}

func TestOfficialOfNobodyIsStillAnObject(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	if err := official().WriteJSON(&got); err != nil {
		t.Fatal(err)
	}
	want := `{"cycle":"2025-26","as_at":"2026-11-16","organisations":0,"statuses":{},"regions":[]}` + "\n"
	if got.String() != want {
		t.Errorf("got %s", got.String())
	}
}

func TestTheTableOfOfficialStatusesAddsUp(t *testing.T) {
	t.Parallel()
	table := someOfEach().Table()
	var lines []string
	var headings []string
	for _, c := range table.Columns {
		headings = append(headings, c.Title)
	}
	lines = append(lines, strings.Join(headings, "|"))
	for _, row := range table.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.Words())
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	want := []string{
		"Region|Organisations|Standards Exceeded|Standards Met|Not Published",
		"Moors & Dales (ZZA)|2|1|1|0",
		"Region not known|1|0|1|0",
		"Wales (W00)|1|0|1|0",
		"Coast (ZZB)|1|0|1|0",
		"ZZC|1|0|0|1",
		"All|6|1|4|1",
	}
	if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
	if got := table.Notes[0]; got != "As at 16 November 2026. Of 6 organisations." {
		t.Errorf("the note is %q", got)
	}
}
