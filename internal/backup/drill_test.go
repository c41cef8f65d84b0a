package backup_test

import (
	"os"
	"testing"

	"filippo.io/age"
	"github.com/jackc/pgx/v5"

	"cyberready/internal/backup"
	"cyberready/internal/core/fault"
)

func TestADrillComparesRowByRow(t *testing.T) {
	t.Parallel()
	s, _ := filled(t)
	k := key(t)
	r, err := backup.Drill(t.Context(), create(t, s, k.Recipient()), []age.Identity{k}, os.Getenv("CYBERREADY_PG_BIN"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Rows < 1000 || !r.Keys {
		t.Errorf("%+v", r)
	}
}

// One changed word is found, and said where.
func TestCompareFindsOneChangedRow(t *testing.T) {
	t.Parallel()
	s, _ := filled(t)
	path := create(t, s)
	c, err := pgx.Connect(t.Context(), s.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), `update people set post = post || '.' where id = (select id from people order by id offset 2 limit 1)`); err != nil {
		t.Fatal(err)
	}
	err = backup.Compare(t.Context(), backup.Target{OwnerURL: s.OwnerURL}, path, nil)
	if f := fault.As(err); f == nil || f.Sentence != "The table people differs from the backup, first in row 3." {
		t.Error(err)
	}
}
