package proofdb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/library"
	"cyberready/internal/store"
)

// What rounds do behind the pages, in the system's scope.

// Waiting is a file that no scanner has looked at.
type Waiting struct {
	ODS    string `db:"ods_code"`
	SHA256 string `db:"sha256"`
}

// atOnce is how much one round takes at most; the next takes the rest.
const atOnce = 200

// Waiting lists files that no scanner has looked at, the oldest first.
func (p Proofs) Waiting(ctx context.Context) (list []Waiting, err error) {
	err = p.DB.InSnapshot(ctx, store.System("virus scanner"), func(tx *store.Tx) error {
		list, err = store.List[Waiting](ctx, tx, `select ods_code, sha256 from proof_files where state = 'new' order by added_at limit $1`, atOnce)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list files to scan: %w", err)
	}
	return list, nil
}

// Scanned writes down what a scanner found: nothing, or the name of something. Proof whose newest version has such a file is
// withdrawn, for it proves nothing any more; its bytes are swept away. A file that was scanned meanwhile stays as it is.
func (p Proofs) Scanned(ctx context.Context, w Waiting, found string, now time.Time, today day.Day) error {
	state := library.FileClean
	if found != "" {
		state = library.FileInfected
	}
	err := p.DB.InTx(ctx, store.System("virus scanner"), func(tx *store.Tx) error {
		var b pgx.Batch
		var first bool
		lockRoom(&b, w.ODS)
		b.Queue(`update proof_files set state = $3, words = $4, scanned_at = $5 where ods_code = $1 and sha256 = $2 and state = 'new' returning true`,
			w.ODS, w.SHA256, state, found, now).QueryRow(func(r pgx.Row) error {
			err := r.Scan(&first)
			if store.None(err) {
				return nil
			}
			return err
		})
		countRoom(&b, w.ODS)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil || !first || found == "" {
			return err
		}
		rows, err := tx.Query(ctx, `select id::text from proofs where ods_code = $1 and sha256 = $2 and withdrawn_at is null`, w.ODS, w.SHA256)
		if err != nil {
			return err
		}
		ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := withdraw(ctx, tx, w.ODS, id, "the virus scanner", now, today); err != nil {
				return err
			}
			if err := tx.Record(ctx, audit.Event{Verb: audit.ProofInfected, Trust: w.ODS, Object: id, Note: found}, now); err != nil {
				return err
			}
			if err := tellOfInfection(ctx, tx, w.ODS, id, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write down what the scanner found: %w", err)
	}
	return nil
}

// tellOfInfection writes to who owns a proof, who gave its newest version, and every lead and who stands in for one. The letter leads
// to the proof in the trust's newest year.
func tellOfInfection(ctx context.Context, tx *store.Tx, ods, id string, now time.Time) error {
	const sql = `select coalesce(max(cycle), '') from assessments where ods_code = $1`
	n := letter.Notice{Kind: letter.ProofInfected, Trust: ods, Object: id, By: "The virus scanner"}
	if err := tx.QueryRow(ctx, sql, ods).Scan(&n.Cycle); err != nil {
		return fmt.Errorf("read newest year: %w", err)
	}
	return tx.Tell(ctx, n, now)
}

// goneAfter is how long the bytes of a deleted file stay: a backup that began before may still be reading them.
const goneAfter = 24 * time.Hour

// Sweep calls drop for those of a trust's files that no row needs: nobody ever committed them, or they were deleted a day ago.
// It holds the trust's room meanwhile, so that a row comes either before, and its file stays, or after: whoever gave the
// file then finds it gone and puts it again (upload.Desk.Confirm).
func (p Proofs) Sweep(ctx context.Context, ods string, sums []string, now time.Time, drop func(sum string) error) error {
	const sql = `select s from unnest($2::text[]) s where not exists (select from proof_files f where f.ods_code = $1 and f.sha256 = s
		and (f.state in ('new', 'clean') or coalesce(f.deleted_at, f.scanned_at) > $3))`
	err := p.DB.InTx(ctx, store.System("sweep files"), func(tx *store.Tx) error {
		var b pgx.Batch
		lockRoom(&b, ods)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, sql, ods, sums, now.Add(-goneAfter))
		if err != nil {
			return err
		}
		unknown, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		for _, sum := range unknown {
			if err := drop(sum); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("sweep files: %w", err)
	}
	return nil
}

// WithdrawnFor is how long the files of withdrawn proof stay that supports nothing and that no board has read of: our own
// choice, and the same in the README.
const WithdrawnFor = 400 * 24 * time.Hour

// Expire deletes the files of proof that was withdrawn so long ago. It gives how many proofs that concerned.
func (p Proofs) Expire(ctx context.Context, now time.Time) (n int, err error) {
	type old struct {
		ODS string `db:"ods_code"`
		ID  string `db:"id"`
	}
	const sql = `select p.ods_code, p.id::text as id from proofs p where p.withdrawn_at < $1 and p.deleted_at is null
		and (p.sha256 is not null or exists (select from proof_versions v where v.ods_code = p.ods_code and v.proof_id = p.id and v.sha256 is not null))
		and not exists (select from proof_items i where i.ods_code = p.ods_code and i.proof_id = p.id)
		and not exists (select from snapshots s where s.ods_code = p.ods_code and position(convert_to(p.id::text, 'UTF8') in s.document) > 0)
		and not exists (select from fieldwork_copies c where c.ods_code = p.ods_code and position(convert_to(p.id::text, 'UTF8') in c.document) > 0)
		order by p.withdrawn_at limit $2`
	const by = "retention"
	var list []old
	err = p.DB.InSnapshot(ctx, store.System(by), func(tx *store.Tx) (err error) {
		list, err = store.List[old](ctx, tx, sql, now.Add(-WithdrawnFor), atOnce)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("list withdrawn proof: %w", err)
	}
	for _, o := range list {
		err := p.DB.InTx(ctx, store.System(by), func(tx *store.Tx) error { return deleteFiles(ctx, tx, o.ODS, o.ID, by, now) })
		if f := (*fault.Error)(nil); errors.As(err, &f) && f.Kind == fault.Conflict {
			continue // somebody else was first
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
