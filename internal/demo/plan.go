package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/office"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/store/reportdb"
)

// How a trust deals with its gaps: what is said is invented, and follows from the same fixed chances as the answers.

// mostActions bounds a trust's plan: nobody follows sixty actions.
const mostActions = 16

var (
	planOwners = []string{"Head of IT", "Head of cyber security", "Deputy director of digital", "Head of information governance", "Estates manager"}
	careCosts  = []string{"Nothing.", "An evening without the laboratory system.", "Sign-in takes some seconds longer for everybody.",
		"One theatre list moves to another week.", "Wards work on paper for two hours, on a Sunday.", "Some staff will be locked out for an hour."}
	moveReasons = []string{"The supplier delivers later than promised.", "The person who knows the system was ill.",
		"The money was approved a quarter later.", "Winter came first: no downtime between December and February."}
	progress = []string{"Ordered.", "First site done, two to go.", "The supplier has been reminded twice.", "Agreed with the clinical lead.",
		"Half of the accounts are through."}
)

// beginnings make a title of an item's own: "Put right: full restore from backup".
var beginnings = []string{"Put right", "Bring in", "Finish", "Agree and carry out"}

// improvement makes the plan for the gaps of a result, as at a day. A few gaps are left without an action, and some trusts
// leave many.
func (w writer) improvement(r score.Result, on day.Day, begun day.Day) plan.Plan {
	w = w.planning()
	var p plan.Plan
	covered := 0.65 + 0.5*chance(w.t.Code, "plans") // more than 1: every gap
	for _, g := range r.Gaps {
		q, _ := w.o.Pack.Question(g.Item)
		if g.State == score.Unanswered {
			continue // nobody plans for what nobody has looked at
		}
		if w.first && w.y.current && q.RiskAccepted && len(p.Risks) == 0 {
			p.Risks = append(p.Risks, w.risk(q.Item, on, begun)) // it waits for Northmoor's senior information risk owner
			continue
		}
		if chance(w.t.Code, g.Item, "planned") >= covered {
			if q.RiskAccepted || chance(w.t.Code, g.Item, "risk") < 0.1 {
				p.Risks = append(p.Risks, w.risk(q.Item, on, begun))
			}
			continue
		}
		if i := slices.IndexFunc(p.Actions, func(a plan.Action) bool { return sameStandard(a.Items[0], g.Item) }); i >= 0 &&
			(len(p.Actions) >= mostActions || chance(w.t.Code, g.Item, "together") < 0.25) {
			p.Actions[i].Items = append(p.Actions[i].Items, g.Item)
			continue
		}
		p.Actions = append(p.Actions, w.action(q.Item, on, begun))
		if w.first && w.y.current && len(p.Actions) == 2 {
			p.Actions[1].Due = on.AddDays(-9) // so that something is late to look at
		}
	}
	return p
}

// planning gives the writer with chances of their own, so that plans change nothing of what answers say.
func (w writer) planning() writer {
	w.rng = rand.New(rand.NewPCG(seed, uint64(1e15*chance(w.t.Code, string(w.y.label), "plan"))))
	return w
}

func sameStandard(a, b string) bool {
	x, _, _ := strings.Cut(a, ".")
	y, _, _ := strings.Cut(b, ".")
	return x == y
}

func (w writer) action(item framework.Item, on, begun day.Day) plan.Action {
	owner := assessment.Author{Name: planOwners[w.rng.IntN(len(planOwners))]}
	if w.first && w.rng.IntN(2) == 0 {
		owner = w.cast.tom.author()
	}
	a := plan.Action{
		ID: newID(w.rng), Title: beginnings[w.rng.IntN(len(beginnings))] + ": " + small(item.Title), Items: []string{item.ID}, Owner: owner,
		Due: on.AddDays(20 + w.rng.IntN(300)), Funding: plan.Fundings()[w.rng.IntN(3)], CareCost: careCosts[w.rng.IntN(len(careCosts))],
		Version: 1, AddedAt: between(begun, on, w.rng.IntN(100)), AddedBy: w.t.lead.author(),
	}
	if w.rng.IntN(7) > 0 {
		cost := plan.Pounds(500 * (1 + w.rng.IntN(12)*w.rng.IntN(14)))
		a.Cost = &cost
	}
	if w.rng.IntN(8) == 0 {
		a.Due = on.AddDays(-1 - w.rng.IntN(40)) // late
	}
	if w.rng.IntN(5) == 0 {
		a.Moves = append(a.Moves, plan.Move{From: a.Due.AddDays(-30 * (1 + w.rng.IntN(4))), To: a.Due, Reason: moveReasons[w.rng.IntN(len(moveReasons))],
			At: between(begun, on, 60+w.rng.IntN(40)), By: w.t.lead.author()})
		a.Version++
	}
	if w.rng.IntN(3) == 0 {
		a.Notes = append(a.Notes, plan.Note{Words: progress[w.rng.IntN(len(progress))], At: between(begun, on, 70+w.rng.IntN(30)), By: w.t.lead.author()})
	}
	return a
}

func small(title string) string {
	if len(title) > 1 && title[1] >= 'a' && title[1] <= 'z' {
		return strings.ToLower(title[:1]) + title[1:]
	}
	return title
}

// between gives an instant in working hours, so many hundredths of the way from one day to another.
func between(from, to day.Day, hundredths int) time.Time {
	return from.AddDays(max(0, to.DaysSince(from)) * hundredths / 100).Time().Add(hour(8 + hundredths%9))
}

// risk is a gap that is knowingly kept. Northmoor and Dale's is recorded and waits for its senior information risk owner.
func (w writer) risk(item framework.Item, on, begun day.Day) plan.Risk {
	owner := "Deputy director of digital"
	if w.first {
		owner, _ = w.cast.holder(office.SIRO)
	}
	return plan.Risk{ID: newID(w.rng), Item: item.ID, Owner: assessment.Author{Name: owner},
		Reason: "Cut off from the rest of the network until it is replaced; looked at each quarter.", Until: on.AddDays(60 + w.rng.IntN(200)),
		RecordedAt: between(begun, on, 90), RecordedBy: w.t.lead.author()}
}

// workingPlan writes the plan as its people see it. done are the actions that have been done since, with their day.
func (w writer) workingPlan(p plan.Plan, done map[string]day.Day) {
	w = w.planning()
	ods, cycle := w.t.Code, string(w.y.label)
	nobody := func(id string) any {
		if id == "" {
			return nil
		}
		return id
	}
	for _, a := range p.Actions {
		var cost any
		if a.Cost != nil {
			cost = int64(*a.Cost)
		}
		ending, ended, words := plan.Open, any(nil), ""
		if on, ok := done[a.ID]; ok {
			ending, ended, words = plan.Done, on, doneWords
		}
		w.put("actions", []string{"ods_code", "id", "cycle", "title", "items", "owner_id", "owner_name", "due", "cost", "funding", "care_cost",
			"ending", "ended_on", "end_words", "version", "added_at", "added_by", "added_by_name"},
			[]any{ods, a.ID, cycle, a.Title, a.Items, nobody(a.Owner.ID), a.Owner.Name, a.Due, cost, string(a.Funding), a.CareCost, string(ending), ended, words,
				a.Version, a.AddedAt, a.AddedBy.ID, a.AddedBy.Name})
		for _, m := range a.Moves {
			w.put("action_moves", []string{"ods_code", "id", "action_id", "from_day", "to_day", "reason", "moved_at", "moved_by", "moved_by_name"},
				[]any{ods, newID(w.rng), a.ID, m.From, m.To, m.Reason, m.At, m.By.ID, m.By.Name})
		}
		for _, n := range a.Notes {
			w.put("action_notes", []string{"ods_code", "id", "action_id", "words", "written_at", "written_by", "written_by_name"},
				[]any{ods, newID(w.rng), a.ID, n.Words, n.At, n.By.ID, n.By.Name})
		}
	}
	for _, r := range p.Risks {
		w.put("risks", []string{"ods_code", "id", "cycle", "item", "owner_name", "reason", "until_day", "recorded_at", "recorded_by", "recorded_by_name"},
			[]any{ods, r.ID, cycle, r.Item, r.Owner.Name, r.Reason, r.Until, r.RecordedAt, r.RecordedBy.ID, r.RecordedBy.Name})
	}
}

// doneWords is how one can see that an action is done.
const doneWords = "Seen by the information governance group."

// decide writes what national staff said of a published plan, by the rules that real decisions follow, and what the trust
// did since: of the years before most is decided and done, of the running year some still waits. It gives what is done.
func (w writer) decide(f reportdb.Frozen, on day.Day) map[string]day.Day {
	w = w.planning()
	actions, done := f.Snapshot.Improvement().Actions, map[string]day.Day{}
	if len(actions) == 0 {
		return done
	}
	ods, cycle, version := w.t.Code, string(w.y.label), f.Snapshot.Version
	when := on.AddDays(4 + w.rng.IntN(20))
	if when.After(w.o.Today) || w.y.current && chance(w.t.Code, "waits") < 0.5 {
		return done
	}
	lenient := chance(w.t.Code, "lenient") < 0.6
	var published []plan.Published
	for _, a := range actions {
		d := plan.Decision{Action: a.ID, Verdict: plan.Accepted, At: when.Time().Add(hour(10)), On: when, By: w.cast.sam.author()}
		if !lenient && w.rng.IntN(5) == 0 {
			d.Verdict, d.Words = plan.Returned, "Say who pays for this, and what protects patients until then."
		}
		w.put("action_decisions", []string{"ods_code", "id", "cycle", "version", "action_id", "verdict", "words", "decided_at", "decided_on",
			"decided_by", "decided_by_name"},
			[]any{ods, newID(w.rng), cycle, version, a.ID, string(d.Verdict), d.Words, d.At, d.On, d.By.ID, d.By.Name})
		p := plan.Published{Action: a, Decisions: []plan.Decision{d}}
		if reported := a.Due.AddDays(-w.rng.IntN(14)); reported.After(when) && !reported.After(w.o.Today) && chance(w.t.Code, "keeps its word") < 0.8 {
			p.ReportedOn, done[a.ID] = reported, reported
			w.put("action_reports", []string{"ods_code", "cycle", "version", "action_id", "done_on", "words", "reported_at", "reported_by_name"},
				[]any{ods, cycle, version, a.ID, reported, doneWords, reported.Time().Add(hour(14)), w.t.lead.name})
		}
		published = append(published, p)
	}
	var gaps []string
	for _, g := range f.Result.Gaps {
		gaps = append(gaps, g.Item)
	}
	accepted := plan.Judge(gaps, published, when)
	if accepted.Result != score.GapsPlanned {
		return done
	}
	columns := []string{"ods_code", "id", "cycle", "version", "outcome", "from_day", "until_day", "reason", "recorded_at"}
	w.put("publication_outcomes", columns, []any{ods, newID(w.rng), cycle, version, string(accepted.Result), when, accepted.Until, accepted.Reason,
		when.Time().Add(hour(10))})
	if now := accepted.On(w.o.Today); now.Result != accepted.Result {
		lapsed := accepted.Until.AddDays(1)
		w.put("publication_outcomes", columns, []any{ods, newID(w.rng), cycle, version, string(now.Result), lapsed, nil, now.Reason, lapsed.Time()})
	}
	return done
}
