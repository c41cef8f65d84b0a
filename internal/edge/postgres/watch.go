package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	watchInterval = 500 * time.Millisecond // for a Postgres that is no child of this process
	calmRun       = 10 * time.Second       // one that ran for less is started again more slowly
	longestDelay  = 30 * time.Second
)

// watch starts Postgres again when it ends without having been asked to. The function that it gives stops watching.
func (s *Server) watch() (end func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.keepUp(ctx)
	}()
	return func() {
		cancel()
		<-done
	}
}

func (s *Server) keepUp(ctx context.Context) {
	var delay time.Duration
	for {
		begin := time.Now()
		if !s.postmaster.awaitEnd(ctx) {
			return
		}
		s.log.Error("Postgres ended unexpectedly; starting it again", "log", s.place.path("postgres.log"))
		if time.Since(begin) > calmRun {
			delay = 0
		}
		for {
			if pause(ctx, delay) != nil {
				return
			}
			delay = min(max(2*delay, time.Second), longestDelay)
			err := s.restart(ctx)
			if err == nil {
				s.log.Info("Postgres runs again")
				break
			}
			if ctx.Err() != nil {
				return
			}
			s.log.Error("Postgres does not start", "error", err, "again_in", delay)
		}
	}
}

func (s *Server) restart(ctx context.Context) error {
	starting, err := lockWithin(ctx, s.place.path(startLock), lockPatience)
	if err != nil {
		return fmt.Errorf("wait for another start: %w", err)
	}
	defer starting.release()
	if s.place.newestMajor() == 0 {
		return errors.New("the cluster was removed") // an empty one in its place would look like lost data
	}
	pm, err := s.bringUp(ctx)
	if err != nil {
		return err
	}
	s.setPostmaster(pm)
	return nil
}

// awaitEnd waits for its end; false when the context ended first.
func (pm *postmaster) awaitEnd(ctx context.Context) bool {
	if pm.exited != nil {
		select {
		case <-pm.exited:
			return ctx.Err() == nil
		case <-ctx.Done():
			return false
		}
	}
	for pm.alive() {
		if pause(ctx, watchInterval) != nil {
			return false
		}
	}
	return ctx.Err() == nil
}
