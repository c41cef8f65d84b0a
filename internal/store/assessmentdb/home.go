package assessmentdb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/meeting"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/timetable"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Home is what a trust's task list shows.
type Home struct {
	workingcopy.Sheet // whole; empty but for the trust's name while the assessment has not been begun
	Begun             bool
	Plan              plan.Plan       // the plan of improvement
	Replies           quality.Replies // to what a reviewer would ask
	Official          *Official       // the newest that the trust recorded; nil when there is none
	Published         *Published      // the newest imported status; nil when there is none
	Events            []Event         // the last few, newest first
	Own               []timetable.Own // days that the trust entered
	Meetings          []Meeting       // of the board and its committee on this year's report, as last set
	Before            string          // the newest year before that the trust has begun; empty: none
	Waiting           int             // last year's answers that nobody has reconfirmed or given again
	Asked             int             // questions of the board that nobody has answered
}

// Event is something that happened to the assessment.
type Event struct {
	At     time.Time
	Name   string // who did it
	Verb   audit.Verb
	Object string // the item or assertion
}

const lastEvents = 5

// Home reads the task list of a year, for whoever may see the answers.
func (a Assessments) Home(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack) (Home, error) {
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return Home{}, err
	}
	var h Home
	err := a.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		var b pgx.Batch
		h.queueBegun(&b, k)
		p := workingcopy.PartOf(pack.Standards...)
		h.QueueAnswers(&b, k, p)
		h.QueueProofs(&b, k, p)
		h.QueueConfirmations(&b, k, p)
		h.QueueOwners(&b, k, p)
		h.QueueHandIns(&b, k, p)
		h.QueueAsks(&b, k, p)
		store.QueuePlan(&b, k.ODS, trust.Cycle(k.Cycle), &h.Plan)
		store.QueueReplies(&b, k.ODS, trust.Cycle(k.Cycle), &h.Replies)
		h.queueOfficial(&b, k)
		h.queueEvents(&b, k)
		h.queueAsked(&b, k)
		h.queueWaiting(&b, k)
		queueMeetings(&b, k, &h.Meetings)
		queueOwnDates(&b, k, &h.Own)
		return tx.SendBatch(ctx, &b).Close()
	})
	h.Risks = h.Plan.Risks
	return h, err
}

func (h *Home) queueBegun(b *pgx.Batch, k workingcopy.Key) {
	const sql = `select t.name, coalesce(a.stage, ''), coalesce(a.version, 0), a.ods_code is not null
		from trusts t left join assessments a on a.ods_code = t.ods_code and a.cycle = $2 where t.ods_code = $1`
	b.Queue(sql, k.ODS, k.Cycle).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&h.Trust, &h.Stage, &h.Version, &h.Begun)
		if store.None(err) {
			return noSuchTrust(k.ODS)
		}
		if err != nil {
			return fmt.Errorf("read trust: %w", err)
		}
		return nil
	})
}

func (h *Home) queueWaiting(b *pgx.Batch, k workingcopy.Key) {
	const sql = `select coalesce((select max(cycle) from assessments where ods_code = $1 and cycle < $2), ''),
		(select count(*) from carried_answers c where ods_code = $1 and cycle = $2 and not exists (select from answers a
			where a.ods_code = c.ods_code and a.cycle = c.cycle and a.item = c.item and ` + someWords + `))`
	b.Queue(sql, k.ODS, k.Cycle).QueryRow(func(row pgx.Row) error {
		if err := row.Scan(&h.Before, &h.Waiting); err != nil {
			return fmt.Errorf("count what waits of last year: %w", err)
		}
		return nil
	})
}

func noSuchTrust(ods string) error {
	return fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
}

func (h *Home) queueOfficial(b *pgx.Batch, k workingcopy.Key) {
	const recorded = `select status, status_day as day, submitted_by, recorded_at, recorded_by from official_statuses
		where ods_code = $1 and cycle = $2 order by recorded_at desc, id desc limit 1`
	b.Queue(recorded, k.ODS, k.Cycle).Query(func(rows pgx.Rows) error {
		return newest(rows, &h.Official, "official status")
	})
	const imported = `select status, as_at from published_results where ods_code = $1 and cycle = $2 order by as_at desc limit 1`
	b.Queue(imported, k.ODS, k.Cycle).Query(func(rows pgx.Rows) error {
		return newest(rows, &h.Published, "published status")
	})
}

// newest takes the one row that there may be.
func newest[T any](rows pgx.Rows, into **T, what string) error {
	list, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByName[T])
	if err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	if len(list) > 0 {
		*into = list[0]
	}
	return nil
}

// Ids are UUID v7, so the primary key gives the newest events of a trust first.
func (h *Home) queueEvents(b *pgx.Batch, k workingcopy.Key) {
	const sql = `select at, person_name as name, verb, object from audit_events
		where ods_code = $1 and cycle = $2 order by id desc limit $3`
	b.Queue(sql, k.ODS, k.Cycle, lastEvents).Query(func(rows pgx.Rows) (err error) {
		if h.Events, err = pgx.CollectRows(rows, pgx.RowToStructByName[Event]); err != nil {
			return fmt.Errorf("read events: %w", err)
		}
		return nil
	})
}

// Meeting is when a body meets on the report; without days it was called off.
type Meeting struct {
	Body     meeting.Body `db:"body"`
	MeetsOn  day.Day      `db:"meets_on"`
	PaperDue day.Day      `db:"paper_due"`
}

// Held gives the meetings that were not called off.
func (h Home) Held() []meeting.Meeting { return held(h.Meetings) }

func queueMeetings(b *pgx.Batch, k workingcopy.Key, into *[]Meeting) {
	const sql = `select distinct on (body) body, meets_on, paper_due from meetings
		where ods_code = $1 and cycle = $2 order by body, set_at desc, id desc`
	b.Queue(sql, k.ODS, k.Cycle).Query(func(rows pgx.Rows) (err error) {
		if *into, err = pgx.CollectRows(rows, pgx.RowToStructByName[Meeting]); err != nil {
			return fmt.Errorf("read meetings: %w", err)
		}
		return nil
	})
}

func (h *Home) queueAsked(b *pgx.Batch, k workingcopy.Key) {
	const sql = `select count(*) from questions q where q.ods_code = $1 and q.cycle = $2
		and not exists (select from question_answers a where a.ods_code = q.ods_code and a.question_id = q.id)`
	b.Queue(sql, k.ODS, k.Cycle).QueryRow(func(row pgx.Row) error {
		if err := row.Scan(&h.Asked); err != nil {
			return fmt.Errorf("count questions: %w", err)
		}
		return nil
	})
}

// Begun is one year that a trust has begun.
type Begun struct {
	Cycle     string
	Stage     assessment.Stage
	Version   int
	BegunAt   time.Time
	BegunBy   string
	Answered  int // questions of the ten standards
	ChangedOn day.Day
}

// Years are the years that a trust has begun, newest first, for anybody of the trust.
func (a Assessments) Years(ctx context.Context, s store.Scope, ods string) (trust string, years []Begun, err error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return "", nil, err
	}
	err = a.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		err := tx.QueryRow(ctx, `select name from trusts where ods_code = $1`, ods).Scan(&trust)
		if store.None(err) {
			return noSuchTrust(ods)
		}
		if err != nil {
			return fmt.Errorf("read trust: %w", err)
		}
		const sql = `select a.cycle, a.stage, a.version, a.begun_at, a.begun_by, p.answered, p.changed_on
			from assessments a join progress p on p.ods_code = a.ods_code and p.cycle = a.cycle
			where a.ods_code = $1 order by a.cycle desc`
		if years, err = store.List[Begun](ctx, tx, sql, ods); err != nil {
			return fmt.Errorf("read years: %w", err)
		}
		return nil
	})
	return trust, years, err
}
