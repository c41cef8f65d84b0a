package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
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

// Who acts in one of these roles at a trust, or as a lead for one who is away.
const rolesOf = `select person_id::text from roles where ods_code = @trust and ended_at is null and role = any (@roles)
	union select cover_id::text from covers where ods_code = @trust and ended_at is null and 'lead' = any (@roles)
		and (@now::timestamptz at time zone 'Europe/London')::date between from_day and until_day`

const signatoriesOf = `select distinct person_id::text from signatories where ods_code = @trust and cycle = @cycle and version = @version
	and replaced_at is null`

// The roles that an audience is made of.
var audiences = map[letter.Audience][]access.Role{
	letter.Leads:             {access.Lead},
	letter.BoardMembers:      {access.BoardMember},
	letter.LeadsAndSecretary: {access.Lead, access.BoardSecretary},
	letter.LeadsAndBoard:     {access.Lead, access.BoardMember, access.BoardSecretary},
}

// audience reads whom a notice is for that names nobody.
func (tx *Tx) audience(ctx context.Context, n letter.Notice, now time.Time) ([]string, error) {
	sql, args := rolesOf, Args{"trust": n.Trust, "roles": audiences[n.Kind.Audience()], "now": now}
	switch n.Kind.Audience() {
	case letter.Named, letter.Address:
		return nil, nil
	case letter.Signatories:
		sql, args = signatoriesOf, Args{"trust": n.Trust, "cycle": n.Cycle, "version": n.Version}
	}
	rows, err := tx.Query(ctx, sql, args)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

const tellSQL = `insert into mails (ods_code, id, kind, person_id, cycle, version, object, by_name, queued_at, state_at)
	values (@trust, @id, @kind, @person, @cycle, @version, @object, @by, @now, @now)`

// Tell queues letters about what this transaction does, one for each person: those whom the notice names, or those whom
// its kind is for. Nobody is told what they did themselves, but for receipts and how they come in. A letter to an
// address goes to the one that its object holds.
func (tx *Tx) Tell(ctx context.Context, n letter.Notice, now time.Time) error {
	to := n.To
	if to == nil {
		var err error
		if to, err = tx.audience(ctx, n, now); err != nil {
			return fmt.Errorf("read whom to tell: %w", err)
		}
	}
	if !n.Kind.EvenSelf() {
		to = slices.DeleteFunc(slices.Clone(to), func(person string) bool { return person == tx.Scope.Actor.Person })
	}
	if n.Kind.Audience() == letter.Address {
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
