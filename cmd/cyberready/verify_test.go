package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/store"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/testkit/pgtest"
)

// kept is a database with a sealed trail of ZZ1, and version 1 of ZZ1, sent and published, in a file.
type kept struct {
	*testing.T
	url, file string
	owner     *pgx.Conn
	shot      snapshot.Snapshot
}

func keep(t *testing.T) kept {
	t.Helper()
	k := kept{T: t, url: pgtest.New(t).URL, file: filepath.Join(t.TempDir(), "version.json")}
	db, err := store.Open(t.Context(), k.url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if k.owner, err = pgx.Connect(t.Context(), k.url); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = k.owner.Close(context.Background()) })
	at := time.Date(2027, 6, 20, 13, 2, 3, 0, time.UTC)
	for n := range 3 {
		err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
			return tx.Record(t.Context(), audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Object: fmt.Sprint(n + 1)}, at)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := (auditdb.Trail{DB: db}).Seal(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	k.shot = snapshot.Snapshot{
		Cycle: "2026-27", Version: 1, Kind: signoff.Final, Reference: day.Of(2027, 6, 20), SentAt: at,
		Trust:   snapshot.Trust{ODS: "ZZ1", Name: "Northmoor NHS Trust"},
		Answers: []assessment.Answer{{Item: "7.3.5", Words: assessment.Words{Reply: assessment.Yes, Text: "All wards"}, Version: 1}},
	}
	document := k.write(k.shot)
	k.do(`insert into cycles (label, edition, opens, deadline) values ('2026-27', 'test', '2026-07-01', '2027-06-30')`)
	k.do(`insert into assessments (ods_code, cycle, stage, begun_at, begun_by) values ('ZZ1', '2026-27', 'published', $1, 'Priya')`, at)
	k.do(`insert into snapshots (ods_code, cycle, version, kind, document, sha256, reference_day, sent_at, sent_by, sent_by_name)
		values ('ZZ1', '2026-27', 1, 'final', $1, $2, '2027-06-20', $3, $4, 'Priya')`, document, snapshot.Hash(document), at, store.NewID())
	k.do(`insert into publications (ods_code, cycle, version, kind, sha256, reference_day, published_at, published_on, published_by, late, signed,
		outcome, mandatory, in_place, does_not_apply, exempt, proved, unconfirmed)
		values ('ZZ1', '2026-27', 1, 'final', $1, '2027-06-20', $2, '2027-06-21', 'Priya', false, false, 'Gaps', 1, 0, 0, 0, 0, 0)`, snapshot.Hash(document), at)
	return k
}

func (k kept) do(sql string, args ...any) {
	k.Helper()
	if _, err := k.owner.Exec(k.Context(), sql, args...); err != nil {
		k.Fatal(err)
	}
}

// write puts a snapshot into the file.
func (k kept) write(s snapshot.Snapshot) []byte {
	k.Helper()
	b, err := snapshot.Encode(s)
	if err != nil {
		k.Fatal(err)
	}
	k.writeBytes(b)
	return b
}

func (k kept) writeBytes(b []byte) {
	k.Helper()
	if err := os.WriteFile(k.file, b, 0o600); err != nil {
		k.Fatal(err)
	}
}

// says runs verify, and wants an exit status and words.
func (k kept) says(status int, words []string, args ...string) {
	k.Helper()
	var out, errs bytes.Buffer
	got := run(append([]string{"verify"}, args...), strings.NewReader(""), &out, &errs)
	all := out.String() + errs.String()
	if got != status {
		k.Errorf("%v exits with %d, want %d:\n%s", args, got, status, all)
	}
	for _, w := range words {
		if !strings.Contains(all, w) {
			k.Errorf("%v does not say %q:\n%s", args, w, all)
		}
	}
}

func TestVerifyAudit(t *testing.T) {
	t.Parallel()
	k := keep(t)
	db := "--database-url=" + k.url
	k.says(0, []string{"Checked three sealed events in one chain, and one version sent to boards", "Everything is as it was sealed."}, "audit", db)
	k.says(0, []string{"The chain of ZZ1 ends with 3:"}, "audit", db, "--trust", "zz1")
	k.says(1, []string{"Nothing is written down about a trust with the code ZZ9."}, "audit", db, "--trust", "ZZ9")
	k.says(1, []string{"is not an ODS code"}, "audit", db, "--trust", "'")
	k.says(2, []string{"unexpected argument"}, "audit", db, "ZZ1")

	k.do(`insert into audit_events (ods_code, id, at, verb) values ('ZZ2', gen_random_uuid(), '2027-06-20 13:00:00+00', 'proof.named')`)
	k.says(0, []string{"Not sealed yet: one event in one chain, the oldest of 20 June 2027 13:00:00 UTC.", "Everything is as it was sealed."}, "audit", db)

	k.do(`update audit_events set object = '9' where object = '2'`)
	k.says(1, []string{"ZZ1, link 2: event ", "(20 June 2027 13:02:03 UTC, answer.saved) was changed after it was sealed.", "is not as it was sealed: one finding."}, "audit", db)
	k.says(0, nil, "audit", db, "--trust", "ZZ2")
	k.do(`update snapshots set document = document || ' '`)
	k.says(1, []string{"ZZ1: version 1 of 2026-27, sent to the board on 20 June 2027 13:02:03 UTC, was changed afterwards", "two findings"}, "audit", db)
}

func TestALongListOfFindingsIsCutOff(t *testing.T) {
	t.Parallel()
	k := keep(t)
	k.do(`set session_replication_role = replica`)
	k.do(`insert into audit_events (ods_code, id, at, verb) select 'ZZ1', gen_random_uuid(), now(), 'answer.saved' from generate_series(1, 1234)`)
	k.says(1, []string{"And 1,134 more.", "1,234 findings"}, "audit", "--database-url="+k.url)
}

func TestVerifyPublication(t *testing.T) {
	t.Parallel()
	k := keep(t)
	db := "--database-url=" + k.url
	document, err := os.ReadFile(k.file)
	if err != nil {
		t.Fatal(err)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(document))
	const is = "It says that it is version 1 of Northmoor NHS Trust (ZZ1) for 2026-27, final, as at 20 June 2027."
	k.says(0, []string{sum + "  " + k.file, is, "Sent: these are the bytes that were sent to the board on 20 June 2027 13:02:03 UTC.",
		"Published: on 20 June 2027 13:02:03 UTC, with this SHA-256."}, "publication", k.file, db)
	k.says(0, []string{sum, is, "There is no database here"}, "publication", k.file, "--data-dir", t.TempDir())

	changed := k.shot
	changed.Answers = []assessment.Answer{{Item: "7.3.5", Words: assessment.Words{Reply: assessment.No, Text: "All wards"}, Version: 1}}
	k.write(changed)
	k.says(1, []string{"has another SHA-256: " + sum, "differ in:\n  answers[7.3.5].reply\n", "not all the same"}, "publication", k.file, db)
	k.writeBytes(append(document, '\n'))
	k.says(1, []string{"say the same in other bytes"}, "publication", k.file, db)

	k.writeBytes(document)
	k.do(`update publications set sha256 = 'x'`)
	k.says(1, []string{"Sent: these are the bytes", "Published: on 20 June 2027 13:02:03 UTC, with another SHA-256: x"}, "publication", k.file, db)
	k.do(`delete from publications`)
	k.says(0, []string{"Published: no."}, "publication", k.file, db)
	k.do(`update snapshots set document = convert_to(replace(convert_from(document, 'UTF8'), 'All wards', 'No ward'), 'UTF8')`)
	k.says(1, []string{"Sent: these are the bytes", "the database's own copy was changed afterwards", "  answers[7.3.5].text\n"}, "publication", k.file, db)

	other := k.shot
	other.Version = 2
	k.write(other)
	k.says(1, []string{"The database has no version 2 of ZZ1 for the year 2026-27."}, "publication", k.file, db)
	draft := k.shot
	draft.Version = 0
	k.write(draft)
	k.says(1, []string{"is not the file of a version that was sent to a board."}, "publication", k.file, db)
	k.writeBytes([]byte("%PDF"))
	k.says(1, []string{"is not the file of a version"}, "publication", k.file, db)
	k.says(1, []string{"nowhere.json cannot be read."}, "publication", filepath.Join(t.TempDir(), "nowhere.json"), db)
	k.says(2, nil, "publication")
}
