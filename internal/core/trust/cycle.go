package trust

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"cyberready/internal/core/fault"
)

// Cycle is the label of a DSPT year: "2022-23". The empty Cycle means none.
type Cycle string

var (
	cycleLabel     = regexp.MustCompile(`^([12]\d{3})-(\d{2})$`)
	publishedCycle = regexp.MustCompile(`^((?:20)?\d{2})[/-]((?:20)?\d{2})$`)
)

// CycleFrom gives the cycle that begins in a year: 2022 gives 2022-23.
func CycleFrom(year int) Cycle { return Cycle(fmt.Sprintf("%04d-%02d", year, (year+1)%100)) }

// ParseCycle reads a label such as 2022-23. The second year must follow the first.
func ParseCycle(s string) (Cycle, error) {
	m := cycleLabel.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", fault.New(fault.Invalid, "%s is not a year of the toolkit. Write it like 2022-23.", quoted(s))
	}
	first, _ := strconv.Atoi(m[1]) // four digits, by the pattern
	if want := CycleFrom(first); string(want) != m[0] {
		return "", fault.New(fault.Invalid, "%s is not a year of the toolkit. After %d comes %02d: %s.",
			quoted(s), first, (first+1)%100, want)
	}
	return Cycle(m[0]), nil
}

// PublishedCycle reads a year as published files write it: 22/23, 2022/23, 2022-23, 2022/2023. Two digits are a year of
// this century: the toolkit began in 2018. It tells false for anything else.
func PublishedCycle(word string) (Cycle, bool) {
	m := publishedCycle.FindStringSubmatch(word)
	if m == nil {
		return "", false
	}
	first, _ := strconv.Atoi(m[1]) // digits, by the pattern
	second, _ := strconv.Atoi(m[2])
	first %= 100
	if (first+1)%100 != second%100 {
		return "", false
	}
	return CycleFrom(2000 + first), true
}

// FirstYear gives the year in which the cycle begins; 0 for the empty Cycle.
func (c Cycle) FirstYear() int {
	before, _, _ := strings.Cut(string(c), "-")
	year, _ := strconv.Atoi(before) // none in the empty Cycle
	return year
}

// Previous gives the cycle before; none before the empty Cycle.
func (c Cycle) Previous() Cycle { return c.shift(-1) }

// Next gives the cycle after; none after the empty Cycle.
func (c Cycle) Next() Cycle { return c.shift(1) }

func (c Cycle) shift(years int) Cycle {
	if c == "" {
		return ""
	}
	return CycleFrom(c.FirstYear() + years)
}

// Compare orders cycles by time: negative when c is earlier than o. It fits slices.SortFunc.
func (c Cycle) Compare(o Cycle) int { return cmp.Compare(c.FirstYear(), o.FirstYear()) }

// Before tells whether c is earlier than o.
func (c Cycle) Before(o Cycle) bool { return c.Compare(o) < 0 }
