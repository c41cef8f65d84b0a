// Package workingcopy is what the rooms of a year's assessment stand on: its answers as everybody works on them, read as a Sheet
// with all that belongs to them, and saved within a room's own transaction.
//
// It is no room: it asks for no right and opens no transaction. A caller may rely on these:
//   - what reads or writes is queued, so that a room sends it with what it needs itself in one round trip;
//   - whoever changes what a report reads takes QueueStage first in the transaction: it refuses what the stage does not allow,
//     and nobody sends, recalls or publishes the assessment meanwhile;
//   - an answer is locked (QueueLock) and then saved (QueueSave): a revision and an audit event each time, the confirmation of
//     its assertion and what was handed in taken back.
package workingcopy

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
)

// Key names one assessment.
type Key struct {
	ODS   string // code of the trust
	Cycle string // label of the year, "2026-27"
}

// NotBegun says that the assessment is not there.
func NotBegun() error {
	return fault.New(fault.NotFound, "This year's assessment has not been begun.")
}

// A share lock on the assessment lets many save at once, and lets nobody send, recall or publish it meanwhile.
const shareStage = `select stage from assessments where ods_code = $1 and cycle = $2 for share`

// QueueStage takes the share lock, refuses what the stage does not allow, and gives the stage that a change leaves.
func QueueStage(b *pgx.Batch, k Key, after *assessment.Stage) {
	b.Queue(shareStage, k.ODS, k.Cycle).QueryRow(func(row pgx.Row) error {
		var stage assessment.Stage
		err := row.Scan(&stage)
		if store.None(err) {
			return NotBegun()
		}
		if err != nil {
			return fmt.Errorf("lock assessment: %w", err)
		}
		*after, err = assessment.Next(stage, assessment.Change)
		return err
	})
}

// QueueChangedOn writes down the day of the last change. On every save but the day's first it touches no row, so that the
// people of one trust do not wait for one another.
func QueueChangedOn(b *pgx.Batch, k Key, more int, today day.Day) {
	const sql = `update progress set answered = answered + $3, changed_on = greatest(changed_on, $4)
		where ods_code = $1 and cycle = $2 and ($3 <> 0 or changed_on < $4)`
	b.Queue(sql, k.ODS, k.Cycle, more, today)
}

// Question asks for the right to do something at the trust, and then for the item.
func (k Key) Question(s store.Scope, pack framework.Pack, item string, verb access.Verb) (framework.Question, error) {
	if err := s.May(verb, access.Of(k.ODS)); err != nil {
		return framework.Question{}, err
	}
	q, ok := pack.Question(item)
	if !ok {
		return q, fault.New(fault.NotFound, "There is no item %s.", item)
	}
	return q, nil
}
