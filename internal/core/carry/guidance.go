package carry

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
)

// Held says that somebody looked at an answer for a change of guidance, and that it still holds.
type Held struct {
	Item     string
	Revision int // of the change
}

// Touched is an answer of this year that was given before its guidance changed.
type Touched struct {
	Question framework.Question
	Answer   assessment.Answer
	Changes  []framework.Dated // oldest first, as far as nobody has looked at them
}

// Last is the newest of the changes.
func (t Touched) Last() framework.Dated { return t.Changes[len(t.Changes)-1] }

// TouchedBy gives the answers that changes of the content touch and nobody has looked at since, in the order of the pack. An
// answer that was saved after a change knew of it; so does one of which somebody said, after that change or a later one, that
// it holds.
func TouchedBy(pack framework.Pack, changes []framework.Dated, answers map[string]assessment.Answer, held []Held) []Touched {
	if len(changes) == 0 {
		return nil
	}
	seen := map[string]int{} // the newest revision that was looked at, by item
	for _, h := range held {
		seen[h.Item] = max(seen[h.Item], h.Revision)
	}
	var list []Touched
	for _, q := range pack.Questions() {
		a := answers[q.ID]
		if a.Words.Empty() {
			continue
		}
		t := Touched{Question: q, Answer: a}
		for _, c := range changes {
			if c.Touches(q.Item) && c.At.After(a.SavedAt) && c.Revision > seen[q.ID] {
				t.Changes = append(t.Changes, c)
			}
		}
		if len(t.Changes) > 0 {
			list = append(list, t)
		}
	}
	return list
}
