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
	"cyberready/internal/core/question"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

func ratingsOf(ods string, cycle trust.Cycle, version int) query[[]signoff.MemberRating] {
	type row struct {
		Standard string         `db:"standard"`
		Person   string         `db:"person_id"`
		Rating   signoff.Rating `db:"rating"`
		Note     string         `db:"note"`
		At       time.Time      `db:"rated_at"`
		After    bool           `db:"after_answer"`
	}
	const sql = `select standard, person_id::text, rating, note, rated_at, after_answer from board_ratings
		where ods_code = $1 and cycle = $2 and version = $3`
	return query[[]signoff.MemberRating]{"ratings", sql, []any{ods, cycle, version}, store.Each(func(r row) signoff.MemberRating {
		return signoff.MemberRating{Standard: r.Standard, Person: assessment.Author{ID: r.Person}, Rating: r.Rating, Note: r.Note, At: r.At, AfterAnswer: r.After}
	})}
}

func agreedOf(ods string, cycle trust.Cycle, version int) query[[]signoff.Agreed] {
	type row struct {
		Standard string         `db:"standard"`
		Rating   signoff.Rating `db:"rating"`
		Dissent  string         `db:"dissent"`
		By       string         `db:"recorded_by"`
		ByName   string         `db:"recorded_by_name"`
		At       time.Time      `db:"recorded_at"`
		On       day.Day        `db:"recorded_on"`
	}
	const sql = `select standard, rating, dissent, recorded_by::text, recorded_by_name, recorded_at,
			(recorded_at at time zone 'Europe/London')::date as recorded_on
		from agreed_ratings where ods_code = $1 and cycle = $2 and version = $3 order by recorded_at, id`
	return query[[]signoff.Agreed]{"agreed ratings", sql, []any{ods, cycle, version}, store.Each(func(r row) signoff.Agreed {
		return signoff.Agreed{Standard: r.Standard, Rating: r.Rating, Dissent: r.Dissent,
			By: assessment.Author{ID: r.By, Name: r.ByName}, At: r.At, On: r.On}
	})}
}

// Judgement is a rating of one standard with its words: a member's note, or the board's dissent.
type Judgement struct {
	Standard string
	Rating   signoff.Rating
	Words    string
}

func (j Judgement) note() string { return strings.TrimSpace(j.Words) }

// Rate records a board member's own ratings of the version that lies before the board, all or none. Each standard is
// rated alone: once a member can see how others rated it, their rating stays (a Conflict), unless they could not tell and have
// been answered since. Where two or more members now
// cannot tell, the service asks the assessment leads.
func (r Reports) Rate(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, version int, given []Judgement, now time.Time) error {
	if err := s.May(access.Rate, access.Of(ods)); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		p, err := lock(ctx, tx, ods, cycle)
		if err != nil {
			return err
		}
		if _, err := p.next(assessment.Sign, version); err != nil {
			return err
		}
		ratings, err := ratingsOf(ods, cycle, version).read(ctx, tx)
		if err != nil {
			return err
		}
		agreed, err := agreedOf(ods, cycle, version).read(ctx, tx)
		if err != nil {
			return err
		}
		asked, err := questionsOf(ods, cycle, version).read(ctx, tx)
		if err != nil {
			return err
		}
		var standards []string
		for _, j := range given {
			answered := question.AnsweredTo(asked, s.Actor.Person, version, j.Standard)
			if err := signoff.MayRate(s.Actor.Person, j.Standard, ratings, agreed, answered); err != nil {
				return err
			}
			const sql = `insert into board_ratings (ods_code, cycle, version, standard, person_id, rating, note, rated_at, after_answer)
				values (@ods, @cycle, @version, @standard, @person, @rating, @note, @now, @after)
				on conflict on constraint board_ratings_pkey do update set rating = excluded.rating, note = excluded.note, rated_at = excluded.rated_at,
					after_answer = excluded.after_answer`
			_, err := tx.Exec(ctx, sql, store.Args{"ods": ods, "cycle": cycle, "version": version, "standard": j.Standard,
				"person": s.Actor.Person, "rating": j.Rating, "note": j.note(), "now": now,
				"after": signoff.Again(s.Actor.Person, j.Standard, ratings, answered)})
			if err != nil {
				return fmt.Errorf("rate: %w", err)
			}
			standards = append(standards, j.Standard)
		}
		if err := askUnsure(ctx, tx, ods, cycle, version, standards, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.StandardRated, Trust: ods, Cycle: string(cycle), Object: strings.Join(standards, ", ")}, now)
	})
}

// Agree records what the board agreed on, all or none. It is for the board secretary, and for the board member who holds
// the office of chair; another board member is Forbidden. A later record takes the place of an earlier one, which is kept.
func (r Reports) Agree(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, version int, given []Judgement, now time.Time) error {
	if err := s.May(access.Agree, access.Of(ods)); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		holders, err := officersOf(ods).read(ctx, tx)
		if err != nil {
			return err
		}
		if err := mayAgree(readerOf(s.Actor, holders)); err != nil {
			return err
		}
		p, err := lock(ctx, tx, ods, cycle)
		if err != nil {
			return err
		}
		if _, err := p.next(assessment.Sign, version); err != nil {
			return err
		}
		var standards []string
		for _, j := range given {
			const sql = `insert into agreed_ratings (ods_code, id, cycle, version, standard, rating, dissent, recorded_at, recorded_by, recorded_by_name)
				values (@ods, @id, @cycle, @version, @standard, @rating, @dissent, @now, @by, @by_name)`
			_, err := tx.Exec(ctx, sql, store.Args{"ods": ods, "id": store.NewID(), "cycle": cycle, "version": version, "standard": j.Standard,
				"rating": j.Rating, "dissent": j.note(), "now": now, "by": s.Actor.Person, "by_name": s.Actor.Name})
			if err != nil {
				return fmt.Errorf("agree: %w", err)
			}
			standards = append(standards, j.Standard)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.RatingAgreed, Trust: ods, Cycle: string(cycle), Object: strings.Join(standards, ", ")}, now)
	})
}

func mayAgree(who signoff.Reader) error {
	if who.Records {
		return nil
	}
	return fault.New(fault.Forbidden, "Your role cannot do this here. Ask your chair or board secretary.")
}
