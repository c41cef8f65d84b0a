package jobs

import (
	"context"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/store/plandb"
)

// LapsePlans writes down, within minutes of midnight in London, which accepted plans have run past their day. today gives
// the day in London of an instant.
func LapsePlans(plans plandb.Plans, now func() time.Time, today func(time.Time) day.Day) Round {
	return Round{Name: "lapse plans", Every: 5 * time.Minute, Do: func(ctx context.Context) error {
		t := now()
		_, err := plans.Lapse(ctx, t, today(t))
		return err
	}}
}
