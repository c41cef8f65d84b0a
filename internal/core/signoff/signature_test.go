package signoff

import (
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

var (
	grace = Signatory{Person: "grace", Name: "Grace Holt", Post: "Senior information risk owner"}
	amir  = Signatory{Person: "amir", Name: "Amir Das", Post: "Chief executive"}
	helen = Signatory{Person: "helen", Name: "Helen Marsh", Post: "Non-executive director"}
)

func said(who Signatory, d Decision, words string, minute int) Signature {
	return Signature{Signatory: who, Decision: d, Words: words, SHA256: "now", At: at(minute), On: day.Of(2027, 6, 20)}
}

func TestEachDecisionNeedsItsWords(t *testing.T) {
	t.Parallel()
	for _, d := range Decisions() {
		if err := CheckWords(d, " \n"); (err == nil) != (d == Signed) {
			t.Errorf("%s without words: %v", d, err)
		}
		if err := CheckWords(d, "because"); err != nil {
			t.Errorf("%s with words: %v", d, err)
		}
		if got, err := ParseDecision(string(d)); err != nil || got != d || d.Choice() == "" || d.Label() == "" {
			t.Errorf("%s: %v", d, err)
		}
	}
}

func TestWhoMaySignWhat(t *testing.T) {
	t.Parallel()
	asked := []Signatory{grace, amir}
	old := said(grace, Signed, "", 1)
	old.SHA256 = "before"
	void := said(grace, Declined, "no", 1)
	void.Void = true
	for _, c := range []struct {
		name  string
		given []Signature
		s     Signature
		kind  fault.Kind // Internal: allowed
	}{
		{"the first signature", nil, said(grace, Signed, "", 5), fault.Internal},
		{"after signing another version", []Signature{old}, said(grace, Signed, "", 5), fault.Internal},
		{"after a void refusal", []Signature{void}, said(grace, Signed, "", 5), fault.Internal},
		{"after a question", []Signature{said(grace, Question, "why?", 1)}, said(grace, Signed, "", 5), fault.Internal},
		{"after a refusal", []Signature{said(grace, Declined, "no", 1)}, said(grace, Signed, "", 5), fault.Conflict},
		{"after a signature", []Signature{said(grace, Signed, "", 1)}, said(grace, Declined, "no", 5), fault.Conflict},
		{"somebody who is not asked", nil, said(helen, Signed, "", 5), fault.Forbidden},
		{"an outdated version", nil, old, fault.Conflict},
		{"a refusal without a reason", nil, said(grace, Declined, "", 5), fault.Invalid},
		{"no decision", nil, said(grace, "", "", 5), fault.Invalid},
	} {
		err := MaySign(asked, c.given, c.s, "now")
		if (err == nil) != (c.kind == fault.Internal) || fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestNobodyCanRemoveARefusal(t *testing.T) {
	t.Parallel()
	asked := []Signatory{grace, amir}
	refused := []Signature{said(grace, Declined, "the restore was never tried", 1)}
	if _, err := Replace(asked, refused, Replacement{Old: grace, New: helen, Why: "she is away"}, "now"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a person who refused was replaced: %v", err)
	}
	kept := Recall(refused, "now")
	if len(kept) != 1 || !kept[0].Void || kept[0].Words != refused[0].Words || refused[0].Void {
		t.Errorf("after a recall %+v", kept)
	}
}

func TestAReplacementSaysWhomAndWhy(t *testing.T) {
	t.Parallel()
	asked := []Signatory{grace, amir}
	for _, c := range []struct {
		name string
		r    Replacement
		kind fault.Kind
	}{
		{"without a reason", Replacement{Old: grace, New: helen, Why: " "}, fault.Invalid},
		{"by somebody who is asked", Replacement{Old: grace, New: amir, Why: "leave"}, fault.Invalid},
		{"of somebody who is not asked", Replacement{Old: helen, New: grace, Why: "leave"}, fault.Conflict},
	} {
		if _, err := Replace(asked, nil, c.r, "now"); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	after, err := Replace(asked, nil, Replacement{Old: grace, New: helen, Why: "leave"}, "now")
	if err != nil || after[0].Name != "Helen Marsh" || after[0].Replaces != "Grace Holt" || asked[0].Name != "Grace Holt" {
		t.Errorf("after: %+v, %v", after, err)
	}
}

func TestStandingIsSaidInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		asked    []Signatory
		given    []Signature
		want     string
		complete bool
	}{
		{nil, nil, "Nobody has been asked to sign.", false},
		{[]Signatory{grace}, nil, "The one person asked to sign has not signed.", false},
		{[]Signatory{grace}, []Signature{said(grace, Signed, "", 1)}, "The one person asked has signed.", true},
		{[]Signatory{grace}, []Signature{said(grace, Declined, "no", 1)}, "The one person asked to sign has not signed. That person has declined.", false},
		{[]Signatory{grace, amir}, nil, "Neither of the two people asked has signed.", false},
		{[]Signatory{grace, amir}, []Signature{said(grace, Signed, "", 1), said(amir, Reservations, "x", 2)}, "Both people asked have signed, one of them with reservations.", true},
		{[]Signatory{grace, amir, helen}, []Signature{said(grace, Reservations, "x", 1)}, "One of the three people asked has signed, with reservations. Two have not answered.", false},
		{[]Signatory{grace, amir, helen}, []Signature{said(grace, Signed, "", 1), said(amir, Declined, "x", 1), said(helen, Question, "x", 1)},
			"One of the three people asked has signed. One has declined. One needs an answer first.", false},
		{[]Signatory{grace, amir, helen}, []Signature{said(helen, Question, "x", 1), said(helen, Signed, "", 2)},
			"One of the three people asked has signed. Two have not answered.", false},
	} {
		s := StandingOf(c.asked, c.given, "now", 0)
		if got := s.Words(); got != c.want || s.Complete() != c.complete {
			t.Errorf("got %q (complete %v), want %q (%v)", got, s.Complete(), c.want, c.complete)
		}
	}
}

func TestTheQuorumDecidesWhatIsComplete(t *testing.T) {
	t.Parallel()
	all, sign := []Signatory{grace, amir, helen}, said(grace, Signed, "", 1)
	for _, c := range []struct {
		quorum   int
		asked    []Signatory
		given    []Signature
		complete bool
		short    string
		words    string // the last sentence
	}{
		{0, all, []Signature{sign}, false, "1 of 3", "Two have not answered."},
		{1, all, []Signature{sign}, true, "1 of 3, quorum 1 met", "The quorum of one is met."},
		{2, all, []Signature{sign}, false, "1 of 3, quorum 2 not met", "The quorum is two: one more must sign."},
		{2, all, []Signature{sign, said(amir, Reservations, "x", 2), said(helen, Declined, "x", 3)}, true, "2 of 3, quorum 2 met", "The quorum of two is met."},
		{4, all, []Signature{sign}, false, "1 of 3, quorum 4 not met", "The quorum is four, and only three were asked."},
		{2, nil, nil, false, "0 of 0", "Nobody has been asked to sign."},
	} {
		s := StandingOf(c.asked, c.given, "now", c.quorum)
		if s.Complete() != c.complete || s.Short() != c.short || !strings.HasSuffix(s.Words(), c.words) {
			t.Errorf("quorum %d: complete %v, %q, %q", c.quorum, s.Complete(), s.Short(), s.Words())
		}
	}
	for n, ok := range map[int]bool{-1: false, 0: true, 1: true, MostQuorum: true, MostQuorum + 1: false} {
		if (CheckQuorum(n) == nil) != ok {
			t.Errorf("a quorum of %d", n)
		}
	}
}

func TestTheVersionThatOneSignedLast(t *testing.T) {
	t.Parallel()
	of := func(who Signatory, d Decision, version int) Signature {
		s := said(who, d, "x", version)
		s.Version = version
		return s
	}
	void := of(grace, Reservations, 2)
	void.Void = true
	given := []Signature{of(grace, Signed, 1), void, of(grace, Declined, 3), of(amir, Signed, 3), of(grace, Question, 3)}
	for before, want := range map[int]int{1: 0, 2: 1, 3: 2, 4: 2} {
		if got := LastSigned(given, "grace", before); got != want {
			t.Errorf("before version %d: %d, want %d", before, got, want)
		}
	}
}

func TestSignaturesOfAnotherVersionDoNotCount(t *testing.T) {
	t.Parallel()
	old := said(grace, Signed, "", 1)
	old.SHA256 = "before"
	void := said(grace, Signed, "", 2)
	void.Void = true
	if s := StandingOf([]Signatory{grace}, []Signature{old, void}, "now", 0); s.Signed != 0 || len(s.Waiting) != 1 {
		t.Errorf("standing is %+v", s)
	}
}

func TestPublicationSaysWhatItLacks(t *testing.T) {
	t.Parallel()
	by := assessment.Author{Name: "Priya Nair"}
	p := Publication{Kind: Final, Version: 1, On: day.Of(2027, 6, 30), By: by, Deadline: day.Of(2027, 6, 30)}
	complete := Standing{Asked: 2, Signed: 2}
	for _, c := range []struct {
		name  string
		p     Publication
		first string
		words string
	}{
		{"signed and in time", Publish(p, complete), "", "Published here on 30 June 2027 by Priya Nair, with the board's signatures."},
		{"one refused", Publish(p, Standing{Asked: 2, Signed: 1, Declined: 1}), "Published without the board's signature",
			"Published here on 30 June 2027 by Priya Nair, without the board's signature."},
		{"nobody was asked", Publish(p, Standing{}), "Published without the board's signature",
			"Published here on 30 June 2027 by Priya Nair, without the board's signature."},
		{"the day after", Publish(with(p, func(p *Publication) { p.On = day.Of(2027, 7, 1) }), complete), "",
			"Published here on 1 July 2027 by Priya Nair, with the board's signatures. That was late: the deadline was 30 June 2027."},
		{"no deadline", Publish(with(p, func(p *Publication) { p.Deadline = day.Day{} }), complete), "",
			"Published here on 30 June 2027 by Priya Nair, with the board's signatures."},
		{"replaced", with(Publish(p, complete), func(p *Publication) { p.SupersededOn = day.Of(2027, 8, 2) }), "Replaced by a later version",
			"Published here on 30 June 2027 by Priya Nair, with the board's signatures. A later version took its place on 2 August 2027."},
		{"replaced and unsigned", with(Publish(p, Standing{}), func(p *Publication) { p.SupersededOn = day.Of(2027, 8, 2) }),
			"Published without the board's signature, and since replaced by a later version",
			"Published here on 30 June 2027 by Priya Nair, without the board's signature. A later version took its place on 2 August 2027."},
	} {
		if got := c.p.FirstLine(); got != c.first {
			t.Errorf("%s: first line %q, want %q", c.name, got, c.first)
		}
		if got := strings.Join(c.p.Words(), " "); got != c.words {
			t.Errorf("%s: %q, want %q", c.name, got, c.words)
		}
	}
	for _, k := range Kinds() {
		if got, err := ParseKind(string(k)); err != nil || got != k || k.Label() == "" {
			t.Errorf("%s: %v", k, err)
		}
	}
}

func with(p Publication, change func(*Publication)) Publication {
	change(&p)
	return p
}
