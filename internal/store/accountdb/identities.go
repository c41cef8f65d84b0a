package accountdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

// Identity is who somebody is at a provider of single sign-on.
type Identity struct {
	ID       string     `db:"id"`
	Issuer   string     `db:"issuer"`
	Shown    string     `db:"shown"` // what the provider called them then
	LinkedAt time.Time  `db:"linked_at"`
	How      Linking    `db:"linked_how"`
	UsedAt   *time.Time `db:"used_at"`
}

// Linking is how an identity came to a person, in a stable word that is stored.
type Linking string

// The ways. An e-mail address that a provider tells is none.
const (
	ByInvitation Linking = "invitation" // whoever holds an invitation accepted it so
	ByThemselves Linking = "own"        // signed in, with a second factor that they had just shown
)

const readIdentities = `select id, issuer, shown, linked_at, linked_how, used_at from identities where person_id::text = $1 order by linked_at, id`

// Came is what a provider said of whoever came back from it, and the caller has checked.
type Came struct {
	Issuer, Subject string
	Shown           string    // a name or address, for people to recognise; nothing is decided by it
	At              time.Time // when the provider asked them; zero: it does not say
	Answer          []byte    // names the answer, which counts once
}

// use makes sure that the identity is the person's and that the answer is a new one.
func (c Came) use(ctx context.Context, tx *store.Tx, person string, now time.Time) error {
	const sql = `update identities set used_at = @now, last_answer = @answer
		where issuer = @issuer and subject = @subject and person_id = @person and last_answer is distinct from @answer`
	tag, err := tx.Exec(ctx, sql, store.Args{"issuer": c.Issuer, "subject": c.Subject, "person": person, "answer": c.Answer, "now": now})
	if err != nil {
		return fmt.Errorf("use identity: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return fault.InvalidField("code", "This sign-in has been used already, or your single sign-on is not linked any more. Begin again.").Because(ErrUsed)
	}
	return nil
}

// Known is whose an identity is.
type Known struct {
	Person   string // UUID; empty: nobody's
	Disabled bool   // they may not come in
}

// WhoIs tells whose an identity is. Issuer and subject decide, and nothing else.
func (a Accounts) WhoIs(ctx context.Context, issuer, subject string) (Known, error) {
	var k Known
	err := a.DB.Ask(ctx, store.System("single sign-on"), func(b *pgx.Batch) {
		const sql = `select p.id::text, p.disabled_at is not null from identities i join people p on p.id = i.person_id where i.issuer = $1 and i.subject = $2`
		b.Queue(sql, issuer, subject).Query(func(rows pgx.Rows) error {
			_, err := pgx.ForEachRow(rows, []any{&k.Person, &k.Disabled}, func() error { return nil })
			return err
		})
	})
	if err != nil {
		return k, fmt.Errorf("look for identity: %w", err)
	}
	return k, nil
}

// UseIdentity uses up what somebody showed whose provider asked for no second factor, and writes it down: ours comes next.
func (a Accounts) UseIdentity(ctx context.Context, who Self, c Came, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		if err := c.use(ctx, tx, who.Person, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.IdentityShown, Object: who.Person}, now)
	})
}

// LinkIdentity links an identity to whoever acts. One that is linked already, to whomever, is a Conflict.
func (a Accounts) LinkIdentity(ctx context.Context, who Self, c Came, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		const sql = `insert into identities (issuer, subject, id, person_id, shown, linked_at, linked_how, last_answer)
			values (@issuer, @subject, @id, @person, @shown, @now, @how, @answer)`
		if _, err := tx.Exec(ctx, sql, store.Args{"issuer": c.Issuer, "subject": c.Subject, "id": store.NewID(), "person": who.Person,
			"shown": strings.TrimSpace(c.Shown), "now": now, "how": ByThemselves, "answer": c.Answer}); err != nil {
			return fmt.Errorf("link identity: %w", err)
		}
		return tellOfTheWayIn(ctx, tx, audit.Event{Verb: audit.IdentityLinked, Object: who.Person, Note: c.Issuer}, now)
	})
}

// RemoveIdentity takes an identity away from whoever acts, and signs them out everywhere but in the session that stays. It
// is refused (Conflict) when they could not come in any more: without a passkey, and without a password and an app.
func (a Accounts) RemoveIdentity(ctx context.Context, who Self, id, stays string, now time.Time) error {
	return a.DB.InTx(ctx, who.scope(), func(tx *store.Tx) error {
		if _, err := tx.Exec(ctx, `select from people where id = $1 for update`, who.Person); err != nil {
			return fmt.Errorf("lock person: %w", err)
		}
		var issuer string
		err := tx.QueryRow(ctx, `delete from identities where person_id = $1 and id::text = $2 returning issuer`, who.Person, id).Scan(&issuer)
		if store.None(err) {
			return fault.New(fault.NotFound, "That single sign-on is not linked any more.")
		}
		if err != nil {
			return fmt.Errorf("remove identity: %w", err)
		}
		var ways credential.Ways
		const left = `select exists (select from credentials where person_id = $1), exists (select from app_secrets where person_id = $1),
			exists (select from passkeys where person_id = $1), exists (select from identities where person_id = $1)`
		if err := tx.QueryRow(ctx, left, who.Person).Scan(&ways.Password, &ways.App, &ways.Passkey, &ways.SingleSignOn); err != nil {
			return fmt.Errorf("look for other ways in: %w", err)
		}
		if !ways.In() {
			return fault.New(fault.Conflict, "This is your only way in. Add a passkey first.")
		}
		if err := endSessions(ctx, tx, who.Person, stays); err != nil {
			return err
		}
		return tellOfTheWayIn(ctx, tx, audit.Event{Verb: audit.IdentityRemoved, Object: who.Person, Note: issuer}, now)
	})
}
