package store

import (
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"cyberready/internal/core/day"
)

// The core's Day and Postgres's date, both ways. A null date is the zero Day.

func registerDay(m *pgtype.Map) {
	m.TryWrapEncodePlanFuncs = append([]pgtype.TryWrapEncodePlanFunc{wrapDayForEncode}, m.TryWrapEncodePlanFuncs...)
	m.TryWrapScanPlanFuncs = append([]pgtype.TryWrapScanPlanFunc{wrapDayForScan}, m.TryWrapScanPlanFuncs...)
	m.RegisterDefaultPgType(day.Day{}, "date")
}

type dayWrapper day.Day

func (w dayWrapper) DateValue() (pgtype.Date, error) {
	d := day.Day(w)
	return pgtype.Date{Time: d.Time(), Valid: !d.IsZero()}, nil
}

func (w *dayWrapper) ScanDate(v pgtype.Date) error {
	if !v.Valid {
		*w = dayWrapper{}
		return nil
	}
	y, m, d := v.Time.Date()
	*w = dayWrapper(day.Of(y, m, d))
	return nil
}

type dayEncodePlan struct{ next pgtype.EncodePlan }

func (p *dayEncodePlan) SetNext(next pgtype.EncodePlan) { p.next = next }

func (p *dayEncodePlan) Encode(value any, buf []byte) ([]byte, error) {
	return p.next.Encode(dayWrapper(value.(day.Day)), buf)
}

func wrapDayForEncode(value any) (pgtype.WrappedEncodePlanNextSetter, any, bool) {
	if d, ok := value.(day.Day); ok {
		return &dayEncodePlan{}, dayWrapper(d), true
	}
	return nil, nil, false
}

type dayScanPlan struct{ next pgtype.ScanPlan }

func (p *dayScanPlan) SetNext(next pgtype.ScanPlan) { p.next = next }

func (p *dayScanPlan) Scan(src []byte, target any) error {
	return p.next.Scan(src, (*dayWrapper)(target.(*day.Day)))
}

func wrapDayForScan(target any) (pgtype.WrappedScanPlanNextSetter, any, bool) {
	if d, ok := target.(*day.Day); ok {
		return &dayScanPlan{}, (*dayWrapper)(d), true
	}
	return nil, nil, false
}

// TeachDays makes a connection of one's own read and write the core's Day; the pool's connections know it already.
func TeachDays(c *pgx.Conn) {
	registerDay(c.TypeMap())
}
