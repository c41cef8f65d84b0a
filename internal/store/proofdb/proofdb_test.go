package proofdb_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/filetype"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/library"
	"cyberready/internal/store"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/testkit/pgtest"
)

var (
	now   = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
)

type house struct {
	*testing.T
	db     *store.DB
	proofs proofdb.Proofs
	pack   framework.Pack
	lead   store.Scope // of ZZ1
	other  store.Scope // of ZZ2
	admin  store.Scope
}

func newHouse(t *testing.T) house {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	h := house{T: t, db: db, proofs: proofdb.Proofs{DB: db}, pack: packs[0]}
	h.do(`insert into cycles (label, edition, opens, deadline) values ('2026-27', 'ndg-2023-24', '2026-07-01', '2027-06-30')`)
	lead := func(ods string) store.Scope {
		id := store.NewID()
		h.do(`insert into trusts (ods_code, name) values ($1, $1)`, ods)
		h.do(`insert into people (id, email, name, added_at) values ($1, $2, 'Lead', now())`, id, strings.ToLower(ods)+"@example.org")
		h.do(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, 'lead', 'trust', $3, now(), 'x')`, store.NewID(), id, ods)
		h.do(`insert into assessments (ods_code, cycle, stage, begun_at, begun_by) values ($1, '2026-27', 'draft', now(), 'x')`, ods)
		h.do(`insert into progress (ods_code, cycle, begun_on, changed_on) values ($1, '2026-27', '2026-07-01', '2026-07-01')`, ods)
		return store.ScopeOf(access.Actor{Person: id, Name: "Lead", Role: access.Lead, Reach: access.ReachTrust, Place: ods}, store.Origin{})
	}
	h.lead, h.other = lead("ZZ1"), lead("ZZ2")
	h.admin = store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Ada", Role: access.Administrator, Reach: access.ReachService}, store.Origin{})
	return h
}

func (h house) do(sql string, args ...any) {
	h.Helper()
	err := h.db.InTx(h.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(h.Context(), sql, args...)
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
}

// file is the nth of many, a megabyte large.
func file(n int) *library.File {
	return &library.File{SHA256: fmt.Sprintf("%064x", n), Name: "a.pdf", Bytes: 1 << 20, Type: filetype.PDF, State: library.FileNew}
}

func given(f *library.File) library.Given {
	return library.Given{Title: "Restore test", Dated: day.Of(2027, 2, 1), HoldsMonths: 12, Place: "Cabinet", File: f}
}

func (h house) add(s store.Scope, ods string, g library.Given, items ...string) (string, error) {
	return h.proofs.Add(h.Context(), s, ods, g, proofdb.Use{Cycle: "2026-27", Pack: h.pack, Items: items}, assessment.Author{}, now, today)
}

func TestTheRoomHoldsWhenMorePeopleGiveFilesAtOnceThanFit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const fit, come = 10, 25
	if err := h.proofs.SetQuota(t.Context(), h.admin, "ZZ1", fit<<20, now); err != nil {
		t.Fatal(err)
	}
	var kept, refused int
	var mu sync.Mutex
	var all sync.WaitGroup
	for n := range come {
		all.Go(func() {
			_, err := h.add(h.lead, "ZZ1", given(file(n)))
			mu.Lock()
			defer mu.Unlock()
			var f *fault.Error
			switch {
			case err == nil:
				kept++
			case errors.As(err, &f) && f.Kind == fault.Invalid && f.Fields[0].Name == "file" && strings.Contains(f.Sentence, "There is no room"):
				refused++
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	l, err := h.proofs.Library(t.Context(), h.lead, "ZZ1", "")
	if err != nil {
		t.Fatal(err)
	}
	if kept != fit || refused != come-fit || l.Room.Used != fit<<20 || len(l.Proofs) != fit {
		t.Errorf("%d kept and %d refused; %d bytes, %d proofs", kept, refused, l.Room.Used, len(l.Proofs))
	}
	// The same file once more takes no more room, and another trust's room is its own.
	if _, err := h.add(h.lead, "ZZ1", given(h.some(l))); err != nil {
		t.Errorf("a file that is there already: %v", err)
	}
	if _, err := h.add(h.other, "ZZ2", given(file(1))); err != nil {
		t.Errorf("another trust: %v", err)
	}
	rooms, err := h.proofs.Rooms(t.Context(), h.admin)
	if err != nil || len(rooms) != 2 || rooms[0].Used != fit<<20 || rooms[0].Most != fit<<20 || !rooms[0].Own || rooms[1].Used != 1<<20 {
		t.Errorf("an administrator sees %v (%v)", rooms, err)
	}
}

func (h house) some(l proofdb.Library) *library.File { return l.Proofs[0].File }

func TestATrustCannotChangeItsOwnRoom(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if err := h.proofs.SetQuota(t.Context(), h.lead, "ZZ1", 1<<40, now); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a lead sets the quota: %v", err)
	}
	err := h.db.InTx(t.Context(), h.lead, func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into proof_quotas (ods_code, most_bytes, set_at, set_by_name) values ('ZZ1', 1, now(), 'x')`)
		return err
	})
	if err == nil {
		t.Error("the database lets a trust write its quota")
	}
}

func TestRowsOfAnotherTrustAreNotSeen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, err := h.add(h.lead, "ZZ1", given(file(1)), "7.3.5")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"proofs", "proof_files", "proof_room"} {
		var n int
		err := h.db.InSnapshot(t.Context(), h.other, func(tx *store.Tx) error { return tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n) })
		if err != nil || n != 0 {
			t.Errorf("another trust sees %d rows of %s (%v)", n, table, err)
		}
	}
	for name, err := range map[string]error{
		"change":               h.proofs.Change(t.Context(), h.other, "ZZ2", id, 1, given(nil), false, now, today),
		"withdraw":             h.proofs.Withdraw(t.Context(), h.other, "ZZ2", id, now, today),
		"support":              h.proofs.Support(t.Context(), h.other, "ZZ2", id, proofdb.Use{Cycle: "2026-27", Pack: h.pack, Items: []string{"7.3.5"}}, now, today),
		"as if it were theirs": h.proofs.Withdraw(t.Context(), h.other, "ZZ1", id, now, today),
	} {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatAYearSaysIsFrozenWhileItIsNoDraft(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, err := h.add(h.lead, "ZZ1", given(file(1)), "7.3.5")
	if err != nil {
		t.Fatal(err)
	}
	h.do(`update assessments set stage = 'with the board'`)
	use := proofdb.Use{Cycle: "2026-27", Pack: h.pack, Items: []string{"7.3.6"}}
	if err := h.proofs.Support(t.Context(), h.lead, "ZZ1", id, use, now, today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("other items: %v", err)
	}
	if _, err := h.add(h.lead, "ZZ1", given(nil), "7.3.6"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("new proof for an item: %v", err)
	}
	if err := h.proofs.Withdraw(t.Context(), h.lead, "ZZ1", id, now, today); err != nil {
		t.Fatal(err)
	}
	if err := h.proofs.DeleteFiles(t.Context(), h.lead, "ZZ1", id, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("its files are deleted all the same: %v", err)
	}
	_, k, err := h.proofs.One(t.Context(), h.lead, "ZZ1", "", id)
	if err != nil || len(k.Items) != 1 || k.Deletable() {
		t.Errorf("what was with the board lost its proof: %v, deletable %v (%v)", k.Items, k.Deletable(), err)
	}
}

// Somebody without an account gives proof by a link: the caller has checked the link, and says who stands for it.
func TestProofIsGivenInAnothersName(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	by := assessment.Author{ID: h.lead.Actor.Person, Name: "Pat Supplier, by a link of Lead"}
	id, err := h.proofs.Add(t.Context(), store.System("link"), "ZZ1", given(nil), proofdb.Use{Cycle: "2026-27", Pack: h.pack, Items: []string{"7.3.5"}}, by, now, today)
	if err != nil {
		t.Fatal(err)
	}
	_, k, err := h.proofs.One(t.Context(), h.lead, "ZZ1", "", id)
	if err != nil || k.AddedBy != by || k.Owned() {
		t.Errorf("it was given by %v (%v)", k.AddedBy, err)
	}
}

func TestFilesOfProofThatWasWithdrawnLongAgoAreDeleted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, err := h.add(h.lead, "ZZ1", given(file(1)))
	if err == nil {
		err = h.proofs.Withdraw(t.Context(), h.lead, "ZZ1", id, now, today)
	}
	if err != nil {
		t.Fatal(err)
	}
	if n, err := h.proofs.Expire(t.Context(), now.Add(proofdb.WithdrawnFor-time.Hour)); n != 0 || err != nil {
		t.Errorf("before its time: %d (%v)", n, err)
	}
	if n, err := h.proofs.Expire(t.Context(), now.Add(proofdb.WithdrawnFor+time.Hour)); n != 1 || err != nil {
		t.Errorf("after its time: %d (%v)", n, err)
	}
	if _, k, err := h.proofs.One(t.Context(), h.lead, "ZZ1", "", id); err != nil || k.File.State != library.FileDeleted || k.DeletedAt.IsZero() {
		t.Errorf("the record says %v (%v)", k.File, err)
	}
}
