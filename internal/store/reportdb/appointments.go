package reportdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Weekly is how many appointments a trust has in a usual week, by its own word. It is for one page of the trust alone: it goes
// into no snapshot, publication or file, and nobody outside reads it.
type Weekly struct {
	Number int     `db:"appointments"` // 0: not said
	By     string  `db:"said_by_name"`
	On     day.Day `db:"said_on"` // the day in London
}

// mostWeekly is more than any trust has.
const mostWeekly = 1_000_000

// Weekly reads it, for anybody of the trust; nothing was said is no error.
func (r Reports) Weekly(ctx context.Context, s store.Scope, ods string) (Weekly, error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return Weekly{}, err
	}
	const sql = `select appointments, said_by_name, (said_at at time zone 'Europe/London')::date as said_on
		from weekly_appointments where ods_code = $1 order by said_at desc, id desc limit 1`
	var w Weekly
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		w, err = store.One[Weekly](ctx, tx, sql, ods)
		return err
	})
	if err != nil && !store.None(err) {
		return w, fmt.Errorf("read weekly appointments: %w", err)
	}
	return w, nil
}

// SayWeekly records it; 0 takes it back. Field: weekly.
func (r Reports) SayWeekly(ctx context.Context, s store.Scope, ods string, n int, now time.Time) error {
	if err := s.May(access.SayAppointments, access.Of(ods)); err != nil {
		return err
	}
	if n < 0 || n > mostWeekly {
		return fault.InvalidField("weekly", "Enter a whole number of appointments, or leave it empty to take the figure back.")
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const sql = `insert into weekly_appointments (ods_code, id, appointments, said_at, said_by, said_by_name) values (@ods, @id, @n, @now, @by, @by_name)`
		_, err := tx.Exec(ctx, sql, store.Args{"ods": ods, "id": store.NewID(), "n": n, "now": now, "by": s.Actor.Person, "by_name": s.Actor.Name})
		if err != nil {
			return fmt.Errorf("say weekly appointments: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.AppointmentsSaid, Trust: ods}, now)
	})
}
