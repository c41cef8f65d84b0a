// Package reportdb keeps what is sent to a board and what the board says of it: frozen snapshots, ratings, signatures
// and publications (DESIGN §4).
//
// A caller may rely on these:
//   - a snapshot's bytes are written once and never change; ratings, signatures and publications stand beside them;
//   - everything that a board does locks the assessment first, so that a recall and a signature, or a signature and the
//     publication, never cross;
//   - what was said stays: a signature, a refusal, an agreed rating and a replacement have no verb that removes them;
//   - member ratings leave this room only as signoff.View, without names, and only to whom the blind rule shows them;
//   - each exported method asks scope.May first, is one transaction, and writes one audit event when it changes something.
package reportdb

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Reports is the room's door.
type Reports struct{ DB *store.DB }

// Year is what a report needs to know of its year: the caller reads it from the room of the content.
type Year struct {
	Cycle       trust.Cycle
	Pack        framework.Pack // effective
	BaselineDue day.Day        // zero: the year has no baseline
	Deadline    day.Day        // of the official submission
	// Due is until when this trust may publish a kind and be in time, where that is not the official day.
	Due map[signoff.Kind]day.Day
}

// due gives the last day of a kind of publication.
func (y Year) due(k signoff.Kind) day.Day {
	if d, ok := y.Due[k]; ok {
		return d
	}
	if k == signoff.Baseline {
		return y.BaselineDue
	}
	return y.Deadline
}

// position is where an assessment stands.
type position struct {
	Stage   assessment.Stage `db:"stage"`
	Version int              `db:"version"` // the last that was sent; 0 before the first
}

const readPosition = `select stage, version from assessments where ods_code = $1 and cycle = $2`

// positionOf asks for the position; NotFound when the assessment was never begun.
func positionOf(ods string, cycle trust.Cycle, into *position) func(*pgx.Batch) {
	return func(b *pgx.Batch) {
		b.Queue(readPosition, ods, cycle).Query(func(rows pgx.Rows) (err error) {
			*into, err = onePosition(pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[position]))
			return err
		})
	}
}

// lock reads the position and keeps everybody else's change away until the transaction ends. Saving an answer takes a
// share lock on the same row.
func lock(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle) (position, error) {
	return onePosition(store.One[position](ctx, tx, readPosition+` for update`, ods, cycle))
}

func onePosition(p position, err error) (position, error) {
	if store.None(err) {
		return position{}, fault.New(fault.NotFound, "This year's assessment has not been begun.")
	}
	if err != nil {
		return position{}, fmt.Errorf("read assessment: %w", err)
	}
	return p, nil
}

// next gives the stage after a move with the version that the person looked at.
func (p position) next(m assessment.Move, version int) (assessment.Stage, error) {
	if version != p.Version {
		return p.Stage, fault.New(fault.Conflict, "This version has been replaced. Read the newest one first.")
	}
	return assessment.Next(p.Stage, m)
}
