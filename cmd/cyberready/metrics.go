package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"cyberready/internal/edge/metrics"
	"cyberready/internal/store"
	"cyberready/internal/store/watchdb"
)

// metricsFlags say where a Prometheus server asks how the service does.
type metricsFlags struct {
	MetricsListen string `placeholder:"ADDRESS" help:"Where to tell a Prometheus server how the service does, at /metrics, such as 127.0.0.1:9090. Whoever reaches it reads counts and times, of no trust and no person. Default: nowhere."`
}

// watch makes the numbers of a service and serves them; without an address it does nothing.
func (f metricsFlags) watch(ctx context.Context, db *store.DB) (m *metrics.Metrics, stop func(), err error) {
	if f.MetricsListen == "" {
		return nil, func() {}, nil
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", f.MetricsListen)
	if err != nil {
		return nil, nil, fmt.Errorf("listen for metrics: %w", err)
	}
	m = metrics.New(metrics.Source{State: stateOf(watchdb.Watch{DB: db}), Pool: poolOf(db), Now: time.Now})
	server := &http.Server{Handler: m.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			slog.Error("metrics end", "error", err)
		}
	}()
	slog.Info("metrics", "listen", l.Addr().String(), "path", metrics.Path)
	return m, func() { _ = server.Close() }, nil
}

func stateOf(w watchdb.Watch) func(context.Context) (metrics.State, error) {
	return func(ctx context.Context) (metrics.State, error) {
		s, err := w.State(ctx)
		return metrics.State{Queued: s.Queued, Waiting: s.Waiting, Dead: s.Dead, Unsealed: s.Unsealed, Backup: s.Backup, Drill: s.Drill}, err
	}
}

func poolOf(db *store.DB) func() metrics.Pool {
	return func() metrics.Pool {
		s := db.Pool.Stat()
		return metrics.Pool{Used: int(s.AcquiredConns()), Idle: int(s.IdleConns()), Max: int(s.MaxConns()), Waits: s.EmptyAcquireCount(), Waited: s.EmptyAcquireWaitTime()}
	}
}
