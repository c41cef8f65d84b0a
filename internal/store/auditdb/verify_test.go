package auditdb_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// sealedTrail has eight events of ZZ1 with the objects 1 to 8, two of ZZ2 and one of the service, all sealed.
func sealedTrail(t testing.TB) trail {
	t.Helper()
	tr := open(t)
	for n := range 8 {
		tr.record(priya, n+1, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Cycle: "2026-27", Object: fmt.Sprint(n + 1)})
	}
	tr.record(store.System("test"), 3, audit.Event{Verb: audit.OfficeChanged, Trust: "ZZ2", Object: "chair"})
	tr.record(store.System("test"), 4, audit.Event{Verb: audit.OfficeChanged, Trust: "ZZ2", Object: "siro"})
	tr.record(store.System("test"), 5, audit.Event{Verb: audit.CycleOpened, Cycle: "2026-27"})
	tr.seal(11)
	return tr
}

// event gives the id of the event of ZZ1 with an object.
func (tr trail) event(object string) (id string) {
	tr.Helper()
	if err := tr.owner.QueryRow(tr.Context(), `select id::text from audit_events where ods_code = 'ZZ1' and object = $1`, object).Scan(&id); err != nil {
		tr.Fatal(err)
	}
	return id
}

func TestAnUntouchedTrailVerifies(t *testing.T) {
	t.Parallel()
	tr := sealedTrail(t)
	tr.record(tom, 9, audit.Event{Verb: audit.ProofNamed, Trust: "ZZ1", Object: "9"})
	v, found := tr.check("")
	if len(found) > 0 {
		t.Errorf("found %q", found)
	}
	if v.Chains != 3 || v.Links != 11 || v.Tails != 1 || v.Tail.Events != 1 || !v.Tail.Oldest.Equal(now.Add(9*time.Minute)) {
		t.Errorf("checked %+v", v)
	}
	one, _ := tr.check("ZZ1")
	if one.Chains != 1 || one.Links != 8 || one.Head.Seq != 8 || one.Tail.Events != 1 {
		t.Errorf("checked of ZZ1 alone %+v", one)
	}
	if none, found := tr.check("ZZ9"); none.Chains != 0 || len(found) > 0 {
		t.Errorf("of a trust without a trail %+v, %q", none, found)
	}
}

// Whoever rules the database changes what is sealed: each change is found, and said where.
func TestWhatTheOwnerChangesIsFound(t *testing.T) {
	t.Parallel()
	const moved = "it does not follow from the link before"
	for name, c := range map[string]struct {
		do   func(trail)
		want []string // what is found, in order
	}{
		"updates an event": {
			func(tr trail) { tr.do(`update audit_events set note = 'x' where object = '3'`) },
			[]string{"ZZ1, link 3: event E3 (1 March 2027 09:03:00 UTC, answer.saved) was changed after it was sealed."},
		},
		"says that somebody else did it": {
			func(tr trail) { tr.do(`update audit_events set person_name = 'Tom' where object = '3'`) },
			[]string{"link 3: event E3 "},
		},
		"takes the person out": {
			func(tr trail) { tr.do(`update audit_events set person_id = null where object = '3'`) },
			[]string{"link 3: event E3 "},
		},
		"deletes an event": {
			func(tr trail) { tr.do(`delete from audit_events where object = '3'`) },
			[]string{"ZZ1, link 3: event E3 is missing. It was sealed on 1 March 2027 10:00:00 UTC."},
		},
		"deletes an event with its link": {
			func(tr trail) {
				tr.do(`delete from audit_events where object = '3'`)
				tr.do(`delete from audit_links where ods_code = 'ZZ1' and seq = 3`)
			},
			[]string{"ZZ1: link 3 is missing."},
		},
		"deletes an event with its link, and closes the gap": {
			func(tr trail) {
				tr.do(`delete from audit_events where object = '3'`)
				tr.do(`delete from audit_links where ods_code = 'ZZ1' and seq = 3`)
				tr.do(`update audit_links set seq = seq + 1000 where ods_code = 'ZZ1' and seq > 3`)
				tr.do(`update audit_links set seq = seq - 1001 where ods_code = 'ZZ1' and seq > 1000`)
			},
			[]string{"link 3: " + moved, "link 4: " + moved, "link 5: " + moved, "link 6: " + moved, "link 7: " + moved},
		},
		"deletes the links of the end": {
			func(tr trail) { tr.do(`delete from audit_links where ods_code = 'ZZ1' and seq > 7`) },
			[]string{"ZZ1: event E8 (1 March 2027 09:08:00 UTC, answer.saved) is in no chain and waits for none"},
		},
		"moves two links": {
			func(tr trail) {
				tr.do(`update audit_links set seq = 1000 where ods_code = 'ZZ1' and seq = 4`)
				tr.do(`update audit_links set seq = 4 where ods_code = 'ZZ1' and seq = 5`)
				tr.do(`update audit_links set seq = 5 where ods_code = 'ZZ1' and seq = 1000`)
			},
			[]string{"link 4: " + moved, "link 5: " + moved, "link 6: " + moved},
		},
		"lets two events change places": {
			func(tr trail) {
				a, b := tr.event("4"), tr.event("5")
				tr.do(`update audit_events set id = gen_random_uuid(), object = 'x' where id = $1`, a)
				tr.do(`update audit_events set id = $1 where id = $2`, a, b)
				tr.do(`update audit_events set id = $1, object = '4' where object = 'x'`, b)
			},
			[]string{"link 4: event E4 ", "link 5: event E5 "},
		},
		"puts an event in around the queue": {
			func(tr trail) {
				tr.do(`set session_replication_role = replica`)
				tr.do(`insert into audit_events (ods_code, id, at, verb, object) values ('ZZ1', $1, $2, 'answer.saved', 'new')`, store.NewID(), now)
				tr.do(`set session_replication_role = origin`)
			},
			[]string{"event NEW (1 March 2027 09:00:00 UTC, answer.saved) is in no chain and waits for none"},
		},
		"puts an old event in, which is then sealed": {
			func(tr trail) {
				tr.do(`insert into audit_events (ods_code, id, at, verb, object) values ('ZZ1', $1, $2, 'answer.saved', 'new')`, store.NewID(), now.AddDate(0, 0, -1))
				tr.seal(1)
			},
			[]string{"link 9: event NEW (28 February 2027 09:00:00 UTC, answer.saved) was written later than it says"},
		},
		"puts an event with a link in between": {
			func(tr trail) {
				tr.do(`update audit_links set seq = seq + 1000 where ods_code = 'ZZ1' and seq > 2`)
				tr.do(`update audit_links set seq = seq - 999 where ods_code = 'ZZ1' and seq > 1000`)
				id := store.NewID()
				at := now.Add(2 * time.Minute)
				tr.do(`insert into audit_events (ods_code, id, at, verb, object) values ('ZZ1', $1, $2, 'answer.saved', 'new')`, id, at)
				tr.do(`delete from audit_unsealed`)
				e := audit.Entry{Event: audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Object: "new"}, ID: id, At: at}
				var second []byte
				if err := tr.owner.QueryRow(tr.Context(), `select sha256 from audit_links where ods_code = 'ZZ1' and seq = 2`).Scan(&second); err != nil {
					tr.Fatal(err)
				}
				l := audit.Head{Seq: 2, Sum: audit.Sum(second)}.Seal(e, now.Add(time.Hour))
				tr.do(`insert into audit_links values ('ZZ1', 3, $1, $2, $3, $4)`, id, l.EventSum[:], l.SealedAt, l.Sum[:])
			},
			[]string{"link 4: " + moved, "link 5: " + moved, "link 6: " + moved, "link 7: " + moved, "link 8: " + moved, "link 9: " + moved},
		},
		"deletes an event that waits": {
			func(tr trail) {
				tr.record(priya, 9, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Object: "9"})
				tr.do(`delete from audit_events where object = '9'`)
			},
			[]string{"was waiting to be sealed and is missing."},
		},
		"stores something that is no sum": {
			func(tr trail) {
				tr.do(`alter table audit_links drop constraint audit_links_sha256`)
				tr.do(`update audit_links set sha256 = 'x' where ods_code = 'ZZ2' and seq = 2`)
			},
			[]string{"ZZ2, link 2: " + moved},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tr := sealedTrail(t)
			names := map[string]string{}
			for n := range 8 {
				names[tr.event(fmt.Sprint(n+1))] = fmt.Sprintf("E%d", n+1)
			}
			c.do(tr)
			v, found := tr.check("")
			rows, err := tr.owner.Query(t.Context(), `select id::text from audit_events where object = 'new'`)
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				var id string
				if err := rows.Scan(&id); err != nil {
					t.Fatal(err)
				}
				names[id] = "NEW"
			}
			for i, f := range found {
				for id, short := range names {
					f = strings.ReplaceAll(f, id, short)
				}
				found[i] = f
			}
			fits := len(found) == len(c.want) && v.Damage == len(found)
			for i := 0; fits && i < len(found); i++ {
				fits = strings.Contains(found[i], c.want[i])
			}
			if !fits {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(found, "\n"), strings.Join(c.want, "\n"))
			}
			if _, found := tr.check("ZZ2"); len(found) > 0 && name != "stores something that is no sum" {
				t.Errorf("the other trust's trail has %q", found)
			}
		})
	}
}

// A version that was sent holds the chain's end: a chain that was cut off, or made anew from the start, no longer fits it.
func TestAVersionFindsOutAChainThatWasMadeAnew(t *testing.T) {
	t.Parallel()
	tr := sealedTrail(t)
	v, _ := tr.check("ZZ1")
	document, err := snapshot.Encode(snapshot.Snapshot{Cycle: trust.Cycle("2026-27"), Version: 1, AuditHead: v.Head.String()})
	if err != nil {
		t.Fatal(err)
	}
	tr.do(`insert into cycles (label, edition, opens, deadline) values ('2026-27', 'test', '2026-07-01', '2027-06-30')`)
	tr.do(`insert into assessments (ods_code, cycle, stage, begun_at, begun_by) values ('ZZ1', '2026-27', 'draft', $1, 'Priya')`, now)
	tr.do(`insert into snapshots (ods_code, cycle, version, kind, document, sha256, reference_day, sent_at, sent_by, sent_by_name)
		values ('ZZ1', '2026-27', 1, 'final', $1, $2, $3, $4, $5, 'Priya')`, document, snapshot.Hash(document), today.Time(), now, ids["Priya"])
	if v, found := tr.check(""); len(found) > 0 || v.Versions != 1 {
		t.Errorf("an untouched trail has %q, %+v", found, v)
	}
	const where = "version 1 of 2026-27, sent to the board on 1 March 2027 09:00:00 UTC,"
	for _, c := range []struct{ do, want string }{
		{`delete from audit_events where object = '8'; delete from audit_links where ods_code = 'ZZ1' and seq = 8`,
			"ZZ1, link 8: it is missing, but " + where + " was made from a chain that had it."},
		{`delete from audit_links where ods_code = 'ZZ1'; insert into audit_unsealed select ods_code, id from audit_events where ods_code = 'ZZ1';
		insert into audit_events (ods_code, id, at, verb) select 'ZZ1', gen_random_uuid(), max(at), 'answer.saved' from audit_events`,
			"ZZ1, link 8: it is not the one that " + where + " was made from: the chain was made anew."},
		{`update snapshots set document = document || ' '`,
			"ZZ1: " + where + " was changed afterwards: its bytes do not fit its hash."},
	} {
		tr.do(c.do)
		if _, err := tr.Seal(t.Context(), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if _, found := tr.check(""); !slices.Equal(found, []string{c.want}) {
			t.Errorf("found %q, want %q", found, c.want)
		}
	}
}

func TestVerifyingIsForTheLeadOfTheTrustAndForCommands(t *testing.T) {
	t.Parallel()
	tr := sealedTrail(t)
	ignore := func(audit.Damage) {}
	if v, err := tr.Verify(t.Context(), priya, "ZZ1", ignore); err != nil || v.Links != 8 {
		t.Errorf("a lead checked %+v (%v)", v, err)
	}
	for name, c := range map[string]struct {
		scope store.Scope
		ods   string
		want  fault.Kind
	}{
		"a contributor":           {tom, "ZZ1", fault.Forbidden},
		"a lead of another trust": {person("Priya", access.Lead, "ZZ2"), "ZZ1", fault.NotFound},
		"a lead, of all":          {priya, "", fault.Forbidden},
		"an analyst":              {grace, "ZZ1", fault.NotFound},
	} {
		if _, err := tr.Verify(t.Context(), c.scope, c.ods, ignore); fault.KindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
