package main

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/testkit/pgtest"
)

// How a trust's first lead was checked is kept with the role, also when they were added at the command line, and a password
// that was made is to be changed; one that its owner typed is not.
func TestHowTheFirstLeadWasCheckedIsKept(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t).URL
	c, err := pgx.Connect(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if _, err := c.Exec(t.Context(), `insert into trusts (ods_code, name, region_code) values ('ZZ1', 'Moor NHS Trust', 'ZZR')`); err != nil {
		t.Fatal(err)
	}
	p := program{t: t, log: &output{}, env: []string{"DATABASE_URL=" + db}}
	p.run("", "user", "add", "priya@example.org", "--name", "Priya Nair", "--role", "lead", "--trust", "ZZ1", "--checked", "rang the switchboard")
	p.run("three random words", "user", "add", "tom@example.org", "--name", "Tom Okafor", "--role", "contributor", "--trust", "ZZ1", "--password-stdin")
	for email, want := range map[string]struct {
		checked string
		change  bool
	}{"priya@example.org": {"rang the switchboard", true}, "tom@example.org": {"", false}} {
		var checked string
		var change bool
		if err := c.QueryRow(t.Context(), `select r.checked, c.must_change from people p join roles r on r.person_id = p.id join credentials c on c.person_id = p.id
			where p.email = $1`, email).Scan(&checked, &change); err != nil || checked != want.checked || change != want.change {
			t.Errorf("%s: %q, to be changed %v, %v", email, checked, change, err)
		}
	}
}
