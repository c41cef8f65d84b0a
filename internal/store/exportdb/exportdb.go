// Package exportdb reads everything of one trust, for the trust to take away: each table with an ODS code, whichever there
// are, and the people who have or had a role there. No password, second factor or session is among it: those tables have
// no ODS code.
package exportdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/filetype"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Export is the room's door. It is for whoever runs the machine, at the command line: an administrator's own sight does
// not reach a trust's answers.
type Export struct{ DB *store.DB }

// Table is the rows of one table that belong to the trust.
type Table struct {
	Name    string
	Columns []string
	Rows    [][]byte // each a JSON object; documents are left out, and come by themselves
}

// Version is a version that was sent to the board, as the bytes that were hashed and signed.
type Version struct {
	Cycle    string `db:"cycle"`
	Number   int    `db:"version"`
	SHA256   string `db:"sha256"`
	Document []byte `db:"document"`
}

// File is a file of proof that is kept: its bytes lie below the data directory.
type File struct {
	SHA256 string        `db:"sha256"`
	Bytes  int64         `db:"bytes"`
	Type   filetype.Type `db:"type"`
}

// Copy is the copy of the working assessment that an independent assessor tests, as the bytes that were hashed.
type Copy struct {
	Cycle      string `db:"cycle"`
	Engagement string `db:"engagement"`
	SHA256     string `db:"sha256"`
	Document   []byte `db:"document"`
}

// Trust is everything of one trust, but for what an independent assessor has written and not issued: that is the assessor's own.
type Trust struct {
	ODS, Name string
	At        time.Time
	Tables    []Table
	Versions  []Version
	Copies    []Copy
	Files     []File
}

// Tables with an ODS code, but for the queue of the sealer, which holds what comes with the trail.
const tablesSQL = `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) filter (where a.attname <> 'document') as columns,
		bool_or(a.attname = 'document') as documents
	from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
	where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'audit_unsealed'
	group by 1 having bool_or(a.attname = 'ods_code') order by 1`

const peopleSQL = `select to_json(x)::text from (select p.id, p.email, p.name, p.post, p.added_at, p.disabled_at, p.last_came_at from people p
	where exists (select from roles r where r.person_id = p.id and r.ods_code = $1) order by p.id) x`

// Trust writes down that everything is exported, tells the trust's leads, and then reads it, as of one moment.
func (e Export) Trust(ctx context.Context, s store.Scope, ods string, now time.Time) (Trust, error) {
	t := Trust{ODS: ods, At: now}
	err := e.DB.InTx(ctx, s, func(tx *store.Tx) error {
		err := tx.QueryRow(ctx, `select name from trusts where ods_code = $1`, ods).Scan(&t.Name)
		if store.None(err) {
			return fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
		}
		if err != nil {
			return fmt.Errorf("look for trust: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.TrustExported, Trust: ods}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.TrustExported, Trust: ods}, now)
	})
	if err != nil {
		return t, err
	}
	err = e.DB.InSnapshot(ctx, s, func(tx *store.Tx) error { return t.read(ctx, tx) })
	if err != nil {
		return t, fmt.Errorf("export trust: %w", err)
	}
	return t, nil
}

func (t *Trust) read(ctx context.Context, tx *store.Tx) error {
	type found struct {
		Name      string   `db:"name"`
		Columns   []string `db:"columns"`
		Documents bool     `db:"documents"`
	}
	tables, err := store.List[found](ctx, tx, tablesSQL)
	if err != nil {
		return fmt.Errorf("list tables: %w", err)
	}
	for _, f := range tables {
		name := pgx.Identifier{f.Name}.Sanitize()
		rows, err := lines(ctx, tx, `select (to_jsonb(x) - 'document')::text from `+name+` x where ods_code = $1 and to_jsonb(x) -> 'issued' is distinct from 'false'::jsonb order by to_jsonb(x) - 'document'`, t.ODS)
		if err != nil {
			return fmt.Errorf("read %s: %w", f.Name, err)
		}
		t.Tables = append(t.Tables, Table{f.Name, f.Columns, rows})
		if f.Documents && f.Name != "snapshots" && f.Name != "fieldwork_copies" {
			return fmt.Errorf("%s has documents, and nobody writes them", f.Name)
		}
	}
	people, err := lines(ctx, tx, peopleSQL, t.ODS)
	if err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	t.Tables = append(t.Tables, Table{"people", []string{"id", "email", "name", "post", "added_at", "disabled_at", "last_came_at"}, people})
	t.Copies, err = store.List[Copy](ctx, tx, `select e.cycle, e.id::text as engagement, c.sha256, c.document from fieldwork_copies c
		join engagements e on e.ods_code = c.ods_code and e.id = c.engagement_id where c.ods_code = $1 order by e.cycle, e.id`, t.ODS)
	if err != nil {
		return fmt.Errorf("read fieldwork copies: %w", err)
	}
	t.Versions, err = store.List[Version](ctx, tx, `select cycle, version, sha256, document from snapshots where ods_code = $1 order by cycle, version`, t.ODS)
	if err != nil {
		return fmt.Errorf("read versions: %w", err)
	}
	const files = `select sha256, bytes, type from proof_files where ods_code = $1 and state in ('new', 'clean') order by sha256`
	if t.Files, err = store.List[File](ctx, tx, files, t.ODS); err != nil {
		return fmt.Errorf("read files: %w", err)
	}
	return nil
}

func lines(ctx context.Context, tx *store.Tx, sql string, args ...any) ([][]byte, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) ([]byte, error) {
		var text string
		err := row.Scan(&text)
		return []byte(text), err
	})
}
