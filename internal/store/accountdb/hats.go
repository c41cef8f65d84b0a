package accountdb

import (
	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
)

// What a person may act as: their own roles, for the days of a cover also the lead's, and for the hour of a look inside a
// trust that. The second and third are rare, and looking for them costs more than everything else: ownHats only tells
// whether there may be any.
const (
	ownHats        = `left join roles r on r.person_id = p.id and r.ended_at is null`
	ownHatsColumns = `r.id as role_id, r.role, r.reach, case r.reach when 'trust' then r.ods_code else r.place end as place,
		coalesce(case r.reach when 'trust' then (select name from trusts t where t.ods_code = r.ods_code)
			when 'region' then (select name from regions g where g.code = r.place)
			when 'icb' then (select name from icbs i where i.code = r.place) end, '') as place_name,
		'' as stands_for, null::date as until_day, '' as until_time`
	anyLentHats = `exists (select from covers c where c.cover_id = p.id and c.ended_at is null)
		or exists (select from break_glass b where b.person_id = p.id and b.closed_at is null)`

	// An administrator who is none any more looks no longer. $1 is the person, $2 today, $3 now.
	lentHats = `select h.id as role_id, h.role, 'trust' as reach, h.ods_code as place, coalesce(t.name, '') as place_name,
		h.stands_for, h.until_day, h.until_time from (
			select c.id, 'lead' as role, c.ods_code, c.named_at as given_at, l.name as stands_for, c.until_day, '' as until_time
				from covers c join people l on l.id = c.lead_id
				where c.cover_id = $1 and c.ended_at is null and $2 between c.from_day and c.until_day
			union all
			select b.id, 'break-glass', b.ods_code, b.opened_at, '', null, to_char(b.ends_at at time zone 'Europe/London', 'HH24:MI')
				from break_glass b where b.person_id = $1 and b.closed_at is null and b.ends_at > $3 and exists (
					select from roles a where a.person_id = b.person_id and a.role = 'administrator' and a.ended_at is null)
		) h left join trusts t on t.ods_code = h.ods_code order by h.given_at, h.id`
)

// hatRow is a row of either: nil where a person has no role.
type hatRow struct {
	RoleID    *string `db:"role_id"`
	Role      *string `db:"role"`
	Reach     *string `db:"reach"`
	Place     *string `db:"place"`
	PlaceName string  `db:"place_name"`
	StandsFor string  `db:"stands_for"`
	UntilDay  day.Day `db:"until_day"`
	UntilTime string  `db:"until_time"`
}

// hat gives the row as a hat of a person, with the place's name as people call it and for how long it is worn.
func (r hatRow) hat(p Person) (Hat, bool) {
	if r.RoleID == nil {
		return Hat{}, false
	}
	h := Hat{
		Actor: access.Actor{Person: p.ID, Name: p.Name, RoleID: *r.RoleID, Role: access.Role(*r.Role),
			Reach: access.Reach(*r.Reach), Place: *r.Place},
		PlaceName: r.PlaceName,
	}
	switch {
	case r.StandsFor != "":
		h.PlaceName += ", standing in for " + r.StandsFor + " until " + r.UntilDay.Words()
	case r.UntilTime != "":
		h.PlaceName += ", until " + r.UntilTime
	}
	return h, true
}
