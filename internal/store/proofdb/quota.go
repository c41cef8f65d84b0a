package proofdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/library"
	"cyberready/internal/store"
)

// TrustRoom is how much room a trust takes, as an administrator sees it: a number, and nothing of what is kept.
type TrustRoom struct {
	ODS  string
	Name string
	library.Room
}

// Rooms lists the trusts that keep files or have a room of their own, the fullest first, for an administrator.
func (p Proofs) Rooms(ctx context.Context, s store.Scope) ([]TrustRoom, error) {
	if err := s.May(access.KeepQuotas, access.Service); err != nil {
		return nil, err
	}
	type found struct {
		OdsCode string
		Name    string
		Used    int64
		Most    *int64
	}
	const sql = `select t.ods_code, t.name, coalesce(r.used_bytes, 0) as used, q.most_bytes as most from trusts t
		left join proof_room r on r.ods_code = t.ods_code left join proof_quotas q on q.ods_code = t.ods_code
		where r.used_bytes > 0 or q.most_bytes is not null order by coalesce(r.used_bytes, 0) desc, t.name, t.ods_code limit 1000`
	var rooms []TrustRoom
	err := p.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		list, err := store.List[found](ctx, tx, sql)
		for _, f := range list {
			room := library.Room{Used: f.Used, Most: library.UsualRoom}
			if f.Most != nil {
				room.Most, room.Own = *f.Most, true
			}
			rooms = append(rooms, TrustRoom{f.OdsCode, f.Name, room})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list rooms: %w", err)
	}
	return rooms, nil
}

// SetQuota says how many bytes of files a trust can keep, for an administrator. What is there already stays, also when it is
// more. Field: ods.
func (p Proofs) SetQuota(ctx context.Context, s store.Scope, ods string, most int64, now time.Time) error {
	if err := s.May(access.KeepQuotas, access.Service); err != nil {
		return err
	}
	// A trust's trail lies outside an administrator's own sight.
	return p.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		const sql = `insert into proof_quotas (ods_code, most_bytes, set_at, set_by_name) select ods_code, $2, $3, $4 from trusts where ods_code = $1
			on conflict on constraint proof_quotas_pkey do update set most_bytes = excluded.most_bytes, set_at = excluded.set_at, set_by_name = excluded.set_by_name`
		tag, err := tx.Exec(ctx, sql, ods, most, now, s.Actor.Name)
		if err != nil {
			return fmt.Errorf("set quota: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return fault.InvalidField("ods", "There is no trust with the code %s in the register.", ods)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.QuotaSet, Trust: ods, Note: fmt.Sprintf("%d MB", most>>20)}, now)
	})
}
