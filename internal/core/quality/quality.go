// Package quality asks what an experienced reviewer would ask of a set of answers, while people still work on them.
//
// A caller may rely on these:
//   - every remark asks and accuses nobody, says why it is asked, and leads to an item;
//   - a remark goes away when what it is about changes so that it no longer fits, and comes back with a new Key when it
//     changes and still fits: an explanation holds for what it was given of;
//   - it is pure. No remark stops anything; what to do with one is the lead's to say.
package quality

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

// Check is one of the things that are looked at.
type Check string

// The checks.
const (
	Unproved      Check = "unproved"      // claimed, proof is expected, and none that is in date is named
	OneForMany    Check = "one-for-many"  // one proof for ten items or more
	Contradiction Check = "contradiction" // two answers that do not go together
	LastYear      Check = "last-year"     // a text with last year's date in it
	StillToCome   Check = "still-to-come" // a claim whose text names a day that is still to come
	AtTheBound    Check = "at-the-bound"  // a figure that is exactly its threshold
	mostOfOne           = 10              // items that one proof may be named for before it is asked about (ours)
)

// Checks gives every check in the order in which lists show them.
func Checks() []Check {
	return []Check{Contradiction, StillToCome, LastYear, AtTheBound, OneForMany, Unproved}
}

// Title names a check.
func (c Check) Title() string {
	switch c {
	case Unproved:
		return "Claimed, and no proof that is in date"
	case OneForMany:
		return "One proof for many questions"
	case Contradiction:
		return "Two answers that seem not to go together"
	case LastYear:
		return "A date of last year in the text"
	case StillToCome:
		return "A day that is still to come"
	case AtTheBound:
		return "Exactly at its threshold"
	}
	return string(c)
}

// Why says why a check exists.
func (c Check) Why() string {
	switch c {
	case Unproved:
		return "An assessor asks for the proof of these first, and the board is told how many claims name none."
	case OneForMany:
		return "One document seldom shows ten things. Where it does, say on which page."
	case Contradiction:
		return "Whoever reads both will ask. Often one answer is older than the other."
	case LastYear:
		return "A text that was carried over may describe how things were, and not how they are."
	case StillToCome:
		return "What is in place needs no day in the future. Sometimes it is the next review, and then all is well."
	case AtTheBound:
		return "A figure that just reaches its threshold is often rounded, or an estimate."
	}
	return ""
}

// Remark is one question about the answers.
type Remark struct {
	Check Check
	Item  string // where it leads
	About string // what else it is about: the other item, the proof, the words or the figure
	Key   string // the same as long as what it is about is the same
	Asks  string
	Why   string
}

// Inputs is what a review reads.
type Inputs struct {
	Pack    framework.Pack
	Pairs   []framework.Pair
	Answers map[string]assessment.Answer
	Proofs  []assessment.Proof
	Result  score.Result // of the same answers, on the same day; of a part of the pack, for what is asked about that part
	Cycle   trust.Cycle
	On      day.Day
}

// Review gives every remark, by check and then in the order of the pack.
func Review(in Inputs) []Remark {
	place := map[string]int{}
	for i, q := range in.Pack.Questions() {
		place[q.ID] = i
	}
	var all []Remark
	for _, it := range in.Result.Items {
		all = append(all, byItself(in, it)...)
	}
	all = append(all, oneForMany(in, place)...)
	all = append(all, contradictions(in)...)
	finish(all)
	slices.SortStableFunc(all, func(a, b Remark) int {
		return cmp.Or(cmp.Compare(slices.Index(Checks(), a.Check), slices.Index(Checks(), b.Check)), cmp.Compare(place[a.Item], place[b.Item]))
	})
	return all
}

// ReviewOne gives the remarks that look at one answer by itself: those that can be given without the rest of the answers. The other
// checks set an answer beside others.
func ReviewOne(in Inputs, item string) []Remark {
	var all []Remark
	for _, it := range in.Result.Items {
		if it.ID == item {
			all = byItself(in, it)
		}
	}
	finish(all)
	return all
}

// byItself asks about one answer what needs no other. It is in the order of Checks.
func byItself(in Inputs, it score.Item) []Remark {
	a, answered := in.Answers[it.ID]
	if !answered {
		return nil
	}
	q, _ := in.Pack.Question(it.ID)
	var all []Remark
	for _, look := range []func(Inputs, framework.Question, assessment.Answer, score.Item) (Remark, bool){stillToCome, lastYear, atTheBound, unproved} {
		if r, asks := look(in, q, a, it); asks {
			r.Item = q.ID
			all = append(all, r)
		}
	}
	return all
}

// finish says of each remark why it is made, and makes its key.
func finish(all []Remark) {
	for i := range all {
		r := &all[i]
		if r.Why == "" {
			r.Why = r.Check.Why()
		}
		r.Key = strings.Join([]string{string(r.Check), r.Item, r.About}, " ")
	}
}

// unproved asks for the proof of a claim where proof is expected.
func unproved(_ Inputs, q framework.Question, a assessment.Answer, it score.Item) (Remark, bool) {
	if it.Alone != score.InPlace || q.Proof != framework.ProofRequired || it.Proved || it.RiskAccepted || q.PartOf != "" {
		return Remark{}, false
	}
	asks := "Where can one see this? No proof is named."
	if it.ProofLapsed {
		asks = "The proof that is named has run out. Is there a newer one?"
	}
	return Remark{Check: Unproved, Asks: asks, About: version(a)}, true
}

// atTheBound asks how a figure that is exactly its threshold was found. At nought and at a hundred per cent there is
// nothing beyond it, so nothing is asked.
func atTheBound(_ Inputs, q framework.Question, a assessment.Answer, _ score.Item) (Remark, bool) {
	f := q.Figure
	if f == nil || f.Kind == framework.Date || a.Figure == nil {
		return Remark{}, false
	}
	for _, bound := range []*int{f.Min, f.Max} {
		if bound == nil || *bound == 0 || f.Kind == framework.Percent && *bound == 100 || int64(*a.Figure) != int64(*bound)*100 {
			continue
		}
		given := a.FigureWords(f)
		return Remark{Check: AtTheBound, About: given,
			Asks: given + " is exactly the threshold. How was it counted, and on which day?"}, true
	}
	return Remark{}, false
}

// oneForMany asks about a proof that is named for ten items or more, at the first of them.
func oneForMany(in Inputs, place map[string]int) []Remark {
	var list []Remark
	for _, p := range in.Proofs {
		var items []string
		for _, id := range p.Items {
			if _, ok := place[id]; ok {
				items = append(items, id)
			}
		}
		if len(items) < mostOfOne {
			continue
		}
		slices.SortFunc(items, func(a, b string) int { return cmp.Compare(place[a], place[b]) })
		list = append(list, Remark{Check: OneForMany, Item: items[0], About: fmt.Sprintf("%s %d", p.ID, len(items)),
			Asks: fmt.Sprintf("“%s” is named for %d questions. Does it show each of them?", p.Title, len(items))})
	}
	return list
}

// contradictions asks about pairs of answers that do not go together.
func contradictions(in Inputs) []Remark {
	var list []Remark
	for _, p := range in.Pairs {
		first, second := in.Answers[p.First.Item], in.Answers[p.Second.Item]
		if given(first, p.First) && given(second, p.Second) {
			list = append(list, Remark{Check: Contradiction, Item: p.First.Item, Asks: p.Asks, Why: p.Why,
				About: p.Second.Item + " " + version(first) + "/" + version(second)})
		}
	}
	return list
}

// given tells whether an answer is one side of a pair.
func given(a assessment.Answer, s framework.Side) bool {
	switch {
	case a.Version == 0, s.Reply != "" && string(a.Reply) != s.Reply:
		return false
	case s.Above != nil && (a.Figure == nil || int64(*a.Figure) <= int64(*s.Above)*100):
		return false
	}
	small := strings.ToLower(a.Text)
	return len(s.Says) == 0 || slices.ContainsFunc(s.Says, func(w string) bool { return holds(small, strings.ToLower(w)) })
}

// holds tells whether words stand in a text as whole words.
func holds(text, words string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(words)
		if (start == 0 || !letter(text[start-1])) && (end == len(text) || !letter(text[end])) {
			return true
		}
		from = start + 1
	}
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// version names an answer's state, so that an explanation of an older one does not hold for a newer.
func version(a assessment.Answer) string { return fmt.Sprintf("v%d", a.Version) }
