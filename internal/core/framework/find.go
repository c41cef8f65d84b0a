package framework

import (
	"bytes"
	"encoding/json"
	"slices"
)

// Question is an item with the place where it stands.
type Question struct {
	Item
	Assertion string // id of its assertion
	Standard  string // number of its standard
	Own       bool   // it stands in the product's own standard, outside every count
}

// Counts tells whether the question is an item of the counts: mandatory, one of the ten standards, and not merely a
// part of another item.
func (q Question) Counts() bool { return q.Mandatory && !q.Own && q.PartOf == "" }

// index holds what lookups need. It is built once for each revision and never written afterwards.
type index struct {
	questions  []Question
	item       map[string]int    // position in questions
	assertion  map[string][2]int // position of the standard, and of the assertion in it
	standard   map[string]int
	parts      map[string][]string // of an item that is asked in several questions: the others
	assertions map[string][]int    // positions of an assertion's questions
}

func buildIndex(standards []Standard) *index {
	x := &index{
		item: map[string]int{}, assertion: map[string][2]int{}, standard: map[string]int{},
		parts: map[string][]string{}, assertions: map[string][]int{},
	}
	for si, s := range standards {
		x.standard[s.Number] = si
		for ai, a := range s.Assertions {
			x.assertion[a.ID] = [2]int{si, ai}
			for _, it := range a.Items {
				x.item[it.ID] = len(x.questions)
				x.assertions[a.ID] = append(x.assertions[a.ID], len(x.questions))
				x.questions = append(x.questions, Question{Item: it, Assertion: a.ID, Standard: s.Number, Own: s.Own})
				if it.PartOf != "" {
					x.parts[it.PartOf] = append(x.parts[it.PartOf], it.ID)
				}
			}
		}
	}
	return x
}

// found gives the index; a Pack that was written as a literal has none and gets one for this call.
func (p Pack) found() *index {
	if p.index == nil {
		return buildIndex(p.Standards)
	}
	return p.index
}

// Questions gives every question in pack order, the product's own last. The slice is shared: read only.
func (p Pack) Questions() []Question { return p.found().questions }

// Question gives one question with the place where it stands, and whether there is one of that id.
func (p Pack) Question(id string) (Question, bool) {
	x := p.found()
	i, ok := x.item[id]
	if !ok {
		return Question{}, false
	}
	return x.questions[i], true
}

// Item gives one item, and whether there is one of that id.
func (p Pack) Item(id string) (Item, bool) {
	q, ok := p.Question(id)
	return q.Item, ok
}

// Parts gives the ids of the other questions of an item that is asked in several: 8.3.7b for 8.3.7.
func (p Pack) Parts(id string) []string { return p.found().parts[id] }

// Assertion gives one assertion, and whether there is one of that id.
func (p Pack) Assertion(id string) (Assertion, bool) {
	at, ok := p.found().assertion[id]
	if !ok {
		return Assertion{}, false
	}
	return p.Standards[at[0]].Assertions[at[1]], true
}

// Part gives what can be given to somebody to answer: an assertion, or a single item as if it were an assertion of that
// item alone; and whether there is one of that id.
func (p Pack) Part(id string) (Assertion, bool) {
	if a, ok := p.Assertion(id); ok {
		return a, true
	}
	it, ok := p.Item(id)
	if !ok {
		return Assertion{}, false
	}
	return Assertion{ID: it.ID, Title: it.Title, Purpose: it.Ask, Items: []Item{it}, Owner: it.Owner}, true
}

// PartsWith gives the ids of the parts that an item belongs to: itself, and its assertion.
func (p Pack) PartsWith(item string) []string {
	q, ok := p.Question(item)
	if !ok {
		return nil
	}
	return []string{q.ID, q.Assertion}
}

// StandardOf gives the number of the standard that an assertion stands in, and nothing when there is no such assertion.
func (p Pack) StandardOf(assertion string) string {
	at, ok := p.found().assertion[assertion]
	if !ok {
		return ""
	}
	return p.Standards[at[0]].Number
}

// Standard gives one standard by its number, "1" to "10" or "x", and whether there is one.
func (p Pack) Standard(number string) (Standard, bool) {
	i, ok := p.found().standard[number]
	if !ok {
		return Standard{}, false
	}
	return p.Standards[i], true
}

// Ten gives the National Data Guardian's standards: all but the product's own.
func (p Pack) Ten() []Standard {
	var list []Standard
	for _, s := range p.Standards {
		if !s.Own {
			list = append(list, s)
		}
	}
	return list
}

// TenNumbers gives their numbers.
func (p Pack) TenNumbers() []string {
	var list []string
	for _, s := range p.Ten() {
		list = append(list, s.Number)
	}
	return list
}

// Of gives the pack cut down to some assertions, for looking at a part of an assessment. What has none of them is left out.
func (p Pack) Of(assertions ...string) Pack {
	return p.cut(func(a Assertion) (Assertion, bool) { return a, slices.Contains(assertions, a.ID) })
}

// OfItems gives the pack cut down to some items. What has none of them is left out.
func (p Pack) OfItems(items ...string) Pack {
	return p.cut(func(a Assertion) (Assertion, bool) {
		all := a.Items
		a.Items = nil
		for _, i := range all {
			if slices.Contains(items, i.ID) {
				a.Items = append(a.Items, i)
			}
		}
		return a, len(a.Items) > 0
	})
}

// cut gives the pack with what is left of its assertions.
func (p Pack) cut(left func(Assertion) (Assertion, bool)) Pack {
	part := p
	part.Standards = nil
	for _, s := range p.Standards {
		kept := s
		kept.Assertions = nil
		for _, a := range s.Assertions {
			if a, ok := left(a); ok {
				kept.Assertions = append(kept.Assertions, a)
			}
		}
		if len(kept.Assertions) > 0 {
			part.Standards = append(part.Standards, kept)
		}
	}
	part.index = buildIndex(part.Standards)
	return part
}

// UnmarshalJSON reads a pack back from a snapshot and builds its index. It is strict: a member that a pack does not have
// is an error, so that nothing of a signed record is dropped in silence.
func (p *Pack) UnmarshalJSON(b []byte) error {
	type plain Pack // without this method
	var read plain
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&read); err != nil {
		return err
	}
	*p = Pack(read)
	p.index = buildIndex(p.Standards)
	return nil
}
