package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/trust"
)

// Plan reads the working plan of a trust's year. The transaction is a snapshot, or holds the lock on the assessment that
// whoever changes the plan shares.
func (tx *Tx) Plan(ctx context.Context, ods string, cycle trust.Cycle) (plan.Plan, error) {
	var p plan.Plan
	var b pgx.Batch
	QueuePlan(&b, ods, cycle, &p)
	return p, tx.SendBatch(ctx, &b).Close()
}

// QueuePlan asks for the working plan, for the rooms that keep it, freeze it and show it: its actions by date with their
// moves and notes, and its risks by item. Answers come in the order of asking, so that moves and notes find their actions.
func QueuePlan(b *pgx.Batch, ods string, cycle trust.Cycle, into *plan.Plan) {
	at := map[string]*plan.Action{}
	queueRows(b, "actions", readActions, ods, cycle, func(rows []actionRow) {
		*into = plan.Plan{Actions: make([]plan.Action, len(rows))}
		for i, r := range rows {
			into.Actions[i] = r.value()
			at[r.ID] = &into.Actions[i]
		}
	})
	queueRows(b, "moved dates", readMoves, ods, cycle, func(rows []moveRow) {
		for _, r := range rows {
			a := at[r.ActionID]
			a.Moves = append(a.Moves, plan.Move{From: r.FromDay, To: r.ToDay, Reason: r.Reason, At: r.MovedAt,
				By: assessment.Author{ID: r.MovedBy, Name: r.MovedByName}})
		}
	})
	queueRows(b, "notes", readNotes, ods, cycle, func(rows []noteRow) {
		for _, r := range rows {
			a := at[r.ActionID]
			a.Notes = append(a.Notes, plan.Note{Words: r.Words, At: r.WrittenAt, By: assessment.Author{ID: r.WrittenBy, Name: r.WrittenByName}})
		}
	})
	queueRows(b, "risks", readRisks, ods, cycle, func(rows []riskRow) {
		for _, r := range rows {
			into.Risks = append(into.Risks, r.value())
		}
	})
}

// AddAction adds a checked action to the plan, by who acts, and gives its id: for the room of the plan, and for those whose findings
// become actions. Its owner is told.
func (tx *Tx) AddAction(ctx context.Context, ods string, cycle trust.Cycle, a plan.Action, now time.Time) (string, error) {
	const sql = `insert into actions (ods_code, id, cycle, title, items, owner_id, owner_name, due, cost, funding, care_cost, version, added_at,
			added_by, added_by_name)
		values (@ods, @id, @cycle, @title, @items, @owner, @owner_name, @due, @cost, @funding, @care, 1, @at, @by, @by_name)`
	id, by := NewID(), tx.Scope.Actor
	_, err := tx.Exec(ctx, sql, Args{"ods": ods, "id": id, "cycle": cycle, "title": a.Title, "items": a.Items, "owner": Nullable(a.Owner.ID),
		"owner_name": a.Owner.Name, "due": a.Due, "cost": a.Cost, "funding": a.Funding, "care": a.CareCost, "at": now, "by": by.Person, "by_name": by.Name})
	if err != nil {
		return "", fmt.Errorf("add action: %w", err)
	}
	return id, tx.TellOwner(ctx, letter.ActionGiven, ods, cycle, a, now)
}

// TellOwner writes to an action's owner, where they have an account.
func (tx *Tx) TellOwner(ctx context.Context, k letter.Kind, ods string, cycle trust.Cycle, a plan.Action, now time.Time) error {
	if a.Owner.ID == "" {
		return nil
	}
	return tx.Tell(ctx, letter.Notice{Kind: k, Trust: ods, Cycle: string(cycle), To: []string{a.Owner.ID}}, now)
}

func queueRows[R any](b *pgx.Batch, what, sql, ods string, cycle trust.Cycle, take func([]R)) {
	b.Queue(sql, ods, cycle).Query(func(rows pgx.Rows) error {
		list, err := pgx.CollectRows(rows, pgx.RowToStructByName[R])
		if err != nil {
			return fmt.Errorf("read %s: %w", what, err)
		}
		take(list)
		return nil
	})
}

const (
	readActions = `select id::text as id, title, items, coalesce(owner_id::text, '') as owner_id, owner_name, due, cost, funding, care_cost,
			ending, ended_on, end_words, version, added_at, added_by::text as added_by, added_by_name
		from actions where ods_code = $1 and cycle = $2 order by due, title, id`
	readMoves = `select m.action_id::text as action_id, m.from_day, m.to_day, m.reason, m.moved_at, m.moved_by::text as moved_by, m.moved_by_name
		from action_moves m join actions a on a.ods_code = m.ods_code and a.id = m.action_id
		where m.ods_code = $1 and a.cycle = $2 order by m.moved_at, m.id`
	readNotes = `select n.action_id::text as action_id, n.words, n.written_at, n.written_by::text as written_by, n.written_by_name
		from action_notes n join actions a on a.ods_code = n.ods_code and a.id = n.action_id
		where n.ods_code = $1 and a.cycle = $2 order by n.written_at, n.id`
	readRisks = `select id::text as id, item, coalesce(owner_id::text, '') as owner_id, owner_name, reason, until_day, recorded_at,
			recorded_by::text as recorded_by, recorded_by_name, coalesce(accepted_by::text, '') as accepted_by, accepted_by_name, accepted_on, ended_on
		from risks where ods_code = $1 and cycle = $2 order by item, recorded_at, id`
)

type actionRow struct {
	ID          string
	Title       string
	Items       []string
	OwnerID     string
	OwnerName   string
	Due         day.Day
	Cost        *plan.Pounds
	Funding     plan.Funding
	CareCost    string
	Ending      plan.Ending
	EndedOn     day.Day
	EndWords    string
	Version     int
	AddedAt     time.Time
	AddedBy     string
	AddedByName string
}

func (r actionRow) value() plan.Action {
	return plan.Action{
		ID: r.ID, Title: r.Title, Items: r.Items, Owner: assessment.Author{ID: r.OwnerID, Name: r.OwnerName}, Due: r.Due, Cost: r.Cost,
		Funding: r.Funding, CareCost: r.CareCost, End: r.Ending, EndedOn: r.EndedOn, EndWords: r.EndWords, Version: r.Version,
		AddedAt: r.AddedAt, AddedBy: assessment.Author{ID: r.AddedBy, Name: r.AddedByName},
	}
}

type moveRow struct {
	ActionID    string
	FromDay     day.Day
	ToDay       day.Day
	Reason      string
	MovedAt     time.Time
	MovedBy     string
	MovedByName string
}

type noteRow struct {
	ActionID      string
	Words         string
	WrittenAt     time.Time
	WrittenBy     string
	WrittenByName string
}

type riskRow struct {
	ID             string
	Item           string
	OwnerID        string
	OwnerName      string
	Reason         string
	UntilDay       day.Day
	RecordedAt     time.Time
	RecordedBy     string
	RecordedByName string
	AcceptedBy     string
	AcceptedByName string
	AcceptedOn     day.Day
	EndedOn        day.Day
}

func (r riskRow) value() plan.Risk {
	return plan.Risk{
		ID: r.ID, Item: r.Item, Owner: assessment.Author{ID: r.OwnerID, Name: r.OwnerName}, Reason: r.Reason, Until: r.UntilDay,
		RecordedAt: r.RecordedAt, RecordedBy: assessment.Author{ID: r.RecordedBy, Name: r.RecordedByName},
		AcceptedBy: assessment.Author{ID: r.AcceptedBy, Name: r.AcceptedByName}, AcceptedOn: r.AcceptedOn, EndedOn: r.EndedOn,
	}
}
