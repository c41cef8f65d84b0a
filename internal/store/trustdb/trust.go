package trustdb

import (
	"context"
	"fmt"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// row is a trust as the table has it.
type row struct {
	Code        string     `db:"ods_code"`
	Name        string     `db:"name"`
	SourceName  string     `db:"source_name"`
	Kind        trust.Kind `db:"kind"`
	Region      string     `db:"region_code"`
	ICB         string     `db:"icb_code"`
	Opened      day.Day    `db:"opened"`
	Closed      day.Day    `db:"closed"`
	MajorTrauma *bool      `db:"major_trauma"`

	WeeklyAppointments       *int   `db:"weekly_appointments"`
	WeeklyAppointmentsYear   *int   `db:"weekly_appointments_year"`
	WeeklyAppointmentsSource string `db:"weekly_appointments_source"`
	Beds                     *int   `db:"beds"`
	BedsYear                 *int   `db:"beds_year"`
	BedsSource               string `db:"beds_source"`
	Staff                    *int   `db:"staff"`
	StaffYear                *int   `db:"staff_year"`
	StaffSource              string `db:"staff_source"`
}

const columns = `ods_code, name, source_name, kind, region_code, icb_code, opened, closed, major_trauma,
	weekly_appointments, weekly_appointments_year, weekly_appointments_source,
	beds, beds_year, beds_source, staff, staff_year, staff_source`

func (r row) trust() trust.Trust {
	return trust.Trust{
		Code: r.Code, Name: r.Name, SourceName: r.SourceName, Kind: r.Kind, Region: r.Region, ICB: r.ICB,
		Opened: r.Opened, Closed: r.Closed, MajorTrauma: r.MajorTrauma,
		WeeklyAppointments: figure(r.WeeklyAppointments, r.WeeklyAppointmentsYear, r.WeeklyAppointmentsSource),
		Beds:               figure(r.Beds, r.BedsYear, r.BedsSource),
		Staff:              figure(r.Staff, r.StaffYear, r.StaffSource),
	}
}

func trusts(rows []row) []trust.Trust {
	list := make([]trust.Trust, 0, len(rows))
	for _, r := range rows {
		list = append(list, r.trust())
	}
	return list
}

func figure(value, year *int, source string) *trust.Figure {
	if value == nil || year == nil {
		return nil
	}
	return &trust.Figure{Value: *value, Year: *year, Source: source}
}

// Trust reads one trust, open or closed. An unknown code is NotFound.
func (r Register) Trust(ctx context.Context, s store.Scope, ods string) (trust.Trust, error) {
	var t trust.Trust
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		found, err := store.One[row](ctx, tx, `select `+columns+` from trusts where ods_code = $1`, ods)
		if store.None(err) {
			return fault.New(fault.NotFound, "There is no trust with the code %s in the register.", ods)
		}
		if err != nil {
			return fmt.Errorf("read trust: %w", err)
		}
		t = found.trust()
		return nil
	})
	return t, err
}

// Search says which trusts a list shows.
type Search struct {
	Text          string  // part of the name or of the ODS code, in any letter case; "" for all
	OpenOn        day.Day // only trusts that are open on that day; zero: closed ones too
	Limit, Offset int
}

// Trusts lists trusts by name, at most Limit of them from Offset on, with the number of all that fit the search.
func (r Register) Trusts(ctx context.Context, s store.Scope, q Search) (list []trust.Trust, all int, err error) {
	const fits = ` from trusts where ($1 = '' or strpos(lower(name || ' ' || ods_code), lower($1)) > 0)
		and ($2::date is null or ((opened is null or opened <= $2) and (closed is null or closed >= $2)))`
	err = r.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		if err := tx.QueryRow(ctx, `select count(*)`+fits, q.Text, q.OpenOn).Scan(&all); err != nil {
			return err
		}
		rows, err := store.List[row](ctx, tx, `select `+columns+fits+` order by name, ods_code limit $3 offset $4`,
			q.Text, q.OpenOn, q.Limit, q.Offset)
		list = trusts(rows)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list trusts: %w", err)
	}
	return list, all, nil
}

// whole reads the register as it is kept, by code.
func whole(ctx context.Context, tx *store.Tx) ([]trust.Trust, error) {
	rows, err := store.List[row](ctx, tx, `select `+columns+` from trusts order by ods_code`)
	if err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	return trusts(rows), nil
}
