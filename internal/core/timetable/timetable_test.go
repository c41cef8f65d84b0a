package timetable_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/timetable"
)

var (
	today    = day.Of(2027, 5, 1)
	baseline = day.Of(2027, 2, 28)
	deadline = day.Of(2027, 6, 30)
)

func TestWhatIsTypedAsDaysOfOnesOwn(t *testing.T) {
	t.Parallel()
	start := timetable.Own{Kind: timetable.FieldworkStart, On: day.Of(2027, 3, 1)}
	end := timetable.Own{Kind: timetable.FieldworkEnd, On: day.Of(2027, 3, 5)}
	early := timetable.Own{Kind: timetable.FieldworkEnd, On: day.Of(2027, 2, 26)}
	opinion := timetable.Own{Kind: timetable.Named, Name: " The  opinion ", On: day.Of(2027, 4, 1)}
	many := make([]timetable.Own, timetable.MostOwn+1)
	for i := range many {
		many[i] = opinion
	}
	for name, c := range map[string]struct {
		in    []timetable.Own
		kept  int
		field string // that is wrong
	}{
		"nothing":                     {nil, 0, ""},
		"all three":                   {[]timetable.Own{start, end, opinion}, 3, ""},
		"empty places":                {[]timetable.Own{{Kind: timetable.FieldworkStart}, {Kind: timetable.Named}, opinion, {Kind: timetable.Named}}, 1, ""},
		"one day of fieldwork":        {[]timetable.Own{start, {Kind: timetable.FieldworkEnd, On: start.On}}, 2, ""},
		"it ends before it begins":    {[]timetable.Own{start, early}, 0, "fieldwork-end-day"},
		"it ends and never begins":    {[]timetable.Own{end}, 0, "fieldwork-start-day"},
		"a name without a day":        {[]timetable.Own{opinion, {Kind: timetable.Named, Name: "x"}}, 0, "named-1-day"},
		"a day without a name":        {[]timetable.Own{{Kind: timetable.Named}, {Kind: timetable.Named, On: today}}, 0, "name-1"},
		"a name that is far too long": {[]timetable.Own{{Kind: timetable.Named, Name: strings.Repeat("é", 101), On: today}}, 0, "name-0"},
		"more than a year holds":      {many, 0, "name-20"},
	} {
		kept, err := timetable.Check(c.in)
		f := fault.As(err)
		switch {
		case c.field == "" && (err != nil || len(kept) != c.kept):
			t.Errorf("%s: %d kept (%v), want %d", name, len(kept), err, c.kept)
		case c.field != "" && (f == nil || len(f.Fields) != 1 || f.Fields[0].Name != c.field):
			t.Errorf("%s: %v, want a word about %s", name, f, c.field)
		}
	}
	if kept, _ := timetable.Check([]timetable.Own{opinion}); kept[0].Name != "The opinion" {
		t.Errorf("the name is kept as %q", kept[0].Name)
	}
}

func TestAnExtensionNeverShortensAndTheLatestCounts(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 5, 1, 9, 0, 0, 0, time.UTC)
	give := func(until day.Day, kind signoff.Kind, hours int) timetable.Extension {
		return timetable.Extension{ODS: "ZZ1", Cycle: "2026-27", Kind: kind, Until: until, At: at.Add(time.Duration(hours) * time.Hour)}
	}
	july, august := day.Of(2027, 7, 31), day.Of(2027, 8, 31)
	for name, c := range map[string]struct {
		official day.Day
		given    []timetable.Extension
		want     day.Day
	}{
		"none":                   {deadline, nil, deadline},
		"one":                    {deadline, []timetable.Extension{give(july, signoff.Final, 0)}, july},
		"of the other kind":      {deadline, []timetable.Extension{give(july, signoff.Baseline, 0)}, deadline},
		"earlier than the year":  {deadline, []timetable.Extension{give(today, signoff.Final, 0)}, deadline},
		"a later word, longer":   {deadline, []timetable.Extension{give(july, signoff.Final, 0), give(august, signoff.Final, 1)}, august},
		"a later word, shorter":  {deadline, []timetable.Extension{give(august, signoff.Final, 0), give(july, signoff.Final, 1)}, july},
		"taken back":             {deadline, []timetable.Extension{give(july, signoff.Final, 0), give(day.Day{}, signoff.Final, 1)}, deadline},
		"given again":            {deadline, []timetable.Extension{give(july, signoff.Final, 0), give(day.Day{}, signoff.Final, 1), give(august, signoff.Final, 2)}, august},
		"a year without the day": {day.Day{}, []timetable.Extension{give(july, signoff.Final, 0)}, day.Day{}},
	} {
		if got := timetable.Due(c.official, timetable.Standing(c.given), signoff.Final); got != c.want {
			t.Errorf("%s: due on %s, want %s", name, got, c.want)
		}
	}
}

func TestWhatMakesAnExtension(t *testing.T) {
	t.Parallel()
	good := timetable.Extension{Cycle: "2026-27", Kind: signoff.Final, Until: day.Of(2027, 7, 31), Reason: "Their systems were down."}
	for name, c := range map[string]struct {
		spoil    func(*timetable.Extension)
		official day.Day
		field    string
	}{
		"all is well":           {func(*timetable.Extension) {}, deadline, ""},
		"no day":                {func(e *timetable.Extension) { e.Until = day.Day{} }, deadline, "until-day"},
		"the deadline itself":   {func(e *timetable.Extension) { e.Until = deadline }, deadline, "until-day"},
		"over already":          {func(e *timetable.Extension) { e.Until = today.AddDays(-1) }, today.AddDays(-9), "until-day"},
		"no reason":             {func(e *timetable.Extension) { e.Reason = " " }, deadline, "reason"},
		"a reason too long":     {func(e *timetable.Extension) { e.Reason = strings.Repeat("a", 501) }, deadline, "reason"},
		"a year without it all": {func(*timetable.Extension) {}, day.Day{}, "kind"},
	} {
		e := good
		c.spoil(&e)
		f := fault.As(timetable.CheckExtension(e, c.official, today))
		if (f == nil) != (c.field == "") || f != nil && f.Fields[0].Name != c.field {
			t.Errorf("%s: %v, want a word about %q", name, f, c.field)
		}
	}
}

func TestTheYearIsOneListTheEarliestFirst(t *testing.T) {
	t.Parallel()
	in := timetable.Inputs{Opens: day.Of(2026, 9, 1), Baseline: baseline, Deadline: deadline,
		Meetings: []meeting.Meeting{{Body: meeting.Board, MeetsOn: day.Of(2027, 5, 20), PaperDue: day.Of(2027, 5, 10)}},
		Own:      []timetable.Own{{ID: "1", Kind: timetable.FieldworkStart, On: day.Of(2027, 3, 1)}, {ID: "2", Kind: timetable.Named, Name: "Opinion", On: day.Of(2027, 6, 1)}}}
	titles := func() (list []string) {
		for _, e := range timetable.Year(in) {
			list = append(list, e.On.String()+" "+e.Title)
		}
		return list
	}
	want := []string{"2026-09-01 The year opens", "2027-02-28 Baseline", "2027-03-01 Audit fieldwork begins", "2027-05-10 Paper for the board",
		"2027-05-20 The board meets", "2027-06-01 Opinion", "2027-06-30 Deadline of the official submission, and of the final publication"}
	if got := titles(); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if next, ok := timetable.Next(timetable.Year(in), today); !ok || next.Words(today) != "10 May 2027, in nine days" {
		t.Errorf("next comes %q", next.Words(today))
	}
	in.Standing = []timetable.Extension{{Kind: signoff.Final, Until: day.Of(2027, 7, 31)}}
	want = append(want[:6], "2027-06-30 Deadline of the official submission", "2027-07-31 Deadline of the final publication here")
	if got := titles(); !slices.Equal(got, want) {
		t.Errorf("with more time %q", got)
	}
	if _, ok := timetable.Next(timetable.Year(in), day.Of(2027, 6, 2)); ok {
		t.Error("an official day is counted back from as if it were the trust's own")
	}
}
