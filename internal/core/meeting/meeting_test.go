package meeting

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

var (
	sent  = day.Of(2027, 6, 14)
	today = day.Of(2027, 6, 24)
	held  = day.Of(2027, 6, 22)
)

func decision(change func(*Decision)) Decision {
	d := Decision{ID: "1", Version: 1, Body: Board, Outcome: Approved, HeldOn: held, Minute: "B/27/41", Present: "Five of six members",
		By: assessment.Author{Name: "Dev Rao"}, On: today}
	change(&d)
	return d
}

func TestADecisionNamesItsMeetingItsMinuteAndWhoWasPresent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		field  string // empty: it can be recorded
		change func(*Decision)
	}{
		{"", func(*Decision) {}},
		{"", func(d *Decision) { d.HeldOn = sent }},
		{"", func(d *Decision) { d.HeldOn = today }},
		{"", func(d *Decision) { d.Outcome, d.Words = NotApproved, "The restore comes first." }},
		{"held", func(d *Decision) { d.HeldOn = day.Day{} }},
		{"held", func(d *Decision) { d.HeldOn = sent.AddDays(-1) }},
		{"held", func(d *Decision) { d.HeldOn = today.AddDays(1) }},
		{"minute", func(d *Decision) { d.Minute = " " }},
		{"present", func(d *Decision) { d.Present = "" }},
		{"words", func(d *Decision) { d.Outcome = NotApproved }},
		{"words", func(d *Decision) { d.Words = strings.Repeat("é", MostWords+1) }},
		{"outcome", func(d *Decision) { d.Outcome = "liked" }},
		{"body", func(d *Decision) { d.Body = "" }},
	} {
		err := decision(c.change).Check(sent, today)
		if (err == nil) != (c.field == "") || err != nil && fault.As(err).Fields[0].Name != c.field {
			t.Errorf("want a fault on %q: %v", c.field, err)
		}
	}
}

func TestAMeetingNeedsItsPaperBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		meets, paper day.Day
		field        string
	}{
		{held, held, ""}, {held, sent, ""}, {held, today, "paper"}, {held, day.Day{}, "paper"}, {day.Day{}, held, "meets"},
	} {
		err := CheckDays(c.meets, c.paper)
		if (err == nil) != (c.field == "") || err != nil && fault.As(err).Fields[0].Name != c.field {
			t.Errorf("%s, %s: %v", c.meets, c.paper, err)
		}
	}
}

func TestDecisionsAreSaidInWords(t *testing.T) {
	t.Parallel()
	for want, d := range map[string]Decision{
		"The board approved version 1 on 22 June 2027.":        decision(func(*Decision) {}),
		"The audit committee noted version 1 on 22 June 2027.": decision(func(d *Decision) { d.Body, d.Outcome = AuditCommittee, Noted }),
		"The board did not approve version 1 on 22 June 2027.": decision(func(d *Decision) { d.Outcome = NotApproved }),
	} {
		if d.Said() != want {
			t.Errorf("%q, want %q", d.Said(), want)
		}
	}
	if got := decision(func(*Decision) {}).Recorded(); got != "Recorded by Dev Rao on 24 June 2027." {
		t.Error(got)
	}
	for _, o := range Outcomes() {
		if got, err := ParseOutcome(string(o)); err != nil || got != o || o.Label() == "" {
			t.Errorf("%s: %v", o, err)
		}
	}
}

func TestTheLatestRecordOfABodyStands(t *testing.T) {
	t.Parallel()
	at := func(minute int) time.Time { return time.Date(2027, 6, 24, 10, minute, 0, 0, time.UTC) }
	first := decision(func(d *Decision) { d.At = at(1) })
	second := decision(func(d *Decision) { d.ID, d.At, d.Outcome = "2", at(2), Noted })
	committee := decision(func(d *Decision) { d.ID, d.Body, d.At = "3", AuditCommittee, at(3) })
	other := decision(func(d *Decision) { d.ID, d.Version, d.At = "4", 2, at(4) })
	list := []Decision{first, second, committee, other}
	if got := Standing(list, 1); len(got) != 2 || got[0].ID != "3" || got[1].ID != "2" {
		t.Errorf("standing: %+v", got)
	}
	if first.Stands(list) || !second.Stands(list) || !other.Stands(list) {
		t.Error("which record stands")
	}
}
