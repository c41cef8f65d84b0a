package audit

import (
	"fmt"
	"time"

	"cyberready/internal/core/english"
)

// Late is how much older than its forerunners in the chain an event may say it is. A request ends within minutes, so one
// that says more was not written down when it says. (Ours: it leaves room for servers whose clocks differ.)
const Late = time.Hour

// Damage is one thing that is not as it was sealed.
type Damage struct {
	Trust string // empty in the chain of the service
	Seq   int64  // the link; 0 for what has none
	Event string // id; empty when only links are concerned
	At    time.Time
	Verb  Verb // empty when the event itself is gone
	what  string
}

// String says what was changed, and where, in one sentence.
func (d Damage) String() string {
	s := "the service"
	if d.Trust != "" {
		s = d.Trust
	}
	if d.Seq > 0 {
		s += fmt.Sprintf(", link %d", d.Seq)
	}
	s += ": "
	if d.Event != "" {
		s += "event " + d.Event + " "
		if d.Verb != "" {
			s += "(" + Instant(d.At) + ", " + string(d.Verb) + ") "
		}
	}
	return s + d.what
}

// Instant writes an instant for whoever checks: "1 March 2027 09:07:00 UTC".
func Instant(t time.Time) string { return t.UTC().Format("2 January 2006 15:04:05 UTC") }

// Tail is what is not sealed yet.
type Tail struct {
	Events int
	Oldest time.Time // of their own times; zero when there are none
}

// With adds another chain's tail.
func (t Tail) With(o Tail) Tail {
	t.Events += o.Events
	if t.Oldest.IsZero() || !o.Oldest.IsZero() && o.Oldest.Before(t.Oldest) {
		t.Oldest = o.Oldest
	}
	return t
}

// Checker recomputes one chain. It holds no more than the chain's end, however long the chain is: the caller hands in the
// links in their order and then the events without one, and gets the damage of each at once.
type Checker struct {
	Trust  string // ODS code; empty for the chain of the service
	Damage func(Damage)

	head   Head
	latest time.Time // of the events so far
	tail   Tail
}

// Head is the end of the chain as it is stored.
func (c *Checker) Head() Head { return c.head }

// Tail is what is waiting to be sealed.
func (c *Checker) Tail() Tail { return c.tail }

// Link takes the next link and the event that it names, nil when there is none. After damage it goes on from what is
// stored, so that one change is one finding.
func (c *Checker) Link(l Link, e *Entry) {
	found := Damage{Trust: c.Trust, Seq: l.Seq, Event: l.Event}
	switch {
	case l.Seq != c.head.Seq+1:
		c.Damage(Damage{Trust: c.Trust, what: missingLinks(c.head.Seq+1, l.Seq-1)})
	case l.follow(c.head.Sum) != l.Sum:
		found := found
		found.Event = ""
		found.what = "it does not follow from the link before: a link was changed, put in or moved here."
		c.Damage(found)
	}
	c.head = l.Head()
	if e == nil {
		found.what = "is missing. It was sealed on " + Instant(l.SealedAt) + "."
		c.Damage(found)
		return
	}
	found.At, found.Verb = e.At, e.Verb
	if e.Sum() != l.EventSum {
		found.what = "was changed after it was sealed."
		c.Damage(found)
	} else {
		c.inTime(found, e.At)
	}
}

// Unsealed takes an event without a link; waiting tells whether it stands in the queue for one.
func (c *Checker) Unsealed(e Entry, waiting bool) {
	found := Damage{Trust: c.Trust, Event: e.ID, At: e.At, Verb: e.Verb}
	if !waiting {
		found.what = "is in no chain and waits for none: it was put in around the service, or its link was taken away."
		c.Damage(found)
		return
	}
	c.tail = c.tail.With(Tail{1, e.At})
	c.inTime(found, e.At)
}

// Gone takes the id of an event that waits to be sealed and is no longer there.
func (c *Checker) Gone(event string) {
	c.Damage(Damage{Trust: c.Trust, Event: event, what: "was waiting to be sealed and is missing."})
}

// Witnessed takes a head that was kept elsewhere and the sum that the chain has now at its place, nil when the chain does
// not reach that far. where names what keeps it: "version 2 of 2026-27".
func (c *Checker) Witnessed(kept Head, now *Sum, where string) {
	found := Damage{Trust: c.Trust, Seq: kept.Seq}
	switch {
	case now == nil:
		found.what = "it is missing, but " + where + " was made from a chain that had it."
		c.Damage(found)
	case *now != kept.Sum:
		found.what = "it is not the one that " + where + " was made from: the chain was made anew."
		c.Damage(found)
	}
}

// Rewritten takes what was sent to the board and is no longer what was hashed then.
func (c *Checker) Rewritten(where string) {
	c.Damage(Damage{Trust: c.Trust, what: where + " was changed afterwards: its bytes do not fit its hash."})
}

func (c *Checker) inTime(found Damage, at time.Time) {
	if c.latest.Sub(at) > Late {
		found.what = "was written later than it says: it stands behind an event of " + Instant(c.latest) + "."
		c.Damage(found)
	}
	if at.After(c.latest) {
		c.latest = at
	}
}

func missingLinks(first, last int64) string {
	if last < first {
		return fmt.Sprintf("link %d stands twice, or out of order.", last+1)
	}
	if first == last {
		return fmt.Sprintf("link %d is missing.", first)
	}
	return fmt.Sprintf("%s are missing: %d to %d.", english.Count(int(last-first+1), "link", "links"), first, last)
}
