package assessment

import (
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// MaxText is the longest text of an answer, in characters.
const MaxText = 4000

// Edit is what a person sends when they save one item.
type Edit struct {
	Item string
	Base int // the version that the person saw
	Words
	By Author
	At time.Time
}

// Conflict says that somebody else saved the answer after the person who is saving now had read it. It carries both, so
// that nobody's words are lost: the page shows them side by side and the person chooses. It is a fault of kind Conflict.
type Conflict struct {
	Theirs Answer
	Mine   Edit
}

// Error is for logs; people see the two answers.
func (c *Conflict) Error() string {
	return fmt.Sprintf("answer %s is at version %d, the edit was made on %d", c.Theirs.Item, c.Theirs.Version, c.Mine.Base)
}

// Unwrap gives the fault with the sentence for people.
func (c *Conflict) Unwrap() error {
	return fault.New(fault.Conflict, "Somebody else changed this answer while you were typing.")
}

// Apply gives the answer after an edit. The answer's version goes up by one; it stays as it was when there is nothing to
// write, because the words are the same, and then the person may have seen any version: two people who say the same do
// not conflict. An edit without words clears the answer: it is unanswered again, and its history stays.
//
// A half answer is kept: a Yes without the text that it must carry is saved, and the score says what is missing. What
// cannot be an answer is refused as a fault of kind Invalid about the field: reply, text, figure or date-day. Today is
// the day of saving.
func (a Answer) Apply(e Edit, item framework.Item, today day.Day) (Answer, error) {
	if e.Item != item.ID || (a.Item != "" && a.Item != item.ID) {
		return a, fmt.Errorf("apply an edit of %s to answer %s and item %s", e.Item, a.Item, item.ID)
	}
	e.Words = e.Words.tidy()
	if e.Words.Same(a.Words) {
		return a, nil
	}
	if err := e.Words.check(item, today); err != nil {
		return a, err
	}
	a.Item = item.ID
	if e.Base != a.Version {
		return a, &Conflict{Theirs: a, Mine: e}
	}
	return Answer{Item: item.ID, Words: e.Words, Version: a.Version + 1, SavedAt: e.At, SavedBy: e.By}, nil
}

// Answered tells whether the words answer an item: a reply, or the figure where that alone decides. Text alone does not.
func (w Words) Answered(item framework.Item) bool {
	return w.Reply != Unanswered || item.Ask == "" && w.hasFigure(item.Figure)
}

// hasFigure tells whether the figure that is asked for was given.
func (w Words) hasFigure(f *framework.Figure) bool {
	switch {
	case f == nil:
		return false
	case f.Kind == framework.Date:
		return !w.Date.IsZero()
	}
	return w.Figure != nil
}

// FigureWords gives the figure as people read it, "94.5%" or "3 May 2025", and nothing where none was given.
func (w Words) FigureWords(f *framework.Figure) string {
	switch {
	case !w.hasFigure(f):
		return ""
	case f.Kind == framework.Date:
		return w.Date.Words()
	}
	return f.Amount(int64(*w.Figure))
}

// Empty tells whether nothing is said at all.
func (w Words) Empty() bool { return w.Same(Words{}) }

// Same tells whether two people said the same.
func (w Words) Same(o Words) bool {
	same := w.Figure == o.Figure || w.Figure != nil && o.Figure != nil && *w.Figure == *o.Figure
	return same && w.Reply == o.Reply && w.Text == o.Text && w.Date == o.Date
}

// tidy gives the words as they are kept: line ends as one character, no space around the text, and nothing that a
// database or a JSON text cannot hold.
func (w Words) tidy() Words {
	t := strings.ToValidUTF8(w.Text, "\uFFFD")
	t = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(t)
	w.Text = strings.TrimSpace(t)
	return w
}
