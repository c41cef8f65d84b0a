// Package assessmentdb keeps what a trust says in a year: its answers with their whole history, the proof that it names,
// what last year brought along, and the days and the stages of the year. How the work on it is shared is in sharedb.
//
// A caller may rely on these:
//   - one row and one version number an answer; two people who change the same answer meet as *assessment.Conflict, and
//     no text that was once saved is ever overwritten or deleted: each save is a revision;
//   - a reading is one repeatable-read transaction, so what a page shows fits together;
//   - while an assessment is with the board or published, nothing that a report reads changes (assessment.Next);
//   - each exported method asks scope.May first, is one transaction, and writes one audit event when it changes something.
package assessmentdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Assessments is the room's door.
type Assessments struct{ DB *store.DB }

// Begin begins a trust's assessment of a year, for its lead. A year that has not opened yet is refused.
func (a Assessments) Begin(ctx context.Context, s store.Scope, k workingcopy.Key, now time.Time, today day.Day) error {
	return a.begin(ctx, s, k, now, today, nil)
}

// begin begins a year, and then does what comes with it.
func (a Assessments) begin(ctx context.Context, s store.Scope, k workingcopy.Key, now time.Time, today day.Day,
	then func(context.Context, *store.Tx, workingcopy.Key, time.Time, day.Day) error) error {
	if err := s.May(access.Begin, access.Of(k.ODS)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		var opens day.Day
		err := tx.QueryRow(ctx, `select opens from cycles where label = $1`, k.Cycle).Scan(&opens)
		switch {
		case store.None(err):
			return fault.New(fault.NotFound, "There is no year %s here.", k.Cycle)
		case err != nil:
			return fmt.Errorf("read year: %w", err)
		case opens.After(today):
			return fault.New(fault.Conflict, "The year %s opens on %s. It can be begun from then on.", k.Cycle, opens.Words())
		}
		const begin = `insert into assessments (ods_code, cycle, stage, begun_at, begun_by)
			values (@ods, @cycle, @stage, @at, @by)`
		if _, err := tx.Exec(ctx, begin, store.Args{"ods": k.ODS, "cycle": k.Cycle, "stage": assessment.Draft, "at": now,
			"by": s.Actor.Name}); err != nil {
			return fmt.Errorf("begin assessment: %w", err)
		}
		const progress = `insert into progress (ods_code, cycle, begun_on, answered, changed_on) values ($1, $2, $3, 0, $3)`
		if _, err := tx.Exec(ctx, progress, k.ODS, k.Cycle, today); err != nil {
			return fmt.Errorf("begin progress: %w", err)
		}
		if err := tx.Record(ctx, audit.Event{Verb: audit.AssessmentBegun, Trust: k.ODS, Cycle: k.Cycle}, now); err != nil || then == nil {
			return err
		}
		return then(ctx, tx, k, now, today)
	})
}

// Reopen begins the next version of a published assessment, for its lead: it is a draft again, and what was published
// stays as it is.
func (a Assessments) Reopen(ctx context.Context, s store.Scope, k workingcopy.Key, now time.Time) error {
	if err := s.May(access.Begin, access.Of(k.ODS)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const lock = `select stage, version from assessments where ods_code = $1 and cycle = $2 for update`
		var stage assessment.Stage
		var version int
		err := tx.QueryRow(ctx, lock, k.ODS, k.Cycle).Scan(&stage, &version)
		if store.None(err) {
			return workingcopy.NotBegun()
		}
		if err != nil {
			return fmt.Errorf("lock assessment: %w", err)
		}
		next, err := assessment.Next(stage, assessment.Reopen)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `update assessments set stage = $3 where ods_code = $1 and cycle = $2`, k.ODS, k.Cycle, next); err != nil {
			return fmt.Errorf("reopen assessment: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.AssessmentBegun, Trust: k.ODS, Cycle: k.Cycle,
			Note: fmt.Sprintf("version %d", version+1)}, now)
	})
}
