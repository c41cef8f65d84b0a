package trust

import (
	"cmp"
	"maps"
	"slices"
)

// Changes is the difference between the register that is kept and one that was read, each list by code. Every trust
// that was read is in exactly one of Added, Changed, Closed and Unchanged.
type Changes struct {
	Added     []Trust  // not kept so far, open or closed
	Changed   []Change // kept with something else
	Closed    []Change // kept as open, now with a close date; whatever else changed stands beside it
	Unchanged []Trust
	Absent    []Trust // kept, and not in what was read. They stay as they are: a file may hold a part of the register.
}

// Change is one trust before and after, with what is different.
type Change struct {
	Old, New Trust
	What     []FieldChange // never empty
}

// FieldChange is one field's old and new value, "" for none.
type FieldChange struct {
	Field    string // in words: name, name in the register, region, ICB, opening date, close date
	From, To string
}

// Compare tells what importing next changes in a register that holds old. Only what the register itself says is
// compared; kind and figures come from elsewhere. Codes must be unique within old and within next.
func Compare(old, next []Trust) Changes {
	kept := make(map[string]Trust, len(old))
	for _, t := range old {
		kept[t.Code] = t
	}
	var c Changes
	for _, t := range byCode(next) {
		before, known := kept[t.Code]
		delete(kept, t.Code)
		switch what := differences(before, t); {
		case !known:
			c.Added = append(c.Added, t)
		case len(what) == 0:
			c.Unchanged = append(c.Unchanged, t)
		case before.Closed.IsZero() && !t.Closed.IsZero():
			c.Closed = append(c.Closed, Change{before, t, what})
		default:
			c.Changed = append(c.Changed, Change{before, t, what})
		}
	}
	c.Absent = byCode(slices.Collect(maps.Values(kept)))
	return c
}

func byCode(trusts []Trust) []Trust {
	return slices.SortedFunc(slices.Values(trusts), func(a, b Trust) int { return cmp.Compare(a.Code, b.Code) })
}

func differences(a, b Trust) []FieldChange {
	name := FieldChange{"name", a.Name, b.Name}
	if a.Name == b.Name { // perhaps only spelt otherwise
		name = FieldChange{"name in the register", a.SourceName, b.SourceName}
	}
	var what []FieldChange
	for _, f := range []FieldChange{
		name,
		{"region", a.Region, b.Region},
		{"ICB", a.ICB, b.ICB},
		{"opening date", a.Opened.String(), b.Opened.String()},
		{"close date", a.Closed.String(), b.Closed.String()},
	} {
		if f.From != f.To {
			what = append(what, f)
		}
	}
	return what
}
