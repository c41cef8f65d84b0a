// Package proofdb keeps a trust's library of proof: given once, used for many items, with its owner, its versions and its
// file. assessmentdb reads from the same rows what an item names.
//
// A caller may rely on these:
//   - a change makes a new version, and what the proof was before stays, dated;
//   - which items of a year it supports can be changed only while that year is a draft; the library itself always, for
//     a version that was sent holds the proof as it was then;
//   - a row never names a file whose bytes are not durable: the caller puts them in place first (edge/blob), and what no row
//     names is swept away later (Sweep);
//   - how much room a trust takes is counted in one place, under a lock: two who give files at once do not exceed it;
//   - each exported method asks scope.May first, is one transaction, and writes one audit event when it changes something.
package proofdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/filetype"
	"cyberready/internal/core/library"
	"cyberready/internal/store"
)

// Proofs is the room's door.
type Proofs struct{ DB *store.DB }

// row is a proof with its file.
type row struct {
	ID          string
	Title       string
	Dated       day.Day
	HoldsMonths int
	Place       string
	AddedAt     time.Time
	AddedBy     string
	AddedByName string
	Items       []string
	Years       []string
	Version     int
	OwnerID     *string
	OwnerName   string
	OwnerGone   bool
	WithdrawnAt *time.Time
	WithdrawnBy string
	DeletedAt   *time.Time
	fileRow
}

// fileRow is a file as an outer join finds it.
type fileRow struct {
	SHA256    *string `db:"sha256"`
	FileName  string
	FileBytes *int64
	FileType  *filetype.Type
	FileState *library.FileState
}

const fileColumns = `%[1]s.sha256, %[1]s.file_name, f.bytes as file_bytes, f.type as file_type, f.state as file_state`

func (r fileRow) value() *library.File {
	if r.SHA256 == nil {
		return nil
	}
	return &library.File{SHA256: *r.SHA256, Name: r.FileName, Bytes: *r.FileBytes, Type: *r.FileType, State: *r.FileState}
}

// columns of a proof p with its file f, the items and years that it supports. $2 is the year that is looked at.
var columns = `p.id::text as id, p.title, p.dated, p.holds_months, p.place, p.added_at, p.added_by::text as added_by, p.added_by_name,
	array(select i.item from proof_items i where i.ods_code = p.ods_code and i.cycle = $2 and i.proof_id = p.id order by i.item) as items,
	array(select distinct i.cycle from proof_items i where i.ods_code = p.ods_code and i.proof_id = p.id order by 1) as years,
	p.version, p.owner_id::text as owner_id, p.owner_name,
	p.owner_id is not null and not exists (select from people w join roles r on r.person_id = w.id where w.id = p.owner_id
		and w.disabled_at is null and r.ods_code = p.ods_code and r.ended_at is null) as owner_gone,
	p.withdrawn_at, p.withdrawn_by, p.deleted_at, ` + fmt.Sprintf(fileColumns, "p")

const joined = ` from proofs p left join proof_files f on f.ods_code = p.ods_code and f.sha256 = p.sha256 where p.ods_code = $1`

func (r row) value() library.Kept {
	k := library.Kept{
		Proof: assessment.Proof{ID: r.ID, Title: r.Title, Dated: r.Dated, HoldsMonths: r.HoldsMonths, Place: r.Place, Items: r.Items,
			AddedAt: r.AddedAt, AddedBy: assessment.Author{ID: r.AddedBy, Name: r.AddedByName}},
		Version: r.Version, Owner: ownerOf(r.OwnerID, r.OwnerName), OwnerGone: r.OwnerGone, Years: r.Years, WithdrawnBy: r.WithdrawnBy,
		File: r.fileRow.value(),
	}
	if r.WithdrawnAt != nil {
		k.WithdrawnAt = *r.WithdrawnAt
	}
	if r.DeletedAt != nil {
		k.DeletedAt = *r.DeletedAt
	}
	return k
}

func ownerOf(id *string, name string) assessment.Author {
	a := assessment.Author{Name: name}
	if id != nil {
		a.ID = *id
	}
	return a
}

// year takes the share lock on a year's assessment, and refuses what its stage does not allow to change.
func year(ctx context.Context, tx *store.Tx, ods, cycle string) error {
	var stage assessment.Stage
	err := tx.QueryRow(ctx, `select stage from assessments where ods_code = $1 and cycle = $2 for share`, ods, cycle).Scan(&stage)
	if store.None(err) {
		return notBegun()
	}
	if err != nil {
		return fmt.Errorf("lock assessment: %w", err)
	}
	_, err = assessment.Next(stage, assessment.Change)
	return err
}

// changedOn notes that a year's assessment was changed.
func changedOn(b *pgx.Batch, ods, cycle string, today day.Day) {
	b.Queue(`update progress set changed_on = $3 where ods_code = $1 and cycle = $2 and changed_on < $3`, ods, cycle, today)
}

func notBegun() error {
	return fault.New(fault.NotFound, "No year of this trust has been begun, so there is nothing to prove yet.")
}

func noProof() error { return fault.New(fault.NotFound, "There is no such proof.") }
