package report

import (
	"slices"
	"strings"

	"cyberready/internal/core/chain"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/signoff"
)

// Topic is something that boards are told to ask about, as the record has it.
type Topic struct {
	Title  string     // "Phishing", or the question itself
	Ask    string     // the question, where the title is not one
	State  string     // the worst of what it hangs on: "Not in place"; empty where it hangs on nothing that was asked
	Says   []Sentence // what the record says; empty: it cannot say
	Cannot string     // what it cannot say, and who can; empty: nothing of the kind
	Items  []Listed   // what it hangs on, each with its state, its figure, and why
	Source string     // who tells boards to ask
}

// Topics are a part of the report made of them. It is empty where the record has nothing to say.
type Topics struct {
	Heading string
	Intro   []Sentence
	Groups  []TopicGroup
}

// TopicGroup is topics under one title; the title is empty where there are no groups.
type TopicGroup struct {
	Title string
	List  []Topic
}

// topic reads one of them.
func (b *build) topic(t framework.Topic, of Figure) Topic {
	out := Topic{Title: t.Title, Ask: t.Ask, Source: t.Source}
	if out.Title == "" {
		out.Title, out.Ask = t.Ask, ""
	}
	var unknown []string
	if len(t.Deciding) > 0 {
		worst, items := chain.Hang(t.Deciding, b.s.Pack, b.results)
		out.State = worst.Label()
		for _, it := range items {
			out.Items = append(out.Items, Listed{Item: it.ID, Title: it.Title, Note: b.hangs(it)})
			if it.State == chain.Unknown {
				unknown = append(unknown, english.Small(it.Title))
			}
		}
		if len(unknown) < len(items) {
			out.Says = append(out.Says, hung(items, of)...)
		}
	}
	for _, part := range t.Record {
		out.Says = append(out.Says, b.part(part)...)
	}
	var cannot []string
	if n := len(unknown); n > 0 && n == len(t.Deciding) {
		cannot = append(cannot, "None of the answers that this hangs on has been given")
	} else if n > 0 {
		cannot = append(cannot, "How it stands with "+english.List(unknown)+" has not been answered")
	}
	if t.Cannot != "" {
		cannot = append(cannot, strings.TrimSuffix(t.Cannot, ".")+" is not in any record")
	}
	if len(cannot) == 0 && len(out.Says) == 0 {
		cannot = append(cannot, "Nothing is recorded")
	}
	if len(cannot) > 0 {
		out.Cannot = strings.Join(cannot, ". ") + ". Who can say: " + t.Who + "."
	}
	return out
}

// hangs says how one answer stands, its figure, and why it matters here.
func (b *build) hangs(it chain.Item) string {
	said := it.State.Label() + "."
	if f := b.figureOf(it.ID); f != "" {
		said += " " + f
	}
	return said + " What hangs on it: " + english.Small(it.Why)
}

// figureOf gives the figure that was answered, with its label: "Share of servers on supported operating systems: 95%."
func (b *build) figureOf(item string) string {
	q, ok := b.s.Pack.Question(item)
	if !ok || q.Figure == nil {
		return ""
	}
	amount := b.amountOf(item)
	if amount == "" {
		return ""
	}
	return q.Figure.Label + ": " + amount + "."
}

// hung says how the answers stand that something hangs on: how many in which state, and which are not in place.
func hung(items []chain.Item, of Figure) []Sentence {
	by := map[chain.State][]string{}
	for _, it := range items {
		by[it.State] = append(by[it.State], english.Small(it.Title))
	}
	if len(items) == 1 {
		return []Sentence{counting(english.Capital(items[0].Title)+": "+english.Small(items[0].State.Label())+".", of)}
	}
	var parts []string
	for _, s := range []chain.State{chain.Proved, chain.Claimed, chain.NotInPlace} {
		switch n := len(by[s]); n {
		case 0:
		case len(items):
			whole := "All " + english.Number(n) + " answers that this hangs on are "
			if n == 2 {
				whole = "Both answers that this hangs on are "
			}
			return []Sentence{counting(whole+english.Small(s.Label())+".", of)}
		default:
			parts = append(parts, english.Count(n, "is", "are")+" "+english.Small(s.Label()))
		}
	}
	if n := len(by[chain.Unknown]); n > 0 {
		parts = append(parts, english.Count(n, "is", "are")+" missing")
	}
	said := []Sentence{counting("Of the "+english.Number(len(items))+" answers that this hangs on, "+english.List(parts)+".", of)}
	if missing := by[chain.NotInPlace]; len(missing) > 0 {
		said = append(said, plain("Not in place: "+phrases(missing)+"."))
	}
	return said
}

// part says what another part of the record answers; nothing where it holds nothing.
func (b *build) part(p framework.Part) []Sentence {
	switch p {
	case framework.PlanPart:
		return b.saysPlan()
	case framework.RisksPart:
		return b.saysRisks()
	case framework.OfficesPart:
		return b.saysOffices()
	case framework.ServicesPart:
		return b.saysServices()
	case framework.BoardPart:
		return b.saysBoard()
	case framework.OfficialPart:
		if o, ok := latestOfficial(b.s.Official); ok {
			return []Sentence{plain("The official status is “" + string(o.Status) + "” (" + officialNote(o) + ").")}
		}
	case framework.AuditPart:
		if b.s.Independent != nil {
			return []Sentence{b.beliefSentence()}
		}
	case framework.PositionPart:
		return b.verdict().Sentences[:1]
	}
	return nil
}

func (b *build) saysPlan() []Sentence {
	if b.s.Improvement().Empty() {
		return nil
	}
	if money := moneySentence(b.s.Improvement().Money()); money != "" {
		return []Sentence{counting(money, ofOpen)}
	}
	return []Sentence{plain("No action of the plan is open.")}
}

func (b *build) saysRisks() []Sentence {
	kept := 0
	for _, r := range b.s.Improvement().Risks {
		if r.Holds(b.s.Reference) {
			kept++
		}
	}
	if kept == 0 {
		return nil
	}
	return []Sentence{counting("We knowingly keep "+english.Count(kept, "risk", "risks")+", with an owner and an end.", ofRisks)}
}

func (b *build) saysOffices() []Sentence {
	held, a := 0, b.accountable()
	for _, o := range a.Offices {
		if o.Held {
			held++
		}
	}
	if held == 0 && a.Summary == "" {
		return nil
	}
	said := english.Capital(english.OutOf(held, len(a.Offices))) + " offices " + english.Plural(held, "is", "are") + " held."
	if held == len(a.Offices) {
		said = "All " + english.Number(held) + " offices are held."
	}
	return append([]Sentence{counting(said, ofOffices)}, plains(filledOnly(a.Summary))...)
}

func (b *build) saysServices() []Sentence {
	l := b.s.Services()
	if len(l.Services) == 0 {
		return nil
	}
	said := []Sentence{counting(l.RestoredWords(b.s.Reference), ofServices)}
	n := len(l.Services)
	if named := l.Supplied(); named == n {
		said = append(said, plain("The main supplier of each is named."))
	} else {
		said = append(said, counting("The main supplier of "+english.Number(named)+" is named.", ofServices))
	}
	return said
}

// saysBoard says how the signing stands, and what meetings decided on this version.
func (b *build) saysBoard() []Sentence {
	if b.s.Draft() {
		return nil
	}
	said := []Sentence{counting(signoff.StandingOf(b.Board.Signatories, b.Board.Signatures, b.SHA256, b.Board.Quorum).Words(), ofSignatures)}
	for _, d := range meeting.Standing(b.Board.Decisions, b.s.Version) {
		said = append(said, plain(d.Said()))
	}
	return said
}

func filledOnly(texts ...string) []string {
	var list []string
	for _, t := range texts {
		if t != "" {
			list = append(list, t)
		}
	}
	return list
}

// basics are those that boards are told to ask about by name. It is empty where none of them has an answer.
func (b *build) basics() Topics {
	var known []Topic
	for i, t := range b.s.Pack.Boards.Basics {
		if one := b.topic(t, ofTopic(kindBasic, i)); len(one.Says) > 0 {
			known = append(known, one)
		}
	}
	if len(known) == 0 {
		return Topics{}
	}
	return Topics{Heading: "The basics that boards are told to ask about", Groups: []TopicGroup{{List: known}},
		Intro: []Sentence{plain("Proved means that proof is named that is in date; claimed only, that it is in place by our word. Each stands as the worst of the answers " +
			"that it hangs on, and which those are is our reading.")}}
}

// unknownBasics names those of which the record says nothing.
func (b *build) unknownBasics(known Topics) []string {
	var names []string
	for _, t := range b.s.Pack.Boards.Basics {
		said := slices.ContainsFunc(known.Groups, func(g TopicGroup) bool {
			return slices.ContainsFunc(g.List, func(one Topic) bool { return one.Title == t.Title })
		})
		if !said {
			names = append(names, english.Small(t.Title))
		}
	}
	return names
}

// answered are the questions that boards are told to ask, each answered from this record as far as it goes.
func (b *build) answered() Topics {
	list := b.s.Pack.Boards.Questions
	if len(list) == 0 {
		return Topics{}
	}
	out := Topics{Heading: "What boards are told to ask, and what this record answers"}
	whole, some, none := 0, 0, 0
	for i, q := range list {
		one := b.topic(q, ofTopic(kindQuestion, i))
		switch {
		case len(one.Says) == 0:
			none++
		case one.Cannot != "":
			some++
		default:
			whole++
		}
		if n := len(out.Groups); n == 0 || out.Groups[n-1].Title != q.Group {
			out.Groups = append(out.Groups, TopicGroup{Title: q.Group})
		}
		group := &out.Groups[len(out.Groups)-1]
		group.List = append(group.List, one)
	}
	out.Intro = []Sentence{
		plain("The questions are those of NHS England’s guide for non-executive directors and of the National Cyber Security Centre’s toolkit for boards, in our words. They begin a talk; they are no checklist."),
		counting(answersCount(whole, some, none), ofAnswered),
	}
	return out
}

// answersCount says how many of the questions the record answers.
func answersCount(whole, some, none int) string {
	said := "Of " + english.Number(whole+some+none) + " questions the record answers " + english.Number(whole)
	if some > 0 {
		said += ", and " + english.Number(some) + " in part"
	}
	said += "."
	if none > 0 {
		said += " To " + english.Number(none) + " it has no answer. Where something is missing stands who can say it."
	}
	return said
}

// assurance goes through the five principles by which the Cyber Governance Code of Practice is arranged. It is empty where
// the record has nothing to say of any.
func (b *build) assurance() Topics {
	out := Topics{Heading: "Assurance, along the five principles of the Cyber Governance Code of Practice", Groups: []TopicGroup{{}}, Intro: []Sentence{
		plain("The order is that of the government’s code for boards of April 2025. What each principle hangs on here is our own reading of it, and no certificate."),
	}}
	said := 0
	for i, p := range b.s.Pack.Boards.Principles {
		one := b.topic(p, ofTopic(kindRule, i))
		said += len(one.Says)
		out.Groups[0].List = append(out.Groups[0].List, one)
	}
	if said == 0 {
		return Topics{}
	}
	return out
}
