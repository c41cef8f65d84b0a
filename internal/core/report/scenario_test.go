package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/office"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
)

var (
	sent     = day.Of(2027, 6, 14)
	deadline = day.Of(2027, 6, 30)
	priya    = assessment.Author{ID: "priya", Name: "Priya Nair"}
	dev      = assessment.Author{ID: "dev", Name: "Dev Rao"}
)

func ndg(t testing.TB) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

// version begins a snapshot of Northmoor and Dale as it was sent to the board.
func version(t testing.TB, n int) Inputs {
	s := snapshot.Snapshot{
		Format: 1, Rules: score.Rules, Demo: true, Cycle: "2026-27", Deadline: deadline, Kind: signoff.Final, Version: n,
		Reference: sent, SentBy: priya, Pack: ndg(t),
		Trust: snapshot.Trust{
			ODS: "ZZ101", Name: "Northmoor and Dale NHS Foundation Trust", Kind: trust.Acute, RegionName: "Westmark", ICBName: "Dale",
		},
	}
	in := Inputs{Snapshot: s}
	if n > 0 {
		in.SHA256 = strings.Repeat("3f9a", 16)
	}
	return in
}

// yes answers a question so that it is in place.
func yes(q framework.Question) assessment.Answer {
	a := assessment.Answer{Item: q.ID, Version: 1, SavedBy: priya}
	if q.Ask != "" {
		a.Reply = assessment.Yes
	}
	if q.Explain != "" {
		a.Text = "As written in our yearly review."
	}
	if f := q.Figure; f != nil {
		switch {
		case f.Kind == framework.Date:
			a.Date = day.Of(2026, 6, 18)
		default:
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
	}
	return a
}

// answer gives every question the answer that how makes of it; a zero answer stays out.
func answer(in *Inputs, how func(framework.Question) assessment.Answer) {
	for _, q := range in.Snapshot.Pack.Questions() {
		if a := how(q); a.Item != "" {
			in.Snapshot.Answers = append(in.Snapshot.Answers, a)
		}
	}
}

func no(q framework.Question) assessment.Answer {
	if q.Ask == "" {
		return assessment.Answer{Item: q.ID, Words: assessment.Words{Date: sent.AddMonths(-25)}, Version: 1, SavedBy: priya}
	}
	return assessment.Answer{Item: q.ID, Words: assessment.Words{Reply: assessment.No}, Version: 1, SavedBy: priya}
}

// change replaces the answers of some items.
func change(in *Inputs, how func(framework.Question) assessment.Answer, items ...string) {
	for _, id := range items {
		q, ok := in.Snapshot.Pack.Question(id)
		if !ok {
			panic("no item " + id)
		}
		in.Snapshot.Answers = slices.DeleteFunc(in.Snapshot.Answers, func(a assessment.Answer) bool { return a.Item == id })
		if a := how(q); a.Item != "" {
			in.Snapshot.Answers = append(in.Snapshot.Answers, a)
		}
	}
}

func blank(framework.Question) assessment.Answer { return assessment.Answer{} }

func notApplying(why string) func(framework.Question) assessment.Answer {
	return func(q framework.Question) assessment.Answer {
		return assessment.Answer{Item: q.ID, Words: assessment.Words{Reply: assessment.DoesNotApply, Text: why}, Version: 1}
	}
}

// prove names one proof for every question that suits.
func prove(in *Inputs, title string, dated day.Day, suits func(i int, q framework.Question) bool) {
	p := assessment.Proof{ID: title, Title: title, Dated: dated, HoldsMonths: 12, Place: "Document store"}
	for i, q := range in.Snapshot.Pack.Questions() {
		if suits(i, q) {
			p.Items = append(p.Items, q.ID)
		}
	}
	in.Snapshot.Proofs = append(in.Snapshot.Proofs, p)
}

func confirm(in *Inputs, but ...string) {
	for _, s := range in.Snapshot.Pack.Standards {
		for _, a := range s.Assertions {
			if !slices.Contains(but, a.ID) {
				in.Snapshot.Confirmations = append(in.Snapshot.Confirmations, assessment.Confirmation{Assertion: a.ID, By: priya})
			}
		}
	}
}

// lastYear makes the year before from answers of its own.
func lastYear(in *Inputs, missing ...string) {
	before := *in
	before.Snapshot.Answers = nil
	before.Snapshot.Cycle = "2025-26"
	before.Snapshot.Reference = day.Of(2026, 6, 21)
	answer(&before, yes)
	change(&before, no, missing...)
	b := prepare(before)
	l := snapshot.LastYearFrom(before.Snapshot, b.r, strings.Repeat("77", 32))
	in.Snapshot.LastYear = &l
}

func peersOf31(in *Inputs) {
	p := snapshot.Peers{Kind: trust.Acute, On: sent, Trusts: 31}
	for i, s := range in.Snapshot.Pack.Standards {
		if !s.Own {
			p.Standards = append(p.Standards, snapshot.Band{Standard: s.Number, Low: 7000 + 250*i, High: 9000 + 100*i})
		}
	}
	in.Snapshot.Peers = p
}

func officers(in *Inputs, siro string) {
	in.Snapshot.Officers = []office.Holder{
		{Office: office.ChiefExecutive, Name: "Amir Das", Since: day.Of(2022, 4, 1)},
		{Office: office.SIRO, Name: siro, Since: day.Of(2027, 1, 11)},
		{Office: office.Chair, Name: "Joan Bell", Since: day.Of(2021, 9, 6)},
		{Office: office.CaldicottGuardian, Name: "Dr Li Wen"},
	}
}

// services gives the trust critical services, so many of them restored within a year. Of the last nothing else is known.
func services(in *Inputs, n, restored int) {
	names := []string{"Emergency department", "Laboratory", "Pharmacy", "Maternity", "Operating theatres", "Imaging", "Patient records", "Intensive care",
		"Outpatient booking", "Cancer treatment", "Switchboard"}
	l := critical.List{Benefit: critical.Benefit{Words: "An allergy that is noted on one ward is seen on every other.", By: priya, On: sent.AddDays(-20)}}
	for i, name := range names[:n] {
		s := critical.Service{ID: name, Name: name, Version: 1, ChangedBy: priya, LastRestore: sent.AddMonths(-14 - i)}
		if i < restored {
			s.LastRestore = sent.AddMonths(-1 - i)
		}
		if i+1 < n {
			hours := 4 + i
			s.PaperHours, s.Supplier = &hours, []string{"Brook Systems", "Northlight Health"}[i%2]
		}
		l.Services = append(l.Services, s)
	}
	in.Snapshot.Critical = &l
}

// agree records one agreed rating a standard, and the ratings of members that led to it.
func agree(in *Inputs, ratings ...signoff.Rating) {
	for i, r := range ratings {
		n := fmt.Sprint(i + 1)
		in.Board.Agreed = append(in.Board.Agreed, signoff.Agreed{Standard: n, Rating: r, By: dev, At: at(50), On: sent.AddDays(8)})
		for m, given := range []signoff.Rating{r, r, signoff.Largely, signoff.CannotTell} {
			in.Board.Ratings = append(in.Board.Ratings, signoff.MemberRating{
				Standard: n, Person: assessment.Author{ID: fmt.Sprint("member", m), Name: "Secret Name"}, Rating: given, At: at(m),
			})
		}
	}
}

func at(minute int) time.Time { return time.Date(2027, 6, 22, 10, minute, 0, 0, time.UTC) }

var signatories = []signoff.Signatory{
	{Person: "amir", Name: "Amir Das", Post: "Chief executive"},
	{Person: "grace", Name: "Grace Holt", Post: "Senior information risk owner"},
	{Person: "helen", Name: "Helen Marsh", Post: "Non-executive director"},
}

func sign(in *Inputs, who int, d signoff.Decision, words string) {
	in.Board.Signatures = append(in.Board.Signatures, signoff.Signature{
		Signatory: in.Board.Signatories[who], Decision: d, Words: words, SHA256: in.SHA256, At: at(len(in.Board.Signatures)), On: sent.AddDays(8),
	})
}

// decide gives what a body decided on version 2, so many days after it was sent.
func decide(body meeting.Body, o meeting.Outcome, after int, minute, present, words string) meeting.Decision {
	return meeting.Decision{ID: string(body) + string(o), Version: 2, Body: body, Outcome: o, HeldOn: sent.AddDays(after), Minute: minute,
		Present: present, Words: words, By: dev, At: at(40), On: sent.AddDays(after + 1)}
}

func publish(in *Inputs, on day.Day) {
	p := signoff.Publish(signoff.Publication{
		Cycle: in.Snapshot.Cycle, Kind: signoff.Final, Version: in.Snapshot.Version, SHA256: in.SHA256, On: on, By: priya, Deadline: deadline,
	}, signoff.StandingOf(in.Board.Signatories, in.Board.Signatures, in.SHA256, in.Board.Quorum))
	in.Board.Publication = &p
}
