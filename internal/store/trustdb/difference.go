package trustdb

import (
	"cmp"
	"slices"
)

// Difference is what a list that was read changes in the one that is kept, each part by code.
type Difference[T any] struct {
	Added     []T
	Changed   []Pair[T]
	Unchanged []T
	Absent    []T // kept, and not in what was read
}

// Pair is one thing before and after.
type Pair[T any] struct{ Old, New T }

// None tells whether both lists say the same.
func (d Difference[T]) None() bool { return len(d.Added)+len(d.Changed)+len(d.Absent) == 0 }

// put gives what has to be written.
func (d Difference[T]) put() []T {
	all := slices.Clone(d.Added)
	for _, c := range d.Changed {
		all = append(all, c.New)
	}
	return all
}

// difference compares two lists in which each code stands once.
func difference[T any](kept, read []T, code func(T) string, same func(a, b T) bool) Difference[T] {
	var d Difference[T]
	before := make(map[string]T, len(kept))
	for _, k := range kept {
		before[code(k)] = k
	}
	inOrder := func(list []T) []T {
		return slices.SortedFunc(slices.Values(list), func(a, b T) int { return cmp.Compare(code(a), code(b)) })
	}
	for _, next := range inOrder(read) {
		old, known := before[code(next)]
		delete(before, code(next))
		switch {
		case !known:
			d.Added = append(d.Added, next)
		case same(old, next):
			d.Unchanged = append(d.Unchanged, next)
		default:
			d.Changed = append(d.Changed, Pair[T]{old, next})
		}
	}
	for _, k := range inOrder(kept) {
		if _, left := before[code(k)]; left {
			d.Absent = append(d.Absent, k)
		}
	}
	return d
}
