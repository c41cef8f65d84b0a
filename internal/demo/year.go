package demo

import (
	"math/rand/v2"
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/office"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/reportdb"
)

// outcomeOf is what a year leaves to the next: last year in the report, and a peer of others.
type outcomeOf struct {
	audit    *fieldwork.Record // of its independent assessment; nil: none
	begun    bool
	last     *snapshot.LastYear
	kind     trust.Kind
	official []snapshot.Official // as files have said by then
	said     []assessment.Answer // of Northmoor and Dale, which begins the next year from it
}

// part is how far a trust has come in the running year.
type part int

const (
	notBegun part = iota
	drafting
	withBoard
	published
)

// progressOf decides how far a trust is, and how much of the questions it has answered.
func progressOf(i int, t invented, current bool) (part, float64) {
	if !current {
		return published, finished(t)
	}
	if i == 0 { // Northmoor and Dale: a handful left to do
		return drafting, 0.82
	}
	switch c := chance(t.Code, "progress"); {
	case c < 0.08:
		return notBegun, 0
	case c < 0.68:
		return drafting, 0.15 + 0.8*chance(t.Code, "coverage")
	case c < 0.8:
		return withBoard, finished(t)
	}
	return published, finished(t)
}

// finished is how much a trust has answered when it sends: most have answered all, some leave a few questions open.
func finished(t invented) float64 {
	if chance(t.Code, "leaves some open") < 0.3 {
		return 0.97
	}
	return 1
}

// writeYear writes one year of every trust and gives what the next year needs of it, and how many have begun it.
func (l *loader) writeYear(y cycleYear, before []cycleYear, r register, c cast, last map[string]outcomeOf) (map[string]outcomeOf, int, error) {
	result, begun := map[string]outcomeOf{}, 0
	peers := peersByKind(last)
	var batch rows
	for i, t := range r.trusts {
		w := writer{loader: l, rng: rand.New(rand.NewPCG(seed, uint64(i)<<8|uint64(len(before)))), rows: &batch,
			y: y, years: len(before), t: t, cast: c, first: i == 0, last: last[t.Code].last, lastSaid: last[t.Code].said, known: last[t.Code].official, peers: peers.of(t, y, before), lastAudit: last[t.Code].audit}
		out, err := w.write(i)
		if err != nil {
			return nil, 0, err
		}
		if out.begun {
			begun++
		}
		if out.last != nil {
			result[t.Code] = out
		}
		if i%40 == 39 {
			if err := batch.flush(l); err != nil {
				return nil, 0, err
			}
		}
	}
	return result, begun, batch.flush(l)
}

// writer writes one trust's year.
type writer struct {
	*loader
	*rows
	rng   *rand.Rand
	y     cycleYear
	years int // since the first
	t     invented
	cast  cast
	first bool
	last  *snapshot.LastYear
	// lastSaid is what the year before answered, where this year is begun from it.
	lastSaid []assessment.Answer
	known    []snapshot.Official
	peers    snapshot.Peers
	// independent is the independent assessment that what is sent holds; lastAudit that of the year before.
	independent, lastAudit *fieldwork.Record
}

func (w writer) write(i int) (outcomeOf, error) {
	stage, coverage := progressOf(i, w.t, w.y.current)
	if stage == notBegun {
		return outcomeOf{}, nil
	}
	authors := []person{w.t.lead}
	if w.first {
		authors = append(authors, w.cast.tom)
	}
	sent := w.y.deadline.AddDays(-1 - w.rng.IntN(40)) // of an earlier year
	until := w.o.Today
	switch {
	case !w.y.current && chance(w.t.Code, string(w.y.label), "late") < 0.05:
		sent = w.y.deadline.AddDays(5 + w.rng.IntN(30))
	case w.y.current && stage == published:
		sent = w.o.Today.AddDays(-2 - w.rng.IntN(18))
	case w.y.current && stage == withBoard:
		sent = w.o.Today.AddDays(-1 - w.rng.IntN(12))
	case w.y.current:
		until = w.o.Today.AddDays(-w.rng.IntN(45)) // some have stood still for weeks
		if w.first {
			until = w.o.Today
		}
	}
	if stage != drafting {
		until = sent
	}
	g := w.t.say(w.o.Pack, w.years, coverage, w.y.opens, until, w.rng, authors)
	if w.first && w.y.current {
		g.leaveQuestions(w.y)
	}
	version := 0
	if w.y.current && (w.first || chance(w.t.Code, "baseline") < 0.7) {
		if err := w.baseline(authors); err != nil {
			return outcomeOf{}, err
		}
		version = 1
	}
	p := w.improvement(g.result(w.o.Pack, until), until, w.y.opens)
	audit, err := w.audited(g, sent, &p)
	if err != nil {
		return outcomeOf{}, err
	}
	w.independent = audit
	tested := g
	if w.first && w.y.current {
		tested.proofs = append(slices.Clone(g.proofs), w.library(g)...)
	}
	if err := w.auditing(tested, w.lastAudit); err != nil {
		return outcomeOf{}, err
	}
	done := map[string]day.Day{}
	out := outcomeOf{begun: true, audit: audit}
	if stage == withBoard || stage == published {
		version++
		f, asked, err := w.freeze(g, p, signoff.Final, version, sent)
		if err != nil {
			return outcomeOf{}, err
		}
		if stage == published {
			given := w.signatures(f, asked, sent)
			on := sent.AddDays(1 + w.rng.IntN(2))
			w.publish(f, asked, given, on)
			done = w.decide(f, on)
			w.rate(f, sent)
			w.boardroom(f, sent)
			if !w.y.current {
				ly := snapshot.LastYearFrom(f.Snapshot, f.Result, f.SHA256)
				out.last, out.kind = &ly, w.t.Kind
				if w.first {
					out.said = g.answers
				}
			}
		}
	}
	w.workingCopy(g, stageOf(stage), version, until)
	w.workingPlan(p, done)
	w.keepServices()
	w.carried()
	w.diary()
	out.official = w.official(out)
	return out, nil
}

func stageOf(p part) assessment.Stage {
	switch p {
	case withBoard:
		return assessment.WithBoard
	case published:
		return assessment.Published
	}
	return assessment.Draft
}

// baseline is the publication in the middle of the running year, of what stood then.
func (w writer) baseline(authors []person) error {
	on := w.y.baseline.AddDays(-w.rng.IntN(14))
	g := w.t.say(w.o.Pack, w.years, 0.55+0.3*chance(w.t.Code, "coverage then"), w.y.opens, on, w.rng, authors)
	f, asked, err := w.freeze(g, plan.Plan{}, signoff.Baseline, 1, on)
	if err != nil {
		return err
	}
	w.publish(f, asked, w.signatures(f, asked, on), on.AddDays(1))
	w.rate(f, on)
	w.boardroom(f, on)
	return nil
}

// freeze makes a snapshot by the code that sending uses, and asks the board to sign it.
func (w writer) freeze(g given, p plan.Plan, kind signoff.Kind, version int, on day.Day) (reportdb.Frozen, []signoff.Signatory, error) {
	s := w.snapshotOf(g, p, kind, version, on)
	f, err := reportdb.Freeze(s)
	if err != nil {
		return f, nil, err
	}
	asked := w.asked()
	w.add(f.SentRows(asked)...)
	return f, asked, nil
}

// snapshotOf is everything that a report reads, as it was on a day.
func (w writer) snapshotOf(g given, p plan.Plan, kind signoff.Kind, version int, on day.Day) snapshot.Snapshot {
	s := snapshot.Snapshot{
		Rules: score.Rules, Demo: true, Cycle: w.y.label, Deadline: w.y.deadline, Kind: kind, Version: version, Reference: on,
		SentAt: on.Time().Add(15 * time.Hour), SentBy: w.t.lead.author(), Pack: w.o.Pack,
		Trust: snapshot.Trust{ODS: w.t.Code, Name: w.t.Name, Kind: w.t.Kind, RegionCode: w.t.Region, RegionName: w.t.regionName,
			ICBCode: w.t.ICB, ICBName: w.t.icbName},
		Answers: g.answers, Proofs: g.proofs, Confirmations: g.confirmations, LastYear: w.last, Peers: w.peers, Official: w.known,
		Officers: w.officers(), Independent: w.independent,
	}
	if !p.Empty() {
		s.Plan = &p
	}
	if l := w.services(on); !l.Empty() {
		s.Critical = &l
	}
	return s
}

func (w writer) officers() []office.Holder {
	if !w.first {
		return nil
	}
	var list []office.Holder
	for _, o := range office.All() {
		name, id := w.cast.holder(o)
		h := office.Holder{Office: o, Name: name}
		if id != nil {
			h.PersonID = id.(string)
		}
		list = append(list, h)
	}
	return list
}

func (w writer) asked() []signoff.Signatory {
	if w.first {
		var list []signoff.Signatory
		for _, m := range w.cast.board {
			list = append(list, signoff.Signatory{Person: m.id, Name: m.name, Post: m.post})
		}
		return list
	}
	var list []signoff.Signatory
	for _, post := range []string{"Chief executive", "Senior information risk owner", "Non-executive director"} {
		list = append(list, signoff.Signatory{Person: newID(w.rng), Name: personName(w.rng), Post: post})
	}
	return list
}

// signatures gives what those who were asked said: most sign, some with reservations, and one in thirty declines.
func (w writer) signatures(f reportdb.Frozen, asked []signoff.Signatory, on day.Day) []signoff.Signature {
	if !w.first && chance(w.t.Code, string(w.y.label), "signs") < 0.12 {
		return nil // published without the board's signature
	}
	var list []signoff.Signature
	for i, a := range asked {
		s := signoff.Signature{Signatory: a, Decision: signoff.Signed, SHA256: f.SHA256, At: on.Time().Add(time.Duration(17+i) * time.Hour), On: on}
		switch c := w.rng.IntN(60); {
		case c < 6:
			s.Decision, s.Words = signoff.Reservations, "The restore test must be repeated with the laboratory system before I am content."
		case c < 8 && !w.first:
			s.Decision, s.Words = signoff.Declined, "I was not shown proof for the claims about suppliers."
		}
		list = append(list, s)
	}
	return list
}
