package reminder_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/day"
	"cyberready/internal/core/reminder"
)

var (
	begins = day.Of(2027, 1, 1)
	due    = day.Of(2027, 6, 30)
)

// walk lets a year pass, day by day but those that are skipped, and gives what was said on which day.
func walk(things func(day.Day) []reminder.Thing, off map[reminder.Off]bool, skip func(day.Day) bool) []string {
	said := map[reminder.Key]bool{}
	var days []string
	for d := begins; d.Before(begins.AddDays(365)); d = d.AddDays(1) {
		if skip != nil && skip(d) {
			continue
		}
		for _, digest := range reminder.Digests(things(d), said, off, d) {
			for _, r := range digest.Reminders {
				said[r.Key()] = true
				days = append(days, fmt.Sprintf("%s %d %s", d, r.Days, digest.Person))
			}
		}
	}
	return days
}

// between tells whether a day lies from one to another, both included.
func between(from, until day.Day) func(day.Day) bool {
	return func(d day.Day) bool { return !d.Before(from) && !d.After(until) }
}

func TestWhatIsSaidInAYear(t *testing.T) {
	t.Parallel()
	thing := reminder.Thing{Kind: reminder.Action, ODS: "ZZ1", Cycle: "2026-27", ID: "a", Due: due, Person: "tom"}
	with := func(change func(*reminder.Thing)) []reminder.Thing {
		x := thing
		change(&x)
		return []reminder.Thing{x}
	}
	four := []string{"2027-05-31 30 tom", "2027-06-23 7 tom", "2027-06-29 1 tom", "2027-07-01 -1 tom"}
	for name, c := range map[string]struct {
		things func(day.Day) []reminder.Thing
		off    map[reminder.Off]bool
		skip   func(day.Day) bool
		want   []string
	}{
		"each once":                       {things: func(day.Day) []reminder.Thing { return []reminder.Thing{thing} }, want: four},
		"for two reasons, and still once": {things: func(day.Day) []reminder.Thing { return []reminder.Thing{thing, thing} }, want: four},
		"the server was away on the day": {
			things: func(day.Day) []reminder.Thing { return []reminder.Thing{thing} }, skip: between(day.Of(2027, 5, 30), day.Of(2027, 6, 4)),
			want: []string{"2027-06-05 30 tom", four[1], four[2], four[3]},
		},
		"it was away until the next was due": {
			things: func(day.Day) []reminder.Thing { return []reminder.Thing{thing} }, skip: between(day.Of(2027, 5, 30), day.Of(2027, 6, 24)),
			want: []string{"2027-06-25 7 tom", four[2], four[3]},
		},
		"it was away for so long that nobody wants to hear it": {
			things: func(day.Day) []reminder.Thing { return []reminder.Thing{thing} }, skip: between(day.Of(2027, 6, 1), day.Of(2027, 7, 15)),
			want: four[:1],
		},
		"it was away until the last day on which it is worth saying": {
			things: func(day.Day) []reminder.Thing { return []reminder.Thing{thing} }, skip: between(day.Of(2027, 6, 1), day.Of(2027, 7, 14)),
			want: []string{four[0], "2027-07-15 -1 tom"},
		},
		"given on the day of a reminder": {
			things: func(d day.Day) []reminder.Thing {
				if d.Before(day.Of(2027, 6, 23)) {
					return nil
				}
				return with(func(x *reminder.Thing) { x.Since = day.Of(2027, 6, 23) })
			}, want: four[2:],
		},
		"done before its last reminders": {things: func(d day.Day) []reminder.Thing {
			if d.After(day.Of(2027, 6, 25)) {
				return nil
			}
			return []reminder.Thing{thing}
		}, want: four[:2]},
		"given with ten days left: nobody is reminded of what they have just heard": {
			things: func(d day.Day) []reminder.Thing {
				if d.Before(day.Of(2027, 6, 20)) {
					return nil
				}
				return with(func(x *reminder.Thing) { x.Since = day.Of(2027, 6, 20) })
			}, want: four[1:],
		},
		"given for today": {
			things: func(d day.Day) []reminder.Thing {
				if d.Before(due) {
					return nil
				}
				return with(func(x *reminder.Thing) { x.Since = due })
			}, want: four[3:],
		},
		"moved: it begins anew": {
			things: func(d day.Day) []reminder.Thing {
				if d.Before(day.Of(2027, 6, 24)) {
					return []reminder.Thing{thing}
				}
				return with(func(x *reminder.Thing) { x.Due, x.Since = day.Of(2027, 9, 30), day.Of(2027, 6, 24) })
			}, want: []string{four[0], four[1], "2027-08-31 30 tom", "2027-09-23 7 tom", "2027-09-29 1 tom", "2027-10-01 -1 tom"},
		},
		"what happens by itself is never overdue": {
			things: func(day.Day) []reminder.Thing { return with(func(x *reminder.Thing) { x.Happens = true }) }, want: four[:3],
		},
		"turned off": {
			things: func(day.Day) []reminder.Thing { return []reminder.Thing{thing} },
			off:    map[reminder.Off]bool{{Person: "tom", Kind: reminder.Action}: true},
		},
		"turned off by another, or of another kind": {
			things: func(day.Day) []reminder.Thing { return []reminder.Thing{thing} },
			off:    map[reminder.Off]bool{{Person: "priya", Kind: reminder.Action}: true, {Person: "tom", Kind: reminder.Proof}: true}, want: four,
		},
		"a duty cannot be turned off": {
			things: func(day.Day) []reminder.Thing { return with(func(x *reminder.Thing) { x.Kind = reminder.Signing }) },
			off:    map[reminder.Off]bool{{Person: "tom", Kind: reminder.Signing}: true}, want: four,
		},
		"long past when the service was set up": {
			things: func(day.Day) []reminder.Thing { return with(func(x *reminder.Thing) { x.Due = day.Of(2026, 12, 1) }) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := walk(c.things, c.off, c.skip); !slices.Equal(got, c.want) {
				t.Errorf("said\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestADigestBeginsWithWhatIsNearest(t *testing.T) {
	t.Parallel()
	today := day.Of(2027, 6, 29)
	things := []reminder.Thing{
		{Kind: reminder.Action, ODS: "ZZ1", ID: "far", Due: today.AddDays(29), Person: "tom"},
		{Kind: reminder.Proof, ODS: "ZZ1", ID: "past", Due: today.AddDays(-1), Person: "tom"},
		{Kind: reminder.Action, ODS: "ZZ2", ID: "near", Due: today.AddDays(1), Person: "tom"},
		{Kind: reminder.Action, ODS: "ZZ2", ID: "near", Due: today.AddDays(1), Person: "priya"},
		{Kind: reminder.Action, ODS: "ZZ2", ID: "not yet", Due: today.AddDays(31), Person: "priya"},
	}
	var got []string
	for _, d := range reminder.Digests(things, nil, nil, today) {
		for _, r := range d.Reminders {
			got = append(got, d.Person+" "+r.ID)
		}
	}
	if want := []string{"priya near", "tom past", "tom near", "tom far"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Two things that share all but one of what tells them apart are two, whether they are said on one day or one after the other.
func TestWhatTellsTwoThingsApart(t *testing.T) {
	t.Parallel()
	one := reminder.Thing{Kind: reminder.Action, ODS: "ZZ1", Cycle: "2026-27", ID: "a", Due: due, Person: "tom"}
	for what, change := range map[string]func(*reminder.Thing){
		"kind":   func(x *reminder.Thing) { x.Kind = reminder.Risk },
		"trust":  func(x *reminder.Thing) { x.ODS = "ZZ2" },
		"year":   func(x *reminder.Thing) { x.Cycle = "2027-28" },
		"thing":  func(x *reminder.Thing) { x.ID = "b" },
		"person": func(x *reminder.Thing) { x.Person = "priya" },
	} {
		other := one
		change(&other)
		n := 0
		for _, d := range reminder.Digests([]reminder.Thing{one, other}, nil, nil, due) {
			n += len(d.Reminders)
		}
		r, _ := one.On(due)
		later := reminder.Digests([]reminder.Thing{other}, map[reminder.Key]bool{r.Key(): true}, nil, due)
		if n != 2 || len(later) != 1 {
			t.Errorf("of two that differ by %s: %d said at once, %d after the other", what, n, len(later))
		}
	}
}

func TestEveryKindHasItsWords(t *testing.T) {
	t.Parallel()
	duties := 0
	for _, k := range reminder.Kinds {
		if k.Words() == string(k) {
			t.Errorf("%s has no words", k)
		}
		if k.Duty() {
			duties++
		}
	}
	if duties != 3 {
		t.Errorf("%d duties", duties)
	}
}
