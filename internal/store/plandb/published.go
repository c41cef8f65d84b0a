package plandb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/store"
)

// Published is the plan of the current final publication of a year, with what was said and done about it since.
type Published struct {
	Trust       string // its name
	Version     int
	PublishedOn day.Day
	AsPublished score.Outcome
	Gaps        []string // counted items that were not in place, as published
	Actions     []plan.Published
	Outcome     plan.Outcome // as it is on the day of reading; as published while nobody decided anything
	History     []Change     // what the plan made of the result, oldest first
}

// Change is an outcome that was written down.
type Change struct {
	plan.Outcome
	From day.Day
	At   time.Time
}

// Action finds one of the published actions.
func (p Published) Action(id string) (plan.Published, bool) {
	i := slices.IndexFunc(p.Actions, func(a plan.Published) bool { return a.ID == id })
	if i < 0 {
		return plan.Published{}, false
	}
	return p.Actions[i], true
}

// Waiting counts the actions that national staff have still to decide on.
func (p Published) Waiting() int {
	n := 0
	for _, a := range p.Actions {
		if a.Waiting() {
			n++
		}
	}
	return n
}

// Published reads the plan of a trust's current final publication, for national staff within their reach. NotFound where
// nothing is published, or the trust is out of reach.
func (p Plans) Published(ctx context.Context, s store.Scope, k Key, today day.Day) (Published, error) {
	if err := s.May(access.Compare, access.Service); err != nil {
		return Published{}, err
	}
	var found *Published
	err := p.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		found, err = current(ctx, tx, k, today)
		return err
	})
	if err == nil && found == nil {
		err = fault.New(fault.NotFound, "We cannot find that page.")
	}
	if err != nil {
		return Published{}, err
	}
	return *found, nil
}

// current reads the plan of the current final publication, as the transaction's scope sees it; nil where there is none.
func current(ctx context.Context, tx *store.Tx, k Key, today day.Day) (*Published, error) {
	var p Published
	const head = `select t.name, p.version, p.published_on, p.outcome from publications p join trusts t on t.ods_code = p.ods_code
		where p.ods_code = $1 and p.cycle = $2 and p.kind = 'final' order by p.version desc limit 1`
	err := tx.QueryRow(ctx, head, k.ODS, k.Cycle).Scan(&p.Trust, &p.Version, &p.PublishedOn, &p.AsPublished)
	if store.None(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read publication: %w", err)
	}
	type gap struct{ Item string }
	gaps, err := store.List[gap](ctx, tx, readGaps, k.ODS, k.Cycle, p.Version)
	if err != nil {
		return nil, fmt.Errorf("read gaps: %w", err)
	}
	for _, g := range gaps {
		p.Gaps = append(p.Gaps, g.Item)
	}
	if p.Actions, err = publishedActions(ctx, tx, k, p.Version); err != nil {
		return nil, err
	}
	return &p, p.outcomes(ctx, tx, k, today)
}

const (
	readGaps = `select item from publication_items where ods_code = $1 and cycle = $2 and version = $3 and counted
		and state not in ('in place', 'does not apply', 'exempt') order by item`
	readPublished = `select p.action_id::text as action_id, p.title, p.items, p.owner_name, p.due, p.first_due, p.moved, p.moved_because, p.cost,
			p.funding, p.care_cost, p.ending, r.done_on, coalesce(r.words, '') as done_words
		from publication_actions p left join action_reports r
			on r.ods_code = p.ods_code and r.cycle = p.cycle and r.version = p.version and r.action_id = p.action_id
		where p.ods_code = $1 and p.cycle = $2 and p.version = $3 order by p.due, p.title, p.action_id`
	readDecisions = `select action_id::text as action_id, verdict, words, decided_at, decided_on, decided_by::text as decided_by, decided_by_name
		from action_decisions where ods_code = $1 and cycle = $2 and version = $3 order by decided_at, id`
)

func publishedActions(ctx context.Context, tx *store.Tx, k Key, version int) ([]plan.Published, error) {
	type row struct {
		ActionID     string
		Title        string
		Items        []string
		OwnerName    string
		Due          day.Day
		FirstDue     day.Day
		Moved        int
		MovedBecause string
		Cost         *plan.Pounds
		Funding      plan.Funding
		CareCost     string
		Ending       plan.Ending
		DoneOn       day.Day
		DoneWords    string
	}
	rows, err := store.List[row](ctx, tx, readPublished, k.ODS, k.Cycle, version)
	if err != nil {
		return nil, fmt.Errorf("read published actions: %w", err)
	}
	var list []plan.Published
	at := map[string]int{}
	for i, r := range rows {
		a := plan.Published{ReportedOn: r.DoneOn, Moved: r.Moved, Action: plan.Action{ID: r.ActionID, Title: r.Title, Items: r.Items,
			Owner: assessment.Author{Name: r.OwnerName}, Due: r.Due, Cost: r.Cost, Funding: r.Funding, CareCost: r.CareCost, End: r.Ending,
			EndWords: r.DoneWords}}
		if r.Moved > 0 {
			a.Moves = []plan.Move{{From: r.FirstDue, To: r.Due, Reason: r.MovedBecause}}
		}
		list = append(list, a)
		at[r.ActionID] = i
	}
	type decision struct {
		ActionID      string
		Verdict       plan.Verdict
		Words         string
		DecidedAt     time.Time
		DecidedOn     day.Day
		DecidedBy     string
		DecidedByName string
	}
	said, err := store.List[decision](ctx, tx, readDecisions, k.ODS, k.Cycle, version)
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	for _, d := range said {
		a := &list[at[d.ActionID]]
		a.Decisions = append(a.Decisions, plan.Decision{Action: d.ActionID, Verdict: d.Verdict, Words: d.Words, At: d.DecidedAt, On: d.DecidedOn,
			By: assessment.Author{ID: d.DecidedBy, Name: d.DecidedByName}})
	}
	return list, nil
}

// outcomes reads what was written down of the plan's effect on the result, and takes the latest to the day.
func (p *Published) outcomes(ctx context.Context, tx *store.Tx, k Key, today day.Day) error {
	type row struct {
		Outcome    score.Outcome
		FromDay    day.Day
		UntilDay   day.Day
		Reason     string
		RecordedAt time.Time
	}
	const sql = `select outcome, from_day, until_day, reason, recorded_at from publication_outcomes
		where ods_code = $1 and cycle = $2 and version = $3 order by recorded_at, id`
	rows, err := store.List[row](ctx, tx, sql, k.ODS, k.Cycle, p.Version)
	if err != nil {
		return fmt.Errorf("read outcomes: %w", err)
	}
	p.Outcome = plan.Outcome{Result: p.AsPublished}
	for _, r := range rows {
		p.Outcome = plan.Outcome{Result: r.Outcome, Until: r.UntilDay, Reason: r.Reason}
		p.History = append(p.History, Change{p.Outcome, r.FromDay, r.RecordedAt})
	}
	p.Outcome = p.Outcome.On(today)
	if len(p.Gaps) > 0 && len(p.Actions) > 0 { // why it is so today, also where nothing new had to be written down
		if live := plan.Judge(p.Gaps, p.Actions, today); live.Result == p.Outcome.Result {
			p.Outcome.Reason = live.Reason
		}
	}
	return nil
}
