package auditdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/store"
)

// Verified is what was checked.
type Verified struct {
	Chains   int // the service's own among them
	Links    int
	Versions int        // sent to boards, whose bytes and heads were checked
	Head     audit.Head // of the trust that was asked for; zero when all were
	Tail     audit.Tail // of all chains together
	Tails    int        // chains that have one
	Damage   int
}

// Verify computes the chain of a trust anew, or of all trusts and the service when ods is empty, and tells damage of each
// thing that is not as it was sealed, as it is found. The events that are not sealed yet are counted as the tail. The
// versions that were sent to boards are checked as well: that their bytes fit their hash, and that the chain still has the
// link that they name.
func (t Trail) Verify(ctx context.Context, s store.Scope, ods string, damage func(audit.Damage)) (Verified, error) {
	if err := s.May(access.SeeTrail, access.Of(ods)); err != nil {
		return Verified{}, err
	}
	v := verifier{ctx: ctx, ods: ods, damage: damage, chains: map[string]*audit.Checker{}}
	err := t.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		for _, step := range []struct {
			what string
			do   func(*store.Tx) error
		}{{"chains", v.links}, {"unsealed events", v.unsealed}, {"queue", v.gone}, {"versions", v.versions}} {
			if err := step.do(tx); err != nil {
				return fmt.Errorf("verify %s: %w", step.what, err)
			}
		}
		return nil
	})
	for _, c := range v.chains {
		if tail := c.Tail(); tail.Events > 0 {
			v.Tails++
			v.Tail = v.Tail.With(tail)
		}
	}
	v.Chains = len(v.chains)
	if c := v.chains[ods]; ods != "" && c != nil {
		v.Head = c.Head()
	}
	return v.Verified, err
}

// verifier holds the end of each chain that it has been through, and nothing else that grows.
type verifier struct {
	Verified
	ctx    context.Context
	ods    string
	damage func(audit.Damage)
	chains map[string]*audit.Checker
}

func (v *verifier) chain(trust string) *audit.Checker {
	c := v.chains[trust]
	if c == nil {
		c = &audit.Checker{Trust: trust, Damage: func(d audit.Damage) { v.Damage++; v.damage(d) }}
		v.chains[trust] = c
	}
	return c
}

func (v *verifier) links(tx *store.Tx) error {
	const sql = `select l.ods_code, l.seq, l.event_id::text, l.event_sha256, l.sealed_at, l.sha256, e.id is not null,
			coalesce(e.ods_code, ''), coalesce(e.id::text, ''), coalesce(e.at, 'epoch'), coalesce(e.person_id::text, ''),
			coalesce(e.person_name, ''), coalesce(e.role, ''), coalesce(e.came_from, ''), coalesce(e.request_id, ''),
			coalesce(e.verb, ''), coalesce(e.cycle, ''), coalesce(e.object, ''), coalesce(e.note, '')
		from audit_links l left join audit_events e on e.ods_code = l.ods_code and e.id = l.event_id
		where $1 = '' or l.ods_code = $1 order by l.ods_code, l.seq`
	rows, err := tx.Query(v.ctx, sql, v.ods)
	if err != nil {
		return err
	}
	var l audit.Link
	var e audit.Entry
	var eventSum, sum []byte
	var there bool
	fields := append([]any{&l.Trust, &l.Seq, &l.Event, &eventSum, &l.SealedAt, &sum, &there}, store.EntryFields(&e)...)
	_, err = pgx.ForEachRow(rows, fields, func() error {
		v.Links++
		l.EventSum, l.Sum = audit.SumOf(eventSum), audit.SumOf(sum)
		if there {
			v.chain(l.Trust).Link(l, &e)
		} else {
			v.chain(l.Trust).Link(l, nil)
		}
		return nil
	})
	return err
}

func (v *verifier) unsealed(tx *store.Tx) error {
	const sql = `select ` + store.EntryColumns + `,
			exists (select from audit_unsealed u where u.ods_code = e.ods_code and u.event_id = e.id)
		from audit_events e
		where ($1 = '' or e.ods_code = $1)
			and not exists (select from audit_links l where l.ods_code = e.ods_code and l.event_id = e.id)
		order by e.ods_code, e.at, e.id`
	rows, err := tx.Query(v.ctx, sql, v.ods)
	if err != nil {
		return err
	}
	var e audit.Entry
	var waiting bool
	_, err = pgx.ForEachRow(rows, append(store.EntryFields(&e), &waiting), func() error {
		v.chain(e.Trust).Unsealed(e, waiting)
		return nil
	})
	return err
}

func (v *verifier) gone(tx *store.Tx) error {
	const sql = `select u.ods_code, u.event_id::text from audit_unsealed u
		where ($1 = '' or u.ods_code = $1)
			and not exists (select from audit_events e where e.ods_code = u.ods_code and e.id = u.event_id)
			and not exists (select from audit_links l where l.ods_code = u.ods_code and l.event_id = u.event_id)
		order by u.ods_code, u.event_id`
	rows, err := tx.Query(v.ctx, sql, v.ods)
	if err != nil {
		return err
	}
	var trust, event string
	_, err = pgx.ForEachRow(rows, []any{&trust, &event}, func() error {
		v.chain(trust).Gone(event)
		return nil
	})
	return err
}

// versions checks what was sent to boards. Each holds the end of its trust's chain of then.
func (v *verifier) versions(tx *store.Tx) error {
	const sql = `select ods_code, cycle, version, document, sha256, sent_at from snapshots
		where $1 = '' or ods_code = $1 order by ods_code, cycle, version`
	type kept struct {
		trust, where string
		head         audit.Head
	}
	var heads []kept
	rows, err := tx.Query(v.ctx, sql, v.ods)
	if err != nil {
		return err
	}
	var (
		trust, cycle, sum string
		version           int
		document          []byte
		sentAt            time.Time
	)
	_, err = pgx.ForEachRow(rows, []any{&trust, &cycle, &version, &document, &sum, &sentAt}, func() error {
		v.Versions++
		where := fmt.Sprintf("version %d of %s, sent to the board on %s,", version, cycle, audit.Instant(sentAt))
		if snapshot.Hash(document) != sum {
			v.chain(trust).Rewritten(where)
			return nil
		}
		head, err := snapshot.AuditHeadOf(document)
		if err == nil && head.Seq > 0 {
			heads = append(heads, kept{trust, where, head})
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, k := range heads {
		var now []byte
		err := tx.QueryRow(v.ctx, `select sha256 from audit_links where ods_code = $1 and seq = $2`, k.trust, k.head.Seq).Scan(&now)
		switch {
		case store.None(err):
			v.chain(k.trust).Witnessed(k.head, nil, k.where)
		case err != nil:
			return err
		default:
			found := audit.SumOf(now)
			v.chain(k.trust).Witnessed(k.head, &found, k.where)
		}
	}
	return nil
}
