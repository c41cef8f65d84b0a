// Package report makes the readiness report: what a board reads in five minutes, as one value whose every sentence is
// decided here. Pages, paper, spreadsheets and the API place it and add no words of their own.
//
// Build is pure: the same input gives the same report. A caller may rely on these:
//   - every sentence is true and reads well for none, one and many;
//   - the report never says that all is in place without saying how much of it names proof;
//   - a figure in a sentence names what it counts, and BehindFigure gives the answers that it came from;
//   - what is not known is said (Unknown), never drawn as an empty picture or left out;
//   - other people's words (reasons, reservations, names) are passed on as they are and must be escaped where they are
//     placed; they are the fields whose comment says so.
//
// The voice is the trust's own ("we"), because a board signs it, except in the verdict, which names the trust.
package report

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/chart"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/question"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
)

// Inputs is everything that a report is made from. Nothing else is read: no clock, no pack file, no other row.
type Inputs struct {
	Snapshot snapshot.Snapshot
	SHA256   string              // of the snapshot's bytes; empty for a draft
	Result   *score.Result       // the snapshot's result if it is at hand; nil: computed
	Board    Board               // what stands beside the snapshot
	Later    []snapshot.Official // official statuses recorded after the snapshot was made
}

// Board is what the board has said about a snapshot.
type Board struct {
	Ratings      []signoff.MemberRating // of this version
	Agreed       []signoff.Agreed       // of this version
	Signatories  []signoff.Signatory    // asked to sign this version
	Signatures   []signoff.Signature    // of this and earlier versions of the year, void ones too: none may be left out
	Replacements []signoff.Replacement
	Decisions    []meeting.Decision   // of this and earlier versions of the year, later records and those whose place they took
	Quorum       int                  // how many must sign; 0: all who are asked
	Questions    []question.Question  // of this and earlier versions of the year, as far as the reader may see them
	Publication  *signoff.Publication // nil while it is not published
	Plan         *plan.Standing       // what its plan makes of the published result on the day of reading; nil: what was published
	Meetings     []meeting.Meeting    // when the board and its committee meet on the year's paper, as far as it is set
	RecalledOn   day.Day              // when this version was taken back from the board; zero: it was not
}

// Report is the readiness report.
type Report struct {
	Trust   string   // full name
	Title   string   // "Cyber readiness, June 2027"
	Caption string   // year and edition
	Marks   []string // what must be read before anything else: draft, unsigned, invented
	Draft   bool

	Verdict       Verdict
	NotSubmission string // that this is not the official submission, with its deadline
	Facts         []Fact
	Decisions     Decisions
	Standards     Standards
	Gaps          Gaps
	Improvement   Improvement
	Investment    Investment
	Chains        []Chain
	Basics        Topics // by name
	Services      Services
	People        People
	Accountable   Accountable
	Change        Change
	Peers         Sentence // how the trust stands among its peers; empty when there are none, which Unknown then says
	Sure          Sureness
	Belief        Belief
	Independent   Independent
	Assurance     Topics
	Unknown       Unknown
	Answered      Topics // the questions that boards are told to ask
	Questions     Questions
	Decided       Decided
	Signing       Signing
	Made          Making
	Glossary      []Term // words that a reader may not know, of those that the report uses
}

// Fact is one of the four figures under the verdict.
type Fact struct {
	Label string
	Value string
	Note  Sentence
	Of    Figure // what the value counts; empty for what is no figure of ours
}

// Listed is an item in a list, to be linked by its id.
type Listed struct {
	Item  string // id
	Title string
	Note  string // what there is to say about it; may be another person's words
}

// Standards are the ten at a glance.
type Standards struct {
	Heading       string
	Bars          chart.Bars
	Table         sheet.Table // says what the bars draw, with the ratings
	Rows          []StandardRow
	Disagreements []Sentence // "Standard 7: the board rated it fully in place; two of its twelve requirements are not."
	Notes         []Sentence
}

// StandardRow is one standard.
type StandardRow struct {
	Number       string
	Title        string
	Counts       score.Counts
	Bar          chart.Row
	Rating       string // the board's agreed rating, or "Not rated yet"
	Rated        bool
	Spread       string // how the members rated it, without names; may be empty
	Dissent      string // the board's own words; may be empty
	Disagreement string // where rating and evidence part; may be empty
}

// Gaps are the requirements that are answered and not in place, the gravest for care first.
type Gaps struct {
	Heading string
	Summary Sentence // how many could do what, those without an answer among them; empty where there is no gap
	Intro   []Sentence
	Groups  []GapGroup
}

// GapGroup is the gaps of one effect on care.
type GapGroup struct {
	Effect framework.Effect
	Tag    string // "Could stop care"
	Gaps   []Gap
}

// Gap is one requirement that is not in place.
type Gap struct {
	Item   string // id
	Title  string
	Line   string   // one sentence for a board member
	Reason string   // why it is not in place, as a sentence; empty where the answer was simply No
	Owner  string   // the post that usually answers for it
	Plan   []string // what is planned about it, in the trust's own words; and that its risk is kept
	Harm   string   // what the gap can do to care, as a sentence
}

// build is what the parts of the report are made from.
type build struct {
	Inputs
	s       snapshot.Snapshot
	r       score.Result
	short   string // the trust's name without its legal form
	results map[string]score.Item
	answers map[string]assessment.Answer
	proofs  map[string][]assessment.Proof // by item
	known   []score.Gap                   // answered, and not in place
	blank   []score.Gap                   // without an answer
}

// Build makes the report.
func Build(in Inputs) Report {
	b := prepare(in)
	r := Report{
		Trust:         b.s.Trust.Name,
		Title:         b.title(),
		Caption:       b.caption(),
		Marks:         b.marks(),
		Draft:         b.s.Draft(),
		Verdict:       b.verdict(),
		NotSubmission: b.notSubmission(),
		Facts:         b.facts(),
		Decisions:     b.decisions(),
		Standards:     b.standards(),
		Gaps:          b.gaps(),
		Improvement:   b.improvement(),
		Investment:    b.investment(),
		Chains:        b.chains(),
		Basics:        b.basics(),
		Services:      b.services(),
		People:        b.people(),
		Accountable:   b.accountable(),
		Change:        b.change(),
		Peers:         b.peers(),
		Sure:          b.sure(),
		Belief:        b.belief(),
		Independent:   b.independent(),
		Assurance:     b.assurance(),
		Answered:      b.answered(),
		Questions:     b.questions(),
		Decided:       b.decided(),
		Signing:       b.signing(),
		Made:          b.made(),
	}
	r.Unknown = b.unknown(r)
	r.Glossary = r.glossary()
	return r
}

func prepare(in Inputs) *build {
	b := &build{Inputs: in, s: in.Snapshot, short: shortName(in.Snapshot.Trust.Name)}
	if in.Result != nil {
		b.r = *in.Result
	} else {
		b.r = score.Assess(b.s.Inputs())
	}
	b.proofs = proofOf(b.s.Proofs)
	b.answers = b.s.AnswersByItem()
	b.results = make(map[string]score.Item, len(b.r.Items))
	for _, it := range b.r.Items {
		b.results[it.ID] = it
	}
	for _, g := range b.r.Gaps {
		if g.State == score.Unanswered {
			b.blank = append(b.blank, g)
		} else {
			b.known = append(b.known, g)
		}
	}
	return b
}
