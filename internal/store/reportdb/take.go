package reportdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Record is a version that was sent, as the bytes that were hashed and signed.
type Record struct {
	Document []byte `db:"document"`
	SHA256   string `db:"sha256"`
}

const readRecord = `select document, sha256 from snapshots where ods_code = $1 and cycle = $2 and version = $3`

// What is taken away, for the audit trail.
const (
	AsRecord = "record"
	AsPack   = "pack"
)

// TakeRecord reads the frozen bytes of a version for somebody who takes them away, by themselves or in a pack, and writes
// that down: they hold every answer. NotFound when there is no such version. Bytes that do not fit their hash are never handed out.
func (r Reports) TakeRecord(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, version int, as string, now time.Time) (Record, error) {
	if err := s.May(access.TakeReport, access.Of(ods)); err != nil {
		return Record{}, err
	}
	var record Record
	err := r.DB.InTx(ctx, s, func(tx *store.Tx) (err error) {
		if record, err = store.One[Record](ctx, tx, readRecord, ods, cycle, version); err != nil {
			return err
		}
		if sum := snapshot.Hash(record.Document); sum != record.SHA256 {
			return fmt.Errorf("snapshot %s %s version %d has the hash %s and not %s", ods, cycle, version, sum, record.SHA256)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.ReportTaken, Trust: ods, Cycle: string(cycle), Object: fmt.Sprint(version), Note: as}, now)
	})
	if store.None(err) {
		return Record{}, fault.New(fault.NotFound, "There is no such version of this report.")
	}
	if err != nil {
		return Record{}, fmt.Errorf("take record: %w", err)
	}
	return record, nil
}
