package accountdb

import (
	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
)

// hats joins to people p what they may act as: their roles, for the days of a cover also the lead's, and for the hour of a
// look inside a trust that. An administrator who is none any more looks no longer. $2 is today, $3 now.
const hats = `left join (
		select id, person_id, role, reach, ods_code, place, given_at, '' as stands_for, null::date as until_day, '' as until_time
			from roles where ended_at is null
		union all
		select c.id, c.cover_id, 'lead', 'trust', c.ods_code, '', c.named_at, l.name, c.until_day, ''
			from covers c join people l on l.id = c.lead_id where c.ended_at is null and $2 between c.from_day and c.until_day
		union all
		select b.id, b.person_id, 'break-glass', 'trust', b.ods_code, '', b.opened_at, '', null, to_char(b.ends_at at time zone 'Europe/London', 'HH24:MI')
			from break_glass b where b.closed_at is null and b.ends_at > $3 and exists (
				select from roles a where a.person_id = b.person_id and a.role = 'administrator' and a.ended_at is null)
	) r on r.person_id = p.id
	left join trusts t on r.reach = 'trust' and t.ods_code = r.ods_code
	left join regions g on r.reach = 'region' and g.code = r.place
	left join icbs i on r.reach = 'icb' and i.code = r.place`

const hatColumns = `r.id as role_id, r.role, r.reach, case r.reach when 'trust' then r.ods_code else r.place end as place,
	coalesce(t.name, g.name, i.name, '') as place_name, coalesce(r.stands_for, '') as stands_for, r.until_day, coalesce(r.until_time, '') as until_time`

// hatRow is a row of hatColumns: nil where a person has no role.
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
