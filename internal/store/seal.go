package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/audit"
)

// sealBatch bounds how many events one round seals, and sealTrusts in how many trails: it is what a round holds in memory,
// and each trail takes one lock.
const (
	sealBatch  = 5000
	sealTrusts = 500
)

// One transaction at a time seals a trail: the lock is held until it ends, so that the next one begins behind its links.
const (
	lockTrail  = `select pg_advisory_xact_lock(hashtextextended('audit trail ' || $1, 0))`
	lockTrails = `with waiting as materialized (
			select distinct ods_code from (select ods_code from audit_unsealed limit $2) u limit $1)
		select ods_code from waiting where pg_try_advisory_xact_lock(hashtextextended('audit trail ' || ods_code, 0))`
)

// Seal chains everything that waits in the trail of a trust, what this transaction has recorded so far too, and gives the
// chain's end. It waits for others who seal the same trail, and makes them wait until this transaction ends.
func (tx *Tx) Seal(ctx context.Context, trust string, at time.Time) (audit.Head, error) {
	if _, err := tx.Exec(ctx, lockTrail, trust); err != nil {
		return audit.Head{}, fmt.Errorf("lock audit trail: %w", err)
	}
	for {
		heads, n, err := tx.seal(ctx, []string{trust}, at)
		if err != nil || n < sealBatch {
			return heads[trust], err
		}
	}
}

// ChainHead gives the end of the chain of a trust, or of the service for an empty code.
func (tx *Tx) ChainHead(ctx context.Context, trust string) (audit.Head, error) {
	heads, err := tx.heads(ctx, []string{trust})
	return heads[trust], err
}

// SealSome chains some of what waits in any trail that nobody else is sealing, and gives how much. Called until it is
// nought, it leaves nothing but what others are about to seal. It needs the system's scope.
func (tx *Tx) SealSome(ctx context.Context, at time.Time) (int, error) {
	rows, err := tx.Query(ctx, lockTrails, sealTrusts, sealBatch)
	if err != nil {
		return 0, fmt.Errorf("lock audit trails: %w", err)
	}
	trusts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(trusts) == 0 {
		return 0, err
	}
	_, n, err := tx.seal(ctx, trusts, at)
	return n, err
}

const (
	readHeads = `select t.ods_code, l.seq, l.sha256 from unnest($1::text[]) t (ods_code) cross join lateral (
		select seq, sha256 from audit_links l where l.ods_code = t.ods_code order by seq desc limit 1) l`
	readUnsealed = `select ` + EntryColumns + `, u.place, exists (
			select from audit_links l where l.ods_code = e.ods_code and l.event_id = e.id)
		from (select ctid::text as place, ods_code, event_id from audit_unsealed where ods_code = any ($1)
			order by ods_code, event_id limit $2) u
		join audit_events e on e.ods_code = u.ods_code and e.id = u.event_id order by e.ods_code, e.id`
	addLinks = `insert into audit_links (ods_code, seq, event_id, event_sha256, sealed_at, sha256)
		select t, s, e, es, $6, ls from unnest($1::text[], $2::bigint[], $3::uuid[], $4::bytea[], $5::bytea[]) x (t, s, e, es, ls)`
	leaveQueue = `delete from audit_unsealed where ctid = any ($1::text[]::tid[])` // nobody else moves a row of a locked trail
)

// seal chains a batch of what waits in trails that are locked. Every statement sees what was committed when it began: the
// ends of the chains are read after the locks are held.
func (tx *Tx) seal(ctx context.Context, trusts []string, at time.Time) (map[string]audit.Head, int, error) {
	heads, err := tx.heads(ctx, trusts)
	if err != nil {
		return nil, 0, fmt.Errorf("read ends of audit chains: %w", err)
	}
	var links struct {
		trusts, events  []string
		seqs            []int64
		eventSums, sums [][]byte
	}
	var done []string // places in the queue
	rows, err := tx.Query(ctx, readUnsealed, trusts, sealBatch)
	if err != nil {
		return nil, 0, fmt.Errorf("read events to seal: %w", err)
	}
	var e audit.Entry
	var place string
	var sealed bool // already: a queue that was filled anew, by restoring a backup
	_, err = pgx.ForEachRow(rows, append(EntryFields(&e), &place, &sealed), func() error {
		done = append(done, place)
		if sealed {
			return nil
		}
		l := heads[e.Trust].Seal(e, at)
		heads[e.Trust] = l.Head()
		links.trusts, links.seqs, links.events = append(links.trusts, l.Trust), append(links.seqs, l.Seq), append(links.events, l.Event)
		links.eventSums, links.sums = append(links.eventSums, l.EventSum[:]), append(links.sums, l.Sum[:])
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read events to seal: %w", err)
	}
	if len(done) == 0 {
		return heads, 0, nil
	}
	if _, err := tx.Exec(ctx, addLinks, links.trusts, links.seqs, links.events, links.eventSums, links.sums, at); err != nil {
		return nil, 0, fmt.Errorf("add links to audit chains: %w", err)
	}
	if _, err := tx.Exec(ctx, leaveQueue, done); err != nil {
		return nil, 0, fmt.Errorf("empty queue of events to seal: %w", err)
	}
	return heads, len(done), nil
}

func (tx *Tx) heads(ctx context.Context, trusts []string) (map[string]audit.Head, error) {
	heads := make(map[string]audit.Head, len(trusts))
	rows, err := tx.Query(ctx, readHeads, trusts)
	if err != nil {
		return nil, err
	}
	var trust string
	var seq int64
	var sum []byte
	_, err = pgx.ForEachRow(rows, []any{&trust, &seq, &sum}, func() error {
		heads[trust] = audit.Head{Seq: seq, Sum: audit.SumOf(sum)}
		return nil
	})
	return heads, err
}

// EntryColumns are the columns of an event e in the order of EntryFields.
const EntryColumns = `e.ods_code, e.id::text, e.at, coalesce(e.person_id::text, ''), e.person_name, e.role, e.came_from,
	e.request_id, e.verb, e.cycle, e.object, e.note`

// EntryFields gives where a row of EntryColumns is scanned to.
func EntryFields(e *audit.Entry) []any {
	return []any{&e.Trust, &e.ID, &e.At, &e.Person, &e.PersonName, &e.Role, &e.From, &e.RequestID, &e.Verb, &e.Cycle, &e.Object, &e.Note}
}
