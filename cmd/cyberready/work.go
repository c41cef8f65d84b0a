package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"cyberready/internal/backup"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/keys"
	"cyberready/internal/edge/mail"
	"cyberready/internal/jobs"
	"cyberready/internal/store"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/store/backupdb"
	"cyberready/internal/store/plandb"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/store/reminddb"
	"cyberready/internal/store/retentiondb"
	"cyberready/internal/web/outbox"
	"cyberready/internal/web/page"
	"cyberready/internal/web/upload"
)

// workFlags say what serve does behind the pages.
type workFlags struct {
	Workers  int    `default:"4" placeholder:"N" help:"How many letters leave at once. 0: this server only shows pages, and others do the work. Default: ${default}."`
	SMTPURL  string `name:"smtp-url" placeholder:"URL" help:"Mail server, such as smtp://user:password@mail.example.org:587; better given as a variable. Without one letters wait."`
	MailFrom string `placeholder:"ADDRESS" help:"Who letters come from, such as: Cyber readiness <readiness@example.org>."`
}

// mailServer reads where letters go; nil when no mail server is named.
func (f workFlags) mailServer() (*mail.Server, error) {
	switch {
	case f.Workers < 0:
		return nil, fault.New(fault.Invalid, "--workers cannot be less than nought.")
	case f.SMTPURL == "" && f.MailFrom != "":
		return nil, fault.New(fault.Invalid, "--mail-from says who letters come from. Name the mail server too, with --smtp-url.")
	case f.SMTPURL == "":
		return nil, nil
	}
	return mail.Open(f.SMTPURL, f.MailFrom)
}

// worker is what the work behind the pages needs of the rest.
type worker struct {
	site   page.Site
	desk   upload.Desk
	server *mail.Server // nil: none is named
	keys   keys.Keys
	daily  *backup.Daily // nil: no backups
}

// post gives what takes letters away: the mail server, the demonstration's outbox, or nothing, and then they wait.
func (w worker) post() jobs.Post {
	switch {
	case w.server != nil && !w.site.Demo:
		return w.server
	case w.site.Demo: // invented addresses, and nothing that leaves this machine
		return jobs.Outbox{}
	}
	return nil
}

// work starts the queue and the rounds, and gives what stops them.
func (f workFlags) work(ctx context.Context, o *opened, w worker, log *slog.Logger) (stop func(), err error) {
	if f.Workers == 0 {
		if w.daily != nil {
			return nil, fault.New(fault.Invalid, "A server without workers makes no backups: leave out --workers 0 or --backup-to.")
		}
		return func() {}, nil
	}
	queue, err := store.OpenQueue(ctx, o.OwnerURL)
	if err != nil {
		return nil, err
	}
	letters := outbox.Writer{PublicURL: w.site.PublicURL, Keys: w.keys}
	rounds := []jobs.Round{
		jobs.SealTrail(auditdb.Trail{DB: o.DB}, time.Now),
		{Name: "retention", Every: 6 * time.Hour, Do: func(ctx context.Context) error {
			return retentiondb.Retention{DB: o.DB}.Sweep(ctx, time.Now())
		}},
		{Name: "dormant people", Every: 12 * time.Hour, Do: func(ctx context.Context) error {
			now := time.Now()
			return accessdb.Access{DB: o.DB}.RemindOfDormant(ctx, now, page.Today(now))
		}},
		jobs.Remind(reminddb.Reminders{DB: o.DB}, time.Now, page.Today, page.At),
		jobs.LapsePlans(plandb.Plans{DB: o.DB}, time.Now, page.Today),
	}
	proofs := proofdb.Proofs{DB: o.DB}
	if w.desk.Open() {
		rounds = append(rounds, jobs.SweepFiles(proofs, w.desk.Files, time.Now))
	}
	if w.desk.Open() && w.desk.Scans() {
		rounds = append(rounds, jobs.ScanFiles(proofs, w.desk.Files, w.desk.Scanner, time.Now, page.Today))
	}
	if w.daily != nil {
		w.daily.Source.OwnerURL, w.daily.Backups = o.OwnerURL, backupdb.Backups{DB: o.DB}
		rounds = append(rounds, jobs.Round{Name: "daily backup", Every: 10 * time.Minute, Do: w.daily.Do})
	}
	runner, err := jobs.Start(context.WithoutCancel(ctx), jobs.Options{
		DB: o.DB, Queue: queue, Workers: f.Workers, Post: w.post(), Write: letters.Write, Now: time.Now, Log: log,
		Rounds: rounds,
	})
	if err != nil {
		queue.Close()
		return nil, fmt.Errorf("start work: %w", err)
	}
	return func() {
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownPatience)
		defer cancel()
		if err := runner.Stop(patience); err != nil {
			log.Error("stop work", "error", err)
		}
		queue.Close()
	}, nil
}
