package accountdb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// App is the authenticator app of a person.
type App struct {
	Sealed   []byte    `db:"sealed"` // its secret; who reads it has the key
	LastStep int64     `db:"last_step"`
	SetUpAt  time.Time `db:"set_up_at"`
}

// Passkey is one of a person's passkeys. Record is edge/passkey's.
type Passkey struct {
	ID      []byte     `db:"credential_id"`
	Name    string     `db:"name"`
	Record  []byte     `db:"record"`
	AddedAt time.Time  `db:"added_at"`
	UsedAt  *time.Time `db:"used_at"`
}

// RecoveryCode is one code as it is kept.
type RecoveryCode struct {
	Label  string     `db:"label"`
	Hash   string     `db:"hash"`
	MadeAt time.Time  `db:"made_at"`
	UsedAt *time.Time `db:"used_at"`
}

// Factors are all the ways in which a person can show a second factor.
type Factors struct {
	PersonID, Name, Email string
	Epoch                 int
	App                   *App
	Passkeys              []Passkey
	Recovery              []RecoveryCode
	Identities            []Identity // at providers of single sign-on, whose own second factor may stand in for these
	HasPassword           bool
	Reset                 *Reset // an administrator took them away, and the person has not been told yet
}

// Any tells whether the person has a second factor. Recovery codes stand in for one, and are none by themselves.
func (f Factors) Any() bool { return f.App != nil || len(f.Passkeys) > 0 }

// RecoveryLeft counts the codes that were not used yet.
func (f Factors) RecoveryLeft() int {
	n := 0
	for _, c := range f.Recovery {
		if c.UsedAt == nil {
			n++
		}
	}
	return n
}

// Factors reads a person's second factors, for signing in and for their own page. NotFound for nobody and for a disabled person.
func (a Accounts) Factors(ctx context.Context, person string) (Factors, error) {
	f := Factors{PersonID: person}
	found := false
	err := a.DB.Ask(ctx, store.System("second factor"), func(b *pgx.Batch) {
		const who = `select name, email, epoch, exists (select from credentials c where c.person_id = p.id) from people p
			where id::text = $1 and disabled_at is null`
		b.Queue(who, person).Query(func(rows pgx.Rows) error {
			_, err := pgx.ForEachRow(rows, []any{&f.Name, &f.Email, &f.Epoch, &f.HasPassword}, func() error { found = true; return nil })
			return err
		})
		b.Queue(`select sealed, last_step, set_up_at from app_secrets where person_id::text = $1`, person).Query(func(rows pgx.Rows) error {
			list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByName[App])
			if len(list) > 0 {
				f.App = list[0]
			}
			return err
		})
		b.Queue(`select credential_id, name, record, added_at, used_at from passkeys where person_id::text = $1 order by added_at, name`, person).Query(func(rows pgx.Rows) (err error) {
			f.Passkeys, err = pgx.CollectRows(rows, pgx.RowToStructByName[Passkey])
			return err
		})
		b.Queue(`select label, hash, made_at, used_at from recovery_codes where person_id::text = $1 order by label`, person).Query(func(rows pgx.Rows) (err error) {
			f.Recovery, err = pgx.CollectRows(rows, pgx.RowToStructByName[RecoveryCode])
			return err
		})
		b.Queue(readIdentities, person).Query(func(rows pgx.Rows) (err error) {
			f.Identities, err = pgx.CollectRows(rows, pgx.RowToStructByName[Identity])
			return err
		})
		b.Queue(readReset+`where person_id::text = $1 and told_at is null order by at desc limit 1`, person).Query(func(rows pgx.Rows) error {
			list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByName[Reset])
			if len(list) > 0 {
				f.Reset = list[0]
			}
			return err
		})
	})
	if err != nil {
		return f, fmt.Errorf("read second factors: %w", err)
	}
	if !found {
		return f, noSuchPerson()
	}
	return f, nil
}

// Proof is what somebody showed and the caller has checked. Using it up is part of the transaction that it is for.
type Proof struct {
	By      credential.Factor
	Step    int64   // of an app's code
	Label   string  // of a recovery code
	Passkey Passkey // with its counter moved on
	Came    Came    // by single sign-on
}

// at is when it was shown: now, but for single sign-on, which lets those in whom the provider asked hours ago. When the
// provider does not say, it was long ago.
func (p Proof) at(now time.Time) time.Time {
	switch {
	case p.By != credential.BySingleSignOn:
		return now
	case p.Came.At.IsZero():
		return time.Unix(0, 0)
	}
	return p.Came.At
}

// ErrUsed says that a proof was used up before, perhaps a moment ago by another request.
var ErrUsed = errors.New("the proof has been used")

func (p Proof) use(ctx context.Context, tx *store.Tx, person string, now time.Time) error {
	var tag interface{ RowsAffected() int64 }
	var err error
	switch p.By {
	case credential.ByApp:
		tag, err = tx.Exec(ctx, `update app_secrets set last_step = $2 where person_id = $1 and last_step < $2`, person, p.Step)
	case credential.ByRecoveryCode:
		tag, err = tx.Exec(ctx, `update recovery_codes set used_at = $3 where person_id = $1 and label = $2 and used_at is null`, person, p.Label, now)
	case credential.ByPasskey:
		tag, err = tx.Exec(ctx, `update passkeys set record = $3, used_at = $4 where person_id = $1 and credential_id = $2`,
			person, p.Passkey.ID, p.Passkey.Record, now)
	case credential.BySingleSignOn:
		return p.Came.use(ctx, tx, person, now)
	default:
		return fmt.Errorf("no such proof: %q", p.By)
	}
	if err != nil {
		return fmt.Errorf("use %s: %w", p.By, err)
	}
	if tag.RowsAffected() == 0 {
		return fault.InvalidField("code", "%s", usedWords(p.By)).Because(ErrUsed)
	}
	return nil
}

func usedWords(f credential.Factor) string {
	switch f {
	case credential.ByApp:
		return "This code has been used already. Wait for the next one, and enter that."
	case credential.ByRecoveryCode:
		return "This recovery code has been used already. Enter another one."
	}
	return "This passkey is not yours any more. Use another one, or a code."
}

// Whether a second factor is a person's first. Somebody who has shown a password only may set up the First, and it is
// refused (Conflict) once there is one: a password alone never adds a second factor to an account that has one.
const (
	First   = true
	Further = false
)

// SetUpApp gives a person an authenticator app, in place of one that they had. Codes up to step count no more. Recovery codes,
// when there are any, are kept in the same transaction: nobody has a second factor and no way back from its loss.
func (a Accounts) SetUpApp(ctx context.Context, who Self, sealed []byte, step int64, first bool, now time.Time, codes ...RecoveryCode) error {
	const sql = `insert into app_secrets (person_id, sealed, last_step, set_up_at) values ($1, $2, $3, $4)
		on conflict (person_id) do update set sealed = excluded.sealed, last_step = excluded.last_step, set_up_at = excluded.set_up_at`
	return a.changeFactors(ctx, who, audit.Event{Verb: audit.AppSetUp}, first, now, func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, sql, who.Person, sealed, step, now); err != nil {
			return err
		}
		return putCodes(ctx, tx, who, codes, now)
	})
}

// SealAgain keeps an app's secret under a newer key; it changes nothing for anybody.
func (a Accounts) SealAgain(ctx context.Context, person string, before, sealed []byte) error {
	return a.DB.InTx(ctx, store.System("second factor"), func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `update app_secrets set sealed = $3 where person_id = $1 and sealed = $2`, person, before, sealed)
		return err
	})
}

// AddPasskey gives a person one more passkey, with recovery codes as SetUpApp.
func (a Accounts) AddPasskey(ctx context.Context, who Self, p Passkey, first bool, now time.Time, codes ...RecoveryCode) error {
	const sql = `insert into passkeys (credential_id, person_id, name, record, added_at) values ($1, $2, $3, $4, $5)`
	return a.changeFactors(ctx, who, audit.Event{Verb: audit.PasskeyAdded, Note: p.Name}, first, now, func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, sql, p.ID, who.Person, p.Name, p.Record, now); err != nil {
			return err
		}
		return putCodes(ctx, tx, who, codes, now)
	})
}

// putCodes keeps the recovery codes that come with a second factor, and writes it down.
func putCodes(ctx context.Context, tx *store.Tx, who Self, codes []RecoveryCode, now time.Time) error {
	if len(codes) == 0 {
		return nil
	}
	if err := replaceCodes(ctx, tx, who, codes, now); err != nil {
		return err
	}
	return tx.Record(ctx, audit.Event{Verb: audit.RecoveryCodesMade, Object: who.Person}, now)
}

func replaceCodes(ctx context.Context, tx *store.Tx, who Self, codes []RecoveryCode, now time.Time) error {
	if _, err := tx.Exec(ctx, `delete from recovery_codes where person_id = $1`, who.Person); err != nil {
		return err
	}
	for _, c := range codes {
		if _, err := tx.Exec(ctx, `insert into recovery_codes (person_id, label, hash, made_at) values ($1, $2, $3, $4)`,
			who.Person, c.Label, c.Hash, now); err != nil {
			return err
		}
	}
	return nil
}

// RemovePasskey takes a passkey away. The last second factor stays: Conflict.
func (a Accounts) RemovePasskey(ctx context.Context, who Self, id []byte, now time.Time) error {
	return a.changeFactors(ctx, who, audit.Event{Verb: audit.PasskeyRemoved}, Further, now, func(tx *store.Tx) error {
		tag, err := tx.Exec(ctx, `delete from passkeys where person_id = $1 and credential_id = $2`, who.Person, id)
		if err == nil && tag.RowsAffected() == 0 {
			return fault.New(fault.NotFound, "That passkey is not there any more.")
		}
		return err
	})
}

// RemoveApp takes the authenticator app away. The last second factor stays: Conflict.
func (a Accounts) RemoveApp(ctx context.Context, who Self, now time.Time) error {
	return a.changeFactors(ctx, who, audit.Event{Verb: audit.AppRemoved}, Further, now, func(tx *store.Tx) error {
		tag, err := tx.Exec(ctx, `delete from app_secrets where person_id = $1`, who.Person)
		if err == nil && tag.RowsAffected() == 0 {
			return fault.New(fault.NotFound, "There is no authenticator app to remove.")
		}
		return err
	})
}

// KeepRecoveryCodes puts new codes in place of all older ones, used or not.
func (a Accounts) KeepRecoveryCodes(ctx context.Context, who Self, codes []RecoveryCode, now time.Time) error {
	return a.changeFactors(ctx, who, audit.Event{Verb: audit.RecoveryCodesMade}, Further, now, func(tx *store.Tx) error {
		return replaceCodes(ctx, tx, who, codes, now)
	})
}

// changeFactors changes one person's factors, one change at a time, and leaves them with at least one. Whoever has set one
// up has read what an administrator told them.
func (a Accounts) changeFactors(ctx context.Context, who Self, e audit.Event, first bool, now time.Time, change func(*store.Tx) error) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `select from people where id = $1 for update`, who.Person); err != nil {
			return fmt.Errorf("lock person: %w", err)
		}
		var any bool
		const left = `select exists (select from app_secrets where person_id = $1) or exists (select from passkeys where person_id = $1)`
		if err := tx.QueryRow(ctx, left, who.Person).Scan(&any); err != nil {
			return fmt.Errorf("count second factors: %w", err)
		}
		if any && first {
			return fault.New(fault.Conflict, "A second factor was set up for you in the meantime. Sign in with that.")
		}
		had := any
		if err := change(tx); err != nil {
			return fmt.Errorf("change second factor: %w", err)
		}
		if err := tx.QueryRow(ctx, left, who.Person).Scan(&any); err != nil {
			return fmt.Errorf("count second factors: %w", err)
		}
		if !any {
			return fault.New(fault.Conflict, "This is the only second factor that you have. Add another one first.")
		}
		if _, err := tx.Exec(ctx, `update factor_resets set told_at = $2 where person_id = $1 and told_at is null`, who.Person, now); err != nil {
			return fmt.Errorf("note that the person was told: %w", err)
		}
		e.Object = who.Person
		if !had { // somebody who comes for the first time is not told that something changed
			return tx.Record(ctx, e, now)
		}
		return tellOfTheWayIn(ctx, tx, e, now)
	})
}
