// Package jobs is what the service does behind the pages: it works the queue, and makes rounds.
//
// A job is queued with the transaction that it belongs to (store.Tx.Enqueue), so that none is lost and none is about
// something that never happened. Several servers work one queue; a job may run twice when a server dies in the middle of
// it. A round is a function that every server calls now and then, and that bears being called by several at once.
package jobs

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/maildb"
)

// Options are what the runner is made of.
type Options struct {
	DB    *store.DB // what jobs work on
	Queue *store.DB // where they are taken from (store.OpenQueue)
	// Workers is how many letters may be on their way at once.
	Workers int
	// Post takes letters away. Nil: there is none, and letters wait.
	Post Post
	// Write makes the words of a letter, and its link.
	Write  func(maildb.Envelope) letter.Letter
	Rounds []Round
	Now    func() time.Time
	Log    *slog.Logger
	// Wait is how long to wait after a failed attempt, counted from 1. Nil: Wait.
	Wait func(attempt int) time.Duration
	// Poll is how often to look for jobs. Zero: each second.
	Poll time.Duration
}

// Round is something to do now and then.
type Round struct {
	Name  string
	Every time.Duration
	Do    func(context.Context) error
}

// Runner works until it is stopped.
type Runner struct {
	stopQueue func(context.Context) error
	stop      context.CancelFunc
	rounds    sync.WaitGroup
}

// How the queue is kept. A job that a dead server left behind is taken up by another after rescueAfter.
const (
	softStop    = 10 * time.Second
	jobTime     = time.Minute
	rescueAfter = 5 * time.Minute
)

// Start begins to work. It returns at once; Stop ends it.
func Start(ctx context.Context, o Options) (*Runner, error) {
	if o.Wait == nil {
		o.Wait = Wait
	}
	ctx, stop := context.WithCancel(ctx)
	r := &Runner{stop: stop, stopQueue: func(context.Context) error { return nil }}
	mails := maildb.Mails{DB: o.DB}
	if o.Post != nil {
		workers := river.NewWorkers()
		river.AddWorker(workers, &letterWorker{mails: mails, post: o.Post, write: o.Write, now: o.Now, log: o.Log})
		client, err := river.NewClient(riverpgxv5.New(o.Queue.Pool), &river.Config{
			Queues:               map[string]river.QueueConfig{store.LetterQueue: {MaxWorkers: max(1, o.Workers)}},
			Workers:              workers,
			Logger:               slog.New(quiet{o.Log.Handler()}),
			PollOnly:             true, // no NOTIFY inside anybody's transaction
			FetchPollInterval:    cmp.Or(o.Poll, time.Second),
			RetryPolicy:          policy{o.Wait},
			JobTimeout:           jobTime,
			RescueStuckJobsAfter: rescueAfter,
			SoftStopTimeout:      softStop,
			ReindexerIndexNames:  []string{}, // the serving role owns no index
		})
		if err != nil {
			stop()
			return nil, fmt.Errorf("prepare queue: %w", err)
		}
		if err := client.Start(ctx); err != nil {
			stop()
			return nil, fmt.Errorf("start queue: %w", err)
		}
		r.stopQueue = client.Stop
	}
	bury := Round{Name: "lost letters", Every: 10 * time.Minute, Do: func(ctx context.Context) error {
		n, err := mails.BuryLost(ctx, o.Now())
		if n > 0 {
			o.Log.WarnContext(ctx, "letters were lost with a server: see the administrator's list", "letters", n)
		}
		return err
	}}
	for _, round := range append([]Round{bury}, o.Rounds...) {
		r.rounds.Go(func() { round.walk(ctx, o.Log) })
	}
	return r, nil
}

// quiet keeps back what the queue says of its own daily life, unless the log wants every detail.
type quiet struct{ slog.Handler }

// Enabled lets warnings and errors through.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return q.Handler.Enabled(ctx, l) && (l >= slog.LevelWarn || q.Handler.Enabled(ctx, slog.LevelDebug))
}

// WithAttrs keeps quiet.
func (q quiet) WithAttrs(attrs []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(attrs)} }

// WithGroup keeps quiet.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }

// Stop lets what is running finish, for as long as the context lasts, and ends the rounds.
func (r *Runner) Stop(ctx context.Context) error {
	err := r.stopQueue(ctx)
	r.stop()
	r.rounds.Wait()
	if err != nil {
		return fmt.Errorf("stop queue: %w", err)
	}
	return nil
}

// walk does the round until the context ends, the first time at once. A failure is logged, and the next round tries again.
func (r Round) walk(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(r.Every)
	defer tick.Stop()
	for {
		if err := r.Do(ctx); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "round failed", "round", r.Name, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
