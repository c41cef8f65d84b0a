package accountdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Reset is an administrator's taking away of somebody's second factor.
type Reset struct {
	At           time.Time        `db:"at"`
	ByName       string           `db:"by_name"`
	Reason       string           `db:"reason"`
	Checked      credential.Check `db:"checked"`
	CheckedWords string           `db:"checked_words"`
}

const readReset = `select at, by_name, reason, checked, checked_words from factor_resets `

// Request is a trust's asking that somebody be helped who lost their second factor.
type Request struct {
	ODS         string    `db:"ods_code"`
	TrustName   string    `db:"trust_name"`
	ID          string    `db:"id"`
	PersonID    string    `db:"person_id"`
	PersonName  string    `db:"person_name"`
	Words       string    `db:"words"`
	AskedAt     time.Time `db:"asked_at"`
	AskedByName string    `db:"asked_by_name"`
}

// AskReset asks administrators to help somebody of the trust who lost their second factor. Asking twice changes nothing
// but the words.
func (a Accounts) AskReset(ctx context.Context, s store.Scope, ods, person, words string, now time.Time) error {
	if err := s.May(access.AskReset, access.Of(ods)); err != nil {
		return err
	}
	words = strings.TrimSpace(words)
	switch {
	case person == "":
		return fault.InvalidField("person", "Choose who needs help.")
	case words == "":
		return fault.InvalidField("words", "Say what happened and how an administrator can reach them.")
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		var holds bool
		const here = `select exists (select from roles r join people p on p.id = r.person_id
			where p.id::text = $1 and r.ods_code = $2 and r.ended_at is null and p.disabled_at is null)`
		if err := tx.QueryRow(ctx, here, person, ods).Scan(&holds); err != nil {
			return fmt.Errorf("look for person: %w", err)
		}
		if !holds {
			return fault.InvalidField("person", "Choose somebody who has a role at your trust.")
		}
		const ask = `insert into factor_requests (ods_code, id, person_id, words, asked_at, asked_by, asked_by_name)
			values (@ods, @id, @person, @words, @now, @by, @name)
			on conflict (ods_code, person_id) where closed_at is null do update set words = excluded.words, asked_at = excluded.asked_at,
			asked_by = excluded.asked_by, asked_by_name = excluded.asked_by_name`
		if _, err := tx.Exec(ctx, ask, store.Args{"ods": ods, "id": store.NewID(), "person": person, "words": words, "now": now,
			"by": s.Actor.Person, "name": s.Actor.Name}); err != nil {
			return fmt.Errorf("ask for reset: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.FactorResetAsked, Trust: ods, Object: person}, now)
	})
}

const openRequests = `select q.ods_code, coalesce(t.name, q.ods_code) as trust_name, q.id, q.person_id, p.name as person_name, q.words, q.asked_at, q.asked_by_name
	from factor_requests q join people p on p.id = q.person_id left join trusts t on t.ods_code = q.ods_code
	where q.closed_at is null `

// OpenRequests lists what trusts ask for and nobody has done yet, the oldest first: for administrators.
func (a Accounts) OpenRequests(ctx context.Context, s store.Scope) ([]Request, error) {
	if err := s.May(access.KeepPeople, access.Service); err != nil {
		return nil, err
	}
	return a.requests(ctx, s, openRequests+`order by q.asked_at`)
}

// RequestsOf lists the open requests of one trust.
func (a Accounts) RequestsOf(ctx context.Context, s store.Scope, ods string) ([]Request, error) {
	if err := s.May(access.AskReset, access.Of(ods)); err != nil {
		return nil, err
	}
	return a.requests(ctx, s, openRequests+`and q.ods_code = $1 order by q.asked_at`, ods)
}

func (a Accounts) requests(ctx context.Context, s store.Scope, sql string, args ...any) ([]Request, error) {
	var list []Request
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		list, err = store.List[Request](ctx, tx, sql, args...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list requests for help: %w", err)
	}
	return list, nil
}

// Resetting is what an administrator says when they take somebody's second factor away.
type Resetting struct {
	Person       string
	Reason       string           // the person reads it
	Checked      credential.Check // how they made sure, outside the service, who asked
	CheckedWords string           // with whom, on which number
	PasswordHash string           // of a new password, handed over in that same check
}

// Check refuses a resetting that lacks something. Fields: reason, checked, checked-words.
func (r Resetting) Check() error {
	e := fault.New(fault.Invalid, "Say why, and how you made sure who asks.")
	add := func(ok bool, field, message string) {
		if !ok {
			e.Fields = append(e.Fields, fault.Field{Name: field, Message: message})
		}
	}
	add(strings.TrimSpace(r.Reason) != "", "reason", "Say why. The person reads it.")
	add(r.Checked.Known(), "checked", "Say how you made sure who asks.")
	add(strings.TrimSpace(r.CheckedWords) != "", "checked-words", "Say with whom you spoke, and how you knew them.")
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

// ResetFactor takes away every second factor of a person, and every single sign-on that is linked, gives them a new password, ends every session and closes the
// requests about them. At their next sign-in they are told who did it and why, and set up a new factor. The new password
// belongs to it: who only knew the old one does not come in.
func (a Accounts) ResetFactor(ctx context.Context, s store.Scope, r Resetting, now time.Time) error {
	if err := s.May(access.KeepPeople, access.Service); err != nil {
		return err
	}
	if err := r.Check(); err != nil {
		return err
	}
	if s.Actor.Person != "" && s.Actor.Person == r.Person {
		return fault.New(fault.Conflict, "You cannot reset your own second factor. Ask another administrator, or whoever runs the server.")
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		tag, err := tx.Exec(ctx, `update people set epoch = epoch + 1 where id::text = $1`, r.Person)
		if err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return noSuchPerson()
		}
		if err := endSessions(ctx, tx, r.Person, ""); err != nil {
			return err
		}
		for _, table := range []string{"delete from app_secrets where person_id = $1", "delete from passkeys where person_id = $1",
			"delete from recovery_codes where person_id = $1", "delete from identities where person_id = $1"} {
			if _, err := tx.Exec(ctx, table, r.Person); err != nil {
				return fmt.Errorf("take second factor away: %w", err)
			}
		}
		if err := setPassword(ctx, tx, r.Person, r.PasswordHash, true, now); err != nil {
			return err
		}
		return noteReset(ctx, tx, s, r, now)
	})
}

func noteReset(ctx context.Context, tx *store.Tx, s store.Scope, r Resetting, now time.Time) error {
	const (
		note = `insert into factor_resets (id, person_id, at, by_person, by_name, reason, checked, checked_words)
			values (@id, @person, @now, @by, @name, @reason, @checked, @words)`
		closed = `update factor_requests set closed_at = $2, closed_by_name = $3, reset_id = $4 where person_id = $1 and closed_at is null
			returning ods_code`
	)
	id := store.NewID()
	by := &s.Actor.Person
	if *by == "" {
		by = nil
	}
	if _, err := tx.Exec(ctx, note, store.Args{"id": id, "person": r.Person, "now": now, "by": by, "name": giver(tx),
		"reason": strings.TrimSpace(r.Reason), "checked": r.Checked, "words": strings.TrimSpace(r.CheckedWords)}); err != nil {
		return fmt.Errorf("note reset: %w", err)
	}
	rows, err := tx.Query(ctx, closed, r.Person, now, giver(tx), id)
	if err != nil {
		return fmt.Errorf("close requests: %w", err)
	}
	trusts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("close requests: %w", err)
	}
	if err := tx.Tell(ctx, letter.Notice{Kind: letter.FactorReset, To: []string{r.Person}}, now); err != nil {
		return err
	}
	e := audit.Event{Verb: audit.FactorReset, Object: r.Person, Note: string(r.Checked)}
	if err := tx.Record(ctx, e, now); err != nil {
		return err
	}
	for _, e.Trust = range trusts { // the trust that asked finds it in its own trail
		if err := tx.Record(ctx, e, now); err != nil {
			return err
		}
	}
	return nil
}

// DeclineReset closes a request without doing what it asks for.
func (a Accounts) DeclineReset(ctx context.Context, s store.Scope, ods, id string, now time.Time) error {
	if err := s.May(access.KeepPeople, access.Service); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		var person string
		const sql = `update factor_requests set closed_at = $3, closed_by_name = $4 where ods_code = $1 and id::text = $2 and closed_at is null
			returning person_id::text`
		err := tx.QueryRow(ctx, sql, ods, id, now, giver(tx)).Scan(&person)
		if store.None(err) {
			return fault.New(fault.Conflict, "Somebody has dealt with this request already.")
		}
		if err != nil {
			return fmt.Errorf("decline request: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.FactorResetDeclined, Trust: ods, Object: person}, now)
	})
}
