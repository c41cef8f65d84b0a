package worksheet

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// Edit is what a file asks to change, as it waits to be confirmed.
type Edit struct {
	Place
	Item string `json:"item"`
	Base int    `json:"base"` // the version that the person saw
	assessment.Words
}

// Earlier are answers as they were at the versions that a file was written on, by item.
type Earlier map[string]assessment.Answer

// Others are the items that a person cannot change in a file, because they were not given to them, with the name of whoever has
// them; empty: nobody has.
type Others map[string]string

// Edits gives the rows in which a person changed what they saw, in the order of the file, and refuses those that cannot be
// answers, that are others', or that were written on a version that there never was. Today is the day of the upload.
func Edits(read Read, pack framework.Pack, seen Earlier, others Others, today day.Day) ([]Edit, []Refused) {
	var edits []Edit
	refused := read.Refused
	for _, s := range read.Rows {
		q, _ := pack.Question(s.Item)
		before, known := seen[s.Item]
		if s.Base > 0 && (!known || before.Version != s.Base) {
			refused = append(refused, Refused{Place{s.Sheet, s.Row, Version}, s.Item,
				"The version of the answer was changed, so we cannot tell what you saw. Take a new file for this item."})
			continue
		}
		words := s.Words
		if Held(words.Text) == Held(before.Text) {
			words.Text = before.Text
		}
		if words.Same(before.Words) {
			continue
		}
		if name, theirs := others[s.Item]; theirs {
			refused = append(refused, Refused{Place{s.Sheet, s.Row, Item}, s.Item, othersWords(s.Item, name)})
			continue
		}
		after, err := before.Apply(assessment.Edit{Item: s.Item, Base: s.Base, Words: words}, q.Item, today)
		if f := fault.As(err); f != nil && f.Kind == fault.Invalid {
			for _, field := range f.Fields {
				refused = append(refused, Refused{Place{s.Sheet, s.Row, columnOf(field.Name)}, s.Item, field.Message})
			}
			continue
		}
		if err == nil && after.Version != before.Version {
			edits = append(edits, Edit{Place: s.Place, Item: s.Item, Base: s.Base, Words: after.Words})
		}
	}
	return edits, refused
}

func othersWords(item, name string) string {
	if name == "" {
		return item + " is not given to you."
	}
	return item + " is given to " + name + "."
}

// columnOf gives the column in which a field of an answer stands.
func columnOf(field string) int {
	switch field {
	case "reply":
		return Answer
	case "figure":
		return Figure
	case "text":
		return Text
	}
	return Date
}

// Sort is what an edit does to the answer as it is now.
type Sort int

// The sorts, in the order in which they are shown.
const (
	Clash     Sort = iota // somebody answered after the file was taken
	Added                 // there was no answer
	Changed               // there was another
	TakenAway             // the answer goes
)

// Change is an edit beside the answer as it is now.
type Change struct {
	Edit
	Sort Sort
	Now  assessment.Answer
}

// Differ sets edits beside the answers as they are now. An edit that says what is there already is no change.
func Differ(edits []Edit, now map[string]assessment.Answer) []Change {
	var list []Change
	for _, e := range edits {
		c := Change{Edit: e, Sort: Changed, Now: now[e.Item]}
		switch {
		case e.Words.Same(c.Now.Words):
			continue
		case c.Now.Version != e.Base:
			c.Sort = Clash
		case c.Now.Empty():
			c.Sort = Added
		case e.Words.Empty():
			c.Sort = TakenAway
		}
		list = append(list, c)
	}
	return list
}
