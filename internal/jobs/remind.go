package jobs

import (
	"context"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/store/reminddb"
)

// Morning is when letters with reminders leave, in London: before people begin, and not at night.
const Morning = "07:00"

// Remind writes to everybody whom something waits for, in the morning of each day in London. today gives the day of an instant, at the
// instant of a time on a day.
func Remind(reminders reminddb.Reminders, now func() time.Time, today func(time.Time) day.Day, at func(day.Day, string) (time.Time, bool)) Round {
	return Round{Name: "reminders", Every: 10 * time.Minute, Do: func(ctx context.Context) error {
		t := now()
		if morning, ok := at(today(t), Morning); !ok || t.Before(morning) {
			return nil
		}
		_, err := reminders.Remind(ctx, t, today(t))
		return err
	}}
}
