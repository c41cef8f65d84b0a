// Package papers gives tests the inputs of whole reports, for what is made of a report: files and archives. They are the
// five trusts of the golden reports once more (core/report), and one whose board and figures contradict each other.
package papers

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/office"
	"cyberready/internal/core/report"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
)

// Sent is the day on which every version here was sent to its board.
var Sent = day.Of(2027, 6, 14)

var (
	deadline = day.Of(2027, 6, 30)
	priya    = assessment.Author{ID: "priya", Name: "Priya Nair"}
	dev      = assessment.Author{ID: "dev", Name: "Dev Rao"}
)

// All gives the inputs by name, each with the hash of its own snapshot.
func All(t testing.TB) map[string]report.Inputs {
	t.Helper()
	return map[string]report.Inputs{"excellent": Excellent(t), "typical": Typical(t), "failing": Failing(t), "empty": Empty(t),
		"all yes": AllYes(t), "contradicting": Contradicting(t)}
}

// Excellent has everything in place with proof, and a board that has signed.
func Excellent(t testing.TB) report.Inputs {
	return begin(t, 2, func(b *builder) {
		b.answer(yes)
		b.change(doesNotApply("No breach was reported in the period."), "6.1.2", "6.1.3")
		b.prove(func(i int) bool { return i != 12 })
		b.confirm()
		b.officers("Grace Holt")
		b.services(4, 4)
		b.peers()
		b.rate(signoff.Fully, signoff.Fully, signoff.Largely, signoff.Fully, signoff.Fully, signoff.Largely, signoff.Fully, signoff.Largely, signoff.Fully, signoff.Fully)
		b.ask("Amir Das", "Grace Holt", "Helen Marsh")
	}, func(in *report.Inputs) {
		for i := range in.Board.Signatories {
			sign(in, i, signoff.Signed, "")
		}
		publish(in, Sent.AddDays(10))
		in.Later = []snapshot.Official{{Cycle: "2026-27", Status: trust.StandardsMet, On: day.Of(2027, 6, 29), SubmittedBy: "Priya Nair"}}
	})
}

// Typical has some gaps, two of them grave, reservations and a question.
func Typical(t testing.TB) report.Inputs {
	return begin(t, 1, func(b *builder) {
		b.answer(yes)
		b.change(no, "7.3.5", "8.1.3", "8.3.7", "4.2.1", "4.2.4", "9.2.3", "3.1.3")
		b.change(blank, "1.1.2", "9.3.9")
		b.change(doesNotApply("All our destruction is done by contractors."), "1.4.2")
		b.prove(func(i int) bool { return i%5 > 0 })
		b.confirm("7.3", "9.3")
		b.officers("Grace Holt")
		b.services(11, 9)
		b.peers()
		b.rate(signoff.Largely, signoff.Fully, signoff.Fully, signoff.Largely, signoff.Fully, signoff.Largely, signoff.Fully, signoff.Partly, signoff.Largely)
		b.ask("Amir Das", "Grace Holt", "Helen Marsh")
		b.s.Official = []snapshot.Official{{Cycle: "2025-26", Status: trust.ApproachingStandards, On: day.Of(2026, 6, 28), SubmittedBy: "Grace Holt"}}
	}, func(in *report.Inputs) {
		in.Board.Agreed[7].Dissent = "Two members held that laboratory computers make this not in place."
		sign(in, 0, signoff.Signed, "")
		sign(in, 1, signoff.Reservations, "The restore test must be done before the winter.")
		sign(in, 2, signoff.Question, "Which 14 computers are out of support, and who uses them?")
	})
}

// Failing has half of it in place, hardly any proof, a vacant office and a refusal, and was published late and unsigned.
func Failing(t testing.TB) report.Inputs {
	return begin(t, 3, func(b *builder) {
		i := 0
		b.answer(func(q framework.Question) assessment.Answer {
			i++
			switch {
			case i%3 == 0:
				return no(q)
			case i%7 == 0:
				return assessment.Answer{}
			}
			return yes(q)
		})
		b.prove(func(i int) bool { return i%9 == 1 })
		b.officers("")
		b.rate(signoff.Partly, signoff.Largely, signoff.NotInPlace)
		b.ask("Amir Das", "Priya Nair", "Helen Marsh")
	}, func(in *report.Inputs) {
		sign(in, 0, signoff.Declined, "Thirty answers are missing.")
		sign(in, 1, signoff.Signed, "")
		publish(in, day.Of(2027, 7, 5))
	})
}

// Empty has no answer, and nothing is recorded of its offices.
func Empty(t testing.TB) report.Inputs {
	return begin(t, 1, func(*builder) {}, func(*report.Inputs) {})
}

// AllYes claims everything and names proof for nothing.
func AllYes(t testing.TB) report.Inputs {
	return begin(t, 1, func(b *builder) {
		b.answer(yes)
		b.officers("Grace Holt")
		b.rate(signoff.Fully, signoff.Fully, signoff.CannotTell)
		b.ask("Amir Das", "Grace Holt")
	}, func(*report.Inputs) {})
}

// Contradicting has a board that rates fully in place what is mostly not, in every standard.
func Contradicting(t testing.TB) report.Inputs {
	return begin(t, 1, func(b *builder) {
		b.answer(no)
		b.officers("")
		fully := slices.Repeat([]signoff.Rating{signoff.Fully}, 10)
		b.rate(fully...)
		b.ask("Amir Das", "Grace Holt", "Helen Marsh")
	}, func(in *report.Inputs) { publish(in, day.Of(2027, 7, 5)) })
}

// builder fills a snapshot, and what stands beside it.
type builder struct {
	s     snapshot.Snapshot
	board report.Board
}

func begin(t testing.TB, version int, fill func(*builder), after func(*report.Inputs)) report.Inputs {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	b := &builder{s: snapshot.Snapshot{
		Rules: score.Rules, Demo: true, Cycle: "2026-27", Deadline: deadline, Kind: signoff.Final, Version: version, Reference: Sent,
		SentAt: time.Date(2027, 6, 14, 9, 0, 0, 0, time.UTC), SentBy: priya, Pack: packs[0],
		Trust: snapshot.Trust{ODS: "ZZ101", Name: "Northmoor and Dale NHS Foundation Trust", Kind: trust.Acute, RegionName: "Westmark", ICBName: "Dale"},
	}}
	b.s.Peers = snapshot.PeersOf(trust.Acute, Sent, nil)
	fill(b)
	document, err := snapshot.Encode(b.s)
	if err != nil {
		t.Fatal(err)
	}
	if b.s, err = snapshot.Decode(document); err != nil {
		t.Fatal(err)
	}
	in := report.Inputs{Snapshot: b.s, SHA256: snapshot.Hash(document), Board: b.board}
	after(&in)
	return in
}

// Document gives the frozen bytes of a report's snapshot.
func Document(t testing.TB, in report.Inputs) []byte {
	t.Helper()
	document, err := snapshot.Encode(in.Snapshot)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func yes(q framework.Question) assessment.Answer {
	a := assessment.Answer{Item: q.ID, Version: 1, SavedBy: priya}
	if q.Ask != "" {
		a.Reply = assessment.Yes
	}
	if q.Explain != "" {
		a.Text = "As written in our yearly review."
	}
	if f := q.Figure; f != nil && f.Kind == framework.Date {
		a.Date = day.Of(2026, 6, 18)
	} else if f != nil {
		v := 12
		if f.Min != nil {
			v = *f.Min
		}
		if f.Max != nil {
			v = *f.Max
		}
		h := assessment.Hundredths(v * 100)
		a.Figure = &h
	}
	return a
}

func no(q framework.Question) assessment.Answer {
	if q.Ask == "" {
		return assessment.Answer{Item: q.ID, Words: assessment.Words{Date: Sent.AddMonths(-25)}, Version: 1, SavedBy: priya}
	}
	return assessment.Answer{Item: q.ID, Words: assessment.Words{Reply: assessment.No}, Version: 1, SavedBy: priya}
}

func blank(framework.Question) assessment.Answer { return assessment.Answer{} }

func doesNotApply(why string) func(framework.Question) assessment.Answer {
	return func(q framework.Question) assessment.Answer {
		return assessment.Answer{Item: q.ID, Words: assessment.Words{Reply: assessment.DoesNotApply, Text: why}, Version: 1, SavedBy: priya}
	}
}

func (b *builder) answer(how func(framework.Question) assessment.Answer) {
	for _, q := range b.s.Pack.Questions() {
		if a := how(q); a.Item != "" {
			b.s.Answers = append(b.s.Answers, a)
		}
	}
}

func (b *builder) change(how func(framework.Question) assessment.Answer, items ...string) {
	b.s.Answers = slices.DeleteFunc(b.s.Answers, func(a assessment.Answer) bool { return slices.Contains(items, a.Item) })
	for _, q := range b.s.Pack.Questions() {
		if a := how(q); a.Item != "" && slices.Contains(items, q.ID) {
			b.s.Answers = append(b.s.Answers, a)
		}
	}
}

func (b *builder) prove(suits func(i int) bool) {
	p := assessment.Proof{ID: "proof", Title: "Yearly review", Dated: Sent.AddMonths(-4), HoldsMonths: 12, Place: "Document store", AddedBy: priya}
	for i, q := range b.s.Pack.Questions() {
		if suits(i) {
			p.Items = append(p.Items, q.ID)
		}
	}
	b.s.Proofs = append(b.s.Proofs, p)
}

// services gives critical services, so many of them restored within a year.
func (b *builder) services(n, restored int) {
	l := critical.List{Benefit: critical.Benefit{Words: "An allergy that is noted on one ward is seen on every other.", By: priya, On: Sent.AddDays(-20)}}
	for i := range n {
		hours := 4 + i
		s := critical.Service{ID: fmt.Sprint("service ", i), Name: fmt.Sprint("Service ", i+1), PaperHours: &hours, LastRestore: Sent.AddMonths(-14), Supplier: "Brook Systems",
			Version: 1, ChangedAt: time.Date(2027, 5, 14, 9, 0, 0, 0, time.UTC), ChangedBy: priya}
		if i < restored {
			s.LastRestore = Sent.AddMonths(-2)
		}
		l.Services = append(l.Services, s)
	}
	b.s.Critical = &l
}

func (b *builder) confirm(but ...string) {
	for _, s := range b.s.Pack.Standards {
		for _, a := range s.Assertions {
			if !slices.Contains(but, a.ID) {
				b.s.Confirmations = append(b.s.Confirmations, assessment.Confirmation{Assertion: a.ID, By: priya})
			}
		}
	}
}

func (b *builder) officers(siro string) {
	b.s.Officers = []office.Holder{
		{Office: office.ChiefExecutive, Name: "Amir Das", Since: day.Of(2022, 4, 1)},
		{Office: office.SIRO, Name: siro, Since: day.Of(2027, 1, 11)},
		{Office: office.Chair, Name: "Joan Bell", Since: day.Of(2021, 9, 6)},
		{Office: office.CaldicottGuardian, Name: "Dr Li Wen"},
	}
}

func (b *builder) peers() {
	b.s.Peers = snapshot.Peers{Kind: trust.Acute, On: Sent, Trusts: 31}
	for i, s := range b.s.Pack.Standards {
		if !s.Own {
			b.s.Peers.Standards = append(b.s.Peers.Standards, snapshot.Band{Standard: s.Number, Low: 7000 + 250*i, High: 9000 + 100*i})
		}
	}
	l := snapshot.LastYear{Cycle: "2025-26", Reference: day.Of(2026, 6, 21), Version: 1}
	for _, s := range b.s.Pack.Standards {
		if !s.Own {
			l.Standards = append(l.Standards, snapshot.StandardCounts{Standard: s.Number, Counts: score.Counts{Mandatory: 10, InPlace: 8}})
			l.Counts.Mandatory, l.Counts.InPlace = l.Counts.Mandatory+10, l.Counts.InPlace+8
		}
	}
	b.s.LastYear = &l
}

// rate records one agreed rating a standard, and members' ratings that led to it.
func (b *builder) rate(ratings ...signoff.Rating) {
	for i, r := range ratings {
		n := fmt.Sprint(i + 1)
		b.board.Agreed = append(b.board.Agreed, signoff.Agreed{Standard: n, Rating: r, By: dev, At: at(50), On: Sent.AddDays(8)})
		for m, given := range []signoff.Rating{r, r, signoff.Largely, signoff.CannotTell} {
			b.board.Ratings = append(b.board.Ratings, signoff.MemberRating{Standard: n, Person: assessment.Author{ID: fmt.Sprint(m)}, Rating: given, At: at(m)})
		}
	}
}

func (b *builder) ask(names ...string) {
	posts := []string{"Chief executive", "Senior information risk owner", "Non-executive director"}
	for i, name := range names {
		b.board.Signatories = append(b.board.Signatories, signoff.Signatory{Person: name, Name: name, Post: posts[i], Lead: name == priya.Name})
	}
}

func at(minute int) time.Time { return time.Date(2027, 6, 22, 10, minute, 0, 0, time.UTC) }

func sign(in *report.Inputs, who int, d signoff.Decision, words string) {
	in.Board.Signatures = append(in.Board.Signatures, signoff.Signature{Signatory: in.Board.Signatories[who], Decision: d, Words: words,
		SHA256: in.SHA256, At: at(len(in.Board.Signatures)), On: Sent.AddDays(8)})
}

func publish(in *report.Inputs, on day.Day) {
	p := signoff.Publish(signoff.Publication{Cycle: in.Snapshot.Cycle, Kind: signoff.Final, Version: in.Snapshot.Version, SHA256: in.SHA256,
		On: on, By: priya, Deadline: deadline}, signoff.StandingOf(in.Board.Signatories, in.Board.Signatures, in.SHA256, in.Board.Quorum))
	in.Board.Publication = &p
}
