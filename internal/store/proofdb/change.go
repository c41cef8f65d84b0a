package proofdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/library"
	"cyberready/internal/store"
)

// Change puts what is given in the place of a proof's newest version, which is kept as an earlier one. base is the version
// that was seen. A nil file leaves the one that there is when sameFile is said, and takes it away otherwise. Fields: those of
// library.Given.Check, owner and file.
func (p Proofs) Change(ctx context.Context, s store.Scope, ods, id string, base int, g library.Given, sameFile bool, now time.Time, today day.Day) error {
	if err := s.May(access.Answer, access.Of(ods)); err != nil {
		return err
	}
	return p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		was, err := lock(ctx, tx, ods, id)
		switch {
		case err != nil:
			return err
		case was.withdrawn:
			return fault.New(fault.Conflict, "This proof was withdrawn, and does not change any more. Add it anew.")
		case was.Version != base:
			return fault.New(fault.Invalid, "Somebody else changed this proof while you were writing. Your words are in the form; look at the proof "+
				"in another window, and save again to put yours in the place of theirs.")
		}
		if sameFile && g.File == nil {
			g.File = was.fileRow.value()
		}
		if g, err = g.Check(today); err != nil {
			return err
		}
		if g.Owner, err = owner(ctx, tx, ods, g.Owner); err != nil {
			return err
		}
		if g.File != nil && (was.SHA256 == nil || g.File.SHA256 != *was.SHA256) {
			if err := keepFile(ctx, tx, ods, g.File, now); err != nil {
				return err
			}
		}
		const keep = `insert into proof_versions (ods_code, proof_id, version, title, dated, holds_months, place, sha256, file_name, owner_id, owner_name,
				until_at, changed_by, changed_by_name)
			select ods_code, id, version, title, dated, holds_months, place, sha256, file_name, owner_id, owner_name, @at, @by, @by_name
			from proofs where ods_code = @ods and id = @id`
		const change = `update proofs set title = @title, dated = @dated, holds_months = @holds, place = @place, owner_id = @owner, owner_name = @owner_name,
			sha256 = @sha256, file_name = @file_name, version = version + 1 where ods_code = @ods and id = @id`
		by := s.Author()
		var b pgx.Batch
		b.Queue(keep, store.Args{"ods": ods, "id": id, "at": now, "by": by.ID, "by_name": by.Name})
		b.Queue(change, given(ods, id, g))
		b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.ProofChanged, Trust: ods, Object: id,
			Note: fmt.Sprintf("version %d", base+1)}, now))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("change proof: %w", err)
		}
		return nil
	})
}

type locked struct {
	Version   int
	withdrawn bool
	deleted   bool
	fileRow
}

// lock locks a proof and gives what decides about it.
func lock(ctx context.Context, tx *store.Tx, ods, id string) (locked, error) {
	var l locked
	sql := `select p.version, p.withdrawn_at is not null, p.deleted_at is not null, ` + fmt.Sprintf(fileColumns, "p") + joined + ` and p.id::text = $2 for update of p`
	err := tx.QueryRow(ctx, sql, ods, id).Scan(&l.Version, &l.withdrawn, &l.deleted, &l.SHA256, &l.FileName, &l.FileBytes, &l.FileType, &l.FileState)
	if store.None(err) {
		return l, noProof()
	}
	if err != nil {
		return l, fmt.Errorf("lock proof: %w", err)
	}
	return l, nil
}

// Support makes a proof support exactly these items of a year, which must be a draft. Field: items.
func (p Proofs) Support(ctx context.Context, s store.Scope, ods, id string, use Use, now time.Time, today day.Day) error {
	if err := s.May(access.Answer, access.Of(ods)); err != nil {
		return err
	}
	return p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if err := year(ctx, tx, ods, use.Cycle); err != nil {
			return err
		}
		was, err := lock(ctx, tx, ods, id)
		switch {
		case err != nil:
			return err
		case was.withdrawn:
			return fault.New(fault.Conflict, "This proof was withdrawn, and supports nothing any more. Add it anew.")
		}
		const named = `select item from proof_items where ods_code = $1 and cycle = $2 and proof_id = $3`
		rows, err := tx.Query(ctx, named, ods, use.Cycle, id)
		if err != nil {
			return fmt.Errorf("read items: %w", err)
		}
		before, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return fmt.Errorf("read items: %w", err)
		}
		more := use
		more.Items = without(use.Items, before)
		var b pgx.Batch
		if err := link(&b, tx, ods, id, more, now); err != nil {
			return err
		}
		for _, item := range without(before, use.Items) {
			b.Queue(`delete from proof_items where ods_code = $1 and cycle = $2 and item = $3 and proof_id = $4`, ods, use.Cycle, item, id)
			b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.ProofWithdrawn, Trust: ods, Cycle: use.Cycle, Object: item, Note: id}, now))
		}
		if b.Len() == 0 {
			return nil
		}
		changedOn(&b, ods, use.Cycle, today)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("change items: %w", err)
		}
		return nil
	})
}

func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(x string) bool { return slices.Contains(others, x) })
}

// Withdraw withdraws a proof: it was wrong, or has gone. It supports nothing any more in years that are drafts; what was
// sent to a board keeps it, and so does the library, among what is withdrawn.
func (p Proofs) Withdraw(ctx context.Context, s store.Scope, ods, id string, now time.Time, today day.Day) error {
	if err := s.May(access.Answer, access.Of(ods)); err != nil {
		return err
	}
	return p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		return withdraw(ctx, tx, ods, id, s.Actor.Name, now, today)
	})
}

func withdraw(ctx context.Context, tx *store.Tx, ods, id, by string, now time.Time, today day.Day) error {
	was, err := lock(ctx, tx, ods, id)
	if err != nil {
		return err
	}
	if was.withdrawn {
		return fault.New(fault.Conflict, "This proof was withdrawn already.")
	}
	const drafts = `select cycle from assessments where ods_code = $1 and stage = $2 order by cycle for share`
	rows, err := tx.Query(ctx, drafts, ods, "draft")
	if err != nil {
		return fmt.Errorf("lock drafts: %w", err)
	}
	years, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("lock drafts: %w", err)
	}
	var b pgx.Batch
	b.Queue(`update proofs set withdrawn_at = $3, withdrawn_by = $4 where ods_code = $1 and id = $2`, ods, id, now, by)
	b.Queue(`update progress set changed_on = $4 where ods_code = $1 and cycle = any ($2) and changed_on < $4 and exists (
		select from proof_items i where i.ods_code = $1 and i.cycle = progress.cycle and i.proof_id = $3)`, ods, years, id, today)
	b.Queue(`delete from proof_items where ods_code = $1 and cycle = any ($2) and proof_id = $3`, ods, years, id)
	b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.ProofWithdrawn, Trust: ods, Object: id, Note: "from every question"}, now))
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("withdraw proof: %w", err)
	}
	return nil
}

// DeleteFiles deletes the files of all versions of a withdrawn proof that supports nothing in any year and that no board has
// read of, for a lead. The record stays. The bytes go when the sweep finds that no row names them.
func (p Proofs) DeleteFiles(ctx context.Context, s store.Scope, ods, id string, now time.Time) error {
	if err := s.May(access.DeleteProof, access.Of(ods)); err != nil {
		return err
	}
	return p.DB.InTx(ctx, s, func(tx *store.Tx) error { return deleteFiles(ctx, tx, ods, id, s.Actor.Name, now) })
}

func deleteFiles(ctx context.Context, tx *store.Tx, ods, id, by string, now time.Time) error {
	was, err := lock(ctx, tx, ods, id)
	if err != nil {
		return err
	}
	var used, frozen bool
	if err := tx.QueryRow(ctx, `select exists (select from proof_items where ods_code = $1 and proof_id::text = $2)`, ods, id).Scan(&used); err != nil {
		return fmt.Errorf("look for uses: %w", err)
	}
	if err := tx.QueryRow(ctx, sent, ods, id).Scan(&frozen); err != nil {
		return fmt.Errorf("look for uses: %w", err)
	}
	if !was.withdrawn || was.deleted || used || frozen {
		return fault.New(fault.Conflict, "Files can be deleted of proof that is withdrawn, supports nothing in any year, and that no board and no assessor has read of.")
	}
	const rows = `update proof_files f set state = 'deleted', deleted_at = $3 where f.ods_code = $1 and f.state in ('new', 'clean')
		and f.sha256 in (select sha256 from proofs where ods_code = $1 and id::text = $2 union select sha256 from proof_versions where ods_code = $1 and proof_id::text = $2)
		and not exists (select from proofs o where o.ods_code = $1 and o.sha256 = f.sha256 and o.id::text <> $2 and o.deleted_at is null)
		and not exists (select from proof_versions v join proofs o on o.ods_code = v.ods_code and o.id = v.proof_id
			where v.ods_code = $1 and v.sha256 = f.sha256 and v.proof_id::text <> $2 and o.deleted_at is null)`
	var b pgx.Batch
	lockRoom(&b, ods)
	b.Queue(`update proofs set deleted_at = $3, deleted_by = $4 where ods_code = $1 and id::text = $2`, ods, id, now, by)
	b.Queue(rows, ods, id, now)
	countRoom(&b, ods)
	b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.ProofDeleted, Trust: ods, Object: id}, now))
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("delete files: %w", err)
	}
	return nil
}

// Take gives the file of one version of a proof with the proof's date, for whoever may take proof away, and writes down that it
// is taken. scanned says that files are scanned here: then one that is not known to be clean is a Conflict.
func (p Proofs) Take(ctx context.Context, s store.Scope, ods, id string, version int, scanned bool, now time.Time) (f library.File, dated day.Day, err error) {
	if err := s.May(access.TakeProof, access.Of(ods)); err != nil {
		return f, dated, err
	}
	err = p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if f, dated, err = available(ctx, tx, ods, id, version, scanned); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.ProofTaken, Trust: ods, Object: id, Note: fmt.Sprintf("version %d", version)}, now)
	})
	return f, dated, err
}

// Look gives the file of one version of a proof, as Take does and for the same people, to make a preview of it. That is no more than
// its page says, and is not written down.
func (p Proofs) Look(ctx context.Context, s store.Scope, ods, id string, version int, scanned bool) (f library.File, err error) {
	if err := s.May(access.TakeProof, access.Of(ods)); err != nil {
		return f, err
	}
	err = p.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		f, _, err = available(ctx, tx, ods, id, version, scanned)
		return err
	})
	return f, err
}

// available reads the file of one version; a Conflict when it cannot be had.
func available(ctx context.Context, tx *store.Tx, ods, id string, version int, scanned bool) (f library.File, dated day.Day, err error) {
	sql := `select p.dated, o.deleted_at is not null, ` + fmt.Sprintf(fileColumns, "p") + `
		from (select ods_code, id, version, dated, sha256, file_name from proofs union all
			select ods_code, proof_id, version, dated, sha256, file_name from proof_versions) p
		join proofs o on o.ods_code = p.ods_code and o.id = p.id
		join proof_files f on f.ods_code = p.ods_code and f.sha256 = p.sha256
		where p.ods_code = $1 and p.id::text = $2 and p.version = $3`
	var found fileRow
	var deleted bool
	err = tx.QueryRow(ctx, sql, ods, id, version).Scan(&dated, &deleted, &found.SHA256, &found.FileName, &found.FileBytes, &found.FileType, &found.FileState)
	if store.None(err) {
		return f, dated, noProof()
	}
	if err != nil {
		return f, dated, fmt.Errorf("read file: %w", err)
	}
	if f = *found.value(); deleted {
		f.State = library.FileDeleted
	}
	if why := f.Withheld(scanned, "this file"); why != "" {
		err = fault.New(fault.Conflict, "%s", why)
	}
	return f, dated, err
}
