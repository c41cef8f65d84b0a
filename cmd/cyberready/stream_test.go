package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
)

// A page that is open does not keep the server from stopping.
func TestStreamsEndWhenTheServerStops(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	address, stop, ended := serveShortly(t, doorsOf(n.Server, slog.New(slog.DiscardHandler)))
	s := n.Tom.Stream(address, northmoor.Year.Live())
	stop()
	s.Ends()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// The server's time limits are for requests: a stream outlives them.
func TestAStreamOutlivesTheLimitsOfRequests(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t, site.WithBeat)
	doors := doorsOf(n.Server, slog.New(slog.DiscardHandler))
	doors.ReadTimeout, doors.WriteTimeout = 200*time.Millisecond, 200*time.Millisecond
	address, stop, ended := serveShortly(t, doors)
	s := n.Tom.Stream(address, northmoor.Year.Live())
	for began := time.Now(); time.Since(began) < 2*doors.WriteTimeout; {
		s.Beats(1)
	}
	n.Part(t, n.Priya, northmoor.Year.Item("7.1.1"), northmoor.Answer("0", "reply", "yes", "text", "Still heard"))
	s.Tells("7.1.1")
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// serveShortly serves on a free port, until it is stopped.
func serveShortly(t *testing.T, doors *http.Server) (address string, stop context.CancelFunc, ended chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended = make(chan error, 1)
	go func() { ended <- serveUntil(ctx, doors, l, slog.New(slog.DiscardHandler)) }()
	return "http://" + l.Addr().String(), stop, ended
}
