package auditdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Version is what is stored of a version that was sent to a board.
type Version struct {
	Document        []byte     `db:"document"`
	SHA256          string     `db:"sha256"` // as it was written down beside the document
	SentAt          time.Time  `db:"sent_at"`
	RecalledAt      *time.Time `db:"recalled_at"`
	Signatures      int        `db:"signatures"` // with this hash, whatever they say
	Others          int        `db:"others"`     // signatures of this version with another hash: there should be none
	PublishedAt     *time.Time `db:"published_at"`
	PublishedSHA256 *string    `db:"published_sha256"`
}

// Version reads a version and what was signed and published of it. NotFound when there is none.
func (t Trail) Version(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, version int) (Version, error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return Version{}, err
	}
	const sql = `select s.document, s.sha256, s.sent_at, s.recalled_at, p.published_at, p.sha256 as published_sha256,
			(select count(*) from signatures g where g.ods_code = s.ods_code and g.cycle = s.cycle and g.version = s.version
				and g.sha256 = s.sha256) as signatures,
			(select count(*) from signatures g where g.ods_code = s.ods_code and g.cycle = s.cycle and g.version = s.version
				and g.sha256 <> s.sha256) as others
		from snapshots s left join publications p on p.ods_code = s.ods_code and p.cycle = s.cycle and p.version = s.version
		where s.ods_code = $1 and s.cycle = $2 and s.version = $3`
	var v Version
	err := t.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		v, err = store.One[Version](ctx, tx, sql, ods, cycle, version)
		return err
	})
	if store.None(err) {
		return v, fault.New(fault.NotFound, "The database has no version %d of %s for the year %s.", version, ods, cycle)
	}
	if err != nil {
		return v, fmt.Errorf("read version: %w", err)
	}
	return v, nil
}
