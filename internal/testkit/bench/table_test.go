package main

import (
	"strings"
	"testing"
)

func TestATableSaysWhatWasAskedAndMeasured(t *testing.T) {
	t.Parallel()
	half, met := atLeast(0.5)
	start, soon := atMost(3, "s")
	var out strings.Builder
	table{
		{name: "save", target: half, met: met, values: []float64{0.61, 0.48, 0.55, 0.52, 0.57}, absolute: "900 saves/s"},
		{name: "save together", values: []float64{0.3, 0.4, 0.2, 0.31, 0.35}},
		{name: "start", target: start, met: soon, unit: "s", values: []float64{3.2, 2.9, 3.1, 3.4, 12}},
	}.print(&out)
	want := []string{
		"FIGURE TARGET MEASURED LEAST TO GREATEST ABSOLUTE",
		"save at least 0.50 0.55 0.48 to 0.61 met 900 saves/s",
		"save together - 0.31 0.20 to 0.40",
		"start at most 3.00 s 3.20 s 2.90 to 12.0 NOT MET",
	}
	for i, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
		if got := strings.Join(strings.Fields(line), " "); got != want[i] {
			t.Errorf("line %d is %q, want %q", i, got, want[i])
		}
	}
}

func TestTheTransactionOfASaveIsFoundAmongWhatARequestSends(t *testing.T) {
	t.Parallel()
	s := func(sql string) statement { return statement{sql: sql} }
	sent := []trip{
		{s("select who")},
		{s("begin isolation level repeatable read read only"), s("select set_config"), s("select year"), s("commit")},
		{s("begin"), s("select set_config")},
		{s("select for update")},
		{s("update answers"), s("insert into audit_events"), s("update progress"), s("select answers"), s("commit")},
		{s("select more")},
	}
	got, err := saving(sent)
	if err != nil {
		t.Fatal(err)
	}
	if statements(got) != 5 || len(got) != 3 {
		t.Errorf("%d statements in %d round trips: %v", statements(got), len(got), got)
	}
	for _, x := range got[2] {
		if x.sql == "select answers" {
			t.Error("the yardstick reads what only the page needs")
		}
	}
	if statements(sent[4:5]) != 4 {
		t.Error("what was recorded was changed")
	}
	if _, err := saving(sent[:2]); err == nil {
		t.Error("a save was found where nothing is saved")
	}
}
