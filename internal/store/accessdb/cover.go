package accessdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Cover is somebody who acts as lead while a lead is away, both days included. It gives no role: whoever covers can put the
// lead's hat on in these days, under their own name (accountdb.Visit).
type Cover struct {
	ID        string  `db:"id"`
	LeadName  string  `db:"lead_name"`
	CoverName string  `db:"cover_name"`
	From      day.Day `db:"from_day"`
	Until     day.Day `db:"until_day"`
}

// longestCover bounds an absence: who is away longer hands the role over. Our own choice.
const longestCover = 183

func covers(ctx context.Context, tx *store.Tx, ods string, today day.Day) ([]Cover, error) {
	const sql = `select c.id::text, l.name as lead_name, p.name as cover_name, c.from_day, c.until_day
		from covers c join people l on l.id = c.lead_id join people p on p.id = c.cover_id
		where c.ods_code = $1 and c.ended_at is null and c.until_day >= $2 order by c.from_day, c.id`
	list, err := store.List[Cover](ctx, tx, sql, ods, today)
	if err != nil {
		return nil, fmt.Errorf("list covers: %w", err)
	}
	return list, nil
}

// Absence is who is away when, and who stands in.
type Absence struct {
	Lead, Cover string // ids of people
	From, Until day.Day
}

// NameCover names who stands in for a lead. It is a contributor or the board secretary: an assessor must not, another lead
// need not, and a board member would sign what they sent. Fields: lead, cover, from, until.
func (a Access) NameCover(ctx context.Context, s store.Scope, ods string, c Absence, now time.Time, today day.Day) error {
	if err := s.May(access.KeepAccess, access.Of(ods)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		list, err := members(ctx, tx, ods)
		if err != nil {
			return err
		}
		if err := c.check(list, today); err != nil {
			return err
		}
		id := store.NewID()
		const sql = `insert into covers (ods_code, id, lead_id, cover_id, from_day, until_day, named_at, named_by_name)
			values (@trust, @id, @lead, @cover, @from, @until, @now, @by)`
		_, err = tx.Exec(ctx, sql, store.Args{"trust": ods, "id": id, "lead": c.Lead, "cover": c.Cover, "from": c.From, "until": c.Until,
			"now": now, "by": tx.Scope.Actor.Name})
		if err != nil {
			return fmt.Errorf("name cover: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.CoverNamed, Trust: ods, Object: id, To: []string{c.Cover}}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.CoverNamed, Trust: ods, Object: c.Cover, Note: c.From.String() + " to " + c.Until.String()}, now)
	})
}

func (c Absence) check(list []Member, today day.Day) error {
	var lead, cover Member
	for _, m := range list {
		switch m.ID {
		case c.Lead:
			lead = m
		case c.Cover:
			cover = m
		}
	}
	switch {
	case !lead.Holds(access.Lead):
		return fault.InvalidField("lead", "Choose the assessment lead who is away.")
	case cover.Disabled || !MayCover(cover):
		return fault.InvalidField("cover", "Choose a contributor or the board secretary.")
	case c.From.IsZero():
		return fault.InvalidField("from", "Enter the first day of the absence.")
	case c.Until.IsZero():
		return fault.InvalidField("until", "Enter the last day of the absence.")
	case c.Until.Before(c.From):
		return fault.InvalidField("until", "The last day must not lie before the first.")
	case c.Until.Before(today):
		return fault.InvalidField("until", "The last day must not lie in the past.")
	case c.Until.DaysSince(c.From) > longestCover:
		return fault.InvalidField("until", "Cover lasts half a year at most. For longer, make somebody else lead.")
	}
	return nil
}

// MayCover tells whether somebody can stand in for a lead.
func MayCover(m Member) bool {
	return (m.Holds(access.Contributor) || m.Holds(access.BoardSecretary)) && !m.Holds(access.Lead) && !m.Holds(access.BoardMember)
}

// EndCover ends a cover early, and the sessions of who stood in.
func (a Access) EndCover(ctx context.Context, s store.Scope, ods, id string, now time.Time) error {
	if err := s.May(access.KeepAccess, access.Of(ods)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s.Elevated(), func(tx *store.Tx) error {
		const sql = `update covers set ended_at = $3 where ods_code = $1 and id::text = $2 and ended_at is null returning cover_id::text`
		var person string
		err := tx.QueryRow(ctx, sql, ods, id, now).Scan(&person)
		if store.None(err) {
			return fault.New(fault.Conflict, "This cover has ended already.")
		}
		if err != nil {
			return fmt.Errorf("end cover: %w", err)
		}
		if _, err := tx.Exec(ctx, `update people set epoch = epoch + 1 where id = $1`, person); err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.CoverEnded, Trust: ods, Object: id, To: []string{person}}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.CoverEnded, Trust: ods, Object: person}, now)
	})
}

// endCovers ends what somebody who loses a role stands in for, and who stands in for them when they lead no more.
func endCovers(ctx context.Context, tx *store.Tx, ods, person string, now time.Time) error {
	const sql = `update covers c set ended_at = @now where c.ods_code = @trust and c.ended_at is null and (
		(c.cover_id = @person and not exists (select from roles r where r.person_id = c.cover_id and r.ods_code = c.ods_code and r.ended_at is null
			and r.role in ('contributor', 'board-secretary')))
		or (c.lead_id = @person and not exists (select from roles r where r.person_id = c.lead_id and r.ods_code = c.ods_code and r.ended_at is null
			and r.role = 'lead')))`
	if _, err := tx.Exec(ctx, sql, store.Args{"now": now, "trust": ods, "person": person}); err != nil {
		return fmt.Errorf("end covers: %w", err)
	}
	return nil
}
