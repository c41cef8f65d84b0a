package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/store"
)

// trip is what goes to the database together and is answered together.
type trip []statement

type statement struct {
	sql  string
	args []any
}

// recorder writes down what a pool's connections send. A yardstick that sends the same again never grows stale.
type recorder struct {
	mu    sync.Mutex
	on    bool
	trips []trip
}

func (r *recorder) begin() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.on, r.trips = true, nil
}

func (r *recorder) end() []trip {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.on = false
	return r.trips
}

func (r *recorder) add(t trip) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.on {
		r.trips = append(r.trips, t)
	}
}

// TraceQueryStart, and the methods below it, are pgx's.
func (r *recorder) TraceQueryStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	r.add(trip{{d.SQL, d.Args}})
	return ctx
}

func (r *recorder) TraceBatchStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceBatchStartData) context.Context {
	var t trip
	for _, q := range d.Batch.QueuedQueries {
		t = append(t, statement{q.SQL, q.Arguments})
	}
	r.add(t)
	return ctx
}

func (r *recorder) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData)     {}
func (r *recorder) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (r *recorder) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}

// connect gives a connection of plain pgx that works as the service's own do: in its role, under its policies.
func connect(ctx context.Context, url string) (*pgx.Conn, error) {
	return connectAs(ctx, url, store.ServeRole)
}

// connectAs gives one that works in a role; "none" is who made the cluster, whom no policy binds.
func connectAs(ctx context.Context, url, role string) (*pgx.Conn, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	cfg.RuntimeParams["role"], cfg.RuntimeParams["timezone"] = role, "UTC"
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	store.TeachDays(conn)
	return conn, nil
}

// asSent leaves statements together as the service sends them. oneByOne sends each in a round trip of its own, as one writes
// plain pgx; where a setting and a query are one transaction because they are sent together, they stay so.
func asSent(trips []trip) []trip { return trips }

func oneByOne(trips []trip) []trip {
	var list []trip
	open := false
	for _, t := range trips {
		if !open && len(t) > 1 && !strings.HasPrefix(t[0].sql, "begin") {
			list = append(list, t)
			continue
		}
		for _, s := range t {
			list = append(list, trip{s})
			switch {
			case strings.HasPrefix(s.sql, "begin"):
				open = true
			case s.sql == "commit":
				open = false
			}
		}
	}
	return list
}

// bare leaves out what a save needs neither for itself nor for its history: the audit event, and the scope that policies
// read.
func bare(trips []trip) []trip {
	var list []trip
	for _, t := range trips {
		var kept trip
		for _, s := range t {
			if s.sql != store.RecordSQL && !strings.HasPrefix(s.sql, "select set_config('cyberready.scope'") {
				kept = append(kept, s)
			}
		}
		list = append(list, kept)
	}
	return list
}

// replay sends trips again and reads every value that comes back.
func replay(ctx context.Context, conn *pgx.Conn, trips []trip) error {
	for _, t := range trips {
		if err := t.send(ctx, conn); err != nil {
			return err
		}
	}
	return nil
}

func (t trip) send(ctx context.Context, conn *pgx.Conn) error {
	if len(t) == 1 && len(t[0].args) == 0 {
		_, err := conn.Exec(ctx, t[0].sql) // begin, commit
		return err
	}
	if len(t) == 1 {
		rows, err := conn.Query(ctx, t[0].sql, t[0].args...)
		if err != nil {
			return err
		}
		return readAll(t[0].sql, rows)
	}
	var b pgx.Batch
	for _, s := range t {
		b.Queue(s.sql, s.args...).Query(func(rows pgx.Rows) error { return readAll(s.sql, rows) })
	}
	return conn.SendBatch(ctx, &b).Close()
}

func readAll(sql string, rows pgx.Rows) error {
	defer rows.Close()
	for rows.Next() {
		if _, err := rows.Values(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%.60s: %w", sql, err)
	}
	return nil
}

// statements counts what is sent, without what begins and ends a transaction.
func statements(trips []trip) int {
	n := 0
	for _, t := range trips {
		for _, s := range t {
			if !s.begins() && !s.ends() {
				n++
			}
		}
	}
	return n
}

func (s statement) begins() bool { return strings.HasPrefix(s.sql, "begin") }
func (s statement) ends() bool   { return s.sql == "commit" || s.sql == "rollback" }

// reads leaves out what writes.
func reads(trips []trip) []trip {
	var list []trip
	for _, t := range trips {
		var kept trip
		for _, s := range t {
			if !strings.HasPrefix(s.sql, "insert") && !strings.HasPrefix(s.sql, "update") {
				kept = append(kept, s)
			}
		}
		if statements([]trip{kept}) > 0 || len(kept) == 1 && (kept[0].begins() || kept[0].ends()) {
			list = append(list, kept)
		}
	}
	return list
}
