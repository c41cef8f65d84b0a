package nationaldb

import (
	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

// details gives the statement that looks up what is known of the trusts that another one picked: each of its joins finds
// at most one row by its key. The order has to be said again outside.
func details(picked, order string) string {
	return `select s.ods_code, s.name, s.kind, s.region_code, s.region_name, s.icb_code, coalesce(i.name, s.icb_code) as icb_name,
		s.major_trauma, s.closed, s.status, s.status_as_at,
		p.version, s.result as outcome, p.mandatory, p.in_place, p.does_not_apply, p.exempt, p.proved, p.unconfirmed, p.reference_day,
		p.published_on, p.late, p.signed, p.reservations, p.refusals,
		g.begun_on, g.answered, g.changed_on as draft_changed_on, o.status as recorded_status, o.status_day as recorded_day
	from (` + picked + `) s
	left join icbs i on i.code = s.icb_code
	left join publications p on p.ods_code = s.ods_code and p.cycle = s.cycle and p.version = s.version
	left join progress g on @drafts::boolean and g.ods_code = s.ods_code and g.cycle = s.cycle
	left join lateral (select o.status, o.status_day from official_statuses o
		where o.ods_code = s.ods_code and o.cycle = s.cycle and ` + knownBy + `
		order by o.recorded_at desc, o.id desc limit 1) o on true` + order
}

// trustRow is a row of details. What may be missing is a pointer.
type trustRow struct {
	ODSCode     string
	Name        string
	Kind        trust.Kind
	RegionCode  string
	RegionName  string
	ICBCode     string
	ICBName     string
	MajorTrauma *bool
	Closed      day.Day
	Status      trust.Status
	StatusAsAt  day.Day

	Version      *int
	Outcome      *score.Outcome
	Mandatory    *int
	InPlace      *int
	DoesNotApply *int
	Exempt       *int
	Proved       *int
	Unconfirmed  *int
	ReferenceDay day.Day
	PublishedOn  day.Day
	Late         *bool
	Signed       *bool
	Reservations *int
	Refusals     *int

	BegunOn        day.Day
	Answered       *int
	DraftChangedOn day.Day

	RecordedStatus *trust.Status
	RecordedDay    day.Day
}

func (r trustRow) trust() compare.Trust {
	t := compare.Trust{
		Code: r.ODSCode, Name: r.Name, Kind: r.Kind, RegionCode: r.RegionCode, Region: r.RegionName, ICBCode: r.ICBCode, ICB: r.ICBName,
		MajorTrauma: r.MajorTrauma, Closed: r.Closed, Official: compare.Stated{Status: r.Status, On: r.StatusAsAt},
	}
	if r.Version != nil {
		t.Here = &compare.Here{
			Version: *r.Version, Outcome: *r.Outcome, PublishedOn: r.PublishedOn, Reference: r.ReferenceDay, Late: *r.Late, Signed: *r.Signed,
			Reservations: *r.Reservations, Refusals: *r.Refusals, Unconfirmed: *r.Unconfirmed,
			Counts: score.Counts{Mandatory: *r.Mandatory, InPlace: *r.InPlace, DoesNotApply: *r.DoesNotApply, Exempt: *r.Exempt, Proved: *r.Proved},
		}
	}
	if r.Answered != nil {
		t.Draft = &compare.Draft{BegunOn: r.BegunOn, Answered: *r.Answered, ChangedOn: r.DraftChangedOn}
	}
	if r.RecordedStatus != nil {
		t.Recorded = compare.Stated{Status: *r.RecordedStatus, On: r.RecordedDay}
	}
	return t
}
