package main

import (
	"fmt"

	"cyberready/internal/web/paths"
)

// differences measures the page that compares two full years, last year as it was published and this year as it is now, against
// opening one of them: the report of the year that was published, by the same person.
func (b *bench) differences() error {
	this, last := paths.Year{ODS: b.ground.first, Cycle: b.ground.years[0]}, paths.Year{ODS: b.ground.first, Cycle: b.ground.years[1]}
	c, err := b.ground.signIn("priya@demo.invalid")
	if err != nil {
		return err
	}
	both, one := c.get(this.Differences("last", "now")), c.get(last.ReportOf(1))
	measured, err := measure(b.ctx, turn,
		side{1, func(int) error { return c.expect(both) }},
		side{1, func(int) error { return c.expect(one) }})
	if err != nil {
		return fmt.Errorf("difference of two years: %w", err)
	}
	f := figure{name: "difference of two years, to opening one", values: each(measured, func(one []float64) float64 { return one[1] / one[0] })}
	f.target, f.met = atMost(2, "")
	f.absolute = milliseconds(1/median(measured[0])) + "; one " + milliseconds(1/median(measured[1]))
	b.table = append(b.table, f)
	return nil
}
