package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
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

// Whom a proof is for: its owner and its giver as long as they are here.
const keepers = `select r.person_id::text from roles r where r.ods_code = @trust and r.ended_at is null and (r.role = 'lead' or exists (
		select from proofs p where p.ods_code = r.ods_code and p.id = @proof and r.person_id in (p.owner_id, p.added_by)))
	union select cover_id::text from covers where ods_code = @trust and ended_at is null
		and (@now::timestamptz at time zone 'Europe/London')::date between from_day and until_day`

// Whom a comment is for. The leads where none of them wrote it.
const talkers = `with c as (select * from item_comments where ods_code = @trust and id = @comment),
	leads as (select person_id from roles where ods_code = @trust and ended_at is null and role = 'lead'
		union select cover_id from covers where ods_code = @trust and ended_at is null
			and (@now::timestamptz at time zone 'Europe/London')::date between from_day and until_day),
	here as (select distinct person_id from roles where ods_code = @trust and ended_at is null)
	select h.person_id::text from here h where h.person_id in (
		select o.person_id from item_owners o, c where o.ods_code = c.ods_code and o.cycle = c.cycle and o.item = c.item
		union select o.person_id from assertion_owners o, c where o.ods_code = c.ods_code and o.cycle = c.cycle
			and (c.item = o.assertion or c.item like o.assertion || '.%')
		union select b.written_by from item_comments b, c where b.ods_code = c.ods_code and b.cycle = c.cycle and b.item = c.item
		union select l.person_id from leads l where not exists (select from leads x, c where x.person_id = c.written_by))`

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
	case letter.Keepers:
		sql, args = keepers, Args{"trust": n.Trust, "proof": n.Object, "now": now}
	case letter.Talkers:
		sql, args = talkers, Args{"trust": n.Trust, "comment": n.Object, "now": now}
	}
	rows, err := tx.Query(ctx, sql, args)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

const tellSQL = `insert into mails (ods_code, id, kind, person_id, cycle, version, object, by_name, queued_at, state_at)
	values (@trust, @id, @kind, @person, @cycle, @version, @object, @by, @now, @now)`

// GatherFor is how long a letter waits that gathers what one person does (letter.Kind.Gathers).
const GatherFor = 5 * time.Minute

// What is done in the last minute of it goes into a letter of its own: the first may be leaving.
const gatherJoins = GatherFor - time.Minute

// gatherSQL queues a letter and its job, unless one waits that says it already.
const gatherSQL = `with queued as (insert into mails (ods_code, id, kind, person_id, cycle, version, object, by_name, queued_at, state_at)
		select @trust, @id::uuid, @kind, @person::uuid, @cycle, @version, @object::uuid, @by, @now::timestamptz, @now where not exists (
			select from mails w where w.ods_code = @trust and w.kind = @kind and w.person_id = @person::uuid and w.cycle = @cycle and w.version = @version
				and w.by_name = @by and w.state = 'waiting' and w.queued_at > @now::timestamptz - @joins::interval and w.queued_at <= @now)
		returning id)
	insert into river_job (kind, queue, max_attempts, args, scheduled_at)
		select @job, @queue, @attempts, jsonb_build_object('mail', id), now() + @wait::interval from queued`

// Tell queues letters about what this transaction does, one for each person: those whom the notice names, or those whom
// its kind is for. Nobody is told what they did themselves, but for receipts and how they come in. A letter to an
// address goes to the one that its object holds. What gathers leaves after GatherFor, and is queued once meanwhile.
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
		job := LetterJobOf(id)
		args := Args{"trust": n.Trust, "id": id, "kind": n.Kind, "person": Nullable(person), "cycle": n.Cycle, "version": n.Version,
			"object": Nullable(n.Object), "by": cmp.Or(n.By, tx.by()), "now": now}
		if n.Kind.Gathers() {
			maps.Copy(args, Args{"joins": gatherJoins, "wait": GatherFor, "job": job.Kind, "queue": job.Queue, "attempts": job.MaxAttempts})
			b.Queue(gatherSQL, args)
			continue
		}
		b.Queue(tellSQL, args)
		if err := enqueue(&b, job); err != nil {
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
