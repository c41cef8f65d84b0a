package store

import (
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
)

// QueueCritical asks for a trust's critical services by name, and for what its records give its patients, for the rooms that
// keep them, freeze them and show them.
func QueueCritical(b *pgx.Batch, ods string, into *critical.List) {
	type service struct {
		ID          string
		Name        string
		PaperHours  *int
		LastRestore day.Day
		Supplier    string
		Version     int
		At          time.Time
		By, ByName  string
	}
	const services = `select id::text, name, paper_hours, last_restore, supplier, version, changed_at as at, changed_by::text as by, changed_by_name as by_name
		from critical_services where ods_code = $1 and removed_at is null order by lower(name), id`
	b.Queue(services, ods).Query(func(rows pgx.Rows) error {
		list, err := pgx.CollectRows(rows, pgx.RowToStructByName[service])
		for _, s := range list {
			into.Services = append(into.Services, critical.Service{ID: s.ID, Name: s.Name, PaperHours: s.PaperHours, LastRestore: s.LastRestore,
				Supplier: s.Supplier, Version: s.Version, ChangedAt: s.At, ChangedBy: assessment.Author{ID: s.By, Name: s.ByName}})
		}
		return err
	})
	const benefit = `select words, said_by::text, said_by_name, (said_at at time zone 'Europe/London')::date
		from record_benefits where ods_code = $1 order by said_at desc, id desc limit 1`
	b.Queue(benefit, ods).QueryRow(func(row pgx.Row) error {
		one := &into.Benefit
		if err := row.Scan(&one.Words, &one.By.ID, &one.By.Name, &one.On); err != nil && !None(err) {
			return err
		}
		if one.Words == "" {
			*one = critical.Benefit{} // taken back
		}
		return nil
	})
}
