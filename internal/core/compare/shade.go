package compare

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
)

// Cell is one trust's counts of one standard.
type Cell struct {
	Standard string // its number
	score.Counts
}

// Missing is how many requirements are not in place.
func (c Cell) Missing() int { return c.Mandatory - c.InPlace }

// OfWords gives the count: "14 of 16".
func (c Cell) OfWords() string {
	return english.Figures(c.InPlace) + " of " + english.Figures(c.Mandatory)
}

// Words says the cell: "14 of 16 in place".
func (c Cell) Words() string { return c.OfWords() + " in place" }

// Shade is how much of a standard is missing, in five steps that can be told apart in grey.
type Shade int

// The shades. Unshaded stands where there is nothing to be missing.
const (
	NoneMissing Shade = iota
	ToATenth
	ToAQuarter
	ToHalf
	MoreThanHalf
	Unshaded
)

// Shades gives the five in the order of the key.
func Shades() []Shade { return []Shade{NoneMissing, ToATenth, ToAQuarter, ToHalf, MoreThanHalf} }

// Words gives the shade as the key does, after "Missing:".
func (s Shade) Words() string {
	switch s {
	case NoneMissing:
		return "none"
	case ToATenth:
		return "up to a tenth"
	case ToAQuarter:
		return "up to a quarter"
	case ToHalf:
		return "up to half"
	case MoreThanHalf:
		return "more than half"
	}
	return "nothing asked"
}

// Shade gives the step. A bound belongs to the lighter one: exactly a tenth missing is up to a tenth.
func (c Cell) Shade() Shade {
	missing := c.Missing()
	switch {
	case c.Mandatory <= 0:
		return Unshaded
	case missing <= 0:
		return NoneMissing
	case missing*10 <= c.Mandatory:
		return ToATenth
	case missing*4 <= c.Mandatory:
		return ToAQuarter
	case missing*2 <= c.Mandatory:
		return ToHalf
	}
	return MoreThanHalf
}

// Cell gives the trust's cell of a standard, and whether there is one.
func (t Trust) Cell(standard string) (Cell, bool) {
	for _, c := range t.Cells {
		if c.Standard == standard {
			return c, true
		}
	}
	return Cell{}, false
}
