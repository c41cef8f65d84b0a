package jobs_test

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/credential"
)

// everything is what any part of the program logs by itself, and not through the logger that it was given.
var everything = func() *journal {
	j := &journal{}
	slog.SetDefault(slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelDebug})))
	return j
}()

// After a whole life of letters (sent, failed, dead, tried again, renewed, dropped) no table and no line of the log holds
// a link or what one is made of.
func TestNoTableAndNoLogHoldsALink(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var secrets []string
	remember := func(id string, generations int) {
		for g := 1; g <= generations; g++ {
			token := credential.LinkToken(o.keys.Key("link"), id, g)
			secrets = append(secrets, token, token[22:]) // whole, and its code without the id
		}
	}
	sent, dead := o.invite("tom@example.org"), o.invite("uma@example.org")
	remember(sent, 2)
	remember(dead, 1)
	o.sink.Refuse("550 5.1.1 no such user")
	o.open()
	o.until("giving up", func() bool { return o.state(sent) == "dead" && o.state(dead) == "dead" })
	o.sink.Refuse("")
	if err := o.invites.Renew(t.Context(), o.lead, "ZZ1", sent, now); err != nil {
		t.Fatal(err)
	}
	o.until("sending", func() bool { return o.state(sent) == "sent" })
	if n := len(o.sink.Messages()); n == 0 {
		t.Fatal("nothing was sent, so nothing is proved")
	}

	c, err := pgx.Connect(t.Context(), o.url) // the owner; the scope lets it see every row
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), `set cyberready.scope = 'system'`); err != nil {
		t.Fatal(err)
	}
	rows, err := c.Query(t.Context(), `select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	look := func(where, text string) {
		for _, s := range secrets {
			if strings.Contains(text, s) {
				t.Errorf("%s holds a link's secret", where)
			}
		}
		if strings.Contains(text, "/invitations/") {
			t.Errorf("%s holds a link", where)
		}
	}
	for _, table := range tables {
		rows, err := c.Query(t.Context(), `select to_jsonb(x)::text from `+pgx.Identifier{table}.Sanitize()+` x`)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		seen += len(lines)
		look("the table "+table, strings.Join(lines, "\n"))
	}
	if seen < 10 {
		t.Errorf("only %d rows were looked at", seen)
	}
	if o.log.String() == "" {
		t.Error("the log is empty, so nothing is proved")
	}
	look("the log", o.log.String())
	look("the program's own log", everything.String())
}
