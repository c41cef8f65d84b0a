package reportdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/question"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// seat is one place among those who are asked to sign a version, and who sits or sat in it.
type seat struct {
	Seat       int        `db:"seat"`
	Person     string     `db:"person_id"`
	Name       string     `db:"name"`
	Post       string     `db:"post"`
	AlsoLead   bool       `db:"also_lead"`
	ReplacedAt *time.Time `db:"replaced_at"`
	ReplacedOn day.Day    `db:"replaced_on"`
	ReplacedBy string     `db:"replaced_by"`
	Because    string     `db:"replaced_because"`
	Follows    *int       `db:"follows_seat"`
	FollowsWho string     `db:"follows_name"`
}

func (s seat) signatory() signoff.Signatory {
	return signoff.Signatory{Person: s.Person, Name: s.Name, Post: s.Post, Lead: s.AlsoLead, Replaces: s.FollowsWho}
}

func seatsOf(ods string, cycle trust.Cycle, version int) query[[]seat] {
	const sql = `select s.seat, s.person_id::text, s.name, s.post, s.also_lead, s.replaced_at,
			(s.replaced_at at time zone 'Europe/London')::date as replaced_on, s.replaced_by, s.replaced_because, s.follows_seat,
			coalesce(b.name, '') as follows_name
		from signatories s left join signatories b on b.ods_code = s.ods_code and b.cycle = s.cycle and b.version = s.version and b.seat = s.follows_seat
		where s.ods_code = $1 and s.cycle = $2 and s.version = $3 order by s.seat`
	return query[[]seat]{"signatories", sql, []any{ods, cycle, version}, store.Each(func(s seat) seat { return s })}
}

// asked gives who is asked to sign now, each in the place of the one whom they replaced.
func asked(seats []seat) []signoff.Signatory {
	var list []signoff.Signatory
	at := map[int]int{} // from a seat to its place in the list
	for _, s := range seats {
		if s.Follows != nil {
			if place, ok := at[*s.Follows]; ok {
				list[place] = s.signatory()
				at[s.Seat] = place
				continue
			}
		}
		at[s.Seat] = len(list)
		list = append(list, s.signatory())
	}
	return list
}

// replacements gives who was replaced by whom, why and by whose decision, in the order of the new seats.
func replacements(seats []seat) []signoff.Replacement {
	bySeat := map[int]seat{}
	var list []signoff.Replacement
	for _, s := range seats {
		bySeat[s.Seat] = s
		if s.Follows == nil {
			continue
		}
		old, ok := bySeat[*s.Follows]
		if !ok || old.ReplacedAt == nil {
			continue
		}
		list = append(list, signoff.Replacement{
			Old: old.signatory(), New: s.signatory(), By: assessment.Author{Name: old.ReplacedBy}, Why: old.Because,
			At: *old.ReplacedAt, On: old.ReplacedOn,
		})
	}
	return list
}

// signaturesOf reads what was said about a version and those before it in the year, the oldest first: what somebody
// said about an earlier one is not lost when a later one is sent.
func signaturesOf(ods string, cycle trust.Cycle, version int) query[[]signoff.Signature] {
	type row struct {
		Person   string           `db:"person_id"`
		Name     string           `db:"name"`
		Post     string           `db:"post"`
		AlsoLead bool             `db:"also_lead"`
		Replaces string           `db:"replaces"`
		Decision signoff.Decision `db:"decision"`
		Words    string           `db:"words"`
		SHA256   string           `db:"sha256"`
		Version  int              `db:"version"`
		At       time.Time        `db:"signed_at"`
		On       day.Day          `db:"signed_on"`
		Void     bool             `db:"void"`
	}
	const sql = `select g.person_id::text, s.name, s.post, s.also_lead, coalesce(b.name, '') as replaces, g.decision, g.words, g.sha256,
			g.version, g.signed_at, (g.signed_at at time zone 'Europe/London')::date as signed_on, n.recalled_at is not null as void
		from signatures g
		join signatories s on s.ods_code = g.ods_code and s.cycle = g.cycle and s.version = g.version and s.seat = g.seat
		left join signatories b on b.ods_code = s.ods_code and b.cycle = s.cycle and b.version = s.version and b.seat = s.follows_seat
		join snapshots n on n.ods_code = g.ods_code and n.cycle = g.cycle and n.version = g.version
		where g.ods_code = $1 and g.cycle = $2 and g.version <= $3 order by g.version, g.signed_at, g.id`
	return query[[]signoff.Signature]{"signatures", sql, []any{ods, cycle, version}, store.Each(func(r row) signoff.Signature {
		return signoff.Signature{
			Signatory: signoff.Signatory{Person: r.Person, Name: r.Name, Post: r.Post, Lead: r.AlsoLead, Replaces: r.Replaces},
			Decision:  r.Decision, Words: r.Words, SHA256: r.SHA256, Version: r.Version, At: r.At, On: r.On, Void: r.Void,
		}
	})}
}

const currentHash = `select sha256 from snapshots where ods_code = $1 and cycle = $2 and version = $3`

// Signing is what a person who was asked to sign says.
type Signing struct {
	Version  int
	SHA256   string // of what they read
	Decision signoff.Decision
	Words    string // reservations, reason or question
}

// Sign records a signatory's decision on the version that lies before the board and returns the signature's id; a question
// goes to the assessment leads too. Who is
// not asked is Forbidden; an outdated hash, and a second decision after a final one, are Conflicts. Fields: decision, words.
func (r Reports) Sign(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, g Signing, now time.Time) (string, error) {
	if err := s.May(access.Sign, access.Of(ods)); err != nil {
		return "", err
	}
	id := store.NewID()
	err := r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		p, err := lock(ctx, tx, ods, cycle)
		if err != nil {
			return err
		}
		if _, err := p.next(assessment.Sign, g.Version); err != nil {
			return err
		}
		var hash string
		if err := tx.QueryRow(ctx, currentHash, ods, cycle, p.Version).Scan(&hash); err != nil {
			return fmt.Errorf("read hash: %w", err)
		}
		seats, err := seatsOf(ods, cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		given, err := signaturesOf(ods, cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		me := signoff.Signature{Signatory: signoff.Signatory{Person: s.Actor.Person}, Decision: g.Decision,
			Words: strings.TrimSpace(g.Words), SHA256: g.SHA256}
		if err := signoff.MaySign(asked(seats), given, me, hash); err != nil {
			return err
		}
		const sql = `insert into signatures (ods_code, id, cycle, version, seat, person_id, decision, words, sha256, signed_at)
			values (@ods, @id, @cycle, @version, @seat, @person, @decision, @words, @sha256, @now)`
		_, err = tx.Exec(ctx, sql, store.Args{"ods": ods, "id": id, "cycle": cycle, "version": p.Version, "seat": seatOf(seats, me.Person),
			"person": me.Person, "decision": me.Decision, "words": me.Words, "sha256": hash, "now": now})
		if err != nil {
			return fmt.Errorf("sign: %w", err)
		}
		if me.Decision == signoff.Question {
			q := question.Question{ID: store.NewID(), Version: p.Version, Words: me.Words, At: now,
				By: s.Author()}
			if err := ask(ctx, tx, ods, cycle, q, id); err != nil {
				return err
			}
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.SigningReceipt, Trust: ods, Cycle: string(cycle), Version: p.Version, Object: id,
			To: []string{me.Person}}, now); err != nil {
			return err
		}
		if me.Decision != signoff.Question { // of which the leads have been told
			if err := tx.Tell(ctx, letter.Notice{Kind: letter.Signed, Trust: ods, Cycle: string(cycle), Version: p.Version}, now); err != nil {
				return err
			}
		}
		return tx.Record(ctx, audit.Event{Verb: audit.ReportSigned, Trust: ods, Cycle: string(cycle), Object: id,
			Note: string(me.Decision)}, now)
	})
	return id, err
}

// seatOf gives the seat in which a person sits now.
func seatOf(seats []seat, person string) int {
	for _, s := range seats {
		if s.Person == person && s.ReplacedAt == nil {
			return s.Seat
		}
	}
	return 0
}

// Receipt is what somebody who signed keeps.
type Receipt struct {
	Signature signoff.Signature
	Version   Version
}

// Receipt reads one's own signature by its id; anybody else's is NotFound.
func (r Reports) Receipt(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, id string) (Receipt, error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	var p position
	err := r.DB.InSnapshotAfter(ctx, s, positionOf(ods, cycle, &p), func(tx *store.Tx) error {
		var version int
		var at time.Time
		const sql = `select version, signed_at from signatures where ods_code = $1 and cycle = $2 and id::text = $3 and person_id = $4`
		err := tx.QueryRow(ctx, sql, ods, cycle, id, s.Actor.Person).Scan(&version, &at)
		if store.None(err) {
			return fault.New(fault.NotFound, "There is no such receipt.")
		}
		if err != nil {
			return fmt.Errorf("read signature: %w", err)
		}
		if receipt.Version, err = readVersion(ctx, tx, p, ods, cycle, version, nothingMore); err != nil {
			return err
		}
		for _, g := range receipt.Version.Given {
			if g.Person == s.Actor.Person && g.SHA256 == receipt.Version.SHA256 && g.At.Equal(at) {
				receipt.Signature = g
			}
		}
		return nil
	})
	return receipt, err
}
