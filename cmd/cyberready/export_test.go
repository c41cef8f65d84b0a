package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/jackc/pgx/v5"

	"cyberready/internal/edge/archive"
	"cyberready/internal/testkit/site"
)

// unpack opens an encrypted export and gives its files.
func unpack(t *testing.T, file, key string) map[string][]byte {
	t.Helper()
	identities, err := archive.Identities(key)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plain, err := age.Decrypt(f, identities...)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(all), int64(len(all)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, entry := range z.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[entry.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// Whatever belongs to a trust is in its export, row for row and byte for byte, and nothing of another trust is.
func TestEverythingOfATrustIsExported(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 5)
	dir := t.TempDir()
	p := program{t: t, log: &output{}, env: []string{"DATABASE_URL=" + s.DBURL, "CYBERREADY_DATA_DIR=" + s.FilesDir}}
	key, file := filepath.Join(dir, "trust.key"), filepath.Join(dir, "zzt00.zip.age")
	recipient := strings.TrimSpace(p.run("", "backup", "key", key))
	for _, args := range [][]string{{"ZZT00", file}, {"ZZT00", file, "--recipient", "nonsense"}, {"ZZ9", file, "--plain"}, {"ZZT00", key, "--plain"}, {"'", file, "--plain"}} {
		if _, status := p.try("", append([]string{"export", "trust"}, args...)...); status != 1 {
			t.Errorf("%v exits with %d", args, status)
		}
		if _, err := os.Stat(file); err == nil {
			t.Fatalf("%v left a file", args)
		}
	}
	said := p.run("", "export", "trust", "zzt00", file, "--recipient", recipient)
	if !strings.Contains(said, "Wrote everything of ") || !strings.Contains(said, "(ZZT00)") {
		t.Errorf("it says %q", said)
	}
	files := unpack(t, file, key)

	owner, err := pgx.Connect(t.Context(), s.DBURL) // who rules the cluster, and sees every row
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(context.Background())
	rows, err := owner.Query(t.Context(), `select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'ods_code' and not a.attisdropped
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'audit_unsealed'`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 20 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	for _, table := range tables {
		var want int
		// What an independent assessor has noted and not issued is the assessor's own.
		if err := owner.QueryRow(t.Context(), `select count(*) from `+pgx.Identifier{table}.Sanitize()+` x where ods_code = 'ZZT00'
			and to_jsonb(x) -> 'issued' is distinct from 'false'::jsonb`).Scan(&want); err != nil {
			t.Fatal(err)
		}
		text, ok := files["tables/"+table+".jsonl"]
		if got := bytes.Count(text, []byte("\n")); !ok || got != want {
			t.Errorf("%s: %d rows in the export, %d in the database", table, got, want)
		}
		if _, ok := files["spreadsheets/"+table+".csv"]; !ok {
			t.Errorf("%s has no spreadsheet", table)
		}
	}
	var sums int
	if err := owner.QueryRow(t.Context(), `select count(*) from snapshots where ods_code = 'ZZT00'`).Scan(&sums); err != nil || sums < 2 {
		t.Fatalf("%d versions, %v", sums, err)
	}
	proofs, err := filepath.Glob(filepath.Join(s.FilesDir, "proof", "files", "ZZT00", "*"))
	if err != nil || len(proofs) < 4 {
		t.Fatalf("%d files of proof, %v", len(proofs), err)
	}
	for _, at := range proofs {
		b, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for name, text := range files {
			found = found || strings.HasPrefix(name, "files/"+filepath.Base(at)) && bytes.Equal(text, b)
		}
		if !found {
			t.Errorf("the file %s is not in the export", filepath.Base(at))
		}
	}
	for name, text := range files {
		sum := fmt.Sprintf("%x", sha256.Sum256(text))
		if strings.HasPrefix(name, "versions/") {
			sums--
			if !bytes.Contains(files["tables/snapshots.jsonl"], []byte(sum)) {
				t.Errorf("%s is not what was sent to the board", name)
			}
		}
		if name != "SHA256SUMS" && !bytes.Contains(files["SHA256SUMS"], []byte(sum+"  "+name+"\n")) {
			t.Errorf("%s is not as SHA256SUMS says", name)
		}
		for _, not := range []string{"argon2id", `"ods_code": "ZZT01"`} {
			if bytes.Contains(text, []byte(not)) {
				t.Errorf("%s holds %s", name, not)
			}
		}
	}
	if sums != 0 {
		t.Errorf("%d versions are missing", sums)
	}
	if readme := string(files["README.txt"]); !strings.Contains(readme, "(ZZT00)") || !strings.Contains(readme, "KEEP THIS SAFE") {
		t.Error(readme)
	}
	if !bytes.Contains(files["tables/audit_events.jsonl"], []byte("trust.exported")) || !bytes.Contains(files["tables/people.jsonl"], []byte("Priya Nair")) {
		t.Error("the trail does not say that it was exported, or its people are missing")
	}
	var told int
	if err := owner.QueryRow(t.Context(), `select count(*) from mails where kind = 'trust-exported' and ods_code = 'ZZT00'`).Scan(&told); err != nil || told == 0 {
		t.Errorf("%d leads are told, %v", told, err)
	}
}
