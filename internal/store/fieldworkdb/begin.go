package fieldworkdb

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Begin freezes the copy that is tested and the scope, and reopens what earlier finals recommended. shot is the working copy as it
// was just read (reportdb.Draft): from here on the draft may move, and the copy does not.
func (f Fieldwork) Begin(ctx context.Context, s store.Scope, k Key, shot snapshot.Snapshot, now time.Time) error {
	document, err := snapshot.Encode(shot)
	if err != nil {
		return fmt.Errorf("encode copy: %w", err)
	}
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		if err := w.MayBegin(s.Actor.Person); err != nil {
			return err
		}
		m, err := mandated(ctx, tx, k.Cycle)
		if err != nil {
			return err
		}
		earlier, err := reopen(ctx, tx, k)
		if err != nil {
			return err
		}
		var b pgx.Batch
		b.Queue(`insert into fieldwork_copies (ods_code, engagement_id, document, sha256, reference_day, taken_at) values ($1, $2, $3, $4, $5, $6)`,
			k.ODS, w.ID, document, snapshot.Hash(document), shot.Reference, now)
		scope := fieldwork.ItemsOf(shot.Pack, m.Parts, w.Choice)
		for _, one := range scope {
			b.Queue(`insert into fieldwork_items (ods_code, engagement_id, item, mandated) values ($1, $2, $3, $4)`, k.ODS, w.ID, one.Item, one.Mandated)
		}
		holdProof(&b, k, w.ID, fieldwork.ProofInScope(shot.Pack, scope, shot.Proofs))
		for _, e := range earlier {
			b.Queue(`insert into reopened_findings (ods_code, engagement_id, item, from_cycle, found, recommendation, owner_name, due)
				values ($1, $2, $3, $4, $5, $6, $7, $8)`, k.ODS, w.ID, e.Item, e.From, e.Found, e.Recommendation, e.Owner, e.Due)
		}
		b.Queue(`update engagements set begun_at = $3, mandated = $4 where ods_code = $1 and id = $2`, k.ODS, w.ID, now, some(m.Parts))
		e := event(k, audit.FieldworkBegun, w.ID)
		e.Note = snapshot.Hash(document)
		b.Queue(store.RecordSQL, tx.RecordArgs(e, now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("begin fieldwork: %w", err)
		}
		return nil
	})
}

// reopen gives what the newest final of an earlier year recommended, and what it left open of the years before.
func reopen(ctx context.Context, tx *store.Tx, k Key) ([]fieldwork.Reopened, error) {
	var cycle trust.Cycle
	var document []byte
	var engagement string
	const sql = `select cycle, record, engagement_id::text from final_records where ods_code = $1 and cycle < $2 order by cycle desc limit 1`
	err := tx.QueryRow(ctx, sql, k.ODS, k.Cycle).Scan(&cycle, &document, &engagement)
	if store.None(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read last final: %w", err)
	}
	var r fieldwork.Record
	if err := json.Unmarshal(document, &r); err != nil {
		return nil, fmt.Errorf("read last final: %w", err)
	}
	was := Key{k.ODS, cycle}
	all, err := engagements(ctx, tx, was)
	if err != nil {
		return nil, err
	}
	before, err := work(ctx, tx, was, all, engagement)
	if err != nil {
		return nil, err
	}
	return r.Reopen(before.Earlier), nil
}
