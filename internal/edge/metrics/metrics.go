// Package metrics tells a Prometheus server how the service does. It is off unless an address is given to listen on.
//
// A caller may rely on this: no label holds the code of a trust, the id or name of a person, or a path: routes are patterns,
// and everything else is a count or a time.
package metrics

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Path is where the numbers are.
const Path = "/metrics"

// Metrics keeps the numbers. It is safe for use by many at once.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// The upper bounds of the times that requests take, in seconds: a save takes milliseconds, a whole file some seconds.
var buckets = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}

// New makes the numbers of a service whose state and pool of connections are read whenever somebody asks.
func New(s Source) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "cyberready_http_request_duration_seconds", Help: "How long requests took, by route, method and status.", Buckets: buckets,
		}, []string{"route", "method", "status"}),
	}
	m.registry.MustRegister(m.requests, &service{Source: s}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Request counts a request. route is a pattern, such as /trusts/{ods}; an empty one is an address that nobody knows.
func (m *Metrics) Request(method, route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	if !known[method] { // whoever asks chooses it
		method = "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Observe(took.Seconds())
}

var known = map[string]bool{http.MethodGet: true, http.MethodHead: true, http.MethodPost: true}

// Handler answers at Path with the numbers.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+Path, promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	return mux
}
