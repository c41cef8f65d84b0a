package assessmentdb

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Official is an official DSPT status as the trust itself recorded it: a fact beside the assessment, never a result here.
type Official struct {
	Status      trust.Status
	Day         day.Day // on which it was submitted or published, as the trust says
	SubmittedBy string
	RecordedAt  time.Time
	RecordedBy  string
}

// Published is the newest official status that was imported from a published file.
type Published struct {
	Status trust.Status
	AsAt   day.Day
}

const longestName = 120 // characters

// RecordOfficial records the trust's official DSPT status of a year, for its lead. It is append only: a later record
// stands before an earlier one. Fields that can be refused: status, day-day, submitted-by.
func (a Assessments) RecordOfficial(ctx context.Context, s store.Scope, k workingcopy.Key, o Official, now time.Time, today day.Day) error {
	if err := s.May(access.RecordOfficial, access.Of(k.ODS)); err != nil {
		return err
	}
	if err := o.check(today); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const sql = `insert into official_statuses (ods_code, id, cycle, status, status_day, submitted_by, recorded_at, recorded_by)
			values (@ods, @id, @cycle, @status, @day, @submitted, @at, @by)`
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": store.NewID(), "cycle": k.Cycle, "status": o.Status,
			"day": o.Day, "submitted": o.SubmittedBy, "at": now, "by": s.Actor.Name}); err != nil {
			return fmt.Errorf("record official status: %w", err)
		}
		return tx.Record(ctx, audit.Event{Verb: audit.OfficialRecorded, Trust: k.ODS, Cycle: k.Cycle, Note: string(o.Status)}, now)
	})
}

// check tidies what was filled in and says all that is wrong with it.
func (o *Official) check(today day.Day) error {
	o.SubmittedBy = strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(o.SubmittedBy, "\x00", ""), "\uFFFD")), " ")
	e := fault.New(fault.Invalid, "The official status cannot be recorded like this.")
	wrong := func(field, message string) { e.Fields = append(e.Fields, fault.Field{Name: field, Message: message}) }
	if !slices.Contains(trust.Statuses(), o.Status) {
		wrong("status", "Choose the status that the toolkit shows.")
	}
	switch {
	case o.Day.IsZero():
		wrong("day-day", "Enter the day of the submission.")
	case o.Day.After(today):
		wrong("day-day", "Enter a day that has come: "+o.Day.Words()+" is in the future.")
	}
	switch n := utf8.RuneCountInString(o.SubmittedBy); {
	case n == 0:
		wrong("submitted-by", "Enter who submitted it.")
	case n > longestName:
		wrong("submitted-by", fmt.Sprintf("Shorten the name to %d characters.", longestName))
	}
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}
