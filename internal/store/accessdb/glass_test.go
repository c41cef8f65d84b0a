package accessdb_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/testkit/pgtest"
)

// house is a database with two trusts, each with a lead and one answer, and an administrator.
type house struct {
	t     *testing.T
	db    *store.DB
	owner *pgx.Conn
	admin access.Actor
	rooms accessdb.Access
}

var now = time.Now().UTC() // the database's own clock is the second wall

func newHouse(t *testing.T) *house {
	t.Helper()
	url := pgtest.New(t).URL
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	owner, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = owner.Close(context.Background()) })
	h := &house{t: t, db: db, owner: owner, rooms: accessdb.Access{DB: db}}
	h.do(`insert into cycles (label, edition, opens, deadline) values ('2026-27', 'x', '2026-07-01', '2027-06-30')`)
	for _, ods := range []string{"ZZ1", "ZZ2"} {
		id := store.NewID()
		h.do(`insert into trusts (ods_code, name) values ($1, $1)`, ods)
		h.do(`insert into people (id, email, name, added_at) values ($1, $2, 'Lead', now())`, id, "lead."+id+"@example.org")
		h.do(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, 'lead', 'trust', $3, now(), 'x')`, store.NewID(), id, ods)
		h.do(`insert into assessments (ods_code, cycle, stage, begun_at, begun_by) values ($1, '2026-27', 'draft', now(), 'x')`, ods)
		h.do(`insert into answers (ods_code, cycle, item, reply, text, version, saved_at, saved_by, saved_by_name) values ($1, '2026-27', '1.1.1', 'no', 'secret', 1, now(), $2, 'x')`, ods, id)
	}
	h.admin = access.Actor{Person: store.NewID(), Name: "Ada", Role: access.Administrator, Reach: access.ReachService}
	h.do(`insert into people (id, email, name, added_at) values ($1, 'ada@example.org', 'Ada', now())`, h.admin.Person)
	return h
}

func (h *house) do(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.owner.Exec(h.t.Context(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}

// look opens a trust, and gives the scope in which its pages are read.
func (h *house) look(ods string) (store.Scope, accessdb.Look) {
	h.t.Helper()
	l, err := h.rooms.BreakGlass(h.t.Context(), store.ScopeOf(h.admin, store.Origin{}), ods, "An answer was lost", now)
	if err != nil {
		h.t.Fatal(err)
	}
	a := h.admin
	a.Role, a.Reach, a.Place, a.RoleID = access.BreakGlass, access.ReachTrust, ods, l.ID
	return store.ScopeOf(a, store.Origin{}), l
}

func (h *house) seen(s store.Scope, table string) (n int) {
	h.t.Helper()
	err := h.db.InSnapshot(h.t.Context(), s, func(tx *store.Tx) error {
		return tx.QueryRow(h.t.Context(), `select count(*) from `+pgx.Identifier{table}.Sanitize()).Scan(&n)
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// The database holds the wall by itself: whatever the server believes, a look reads its own trust, within its hour by the
// database's clock, and until it is closed.
func TestTheDatabaseEndsALookByItself(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s, l := h.look("ZZ1")
	if n := h.seen(s, "answers"); n != 1 {
		t.Fatalf("in its hour a look sees %d answers of its trust, want 1", n)
	}
	for name, sql := range map[string]string{
		"after its hour":  `update break_glass set opened_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'`,
		"once closed":     `update break_glass set closed_at = now()`,
		"somebody else's": `update break_glass set person_id = (select id from people where name = 'Lead' limit 1)`,
	} {
		t.Run(name, func(t *testing.T) {
			h.do(sql)
			if n := h.seen(s, "answers"); n != 0 {
				t.Errorf("it sees %d answers", n)
			}
			h.do(`update break_glass set opened_at = $1, ends_at = $2, closed_at = null, person_id = $3`, l.OpenedAt, l.EndsAt, h.admin.Person)
		})
	}
}

func TestALookReadsItsTrustAndWritesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s, _ := h.look("ZZ1")
	h.look("ZZ2") // also open to her, and not what she looks at now
	err := h.db.InSnapshot(t.Context(), s, func(tx *store.Tx) error {
		var other int
		if err := tx.QueryRow(t.Context(), `select count(*) from answers where ods_code <> 'ZZ1'`).Scan(&other); err != nil {
			return err
		}
		if other != 0 {
			t.Errorf("it sees %d answers of another trust", other)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		`update answers set reply = 'yes'`, `update assessments set stage = 'published'`, `update people set name = 'x'`,
		`update roles set ended_at = now()`, `update break_glass set ends_at = now() + interval '50 minutes'`,
		`insert into answers (ods_code, cycle, item, reply, text, version, saved_at, saved_by, saved_by_name)
			values ('ZZ1', '2026-27', '1.1.2', 'yes', '', 1, now(), '01890a5d-ac96-774b-bcce-b302099a8057', 'x')`,
		`insert into river_job (kind, args) values ('letter', '{}')`,
		`insert into audit_events (ods_code, id, at, verb) values ('ZZ1', '01890a5d-ac96-774b-bcce-b302099a8057', now(), 'answer.saved')`,
	} {
		err := h.db.InTx(t.Context(), s, func(tx *store.Tx) error {
			tag, err := tx.Exec(t.Context(), sql)
			if err == nil && tag.RowsAffected() > 0 {
				t.Errorf("through broken glass: %s", sql)
			}
			return err
		})
		_ = err // refused, or no row was in its reach
	}
}

// Each table of a trust is either read through broken glass or named here, so that a new one is decided on.
func TestEachTableOfATrustIsDecidedOn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	closed := []string{ // its trail and its mail are for the trust; who was invited, kept or decided on is no help in a fault
		"audit_events", "audit_links", "audit_unsealed", "audit_looks", "mails", "invitations", "access_kept",
		"factor_requests", "dormant_reminders", "reminders",
		"spreadsheet_uploads", // what one person is about to save is not yet the trust's
		// The independent assessment: the assessor's notes are their own, and the rest is between them, the trust and its board.
		"engagements", "engagement_approvals", "fieldwork_copies", "fieldwork_items", "reopened_findings", "evidence_requests", "evidence_answers", "fieldwork_proofs",
		"findings", "conclusions", "corrections", "correction_answers", "management_responses", "final_records", "finding_actions",
		"item_comments", "asks", "ask_replies", // what people say to one another, and to whom outside
	}
	public := []string{"trusts", "trust_versions", "trust_successors", "published_results", "trust_years"} // every scope reads them
	rows, err := h.owner.Query(t.Context(), `select c.relname::text, exists (select from pg_policies p where p.tablename = c.relname
			and (p.policyname = c.relname || '_glass' or p.policyname = 'break_glass_own'))
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'ods_code' and a.attnum > 0
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	type table struct {
		Name string
		Open bool
	}
	tables, err := pgx.CollectRows(rows, pgx.RowToStructByPos[table])
	if err != nil || len(tables) < 20 {
		t.Fatalf("%d tables (%v)", len(tables), err)
	}
	for _, tab := range tables {
		if known := slices.Contains(closed, tab.Name) || slices.Contains(public, tab.Name); tab.Open == known {
			t.Errorf("%s: read through broken glass %v, named here %v", tab.Name, tab.Open, known)
		}
	}
}

func TestTheReasonIsToldAndWrittenDown(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, l := h.look("ZZ1")
	if l.Told != 1 {
		t.Errorf("%d leads were told, want 1", l.Told)
	}
	var note string
	if err := h.owner.QueryRow(t.Context(), `select note from audit_events where ods_code = 'ZZ1' and verb = 'glass.broken'`).Scan(&note); err != nil || note != "An answer was lost" {
		t.Errorf("the trail says %q (%v)", note, err)
	}
	s := store.ScopeOf(h.admin, store.Origin{})
	if err := h.rooms.CloseGlass(t.Context(), s, l.ID, now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := h.rooms.CloseGlass(t.Context(), s, l.ID, now.Add(time.Minute)); err == nil {
		t.Error("a look was closed twice")
	}
}
