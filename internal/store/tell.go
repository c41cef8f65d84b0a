package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/letter"
)

// DormantReminder names the job that reminds leads of people who have not come for long: nobody causes it.
const DormantReminder = "dormant reminder"

// Reminder names the job that reminds people of what is due.
const Reminder = "reminder"

// How the worker of letters is asked for (internal/jobs).
const (
	LetterJob   = "letter"
	LetterQueue = "mail"
	// LetterAttempts is how often a letter is tried: with the growing waits of internal/jobs some three days.
	LetterAttempts = 12
)

// Whom a kind of letter is for, where that is the same each time; the rest name people. The arguments are a trust, its
// year and a version.
var audiences = map[letter.Kind]string{
	letter.SigningAsked:   signatoriesOf,
	letter.AssessmentBack: signatoriesOf,
	letter.AssessmentPublic: `select distinct person_id::text from roles where ods_code = @trust and ended_at is null
		and role in ('lead', 'board-member', 'board-secretary') and @cycle::text <> '' and @version::int > 0`,
	letter.AssessorProposed: `select distinct person_id::text from roles where ods_code = @trust and ended_at is null
		and role = 'board-member' and @cycle::text <> '' and @version::int = 0`,
	letter.EvidenceAsked: leadsInYear,
	letter.DraftIssued:   leadsInYear,
	letter.FieldworkFinal: `select distinct person_id::text from roles where ods_code = @trust and ended_at is null
		and role in ('lead', 'board-member', 'board-secretary') and @cycle::text <> '' and @version::int = 0`,
	letter.BreakGlassOpened: leadsOf,
	letter.TrustExported:    leadsOf,
	letter.DormantPeople:    leadsOf,
}

const leadsOf = `select distinct person_id::text from roles where ods_code = @trust and ended_at is null and role = 'lead'
	and @cycle::text = '' and @version::int = 0`

const leadsInYear = `select distinct person_id::text from roles where ods_code = @trust and ended_at is null and role = 'lead'
	and @cycle::text <> '' and @version::int = 0`

const signatoriesOf = `select distinct person_id::text from signatories where ods_code = @trust and cycle = @cycle and version = @version
	and replaced_at is null`

const tellSQL = `insert into mails (ods_code, id, kind, person_id, cycle, version, object, by_name, queued_at, state_at)
	values (@trust, @id, @kind, @person, @cycle, @version, @object, @by, @now, @now)`

// Tell queues letters about what this transaction does, one for each person: those whom the notice names, or those whom
// its kind is for. Nobody is told what they did themselves, but for receipts and how they come in. A letter to an
// address goes to the one that its object holds.
func (tx *Tx) Tell(ctx context.Context, n letter.Notice, now time.Time) error {
	to := n.To
	if sql, ok := audiences[n.Kind]; ok && to == nil {
		rows, err := tx.Query(ctx, sql, Args{"trust": n.Trust, "cycle": n.Cycle, "version": n.Version})
		if err == nil {
			to, err = pgx.CollectRows(rows, pgx.RowTo[string])
		}
		if err != nil {
			return fmt.Errorf("read whom to tell: %w", err)
		}
	}
	if n.Kind != letter.SigningReceipt && n.Kind != letter.WayInChanged {
		to = slices.DeleteFunc(slices.Clone(to), func(person string) bool { return person == tx.Scope.Actor.Person })
	}
	if n.Kind.ToAddress() {
		to = []string{""}
	}
	var b pgx.Batch
	for _, person := range to {
		id := NewID()
		b.Queue(tellSQL, Args{"trust": n.Trust, "id": id, "kind": n.Kind, "person": Nullable(person), "cycle": n.Cycle, "version": n.Version,
			"object": Nullable(n.Object), "by": cmp.Or(n.By, tx.by()), "now": now})
		if err := enqueue(&b, LetterJobOf(id)); err != nil {
			return err
		}
	}
	if b.Len() == 0 {
		return nil
	}
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("queue letters: %w", err)
	}
	return nil
}

// LetterJobOf is the job that sends a letter.
func LetterJobOf(mail string) Job {
	return Job{Kind: LetterJob, Queue: LetterQueue, MaxAttempts: LetterAttempts, IDs: map[string]string{"mail": mail}}
}

// by names who acts, for the person who reads it.
func (tx *Tx) by() string {
	if tx.Scope.Actor.Name != "" {
		return tx.Scope.Actor.Name
	}
	if tx.Scope.job == DormantReminder || tx.Scope.job == Reminder {
		return "The service"
	}
	return "A service administrator" // at the command line
}
