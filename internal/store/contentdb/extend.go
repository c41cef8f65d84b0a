package contentdb

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/timetable"
	"cyberready/internal/store"
)

// For gives the year as it is for one trust: with the time that this trust was given, and nobody else.
func (y Year) For(ods string) Year {
	y.Extended = nil
	for _, e := range y.standing {
		if e.ODS == ods {
			y.Extended = append(y.Extended, e)
		}
	}
	return y
}

// Due gives the last day of a kind of publication here, with more time where there is: late is what comes after it. The zero Day
// where the year has none.
func (y Year) Due(k signoff.Kind) day.Day {
	official := y.Deadline
	if k == signoff.Baseline {
		official = y.BaselineDue
	}
	return timetable.Due(official, y.Extended, k)
}

// Days gives the days of a trust's year: the official ones, those of its board, and its own.
func (y Year) Days(meetings []meeting.Meeting, own []timetable.Own) []timetable.Entry {
	return timetable.Year(timetable.Inputs{Opens: y.Opens, Baseline: y.BaselineDue, Deadline: y.Deadline, Standing: y.Extended, Meetings: meetings, Own: own})
}

type extensionRow struct {
	ODS    string       `db:"ods_code"`
	Cycle  string       `db:"cycle"`
	Kind   signoff.Kind `db:"kind"`
	Until  day.Day      `db:"until_day"`
	Reason string       `db:"reason"`
	At     time.Time    `db:"given_at"`
	By     string       `db:"given_by_name"`
}

func (r extensionRow) value() timetable.Extension {
	return timetable.Extension{ODS: r.ODS, Cycle: r.Cycle, Kind: r.Kind, Until: r.Until, Reason: r.Reason, At: r.At, By: r.By}
}

const readExtensions = `select ods_code, cycle, kind, until_day, reason, given_at, given_by_name from deadline_extensions`

// extensions reads the time that was given in a year, with the system's sight: a year is kept for every trust at once, and each is
// shown its own (For).
func (c *Content) extensions(ctx context.Context, label string) ([]timetable.Extension, error) {
	var list []timetable.Extension
	err := c.db.Ask(ctx, store.System("content"), func(b *pgx.Batch) {
		b.Queue(readExtensions+` where cycle = $1 order by given_at, id`, label).Query(func(rows pgx.Rows) (err error) {
			list, err = store.Each(extensionRow.value)(rows)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read extensions: %w", err)
	}
	return timetable.Standing(list), nil
}

// Extensions lists what stands in every year, the newest first, for the administrator's page.
func (c *Content) Extensions(ctx context.Context, s store.Scope) ([]timetable.Extension, error) {
	if err := s.May(access.ExtendDeadline, access.Service); err != nil {
		return nil, err
	}
	var list []timetable.Extension
	err := c.db.Ask(ctx, s, func(b *pgx.Batch) {
		b.Queue(readExtensions + ` order by given_at, id`).Query(func(rows pgx.Rows) (err error) {
			list, err = store.Each(extensionRow.value)(rows)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list extensions: %w", err)
	}
	list = timetable.Standing(list)
	slices.SortStableFunc(list, func(a, b timetable.Extension) int { return b.At.Compare(a.At) })
	return list, nil
}

// MostAtOnce is how many trusts are given more time in one go.
const MostAtOnce = 50

// Extend gives trusts more time for a kind of publication of a year. It shortens nothing and makes nothing that was published late
// be in time. Each trust's trail says it, and its leads and its board secretary are told. Fields: trusts, cycle, kind, until-day, reason.
func (c *Content) Extend(ctx context.Context, s store.Scope, trusts []string, e timetable.Extension, now time.Time, today day.Day) error {
	if err := s.May(access.ExtendDeadline, access.Service); err != nil {
		return err
	}
	y, err := c.Year(ctx, s, e.Cycle, "")
	if fault.KindOf(err) == fault.NotFound {
		return fault.InvalidField("cycle", "Choose a year.")
	}
	if err != nil {
		return err
	}
	if _, err := signoff.ParseKind(string(e.Kind)); err != nil {
		return err
	}
	official := y.Deadline
	if e.Kind == signoff.Baseline {
		official = y.BaselineDue
	}
	var wrong fault.Findings
	switch {
	case len(trusts) == 0:
		wrong.Add("trusts", "Enter the ODS codes of the trusts that have more time.")
	case len(trusts) > MostAtOnce:
		wrong.Add("trusts", "Enter %d codes at most at a time.", MostAtOnce)
	}
	if f := fault.As(timetable.CheckExtension(e, official, today)); f != nil {
		wrong = append(wrong, f.Fields...)
	}
	if err := wrong.Fault(); err != nil {
		return err
	}
	e.Reason = strings.TrimSpace(e.Reason)
	return c.db.InTx(ctx, s.Elevated(), func(tx *store.Tx) error { // each trust's trail lies outside an administrator's sight
		for _, ods := range trusts {
			e.ODS = ods
			if err := extend(ctx, tx, e, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func extend(ctx context.Context, tx *store.Tx, e timetable.Extension, now time.Time) error {
	const sql = `insert into deadline_extensions (ods_code, id, cycle, kind, until_day, reason, given_at, given_by, given_by_name)
		select ods_code, @id, @cycle, @kind, @until, @reason, @now, @by, @by_name from trusts where ods_code = @ods`
	id := store.NewID()
	tag, err := tx.Exec(ctx, sql, store.Args{"ods": e.ODS, "id": id, "cycle": e.Cycle, "kind": e.Kind, "until": e.Until, "reason": e.Reason,
		"now": now, "by": tx.Scope.Actor.Person, "by_name": tx.Scope.Actor.Name})
	if err != nil {
		return fmt.Errorf("extend deadline: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return fault.InvalidField("trusts", "There is no trust with the code %s in the register.", e.ODS)
	}
	if err := tx.Tell(ctx, letter.Notice{Kind: letter.DeadlineChanged, Trust: e.ODS, Cycle: e.Cycle, Object: id}, now); err != nil {
		return err
	}
	note := "taken back"
	if !e.Until.IsZero() {
		note = "until " + e.Until.String()
	}
	return tx.Record(ctx, audit.Event{Verb: audit.DeadlineExtended, Trust: e.ODS, Cycle: e.Cycle, Object: string(e.Kind), Note: note}, now)
}

// TakeBack takes an extension back: the year's own deadline counts again. What was published meanwhile stays as it is.
func (c *Content) TakeBack(ctx context.Context, s store.Scope, ods, cycle string, kind signoff.Kind, now time.Time) error {
	list, err := c.Extensions(ctx, s)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(e timetable.Extension) bool { return e.ODS == ods && e.Cycle == cycle && e.Kind == kind }) {
		return fault.New(fault.Conflict, "This has been taken back already.")
	}
	return c.db.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		return extend(ctx, tx, timetable.Extension{ODS: ods, Cycle: cycle, Kind: kind, Reason: "Taken back"}, now)
	})
}
