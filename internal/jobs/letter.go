package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/edge/mail"
	"cyberready/internal/store"
	"cyberready/internal/store/maildb"
)

// Post takes messages to where they are read. An error is what mail.As understands.
type Post interface {
	Send(context.Context, mail.Message) error
}

// Outbox is the demonstration's post: nothing leaves this machine, and the page of the outbox writes the letters again.
type Outbox struct{}

// Send takes the message to nowhere.
func (Outbox) Send(context.Context, mail.Message) error { return nil }

// letterArgs are all that a letter's job holds.
type letterArgs struct {
	Mail string `json:"mail"`
}

// Kind names the job as store.Tx.Tell does.
func (letterArgs) Kind() string { return store.LetterJob }

type letterWorker struct {
	river.WorkerDefaults[letterArgs]
	mails maildb.Mails
	post  Post
	write func(maildb.Envelope) letter.Letter
	now   func() time.Time
	log   *slog.Logger
}

// Work sends one letter. What it says of a failure goes into the queue and the log: it holds no word of the letter.
func (w *letterWorker) Work(ctx context.Context, job *river.Job[letterArgs]) error {
	now := w.now()
	e, err := w.mails.Envelope(ctx, job.Args.Mail, now)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return river.JobCancel(err)
	case err != nil:
		return w.failed(ctx, job, &mail.Failure{Sentence: "The letter could not be read from the database."}, err)
	case e.State != "waiting": // done already: the job runs a second time
		return nil
	case e.Over != "":
		return w.mails.Dropped(ctx, e.ID, e.Over, now)
	}
	l := w.write(e)
	err = w.post.Send(ctx, mail.Message{ID: e.ID, Name: e.Facts.Name, Email: e.Email, Subject: l.Subject, Text: l.Text(), HTML: l.HTML(), WrittenAt: now})
	if err != nil {
		f := mail.As(err)
		return w.failed(ctx, job, f, f)
	}
	return w.mails.Sent(context.WithoutCancel(ctx), e.ID, now)
}

func (w *letterWorker) failed(ctx context.Context, job *river.Job[letterArgs], f *mail.Failure, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	last := f.Final || job.Attempt >= job.MaxAttempts
	w.log.WarnContext(ctx, "letter not sent", "letter", job.Args.Mail, "why", f.Sentence, "attempt", job.Attempt, "given_up", last)
	if err := w.mails.Failed(ctx, job.Args.Mail, f.Sentence, last, w.now()); err != nil {
		cause = errors.Join(cause, err)
	}
	if f.Final {
		return river.JobCancel(cause)
	}
	return cause
}
