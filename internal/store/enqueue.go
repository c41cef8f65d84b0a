package store

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Job is work for later. It is queued in the transaction of what it is about: with it or not at all.
type Job struct {
	Kind        string            // as its worker in internal/jobs calls it
	Queue       string            // which workers take it
	MaxAttempts int               // how often it is tried
	IDs         map[string]string // what it is about: UUIDs and nothing else, so that no secret lies in the queue
}

// The queue is river's, its row is plain SQL: the store needs none of the workers for it, it goes into a batch, and it sends no NOTIFY
// inside the transaction, which would make commits wait for one another. Workers poll once a second.
const enqueueSQL = `insert into river_job (kind, queue, max_attempts, args) values ($1, $2, $3, $4)`

// Enqueue queues a job with the transaction.
func (tx *Tx) Enqueue(ctx context.Context, j Job) error {
	var b pgx.Batch
	if err := enqueue(&b, j); err != nil {
		return err
	}
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("queue %s: %w", j.Kind, err)
	}
	return nil
}

func enqueue(b *pgx.Batch, j Job) error {
	for name, id := range j.IDs {
		if _, err := uuid.Parse(id); err != nil {
			return fmt.Errorf("queue %s: %s is no id", j.Kind, name)
		}
	}
	b.Queue(enqueueSQL, j.Kind, j.Queue, j.MaxAttempts, j.IDs)
	return nil
}

// OpenQueue connects as ServeRole to work the queue, over a pool of its own, so that jobs and pages never wait for each
// other's connections. These see the queue's tables and no others.
func OpenQueue(ctx context.Context, url string) (*DB, error) {
	return Open(ctx, url, func(cfg *pgxpool.Config) {
		cfg.ConnConfig.RuntimeParams["cyberready.scope"] = "queue"
		cfg.MaxConns, cfg.MinConns = 4, 0
	})
}
