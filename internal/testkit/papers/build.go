package papers

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
	"cyberready/internal/core/report"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
)

// The day on which every version here was sent to its board, and who works on it.
var (
	Sent     = day.Of(2027, 6, 14)
	deadline = day.Of(2027, 6, 30)
	Priya    = assessment.Author{ID: "priya", Name: "Priya Nair"}
	Dev      = assessment.Author{ID: "dev", Name: "Dev Rao"}
)

// NDG is the edition that they answer.
func NDG(t testing.TB) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

// Version begins a snapshot of Northmoor and Dale as it was sent to the board.
func Version(t testing.TB, n int) report.Inputs {
	s := snapshot.Snapshot{
		Format: 1, Rules: score.Rules, Demo: true, Cycle: "2026-27", Deadline: deadline, Kind: signoff.Final, Version: n,
		Reference: Sent, SentBy: Priya, Pack: NDG(t),
		Trust: snapshot.Trust{
			ODS: "ZZ101", Name: "Northmoor and Dale NHS Foundation Trust", Kind: trust.Acute, RegionName: "Westmark", ICBName: "Dale",
		},
	}
	in := report.Inputs{Snapshot: s}
	if n > 0 {
		in.SHA256 = strings.Repeat("3f9a", 16)
	}
	return in
}

// Yes answers a question so that it is in place.
func Yes(q framework.Question) assessment.Answer {
	a := assessment.Answer{Item: q.ID, Version: 1, SavedBy: Priya}
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

// Answer gives every question the answer that how makes of it; a zero answer stays out.
func Answer(in *report.Inputs, how func(framework.Question) assessment.Answer) {
	for _, q := range in.Snapshot.Pack.Questions() {
		if a := how(q); a.Item != "" {
			in.Snapshot.Answers = append(in.Snapshot.Answers, a)
		}
	}
}

// No answers a question so that it is not in place.
func No(q framework.Question) assessment.Answer {
	if q.Ask == "" {
		return assessment.Answer{Item: q.ID, Words: assessment.Words{Date: Sent.AddMonths(-25)}, Version: 1, SavedBy: Priya}
	}
	return assessment.Answer{Item: q.ID, Words: assessment.Words{Reply: assessment.No}, Version: 1, SavedBy: Priya}
}

// Change replaces the answers of some items.
func Change(in *report.Inputs, how func(framework.Question) assessment.Answer, items ...string) {
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

// Blank leaves a question without an answer.
func Blank(framework.Question) assessment.Answer { return assessment.Answer{} }

// NotApplying says of a question that it does not apply, and why.
func NotApplying(why string) func(framework.Question) assessment.Answer {
	return func(q framework.Question) assessment.Answer {
		return assessment.Answer{Item: q.ID, Words: assessment.Words{Reply: assessment.DoesNotApply, Text: why}, Version: 1}
	}
}

// Prove names one proof for every question that suits.
func Prove(in *report.Inputs, title string, dated day.Day, suits func(i int, q framework.Question) bool) {
	p := assessment.Proof{ID: title, Title: title, Dated: dated, HoldsMonths: 12, Place: "Document store"}
	for i, q := range in.Snapshot.Pack.Questions() {
		if suits(i, q) {
			p.Items = append(p.Items, q.ID)
		}
	}
	in.Snapshot.Proofs = append(in.Snapshot.Proofs, p)
}

// Confirm has every group of answers confirmed, but some.
func Confirm(in *report.Inputs, but ...string) {
	for _, s := range in.Snapshot.Pack.Standards {
		for _, a := range s.Assertions {
			if !slices.Contains(but, a.ID) {
				in.Snapshot.Confirmations = append(in.Snapshot.Confirmations, assessment.Confirmation{Assertion: a.ID, By: Priya})
			}
		}
	}
}

// LastYear makes the year before from answers of its own.
func LastYear(in *report.Inputs, missing ...string) {
	before := *in
	before.Snapshot.Answers = nil
	before.Snapshot.Cycle = "2025-26"
	before.Snapshot.Reference = day.Of(2026, 6, 21)
	Answer(&before, Yes)
	Change(&before, No, missing...)
	l := snapshot.LastYearFrom(before.Snapshot, score.Assess(before.Snapshot.Inputs()), strings.Repeat("77", 32))
	in.Snapshot.LastYear = &l
}

// PeersOf31 sets the trust among 31 others of its kind.
func PeersOf31(in *report.Inputs) {
	p := snapshot.Peers{Kind: trust.Acute, On: Sent, Trusts: 31}
	for i, s := range in.Snapshot.Pack.Standards {
		if !s.Own {
			p.Standards = append(p.Standards, snapshot.Band{Standard: s.Number, Low: 7000 + 250*i, High: 9000 + 100*i})
		}
	}
	in.Snapshot.Peers = p
}

// Officers says who holds which office; without a name there is no senior information risk owner.
func Officers(in *report.Inputs, siro string) {
	in.Snapshot.Officers = []office.Holder{
		{Office: office.ChiefExecutive, Name: "Amir Das", Since: day.Of(2022, 4, 1)},
		{Office: office.SIRO, Name: siro, Since: day.Of(2027, 1, 11)},
		{Office: office.Chair, Name: "Joan Bell", Since: day.Of(2021, 9, 6)},
		{Office: office.CaldicottGuardian, Name: "Dr Li Wen"},
	}
}

// Services gives the trust critical services, so many of them restored within a year. Of the last nothing else is known.
func Services(in *report.Inputs, n, restored int) {
	names := []string{"Emergency department", "Laboratory", "Pharmacy", "Maternity", "Operating theatres", "Imaging", "Patient records", "Intensive care",
		"Outpatient booking", "Cancer treatment", "Switchboard"}
	l := critical.List{Benefit: critical.Benefit{Words: "An allergy that is noted on one ward is seen on every other.", By: Priya, On: Sent.AddDays(-20)}}
	for i, name := range names[:n] {
		s := critical.Service{ID: name, Name: name, Version: 1, ChangedBy: Priya, LastRestore: Sent.AddMonths(-14 - i)}
		if i < restored {
			s.LastRestore = Sent.AddMonths(-1 - i)
		}
		if i+1 < n {
			hours := 4 + i
			s.PaperHours, s.Supplier = &hours, []string{"Brook Systems", "Northlight Health"}[i%2]
		}
		l.Services = append(l.Services, s)
	}
	in.Snapshot.Critical = &l
}

// Agree records one agreed rating a standard, and the ratings of members that led to it.
func Agree(in *report.Inputs, ratings ...signoff.Rating) {
	for i, r := range ratings {
		n := fmt.Sprint(i + 1)
		in.Board.Agreed = append(in.Board.Agreed, signoff.Agreed{Standard: n, Rating: r, By: Dev, At: At(50), On: Sent.AddDays(8)})
		for m, given := range []signoff.Rating{r, r, signoff.Largely, signoff.CannotTell} {
			in.Board.Ratings = append(in.Board.Ratings, signoff.MemberRating{
				Standard: n, Person: assessment.Author{ID: fmt.Sprint("member", m), Name: "Secret Name"}, Rating: given, At: At(m),
			})
		}
	}
}

// At is a minute of the day on which people signed.
func At(minute int) time.Time { return time.Date(2027, 6, 22, 10, minute, 0, 0, time.UTC) }

// Signatories are three people of the board.
var Signatories = []signoff.Signatory{
	{Person: "amir", Name: "Amir Das", Post: "Chief executive"},
	{Person: "grace", Name: "Grace Holt", Post: "Senior information risk owner"},
	{Person: "helen", Name: "Helen Marsh", Post: "Non-executive director"},
}

// Sign lets one who was asked decide on the version.
func Sign(in *report.Inputs, who int, d signoff.Decision, words string) {
	in.Board.Signatures = append(in.Board.Signatures, signoff.Signature{
		Signatory: in.Board.Signatories[who], Decision: d, Words: words, SHA256: in.SHA256, At: At(len(in.Board.Signatures)), On: Sent.AddDays(8),
	})
}

// Decide gives what a body decided on version 2, so many days after it was sent.
func Decide(body meeting.Body, o meeting.Outcome, after int, minute, present, words string) meeting.Decision {
	return meeting.Decision{ID: string(body) + string(o), Version: 2, Body: body, Outcome: o, HeldOn: Sent.AddDays(after), Minute: minute,
		Present: present, Words: words, By: Dev, At: At(40), On: Sent.AddDays(after + 1)}
}

// Publish publishes the version on a day, with or without the signatures as they stand.
func Publish(in *report.Inputs, on day.Day) {
	p := signoff.Publish(signoff.Publication{
		Cycle: in.Snapshot.Cycle, Kind: signoff.Final, Version: in.Snapshot.Version, SHA256: in.SHA256, On: on, By: Priya, Deadline: deadline,
	}, signoff.StandingOf(in.Board.Signatories, in.Board.Signatures, in.SHA256, in.Board.Quorum))
	in.Board.Publication = &p
}
