// Package chain tells from a record how an attack would go, link by link from the way in to the patient: what is proved, what
// is only claimed, what is not in place, and what the record cannot say.
//
// Which questions decide a link is content of the pack (framework.Chain). A caller may rely on these:
//   - a link is as good as the worst of the questions that it hangs on, and their state is the score's, never another;
//   - no sentence says that it could not happen, whatever is proved;
//   - an estimate counts appointments, as a range that is bounded by its sources, and nothing else (Estimate).
package chain

import (
	"cmp"
	"slices"
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// State is how far a link, or a question that it hangs on, can be relied on.
type State int

// The states, the worst first.
const (
	NotInPlace State = iota
	Unknown          // no answer: the record cannot say
	Claimed          // in place by the trust's word, without proof that is in date
	Proved
)

// Label gives the state at the beginning of a line.
func (s State) Label() string {
	switch s {
	case NotInPlace:
		return "Not in place"
	case Unknown:
		return "The record cannot say"
	case Claimed:
		return "Claimed only"
	}
	return "Proved"
}

// Chain is one story of an attack, as a record has it.
type Chain struct {
	ID     string
	Title  string
	Story  string
	Source string // of the story
	Links  []Link // in the order of the attack
}

// Link is one step of it.
type Link struct {
	Step     string // of the attack: "Spread inside"
	Title    string // what would stop it there: "Walled off inside"
	Holds    string // what is true then
	Happened string // what was seen in May 2017; may be empty
	From     string // who says so
	State    State
	Items    []Item // what it hangs on
}

// Item is a question that decides a link.
type Item struct {
	ID    string // of an item in several parts that of the part to mend
	Title string
	Why   string // the link hangs on it
	State State
	Mend  string // what would make it proved; empty when it is
}

// Of reads a chain from the results of questions by their id. A question without one is one that the record cannot answer.
func Of(c framework.Chain, pack framework.Pack, results map[string]score.Item) Chain {
	out := Chain{ID: c.ID, Title: c.Title, Story: c.Story, Source: c.Source}
	for _, l := range c.Links {
		link := Link{Step: l.Step, Title: l.Title, Holds: l.Holds, Happened: l.Happened, From: l.From}
		link.State, link.Items = Hang(l.Deciding, pack, results)
		out.Links = append(out.Links, link)
	}
	return out
}

// Hang reads the questions that something hangs on, and gives the worst of their states; Proved where there is none.
func Hang(deciding []framework.Decider, pack framework.Pack, results map[string]score.Item) (State, []Item) {
	worst, items := Proved, make([]Item, 0, len(deciding))
	for _, d := range deciding {
		q, _ := pack.Question(d.Item)
		spoken := speakOf(pack, results, q)
		it := Item{ID: spoken.ID, Title: spoken.Title, Why: d.Why, State: stateOf(results[d.Item])}
		it.Mend = mend(it.State, spoken)
		if results[d.Item].RiskAccepted {
			it.Mend = "It counts as in place because its risk is accepted, which stops no attack. " + it.Mend
		}
		worst = min(worst, it.State)
		items = append(items, it)
	}
	return worst, items
}

func stateOf(it score.Item) State {
	switch {
	case it.RiskAccepted: // it counts as in place, and would still not stop an attack
		return NotInPlace
	case it.Claimed && it.Proved:
		return Proved
	case it.Claimed:
		return Claimed
	case it.State == score.NotInPlace:
		return NotInPlace
	}
	return Unknown
}

// speakOf gives the question to speak of: of an item in several parts the first that is not in place.
func speakOf(pack framework.Pack, results map[string]score.Item, q framework.Question) framework.Question {
	fine := func(s score.State) bool { return s == score.InPlace || s == score.DoesNotApply || s == score.Exempt }
	if !fine(results[q.ID].Alone) {
		return q
	}
	for _, part := range pack.Parts(q.ID) {
		if !fine(results[part].Alone) {
			q, _ = pack.Question(part)
			return q
		}
	}
	return q
}

func mend(s State, q framework.Question) string {
	switch {
	case s == NotInPlace:
		return "What would satisfy it: " + english.Small(q.Satisfies)
	case s == Unknown:
		return "Find out how it stands, and answer."
	case s == Claimed && q.ProofSuch != "":
		return "Name proof that is in date, such as: " + english.Small(strings.ReplaceAll(q.ProofSuch, ";", ",")) + "."
	case s == Claimed:
		return "Name proof that is in date."
	}
	return ""
}

// Weakest gives the link in the worst state; of several the one with the most questions in it, and then the first. It is
// false when every link is proved.
func (c Chain) Weakest() (Link, bool) {
	if len(c.Links) == 0 {
		return Link{}, false
	}
	weakest := slices.MinFunc(c.Links, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(b.lacking(), a.lacking()))
	})
	return weakest, weakest.State != Proved
}

// lacking counts the questions in the link's own state.
func (l Link) lacking() int {
	n := 0
	for _, it := range l.Items {
		if it.State == l.State {
			n++
		}
	}
	return n
}

// Missing gives the questions that would have to change for the link to be proved, the worst first.
func (l Link) Missing() []Item {
	list := slices.DeleteFunc(slices.Clone(l.Items), func(it Item) bool { return it.State == Proved })
	slices.SortStableFunc(list, func(a, b Item) int { return cmp.Compare(a.State, b.State) })
	return list
}

// count counts the links in a state.
func (c Chain) count(s State) int {
	n := 0
	for _, l := range c.Links {
		if l.State == s {
			n++
		}
	}
	return n
}
