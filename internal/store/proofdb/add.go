package proofdb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/library"
	"cyberready/internal/store"
)

// Use names the items of a year that a proof supports.
type Use struct {
	Cycle string
	Pack  framework.Pack
	Items []string
}

// Add keeps new proof, for a lead or contributor, and lets it support items of a year; without any it only lies in the
// library. It gives the proof's id. Fields: those of library.Given.Check, owner, file and items.
//
// Somebody without an account gives proof by a link: the caller has checked the link, comes with the system's scope and names
// in by who stands for what was given: the person who asked, with the giver's name in words. For everybody else by is the
// zero Author.
func (p Proofs) Add(ctx context.Context, s store.Scope, ods string, g library.Given, use Use, by assessment.Author, now time.Time, today day.Day) (string, error) {
	if err := s.May(access.Answer, access.Of(ods)); err != nil {
		return "", err
	}
	g, err := g.Check(today)
	if err != nil {
		return "", err
	}
	if by == (assessment.Author{}) {
		by = s.Author()
	}
	id := store.NewID()
	err = p.DB.InTx(ctx, s, func(tx *store.Tx) error {
		if len(use.Items) > 0 {
			if err := year(ctx, tx, ods, use.Cycle); err != nil {
				return err
			}
		}
		if g.Owner, err = owner(ctx, tx, ods, g.Owner); err != nil {
			return err
		}
		if err := keepFile(ctx, tx, ods, g.File, now); err != nil {
			return err
		}
		const insert = `insert into proofs (ods_code, id, title, dated, holds_months, place, added_at, added_by, added_by_name, owner_id, owner_name, sha256, file_name)
			values (@ods, @id, @title, @dated, @holds, @place, @at, @by, @by_name, @owner, @owner_name, @sha256, @file_name)`
		args := given(ods, id, g)
		args["at"], args["by"], args["by_name"] = now, by.ID, by.Name
		var b pgx.Batch
		b.Queue(insert, args)
		if err := link(&b, tx, ods, id, use, now); err != nil {
			return err
		}
		if len(use.Items) == 0 {
			b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.ProofNamed, Trust: ods, Object: id}, now))
		} else {
			changedOn(&b, ods, use.Cycle, today)
		}
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return fmt.Errorf("add proof: %w", err)
		}
		return nil
	})
	return id, err
}

// given gives the arguments of what can be changed about a proof.
func given(ods, id string, g library.Given) store.Args {
	sha256, name := "", ""
	if g.File != nil {
		sha256, name = g.File.SHA256, g.File.Name
	}
	return store.Args{"ods": ods, "id": id, "title": g.Title, "dated": g.Dated, "holds": g.HoldsMonths, "place": g.Place,
		"owner": store.Nullable(g.Owner.ID), "owner_name": g.Owner.Name, "sha256": store.Nullable(sha256), "file_name": name}
}

// link lets a proof support items, each with its own event: the trail of an item says what is named for it.
func link(b *pgx.Batch, tx *store.Tx, ods, id string, use Use, now time.Time) error {
	for _, item := range slices.Compact(slices.Sorted(slices.Values(use.Items))) {
		if _, ok := use.Pack.Item(item); !ok {
			return fault.InvalidField("items", "Choose among the items of this year: there is no %s.", item)
		}
		b.Queue(`insert into proof_items (ods_code, cycle, item, proof_id) values ($1, $2, $3, $4) on conflict do nothing`, ods, use.Cycle, item, id)
		b.Queue(store.RecordSQL, tx.RecordArgs(audit.Event{Verb: audit.ProofNamed, Trust: ods, Cycle: use.Cycle, Object: item, Note: id}, now))
	}
	return nil
}

// owner completes who owns a proof: somebody who has access to this trust, or nobody.
func owner(ctx context.Context, tx *store.Tx, ods string, o assessment.Author) (assessment.Author, error) {
	if o.ID == "" {
		return assessment.Author{}, nil
	}
	const sql = `select p.name from people p where p.id::text = $2 and p.disabled_at is null and exists (
		select from roles r where r.person_id = p.id and r.ods_code = $1 and r.ended_at is null)`
	err := tx.QueryRow(ctx, sql, ods, o.ID).Scan(&o.Name)
	if store.None(err) {
		return o, fault.InvalidField("owner", "Choose somebody who has access to this trust, or nobody.")
	}
	if err != nil {
		return o, fmt.Errorf("look for owner: %w", err)
	}
	return o, nil
}

// keepFile writes down a file whose bytes are in place, and counts the trust's room anew. Whoever counts holds the row of
// the room, so that the next sees what this one has added.
func keepFile(ctx context.Context, tx *store.Tx, ods string, f *library.File, now time.Time) error {
	if f == nil {
		return nil
	}
	var r library.Room
	var b pgx.Batch
	lockRoom(&b, ods)
	const keep = `insert into proof_files as f (ods_code, sha256, bytes, type, state, added_at, scanned_at)
		values (@ods, @sha256, @bytes, @type, @state::text, @at::timestamptz, case when @state::text = 'clean' then @at::timestamptz end)
		on conflict on constraint proof_files_pkey do update set type = excluded.type, added_at = excluded.added_at, words = '', deleted_at = null,
			state = case when f.state = 'clean' then 'clean' else excluded.state end, scanned_at = coalesce(excluded.scanned_at, f.scanned_at)`
	b.Queue(keep, store.Args{"ods": ods, "sha256": f.SHA256, "bytes": f.Bytes, "type": f.Type, "state": f.State, "at": now})
	countRoom(&b, ods)
	queueRoom(&b, ods, &r)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	return r.Check()
}

// lockRoom holds the row in which a trust's room is counted, until the transaction ends.
func lockRoom(b *pgx.Batch, ods string) {
	b.Queue(`insert into proof_room (ods_code) values ($1) on conflict do nothing`, ods)
	b.Queue(`select 1 from proof_room where ods_code = $1 for update`, ods).QueryRow(func(r pgx.Row) error { return r.Scan(new(int)) })
}

// countRoom counts what is kept. It comes in a statement of its own behind the lock, for only then does it see what others
// have committed.
func countRoom(b *pgx.Batch, ods string) {
	b.Queue(`update proof_room set used_bytes = (select coalesce(sum(bytes), 0) from proof_files where ods_code = $1 and state in ('new', 'clean'))
		where ods_code = $1`, ods)
}
