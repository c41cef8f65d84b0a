package reminddb

import (
	"context"
	"fmt"

	"cyberready/internal/core/day"
	"cyberready/internal/core/reminder"
	"cyberready/internal/store"
)

// due reads everything that is due within the window, and whom it waits for.
func due(ctx context.Context, tx *store.Tx, today day.Day) ([]reminder.Thing, error) {
	from, until := window(today)
	args := store.Args{"today": today, "from": from, "until": until}
	var all []reminder.Thing
	for _, s := range []struct{ what, sql string }{
		{"parts", parts}, {"actions", actions}, {"deadlines", deadlines}, {"meetings", meetings}, {"dates", ownDates}, {"signatures", signing}, {"risks", risks}, {"evidence", evidence}, {"proof", proofs},
	} {
		rows, err := store.List[thingRow](ctx, tx, people+s.sql+heldHere, args)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", s.what, err)
		}
		for _, r := range rows {
			all = append(all, r.thing())
		}
	}
	return all, nil
}

type thingRow struct {
	Kind   reminder.Kind `db:"kind"`
	ODS    string        `db:"ods_code"`
	Cycle  string        `db:"cycle"`
	ID     string        `db:"thing"`
	Place  string        `db:"place"`
	Due    day.Day       `db:"due"`
	Since  day.Day       `db:"since"`
	Person string        `db:"person"`
}

func (r thingRow) thing() reminder.Thing {
	return reminder.Thing{Kind: r.Kind, ODS: r.ODS, Cycle: r.Cycle, ID: r.ID, Place: r.Place, Due: r.Due, Since: r.Since,
		Happens: r.Kind == reminder.Date, Person: r.Person}
}

// Each of the queries below gives the rows of "due"; people goes before it and heldHere behind. Instants become days in London.
const (
	// hats are who acts at a trust now, in their own role or for somebody who is away.
	people = `with hats as (
			select ods_code, person_id, role from roles where ods_code <> '' and ended_at is null
			union select ods_code, cover_id, 'lead' from covers where ended_at is null and @today::date between from_day and until_day),
		leads as (select distinct ods_code, person_id from hats where role = 'lead'),
		here as (select distinct h.ods_code, h.person_id from hats h join people p on p.id = h.person_id and p.disabled_at is null),
		due (kind, ods_code, cycle, thing, place, due, since, person_id) as (`

	// heldHere leaves out who has left.
	heldHere = `)
		select d.kind, d.ods_code, d.cycle, d.thing, d.place, d.due, d.since, d.person_id::text as person
		from due d join people p on p.id = d.person_id and p.disabled_at is null
		where d.due between @from and @until and exists (select from hats h where h.ods_code = d.ods_code and h.person_id = d.person_id)`

	// A part waits until it is handed in or confirmed, while the assessment can be changed. The part of somebody who left waits for
	// the leads.
	parts = `select 'assignment', o.ods_code, o.cycle, o.part, o.part, o.due, (o.given_at at time zone 'Europe/London')::date, coalesce(w.person_id, l.person_id)
		from open_parts o left join here w on w.ods_code = o.ods_code and w.person_id = o.person_id
		left join leads l on l.ods_code = o.ods_code and w.person_id is null
		where o.due between @from and @until`

	// What nobody owns who is here waits for the leads.
	actions = `select 'action', a.ods_code, a.cycle, a.id::text, '', a.due,
			(coalesce((select max(m.moved_at) from action_moves m where m.ods_code = a.ods_code and m.action_id = a.id), a.added_at) at time zone 'Europe/London')::date,
			coalesce(w.person_id, l.person_id)
		from actions a left join here w on w.ods_code = a.ods_code and w.person_id = a.owner_id left join leads l on l.ods_code = a.ods_code and w.person_id is null
		where a.ending = '' and a.due between @from and @until`

	// The year's deadlines, or the later ones that the trust was given, wait until that version, or the final one, is published.
	deadlines = `select 'deadline', l.ods_code, c.label, d.kind, '', greatest(d.due, e.until_day),
			case when e.until_day > d.due then (e.given_at at time zone 'Europe/London')::date end, l.person_id
		from cycles c cross join lateral (values ('baseline', c.baseline_due), ('final', c.deadline)) d (kind, due) cross join leads l
		left join lateral (select x.until_day, x.given_at from deadline_extensions x where x.ods_code = l.ods_code and x.cycle = c.label and x.kind = d.kind
			order by x.given_at desc, x.id desc limit 1) e on true
		where d.due between @from::date - 366 and @until and c.opens <= @today::date and not exists (select from publications p
			where p.ods_code = l.ods_code and p.cycle = c.label and p.kind in (d.kind, 'final'))`

	// The trust's own dates are for the lead, and those of fieldwork for the assessor too.
	ownDates = `select 'date', o.ods_code, o.cycle, o.id::text, o.kind, o.on_day, (o.set_at at time zone 'Europe/London')::date, h.person_id
		from own_dates o join hats h on h.ods_code = o.ods_code and (h.role = 'lead' or h.role = 'assessor' and o.kind <> 'named')
		where o.on_day between @from and @until`

	// A meeting is for the board's members and its secretary; its paper for the lead and the secretary.
	meetings = `select 'date', m.ods_code, m.cycle, d.what || ' ' || m.body, '', d.due, (m.set_at at time zone 'Europe/London')::date, h.person_id
		from (select distinct on (ods_code, cycle, body) * from meetings order by ods_code, cycle, body, set_at desc, id desc) m
		cross join lateral (values ('paper', m.paper_due), ('meeting', m.meets_on)) d (what, due)
		join hats h on h.ods_code = m.ods_code and (h.role = 'board-secretary' or d.what = 'paper' and h.role = 'lead'
			or d.what = 'meeting' and m.body = 'board' and h.role = 'board-member')
		where d.due between @from and @until`

	// A signature is needed by the board's meeting, or where none is to come by the year's deadline.
	signing = `select 'signing', s.ods_code, s.cycle, s.version::text, '',
			case when m.meets_on >= n.sent_on then m.meets_on else coalesce(app_due(a.ods_code, a.cycle, n.kind), c.deadline) end,
			n.sent_on, s.person_id
		from assessments a join cycles c on c.label = a.cycle
		join signatories s on s.ods_code = a.ods_code and s.cycle = a.cycle and s.version = a.version and s.replaced_at is null
		join (select ods_code, cycle, version, kind, recalled_at, (sent_at at time zone 'Europe/London')::date as sent_on from snapshots) n
			on n.ods_code = s.ods_code and n.cycle = s.cycle and n.version = s.version and n.recalled_at is null
		left join lateral (select meets_on from meetings b where b.ods_code = a.ods_code and b.cycle = a.cycle and b.body = 'board'
			order by set_at desc, id desc limit 1) m on true
		where a.stage = 'with the board' and not exists (select from signatures g where g.ods_code = s.ods_code and g.cycle = s.cycle
			and g.version = s.version and g.seat = s.seat and g.decision <> 'needs-an-answer-first')`

	// A risk that is accepted ends on its day; one that is not waits for the year's deadline, or its own end where that is earlier.
	risks = `select 'risk', r.ods_code, r.cycle, r.id::text, '', case when r.accepted_on is null then least(app_due(r.ods_code, r.cycle, 'final'), r.until_day) else r.until_day end,
			coalesce(r.accepted_on, (r.recorded_at at time zone 'Europe/London')::date), o.person_id
		from risks r join lateral (select person_id from officers o where o.ods_code = r.ods_code and o.office = 'siro' order by recorded_at desc, id desc limit 1) o
			on o.person_id is not null
		where r.ended_on is null`

	// What the assessor asks for waits for who has that part, or else for the leads.
	evidence = `select 'evidence', r.ods_code, e.cycle, r.id::text, r.item, r.due, (r.asked_at at time zone 'Europe/London')::date, coalesce(w.person_id, l.person_id)
		from evidence_requests r join engagements e on e.ods_code = r.ods_code and coalesce(e.continues, e.id) = r.engagement_id and e.ended_at is null and e.final_at is null
		left join assertion_owners o on o.ods_code = r.ods_code and o.cycle = e.cycle and (r.item = o.assertion or r.item like o.assertion || '.%')
		left join here w on w.ods_code = o.ods_code and w.person_id = o.person_id left join leads l on l.ods_code = r.ods_code and w.person_id is null
		where r.due between @from and @until and not exists (select from evidence_answers a where a.ods_code = r.ods_code and a.request_id = r.id)`

	// Proof that lapses, and is named for something in a year that runs, waits for its owner, or else for the leads. A new version has a
	// day of its own. A month that is shorter ends it as assessment.Proof.Until does.
	proofs = `select 'proof', p.ods_code, max(i.cycle), p.id::text, min(i.item), (p.dated + make_interval(months => p.holds_months))::date,
			(coalesce((select max(v.until_at) from proof_versions v where v.ods_code = p.ods_code and v.proof_id = p.id), p.added_at) at time zone 'Europe/London')::date,
			coalesce(w.person_id, l.person_id)
		from proofs p join proof_items i on i.ods_code = p.ods_code and i.proof_id = p.id join cycles c on c.label = i.cycle and c.deadline >= @from
		left join here w on w.ods_code = p.ods_code and w.person_id = p.owner_id left join leads l on l.ods_code = p.ods_code and w.person_id is null
		where p.withdrawn_at is null and p.holds_months > 0 and (p.dated + make_interval(months => p.holds_months))::date between @from and @until
		group by p.ods_code, p.id, coalesce(w.person_id, l.person_id)`
)
