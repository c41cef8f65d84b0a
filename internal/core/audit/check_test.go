package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// chain is what a database holds of one trust: the stored links, each with its event.
type chain struct {
	links  []Link
	events map[string]Entry
}

var began = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

func event(n int) Entry {
	return Entry{Event: Event{Verb: AnswerSaved, Trust: "ZZ1", Object: fmt.Sprint(n)}, ID: fmt.Sprintf("e%d", n), At: began.Add(time.Duration(n) * time.Minute)}
}

func sealed(n int) *chain {
	c := &chain{events: map[string]Entry{}}
	head := Head{}
	for i := range n {
		e := event(i + 1)
		l := head.Seal(e, e.At.Add(time.Second))
		head = l.Head()
		c.links, c.events[e.ID] = append(c.links, l), e
	}
	return c
}

func (c *chain) check(more ...func(*Checker)) (damage []string, end *Checker) {
	k := &Checker{Trust: "ZZ1", Damage: func(d Damage) { damage = append(damage, d.String()) }}
	for _, l := range c.links {
		if e, ok := c.events[l.Event]; ok {
			k.Link(l, &e)
		} else {
			k.Link(l, nil)
		}
	}
	for _, do := range more {
		do(k)
	}
	return damage, k
}

func TestAnUntouchedChainIsWhole(t *testing.T) {
	t.Parallel()
	c := sealed(20)
	damage, k := c.check(func(k *Checker) { k.Unsealed(event(21), true); k.Unsealed(event(22), true) })
	if len(damage) > 0 {
		t.Errorf("found %q", damage)
	}
	if k.Head() != c.links[19].Head() {
		t.Errorf("ends at %s", k.Head())
	}
	if tail := k.Tail(); tail.Events != 2 || !tail.Oldest.Equal(event(21).At) {
		t.Errorf("the tail is %+v", tail)
	}
}

func TestEachDamageIsFoundAndNamedOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(*chain)
		then func(*Checker)
		want []string
	}{
		"an event was changed": {
			do:   func(c *chain) { e := c.events["e7"]; e.Object = "else"; c.events["e7"] = e },
			want: []string{"ZZ1, link 7: event e7 (1 March 2027 09:07:00 UTC, answer.saved) was changed after it was sealed."},
		},
		"an event's time was changed": {
			do:   func(c *chain) { e := c.events["e7"]; e.At = began.AddDate(1, 0, 0); c.events["e7"] = e },
			want: []string{"ZZ1, link 7: event e7 (1 March 2028 09:00:00 UTC, answer.saved) was changed after it was sealed."},
		},
		"an event was deleted": {
			do:   func(c *chain) { delete(c.events, "e7") },
			want: []string{"ZZ1, link 7: event e7 is missing. It was sealed on 1 March 2027 09:07:01 UTC."},
		},
		"an event and its link were deleted": {
			do:   func(c *chain) { delete(c.events, "e7"); c.links = slices.Delete(c.links, 6, 7) },
			want: []string{"ZZ1: link 7 is missing."},
		},
		"the beginning was deleted": {
			do:   func(c *chain) { c.links = slices.Delete(c.links, 0, 3) },
			want: []string{"ZZ1: three links are missing: 1 to 3."},
		},
		"two events changed places": {
			do: func(c *chain) {
				a, b := c.events["e3"], c.events["e4"]
				a.Object, b.Object = b.Object, a.Object
				c.events["e3"], c.events["e4"] = a, b
			},
			want: []string{
				"ZZ1, link 3: event e3 (1 March 2027 09:03:00 UTC, answer.saved) was changed after it was sealed.",
				"ZZ1, link 4: event e4 (1 March 2027 09:04:00 UTC, answer.saved) was changed after it was sealed.",
			},
		},
		"two links changed places": {
			do: func(c *chain) {
				c.links[3], c.links[4] = c.links[4], c.links[3]
				c.links[3].Seq, c.links[4].Seq = 4, 5
			},
			want: []string{
				"ZZ1, link 4: it does not follow from the link before: a link was changed, put in or moved here.",
				"ZZ1, link 5: it does not follow from the link before: a link was changed, put in or moved here.",
				"ZZ1, link 6: it does not follow from the link before: a link was changed, put in or moved here.",
			},
		},
		"an event was changed and its link computed anew": {
			do: func(c *chain) {
				e := c.events["e7"]
				e.Object = "else"
				c.events["e7"] = e
				c.links[6] = c.links[5].Head().Seal(e, c.links[6].SealedAt)
			},
			want: []string{"ZZ1, link 8: it does not follow from the link before: a link was changed, put in or moved here."},
		},
		"the time of sealing was changed": {
			do:   func(c *chain) { c.links[6].SealedAt = began },
			want: []string{"ZZ1, link 7: it does not follow from the link before: a link was changed, put in or moved here."},
		},
		"an old event was put in, and sealed at the end": {
			do: func(c *chain) {
				e := event(2)
				e.ID, e.At = "new", began.AddDate(0, -1, 0)
				c.events["new"] = e
				c.links = append(c.links, c.links[9].Head().Seal(e, began.AddDate(0, 0, 1)))
			},
			want: []string{"ZZ1, link 11: event new (1 February 2027 09:00:00 UTC, answer.saved) was written later than it says: it stands behind an event of 1 March 2027 09:10:00 UTC."},
		},
		"an old event was put in, and waits": {
			then: func(k *Checker) { e := event(2); e.ID, e.At = "new", began.AddDate(0, -1, 0); k.Unsealed(e, true) },
			want: []string{"ZZ1: event new (1 February 2027 09:00:00 UTC, answer.saved) was written later than it says: it stands behind an event of 1 March 2027 09:10:00 UTC."},
		},
		"an event was put in around the queue": {
			then: func(k *Checker) { k.Unsealed(event(11), false) },
			want: []string{"ZZ1: event e11 (1 March 2027 09:11:00 UTC, answer.saved) is in no chain and waits for none: it was put in around the service, or its link was taken away."},
		},
		"an event was deleted while it waited": {
			then: func(k *Checker) { k.Gone("e11") },
			want: []string{"ZZ1: event e11 was waiting to be sealed and is missing."},
		},
		"the end was cut off behind a version": {
			then: func(k *Checker) { k.Witnessed(Head{Seq: 12}, nil, "version 2 of 2026-27") },
			want: []string{"ZZ1, link 12: it is missing, but version 2 of 2026-27 was made from a chain that had it."},
		},
		"the chain was made anew behind a version": {
			then: func(k *Checker) {
				k.Witnessed(Head{Seq: 9, Sum: Sum{1}}, &Sum{1}, "version 1 of 2026-27")
				k.Witnessed(Head{Seq: 9, Sum: Sum{1}}, &Sum{2}, "version 2 of 2026-27")
			},
			want: []string{"ZZ1, link 9: it is not the one that version 2 of 2026-27 was made from: the chain was made anew."},
		},
		"a version was changed": {
			then: func(k *Checker) { k.Rewritten("version 2 of 2026-27") },
			want: []string{"ZZ1: version 2 of 2026-27 was changed afterwards: its bytes do not fit its hash."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stored := sealed(10)
			if c.do != nil {
				c.do(stored)
			}
			var more []func(*Checker)
			if c.then != nil {
				more = append(more, c.then)
			}
			if got, _ := stored.check(more...); !slices.Equal(got, c.want) {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// Requests overlap, and servers' clocks differ a little: that is no damage.
func TestALateCommitIsNoDamage(t *testing.T) {
	t.Parallel()
	c := sealed(10)
	late := event(2)
	late.ID = "late"
	c.events["late"] = late
	c.links = append(c.links, c.links[9].Head().Seal(late, began.Add(time.Hour)))
	if damage, _ := c.check(); len(damage) > 0 {
		t.Errorf("found %q", damage)
	}
}

func TestTheChainOfTheServiceIsNamed(t *testing.T) {
	t.Parallel()
	if got := (Damage{what: "link 1 is missing."}).String(); got != "the service: link 1 is missing." {
		t.Error(got)
	}
}
