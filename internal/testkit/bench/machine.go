package main

import (
	"context"
	"net/http"

	"github.com/jackc/pgx/v5"
)

// rate is how often the machine does something by itself in a second, with one worker and with many.
type rate struct {
	what      string
	one, many float64
}

// rates measures what every figure rests on: a query and its answer, a commit that is flushed to disk, a request and its
// answer.
func (b *bench) rates() ([]rate, error) {
	if err := asOwner(b.ctx, b.ground.url, `create table bench_commits (worker integer primary key, n integer not null)`,
		`insert into bench_commits select w, 0 from generate_series(0, 100) w`, `grant select, update on bench_commits to cyberready_serve`); err != nil {
		return nil, err
	}
	conns, err := connections(b.ctx, b.ground.url, workers)
	if err != nil {
		return nil, err
	}
	defer closeAll(conns)
	server, addr, err := serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok")) }))
	if err != nil {
		return nil, err
	}
	defer server.Close()
	clients := make([]*client, workers)
	for i := range clients {
		clients[i] = &client{addr: addr}
	}
	request := clients[0].get("/")
	var list []rate
	for _, m := range []struct {
		what string
		work func(w int) error
	}{
		{"query and answer by pgx", func(w int) error { return replay(b.ctx, conns[w], []trip{{{"select $1::integer", []any{w}}}}) }},
		{"commit flushed to disk", func(w int) error {
			_, err := conns[w].Exec(b.ctx, `update bench_commits set n = n + 1 where worker = $1`, w)
			return err
		}},
		{"request and answer by net/http", func(w int) error { return clients[w].expect(request) }},
	} {
		perSecond, err := measure(b.ctx, shortTurn, side{1, m.work}, side{workers, m.work})
		if err != nil {
			return nil, err
		}
		list = append(list, rate{m.what, median(perSecond[0]), median(perSecond[1])})
	}
	return list, nil
}

func connections(ctx context.Context, url string, n int) ([]*pgx.Conn, error) {
	list := make([]*pgx.Conn, n)
	for i := range list {
		var err error
		if list[i], err = connect(ctx, url); err != nil {
			closeAll(list[:i])
			return nil, err
		}
	}
	return list, nil
}

func closeAll(conns []*pgx.Conn) {
	for _, c := range conns {
		_ = c.Close(context.Background())
	}
}
