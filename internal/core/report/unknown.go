package report

import (
	"cmp"
	"slices"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/question"
)

// Unknown is what the report cannot say. A part of the report that has nothing to show is one line here.
type Unknown struct {
	Heading    string
	Lines      []Sentence
	Unanswered []UnansweredItem // requirements without an answer, the gravest for care first
}

// UnansweredItem is a requirement without an answer.
type UnansweredItem struct {
	Item   string // id
	Title  string
	Effect framework.Effect
	Tag    string
	Owner  string // the post that usually answers
}

// unplanned says what the plan leaves open.
func (b *build) unplanned() []Sentence {
	p := b.s.Improvement()
	bare := len(p.WithoutAction(b.r.Gaps))
	switch {
	case len(b.r.Gaps) == 0 || bare == 0:
		return nil
	case p.Empty():
		return []Sentence{plain("What mending the gaps would cost, and when it would be done: no plan is held here.")}
	}
	return []Sentence{counting("What mending "+partOf(bare, len(b.r.Gaps), "gap", "gaps")+" would cost, and when it would be done: no action is planned.", ofNoAction)}
}

// unasked says which parts of the report have nothing to show.
func (b *build) unasked(r Report) []Sentence {
	var lines []Sentence
	if names := b.unknownBasics(r.Basics); len(names) > 0 {
		lines = append(lines, plain("How it stands with "+english.List(names)+": nothing is answered."))
	}
	if len(b.s.Services().Services) == 0 {
		lines = append(lines, plain("Which services care cannot do without, and whether they would come back: no list of critical services is kept here."))
	}
	if r.People.Heading == "" && len(b.s.Pack.Boards.People) > 0 {
		lines = append(lines, plain("How many people are trained: nothing is answered."))
	}
	if r.Investment.Heading == "" {
		lines = append(lines, plain("What strategy and what money stand behind this: nothing is recorded."))
	}
	if r.Assurance.Heading == "" && len(b.s.Pack.Boards.Principles) > 0 {
		lines = append(lines, plain("What assurance the board has: nothing is answered that would show it."))
	}
	return lines
}

// unknown is made last: what the parts of the report have nothing of is said here.
func (b *build) unknown(r Report) Unknown {
	u := Unknown{Heading: "What we do not know"}
	for _, g := range b.blank {
		q, _ := b.s.Pack.Question(g.Item)
		u.Unanswered = append(u.Unanswered, UnansweredItem{Item: g.Item, Title: q.Title, Effect: g.Effect, Tag: tag(g.Effect), Owner: q.Owner})
	}
	slices.SortStableFunc(u.Unanswered, func(a, b UnansweredItem) int { return cmp.Compare(a.Effect.Rank(), b.Effect.Rank()) })
	if n := len(u.Unanswered); n > 0 {
		u.Lines = append(u.Lines, counting(english.Capital(english.Count(n, "requirement has no answer.", "requirements have no answer.")), ofBlank))
	}
	u.Lines = append(u.Lines, b.unplanned()...)
	u.Lines = append(u.Lines, b.unasked(r)...)
	if b.s.Independent == nil {
		u.Lines = append(u.Lines, plain("Whether an independent assessor would agree: nothing has been tested here."))
	}
	if len(b.Board.Decisions) == 0 && !b.s.Draft() {
		u.Lines = append(u.Lines, plain("What the board decided in a meeting: no decision is recorded."))
	}
	if n := question.Waiting(b.Board.Questions); n > 0 {
		u.Lines = append(u.Lines, counting(english.Capital(english.Count(n, "question of the board has no answer.", "questions of the board have no answer.")), ofQuestions))
	}
	if b.s.LastYear == nil {
		u.Lines = append(u.Lines, plain("How this compares with a year ago: we published nothing here for "+b.yearBefore()+"."))
	}
	if len(b.s.Peers.Standards) == 0 {
		line := "How we stand among our peers: "
		if b.s.Peers.Reason == "" {
			line += "there is nothing to compare with."
		}
		u.Lines = append(u.Lines, plain(line+english.Small(b.s.Peers.Reason)))
	}
	if len(b.s.Official) == 0 && len(b.Later) == 0 {
		u.Lines = append(u.Lines, plain("What the official status is: none is recorded."))
	}
	if offices := b.unrecorded(); len(offices) > 0 {
		u.Lines = append(u.Lines, plain("Who is "+english.List(offices)+": nothing is recorded."))
	}
	if len(u.Lines) == 0 {
		u.Lines = append(u.Lines, plain("Nothing that this report asks for is missing from the record. What it does not ask, it does not know."))
	}
	return u
}
