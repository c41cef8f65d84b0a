package metrics

import (
	"context"
	"log/slog"
	"math"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Source is where the numbers of the service itself come from.
type Source struct {
	State func(context.Context) (State, error)
	Pool  func() Pool
	Now   func() time.Time
}

// State is how the service stands. A nil time is something that never happened.
type State struct {
	Queued, Waiting, Dead, Unsealed int
	Backup, Drill                   *time.Time
}

// Pool is how the connections to the database stand.
type Pool struct {
	Used, Idle, Max int
	Waits           int64         // how often somebody had to wait for one, since the start
	Waited          time.Duration // for how long in all
}

// patience is how long the database has to tell the state.
const patience = 3 * time.Second

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("cyberready_"+name, help, labels, nil)
}

var (
	up       = describe("database_up", "1 when the database could be asked, else 0.")
	queued   = describe("queue_jobs", "Jobs that wait, run, or are tried again later.")
	waiting  = describe("letters_waiting", "Letters that have not left yet.")
	dead     = describe("letters_dead", "Letters that could not leave: an administrator decides on them.")
	unsealed = describe("audit_unsealed_events", "Events of the audit trail that have no place in its chain yet.")
	backup   = describe("backup_age_seconds", "Age of the last good backup; infinite when there is none. More than 93600 (26 hours) is late.")
	drill    = describe("restore_drill_age_seconds", "How long ago a backup was last restored and compared; infinite when never.")
	conns    = describe("database_connections", "Connections of the pool.", "state")
	most     = describe("database_connections_max", "The most connections that the pool opens.")
	waits    = describe("database_connection_waits_total", "How often somebody waited for a connection.")
	waited   = describe("database_connection_wait_seconds_total", "For how long somebody waited for a connection.")
)

// service reads the numbers of the service when they are asked for.
type service struct{ Source }

// Describe names the numbers.
func (s *service) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{up, queued, waiting, dead, unsealed, backup, drill, conns, most, waits, waited} {
		ch <- d
	}
}

// Collect reads the numbers.
func (s *service) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	p := s.Pool()
	gauge(conns, float64(p.Used), "used")
	gauge(conns, float64(p.Idle), "idle")
	gauge(most, float64(p.Max))
	ch <- prometheus.MustNewConstMetric(waits, prometheus.CounterValue, float64(p.Waits))
	ch <- prometheus.MustNewConstMetric(waited, prometheus.CounterValue, p.Waited.Seconds())

	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	state, err := s.State(ctx)
	if err != nil {
		slog.Warn("the metrics lack the state of the service", "error", err)
		gauge(up, 0)
		return
	}
	gauge(up, 1)
	gauge(queued, float64(state.Queued))
	gauge(waiting, float64(state.Waiting))
	gauge(dead, float64(state.Dead))
	gauge(unsealed, float64(state.Unsealed))
	gauge(backup, s.age(state.Backup))
	gauge(drill, s.age(state.Drill))
}

func (s *service) age(t *time.Time) float64 {
	if t == nil {
		return math.Inf(1)
	}
	return s.Now().Sub(*t).Seconds()
}
