package proofdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/library"
	"cyberready/internal/store"
)

// Library is all proof of a trust, as a page shows it.
type Library struct {
	Trust  string // its name
	Cycle  string // the year whose items are looked at
	Years  []string
	Stage  assessment.Stage // of that year
	Proofs []library.Kept   // by title
	People []Person         // who can own proof
	Room   library.Room
}

// Person is somebody of the trust with an account.
type Person struct {
	ID   string
	Name string
	Post string
}

// Library reads the library, for whoever may see the answers. cycle names the year whose items are looked at; empty: the
// newest that was begun. A trust without a year, or an unknown one, is NotFound.
func (p Proofs) Library(ctx context.Context, s store.Scope, ods, cycle string) (Library, error) {
	var l Library
	err := p.read(ctx, s, ods, cycle, &l, func(b *pgx.Batch, cycle string) {
		b.Queue(`select `+columns+joined+` order by lower(p.title), p.id`, ods, cycle).Query(func(rows pgx.Rows) (err error) {
			if l.Proofs, err = store.Each(row.value)(rows); err != nil {
				return fmt.Errorf("read proofs: %w", err)
			}
			return nil
		})
	})
	return l, err
}

// One reads one proof with its versions; its library holds nothing else. Unknown: NotFound.
func (p Proofs) One(ctx context.Context, s store.Scope, ods, cycle, id string) (Library, library.Kept, error) {
	var l Library
	var k library.Kept
	err := p.read(ctx, s, ods, cycle, &l, func(b *pgx.Batch, cycle string) {
		b.Queue(`select `+columns+joined+` and p.id::text = $3`, ods, cycle, id).Query(func(rows pgx.Rows) error {
			list, err := store.Each(row.value)(rows)
			switch {
			case err != nil:
				return fmt.Errorf("read proof: %w", err)
			case len(list) == 0:
				return noProof()
			}
			k = list[0]
			return nil
		})
		b.Queue(sent, ods, id).QueryRow(func(r pgx.Row) error { return r.Scan(&k.Sent) })
		b.Queue(earlier, ods, id).Query(func(rows pgx.Rows) (err error) {
			if k.Earlier, err = store.Each(earlierRow.value)(rows); err != nil {
				return fmt.Errorf("read versions: %w", err)
			}
			return nil
		})
	})
	return l, k, err
}

// sent tells whether what was frozen names a proof, a version that was sent to a board or the copy that an independent assessor
// tests: the frozen record holds the id.
const sent = `select exists (select from snapshots where ods_code = $1 and position(convert_to($2, 'UTF8') in document) > 0)
	or exists (select from fieldwork_copies where ods_code = $1 and position(convert_to($2, 'UTF8') in document) > 0)`

var earlier = `select p.version, p.title, p.dated, p.holds_months, p.place, p.owner_id::text as owner_id, p.owner_name, p.until_at,
		p.changed_by::text as changed_by, p.changed_by_name, ` + fmt.Sprintf(fileColumns, "p") + `
	from proof_versions p left join proof_files f on f.ods_code = p.ods_code and f.sha256 = p.sha256
	where p.ods_code = $1 and p.proof_id::text = $2 order by p.version desc`

type earlierRow struct {
	Version       int
	Title         string
	Dated         day.Day
	HoldsMonths   int
	Place         string
	OwnerID       *string
	OwnerName     string
	UntilAt       time.Time
	ChangedBy     string
	ChangedByName string
	fileRow
}

func (r earlierRow) value() library.Earlier {
	return library.Earlier{Proof: assessment.Proof{Title: r.Title, Dated: r.Dated, HoldsMonths: r.HoldsMonths, Place: r.Place}, Version: r.Version,
		Owner: ownerOf(r.OwnerID, r.OwnerName), File: r.fileRow.value(), Until: r.UntilAt, ChangedBy: assessment.Author{ID: r.ChangedBy, Name: r.ChangedByName}}
}

const people = `select p.id::text as id, p.name, p.post from people p where p.disabled_at is null and exists (
	select from roles r where r.person_id = p.id and r.ods_code = $1 and r.ended_at is null and r.role <> 'assessor')
	order by lower(p.name), p.id`

func (p Proofs) read(ctx context.Context, s store.Scope, ods, cycle string, l *Library, more func(*pgx.Batch, string)) error {
	if err := s.May(access.SeeAnswers, access.Of(ods)); err != nil {
		return err
	}
	const head = `select t.name, array(select a.cycle from assessments a where a.ods_code = $1 order by 1 desc) from trusts t where t.ods_code = $1`
	return p.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		err := tx.QueryRow(ctx, head, ods).Scan(&l.Trust, &l.Years)
		switch {
		case store.None(err):
			return fault.New(fault.NotFound, "There is no such trust.")
		case err != nil:
			return fmt.Errorf("read trust: %w", err)
		case len(l.Years) == 0:
			return notBegun()
		case cycle == "":
			cycle = l.Years[0]
		}
		l.Cycle = cycle
		var b pgx.Batch
		b.Queue(`select stage from assessments where ods_code = $1 and cycle = $2`, ods, cycle).QueryRow(func(r pgx.Row) error {
			if err := r.Scan(&l.Stage); store.None(err) {
				return notBegun()
			} else if err != nil {
				return fmt.Errorf("read assessment: %w", err)
			}
			return nil
		})
		b.Queue(people, ods).Query(func(rows pgx.Rows) (err error) {
			l.People, err = store.Each(func(p Person) Person { return p })(rows)
			return err
		})
		queueRoom(&b, ods, &l.Room)
		more(&b, cycle)
		return tx.SendBatch(ctx, &b).Close()
	})
}

// queueRoom asks how much room a trust takes, and has.
func queueRoom(b *pgx.Batch, ods string, into *library.Room) {
	const sql = `select coalesce((select used_bytes from proof_room where ods_code = $1), 0),
		(select most_bytes from proof_quotas where ods_code = $1)`
	b.Queue(sql, ods).QueryRow(func(r pgx.Row) error {
		var own *int64
		if err := r.Scan(&into.Used, &own); err != nil {
			return fmt.Errorf("read room: %w", err)
		}
		into.Most = library.UsualRoom
		if own != nil {
			into.Most, into.Own = *own, true
		}
		return nil
	})
}
