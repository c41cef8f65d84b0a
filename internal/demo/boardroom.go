package demo

import (
	"math/rand/v2"

	"cyberready/internal/core/day"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
)

// quorumOfFirst is how many of Northmoor and Dale's four signatories must sign; the other trusts have set none.
const quorumOfFirst = 3

func (w writer) quorum() int {
	if w.first {
		return quorumOfFirst
	}
	return 0
}

// own draws ids for what was added beside a version, without a change of what the year draws.
func (w writer) own(version int) *rand.Rand {
	return rand.New(rand.NewPCG(seed+1, uint64(w.years)<<8|uint64(version)))
}

// boardroom writes what Northmoor and Dale's board asked about a version, was answered, and decided in a meeting.
func (w writer) boardroom(f reportdb.Frozen, on day.Day) {
	if !w.first {
		return
	}
	ods, cycle, version, rng := w.t.Code, string(w.y.label), f.Snapshot.Version, w.own(f.Snapshot.Version)
	held := on.AddDays(1)
	decided := []any{ods, newID(rng), cycle, version, string(meeting.Board), string(meeting.Approved), held, "B/" + held.Time().Format("06/01"),
		"All members but one; the head of IT attended for this item", "The restore of the laboratory system is tried again before the next report.",
		held.Time().Add(hour(15)), w.cast.dev.id, w.cast.dev.name}
	w.put("board_decisions", []string{"ods_code", "id", "cycle", "version", "body", "outcome", "held_on", "minute", "present", "words",
		"recorded_at", "recorded_by", "recorded_by_name"}, decided)
	if f.Snapshot.Kind != signoff.Baseline {
		return
	}
	asked, answered := newID(rng), []string{"ods_code", "id", "question_id", "words", "answered_by", "answered_by_name", "answered_at"}
	grace := w.cast.board[1]
	w.put("questions", []string{"ods_code", "id", "cycle", "version", "standard", "words", "asked_by", "asked_by_name", "asked_at"},
		[]any{ods, asked, cycle, version, "7", "When did the laboratory system last come back from backup, and how long did it take?",
			w.cast.helen.id, w.cast.helen.name, on.Time().Add(hour(16))},
		[]any{ods, newID(rng), cycle, version, "8", "Which systems out of support can nobody replace this year, and what keeps them apart?",
			grace.id, grace.name, on.Time().Add(hour(18))})
	w.put("question_answers", answered, []any{ods, newID(rng), asked,
		"In March, with help of the supplier. It took eleven hours; the plan says eight. We try it again in the spring.",
		w.cast.priya.id, w.cast.priya.name, on.Time().Add(hour(17))})
}

// diary writes when Northmoor and Dale's board meets in the running year, its quorum, and how many appointments it has in a week.
func (w writer) diary() {
	if !w.first {
		return
	}
	rng, dev := w.own(0), w.cast.dev
	if w.years == 0 {
		w.put("quorums", []string{"ods_code", "id", "quorum", "set_at", "set_by", "set_by_name"},
			[]any{w.t.Code, newID(rng), quorumOfFirst, w.y.opens.Time(), dev.id, dev.name})
	}
	if !w.y.current {
		return
	}
	set := []string{"ods_code", "id", "cycle", "body", "meets_on", "paper_due", "set_at", "set_by", "set_by_name"}
	for i, body := range meeting.Bodies() {
		meets := w.o.Today.AddDays(16 + 8*i)
		w.put("meetings", set, []any{w.t.Code, newID(rng), string(w.y.label), string(body), meets, meets.AddDays(-7), w.o.Now.AddDate(0, 0, -30), dev.id, dev.name})
	}
	for _, d := range []struct {
		kind, name string
		away       int // days from today
	}{{"fieldwork-start", "", 30}, {"fieldwork-end", "", 37}, {"named", "Internal audit’s opinion", 58}} {
		w.put("own_dates", []string{"ods_code", "cycle", "id", "kind", "name", "on_day", "revision", "set_at", "set_by", "set_by_name"},
			[]any{w.t.Code, string(w.y.label), newID(rng), d.kind, d.name, w.o.Today.AddDays(d.away), 1, w.o.Now.AddDate(0, 0, -25), w.cast.priya.id, w.cast.priya.name})
	}
	w.put("weekly_appointments", []string{"ods_code", "id", "appointments", "said_at", "said_by", "said_by_name"},
		[]any{w.t.Code, newID(rng), 9400, w.o.Now.AddDate(0, 0, -30), w.cast.priya.id, w.cast.priya.name})
}
