package report

import (
	"strconv"
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/sheet"
)

// Behind is the answers behind one figure: a row each. It says how a question is answered and what is proved, and quotes no answer
// in words: those are for whoever may see the answers themselves.
type Behind struct {
	Heading string
	Note    string // where the figure is of something else than answers; may be empty
	Table   sheet.Table
	Items   []string // ids of the questions of the rows, row by row; empty where a row is none
}

// BehindFigure gives the answers behind a figure of the report; false where there is no such figure.
func BehindFigure(in Inputs, f Figure) (Behind, bool) {
	b := prepare(in)
	for _, find := range []func(Figure) (Behind, bool){b.behindItems, b.behindHung, b.behindYear, b.behindSample, b.behindPlan, b.behindRest} {
		if found, ok := find(f); ok {
			found.Table.Title = found.Heading
			return found, true
		}
	}
	return Behind{}, false
}

// answersTable begins a table of answers.
func answersTable() sheet.Table {
	return sheet.Table{Columns: sheet.Heads("Item", "Question", "Answer", "State", "Proof")}
}

// put adds the answer to a question.
func (b *build) put(out *Behind, id string) {
	q, _ := b.s.Pack.Question(id)
	it := b.results[id]
	answer := b.answers[id].Reply.Words()
	if amount := b.amountOf(id); amount != "" {
		if answer != "" {
			answer += ", "
		}
		answer += amount
	}
	if answer == "" {
		answer = "None"
	}
	proof := "None named"
	switch {
	case !it.Claimed:
		proof = ""
	case it.Proved:
		proof = "In date"
	case it.ProofLapsed:
		proof = "Has run out"
	}
	state := stateWords(it)
	if it.RiskAccepted {
		state = "In place, as its risk is accepted"
	} else if it.State == score.Exempt {
		state = "Exempt"
	}
	out.Table.Rows = append(out.Table.Rows, sheet.Row(id, q.Title, answer, state, proof))
	out.Items = append(out.Items, id)
}

// picks are the figures that count requirements by how each stands.
var picks = map[Figure]struct {
	heading string
	lets    func(score.Item) bool
}{
	ofRequired:    {"The requirements", func(score.Item) bool { return true }},
	ofInPlace:     {"Requirements in place", func(it score.Item) bool { return it.Claimed }},
	ofGaps:        {"Requirements not in place, those without an answer among them", func(it score.Item) bool { return !it.Claimed }},
	ofBlank:       {"Requirements without an answer", func(it score.Item) bool { return it.State == score.Unanswered }},
	ofBlankStop:   {"Requirements without an answer that could stop care", func(it score.Item) bool { return it.State == score.Unanswered && it.Effect == framework.StopsCare }},
	ofProved:      {"Requirements in place with proof that is in date", func(it score.Item) bool { return it.Claimed && it.Proved }},
	ofLapsed:      {"Requirements in place whose proof has run out", func(it score.Item) bool { return it.Claimed && it.ProofLapsed }},
	ofUnproved:    {"Requirements in place without proof", func(it score.Item) bool { return it.Claimed && !it.Proved && !it.ProofLapsed }},
	ofVerified:    {"Requirements that an independent assessor agrees are in place", func(it score.Item) bool { return it.Verified }},
	ofNotApplying: {"Requirements said not to apply", func(it score.Item) bool { return it.State == score.DoesNotApply }},
	ofExempt:      {"Requirements that are exempt", func(it score.Item) bool { return it.State == score.Exempt }},
	ofAccepted:    {"Requirements in place because their risk is accepted", func(it score.Item) bool { return it.RiskAccepted }},
}

// behindItems lists requirements by how they stand, by standard or by what their gap could do, and single questions.
func (b *build) behindItems(f Figure) (Behind, bool) {
	kind, key := cutFigure(f)
	out := Behind{Table: answersTable()}
	pick, ok := picks[f]
	out.Heading = pick.heading
	lets := pick.lets
	switch {
	case ok:
	case kind == kindItem:
		q, known := b.s.Pack.Question(key)
		if !known {
			return out, false
		}
		out.Heading = "The answer to " + key
		out.Note = q.Ask
		for _, id := range append([]string{key}, b.s.Pack.Parts(key)...) {
			b.put(&out, id)
		}
		return out, true
	case kind == kindStandard, kind == kindProved:
		s, known := b.s.Pack.Standard(key)
		if !known {
			return out, false
		}
		out.Heading = "Standard " + key + ", " + english.Small(s.Title)
		lets = func(it score.Item) bool { return it.Standard == key }
		if kind == kindProved {
			out.Heading += ": what names proof that is in date"
			lets = func(it score.Item) bool { return it.Standard == key && it.Claimed && it.Proved }
		}
	case kind == kindGaps:
		e := framework.Effect(strings.ReplaceAll(key, "-", " "))
		if e.Rank() > framework.WeakensProof.Rank() {
			return out, false
		}
		out.Heading = "Gaps that " + could(e)
		lets = func(it score.Item) bool { return !it.Claimed && it.Effect == e }
	case f == ofPeople:
		out.Heading = "Requirements about people"
		lets = func(it score.Item) bool {
			s, known := b.s.Pack.Standard(it.Standard)
			return known && s.Obligation == peopleObligation
		}
	case f == ofNoAction:
		out.Heading = "Gaps without an action"
		bare := map[string]bool{}
		for _, g := range b.s.Improvement().WithoutAction(b.r.Gaps) {
			bare[g.Item] = true
		}
		lets = func(it score.Item) bool { return bare[it.ID] }
	case f == ofChecked:
		out.Heading = "What our own check asked, and we explain"
		for _, e := range b.s.Explained {
			b.put(&out, e.Item)
		}
		return out, true
	case f == ofOwn:
		out.Heading = "Our own questions, which count nowhere"
		for _, it := range b.r.Items {
			s, known := b.s.Pack.Standard(it.Standard)
			if q, asked := b.s.Pack.Question(it.ID); known && s.Own && asked && q.PartOf == "" {
				b.put(&out, it.ID)
			}
		}
		return out, true
	default:
		return out, false
	}
	for _, it := range b.r.Items {
		if it.Counted && lets(it) {
			b.put(&out, it.ID)
		}
	}
	return out, true
}

// cutFigure parts a figure of several into its kind and which of them.
func cutFigure(f Figure) (kind, key string) {
	for _, k := range []string{kindItem, kindStandard, kindProved, kindYear, kindSample, kindGaps, kindBasic, kindQuestion, kindRule, kindChain} {
		if key, ok := strings.CutPrefix(string(f), k); ok {
			return k, key
		}
	}
	return "", string(f)
}

// behindHung lists the answers that a topic or an attack hangs on.
func (b *build) behindHung(f Figure) (Behind, bool) {
	kind, key := cutFigure(f)
	boards := b.s.Pack.Boards
	list := map[string][]framework.Topic{kindBasic: boards.Basics, kindQuestion: boards.Questions, kindRule: boards.Principles}[kind]
	out := Behind{Table: answersTable()}
	if kind == kindChain {
		for _, c := range b.s.Pack.Chains {
			if c.ID != key {
				continue
			}
			out.Heading = c.Title
			for _, l := range c.Links {
				b.putDeciders(&out, l.Deciding)
			}
			return out, true
		}
	}
	n, err := strconv.Atoi(key)
	if err != nil || n < 1 || n > len(list) {
		return out, false
	}
	t := list[n-1]
	if out.Heading = t.Title; out.Heading == "" {
		out.Heading = t.Ask
	}
	b.putDeciders(&out, t.Deciding)
	return out, true
}

func (b *build) putDeciders(out *Behind, deciding []framework.Decider) {
	for _, d := range deciding {
		b.put(out, d.Item)
	}
}

// behindYear lists requirements as they stood a year ago, and now.
func (b *build) behindYear(f Figure) (Behind, bool) {
	kind, standard := cutFigure(f)
	last := b.s.LastYear
	headings := map[Figure]string{ofYearAgo: "In place a year ago", ofGained: "In place now, and not a year ago", ofLost: "In place a year ago, and not now",
		ofAdded: "Requirements that are new this year", ofDropped: "Requirements of a year ago that are no longer asked"}
	out := Behind{Heading: headings[f], Table: sheet.Table{Columns: sheet.Heads("Item", "Question", "A year ago", "Now")}}
	if s, ok := b.s.Pack.Standard(standard); kind == kindYear && ok {
		out.Heading = "Standard " + standard + ", " + english.Small(s.Title) + ": a year ago, and now"
	}
	if last == nil || out.Heading == "" {
		return out, false
	}
	out.Note = "A year ago is what we published for " + string(last.Cycle) + ", as at " + last.Reference.Words() + "."
	add := func(id string, was, now string) {
		q, _ := b.s.Pack.Question(id)
		out.Table.Rows = append(out.Table.Rows, sheet.Row(id, q.Title, was, now))
		out.Items = append(out.Items, id)
	}
	before := make(map[string]score.State, len(last.Items))
	for _, it := range last.Items {
		before[it.Item] = it.State
	}
	for _, it := range b.r.Items {
		if !it.Counted {
			continue
		}
		was, asked := before[it.ID]
		delete(before, it.ID)
		if kind == kindYear && it.Standard == standard || f == ofYearAgo && inPlace(was) || f == ofGained && asked && it.Claimed && !inPlace(was) ||
			f == ofLost && !it.Claimed && inPlace(was) || f == ofAdded && !asked {
			words := "Not asked"
			if asked {
				words = wasWords(was)
			}
			add(it.ID, words, stateWords(it))
		}
	}
	if f == ofYearAgo || f == ofDropped {
		for _, it := range last.Items { // in their own order
			if was, gone := before[it.Item]; gone && (f == ofDropped || inPlace(was)) {
				add(it.Item, wasWords(was), "No longer asked")
			}
		}
	}
	return out, true
}

func wasWords(s score.State) string {
	switch {
	case s == score.Unanswered:
		return "No answer"
	case inPlace(s):
		return "In place"
	}
	return "Not in place"
}

// behindSample lists what the independent assessor tested.
func (b *build) behindSample(f Figure) (Behind, bool) {
	r := b.s.Independent
	kind, standard := cutFigure(f)
	headings := map[Figure]string{ofSample: "The sample of the independent assessment", ofTested: "What the assessor tested", ofDiffered: "Where the assessor differs",
		ofUntested: "In the sample, and not tested", ofAltered: "Answers that have changed since they were tested", ofEarlier: "Findings of earlier years", ofRequests: "Requests for evidence"}
	out := Behind{Heading: headings[f], Table: sheet.Table{Columns: sheet.Heads("Item", "Question", "We claimed it", "The assessor", "Every trust must have it tested")}}
	if s, ok := b.s.Pack.Standard(standard); kind == kindSample && ok {
		out.Heading = "Standard " + standard + ", " + english.Small(s.Title) + ": what was in the sample"
	}
	if r == nil || out.Heading == "" {
		return out, false
	}
	if f == ofRequests {
		out.Table.Columns = sheet.Heads("What", "Requests")
		out.Table.Rows = [][]sheet.Cell{sheet.Row("The assessor asked for evidence", r.Asked), sheet.Row("We answered late or not at all", r.Late)}
		out.Note = "A final assessment keeps how many there were, and no single request."
		return out, true
	}
	if f == ofEarlier {
		out.Table.Columns = sheet.Heads("Item", "Question", "From", "What has become of it")
		for _, e := range r.Earlier {
			q, _ := b.s.Pack.Question(e.Item)
			out.Table.Rows = append(out.Table.Rows, sheet.Row(e.Item, q.Title, string(e.From), e.Verdict.Words()))
			out.Items = append(out.Items, e.Item)
		}
		return out, true
	}
	for _, s := range r.Sample {
		tested := s.Verdict == fieldwork.Agree || s.Verdict == fieldwork.Differ
		if f == ofSample || f == ofTested && tested || f == ofDiffered && s.Verdict == fieldwork.Differ || f == ofUntested && !tested ||
			kind == kindSample && b.results[s.Item].Standard == standard || f == ofAltered && b.altered(s) {
			q, _ := b.s.Pack.Question(s.Item)
			out.Table.Rows = append(out.Table.Rows, sheet.Row(s.Item, q.Title, yesNo(s.Claimed), s.Verdict.Words(), yesNo(s.Mandated)))
			out.Items = append(out.Items, s.Item)
		}
	}
	return out, true
}

// altered tells whether an answer has changed since it was tested.
func (b *build) altered(s fieldwork.Sampled) bool {
	one := *b.s.Independent
	one.Sample = []fieldwork.Sampled{s}
	return one.Changed(b.answers) > 0
}

// behindPlan lists actions and risks.
func (b *build) behindPlan(f Figure) (Behind, bool) {
	states := map[Figure]struct {
		heading string
		state   plan.State
	}{ofActions: {"The actions", plan.AllStanding}, ofOpen: {"The open actions, and what they cost", plan.StillOpen}, ofLate: {"Actions past their day", plan.Overdue},
		ofMoved: {"Actions that have slipped", plan.HasMoved}, ofDone: {"Actions that are done", plan.IsDone}}
	p := b.s.Improvement()
	one, ok := states[f]
	switch {
	case ok && !p.Empty():
		t := sheet.Table{Columns: sheet.Heads("Action", "For", "Owner", "Due", "First due", "State", "Money")}
		for _, a := range p.Choose(plan.Filter{State: one.state}, b.s.Reference) {
			t.Rows = append(t.Rows, sheet.Row(a.Title, strings.Join(a.Items, " "), a.Owner.Name, a.Due, a.FirstDue(), a.StateWords(b.s.Reference), a.CostWords()))
		}
		return Behind{Heading: one.heading, Table: t}, true
	case f == ofRisks && !p.Empty():
		return Behind{Heading: "Risks that we knowingly keep", Table: b.risksTable(p)}, true
	}
	return Behind{}, false
}

// behindRest lists groups of answers, peers, ratings, services and offices.
func (b *build) behindRest(f Figure) (Behind, bool) {
	switch f {
	case ofGroups:
		t := sheet.Table{Columns: sheet.Heads("Group", "Title", "Its usual owner", "Confirmed")}
		for _, st := range b.r.Standards {
			for _, a := range st.Assertions {
				if content, ok := b.s.Pack.Assertion(a.ID); ok && a.Counting && !st.Own {
					t.Rows = append(t.Rows, sheet.Row(a.ID, content.Title, content.Owner, yesNo(a.Confirmed)))
				}
			}
		}
		return Behind{Heading: "The groups of answers, and which are confirmed", Table: t}, true
	case ofPeers:
		if len(b.s.Peers.Standards) == 0 {
			return Behind{}, false
		}
		t := sheet.Table{Columns: sheet.Heads("Standard", "We have in place", "Middle half of our peers")}
		for _, st := range b.r.Standards {
			row := b.standardRow(st)
			if band := row.Bar.Peers; band != nil && !st.Own {
				t.Rows = append(t.Rows, sheet.Row(row.Bar.Label, row.Bar.Now.Words(), band.Words()))
			}
		}
		return Behind{Heading: "Beside " + b.s.Peers.Words(), Table: t,
			Note: "The middle half is made of what they had published by " + b.s.Peers.On.Words() + ". This record holds no single trust’s figures."}, true
	case ofRatings:
		return Behind{Heading: "How the members rated", Table: b.ratingsTable(), Note: "How many gave which rating. Nobody sees who gave it."}, true
	case ofServices:
		return Behind{Heading: "Critical services", Table: b.services().Table}, len(b.s.Services().Services) > 0
	case ofOffices:
		return Behind{Heading: "The offices", Table: b.officesTable()}, true
	}
	return Behind{}, false
}

// ratingsTable says standard by standard how many members gave which rating, and what the board agreed.
func (b *build) ratingsTable() sheet.Table {
	whole := b.standardsFigures()
	t := sheet.Table{Columns: append(whole.Columns[:2:2], whole.Columns[9:]...)}
	for _, row := range whole.Rows {
		t.Rows = append(t.Rows, append(row[:2:2], row[9:]...))
	}
	return t
}
