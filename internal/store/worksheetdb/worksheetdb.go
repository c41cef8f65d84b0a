// Package worksheetdb keeps what people take away of an assessment to work on in a spreadsheet, and what they bring back, while it
// waits for them to confirm it.
//
// A caller may rely on these:
//   - an upload changes no answer; it waits for hours under the person who brought it, and nobody else sees it;
//   - what is confirmed is saved in one transaction, each answer as any save is, or not at all.
package worksheetdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/worksheet"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Worksheets is the room's door.
type Worksheets struct{ DB *store.DB }

// UploadWaits is how long what a spreadsheet asks to change waits to be confirmed.
const UploadWaits = 6 * time.Hour

// TakeSpreadsheet reads what a person takes away to work in, and writes down that they did. A lead takes everything; a
// contributor the assertions and single items that were given to them, and nothing where none was: one file that shows where a whole trust is weak,
// on the disk of everybody who helps, is more than their work needs, and pages still show them the rest. The pack is cut down
// to what the file holds.
func (a Worksheets) TakeSpreadsheet(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, now time.Time) (workingcopy.Sheet, framework.Pack, error) {
	if err := s.May(access.WorkInFile, access.Of(k.ODS)); err != nil {
		return workingcopy.Sheet{}, pack, err
	}
	var sh workingcopy.Sheet
	err := a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		var b pgx.Batch
		sh.Queue(&b, k, workingcopy.PartOf(pack.Standards...))
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
		what := "everything"
		if s.Actor.Role == access.Contributor {
			parts, items := sh.GivenTo(s.Actor.Person, pack)
			if len(items) == 0 {
				return fault.New(fault.Conflict, "No part is handed out to you, so there is nothing to take. Ask your assessment lead for one.")
			}
			pack, what = pack.OfItems(items...), strings.Join(parts, ", ")
		}
		return tx.Record(ctx, audit.Event{Verb: audit.AnswersTaken, Trust: k.ODS, Cycle: k.Cycle, Note: what}, now)
	})
	return sh, pack, err
}

// Upload is what a spreadsheet asks to change, as it waits under the person who uploaded it.
type Upload struct {
	ID         string
	UploadedAt time.Time
	ExpiresAt  time.Time
	Edits      []worksheet.Edit
	Refused    []worksheet.Refused
	Ignored    []string
}

// KeepUpload sets what a file says beside the versions that it was written on, and keeps what it asks to change for some
// hours. Of a contributor's file only what was given to them is kept. It changes no answer. What the same person uploaded before for this year is dropped. While nothing can be changed it
// is a fault, so that nobody sorts differences for nothing.
func (a Worksheets) KeepUpload(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, read worksheet.Read, now time.Time, today day.Day) error {
	if err := s.May(access.WorkInFile, access.Of(k.ODS)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		var stage assessment.Stage
		var b pgx.Batch
		workingcopy.QueueStage(&b, k, &stage)
		seen := worksheet.Earlier{}
		queueEarlier(&b, k, read.Rows, seen)
		others := queueOthers(&b, k, pack, s)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
		edits, refused := worksheet.Edits(read, pack, seen, others(), today)
		const drop = `delete from spreadsheet_uploads where ods_code = $1 and cycle = $2 and person_id = $3`
		if _, err := tx.Exec(ctx, drop, k.ODS, k.Cycle, s.Actor.Person); err != nil {
			return fmt.Errorf("drop earlier upload: %w", err)
		}
		const keep = `insert into spreadsheet_uploads (ods_code, id, cycle, person_id, uploaded_at, expires_at, edits, refused, ignored)
			values (@ods, @id, @cycle, @person, @at, @expires, @edits, @refused, @ignored)`
		if _, err := tx.Exec(ctx, keep, store.Args{"ods": k.ODS, "id": store.NewID(), "cycle": k.Cycle, "person": s.Actor.Person, "at": now,
			"expires": now.Add(UploadWaits), "edits": orNone(edits), "refused": orNone(refused), "ignored": orNone(read.Ignored)}); err != nil {
			return fmt.Errorf("keep upload: %w", err)
		}
		return nil
	})
}

// queueOthers asks whom the items were given to, and then gives those that somebody cannot change in a file: none for a lead.
func queueOthers(b *pgx.Batch, k workingcopy.Key, pack framework.Pack, s store.Scope) func() worksheet.Others {
	if s.Actor.Role != access.Contributor {
		return func() worksheet.Others { return nil }
	}
	var sh workingcopy.Sheet
	sh.QueueOwners(b, k, workingcopy.PartOf(pack.Standards...))
	return func() worksheet.Others {
		_, mine := sh.GivenTo(s.Actor.Person, pack)
		others := worksheet.Others{}
		for _, q := range pack.Questions() {
			if !slices.Contains(mine, q.ID) {
				others[q.ID] = sh.OwnerOf(q).Name
			}
		}
		return others
	}
}

func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// queueEarlier asks for the answers as they were at the versions that a file was written on.
func queueEarlier(b *pgx.Batch, k workingcopy.Key, rows []worksheet.Said, into worksheet.Earlier) {
	var items []string
	var versions []int
	for _, r := range rows {
		items, versions = append(items, r.Item), append(versions, r.Base)
	}
	const sql = `select ` + workingcopy.AnswerColumns + ` from answer_revisions
		where ods_code = $1 and cycle = $2 and (item, version) in (select * from unnest($3::text[], $4::integer[]))`
	b.Queue(sql, k.ODS, k.Cycle, items, versions).Query(func(rows pgx.Rows) error {
		list, err := workingcopy.Answers(rows)
		if err != nil {
			return fmt.Errorf("read earlier answers: %w", err)
		}
		for _, one := range list {
			into[one.Item] = one
		}
		return nil
	})
}

// Waiting is an upload beside the answers as they are now.
type Waiting struct {
	workingcopy.Sheet
	Upload
	Found bool // there is one that waits
}

// WaitingUpload reads what waits under the person, with the working copy.
func (a Worksheets) WaitingUpload(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, now time.Time) (Waiting, error) {
	if err := s.May(access.WorkInFile, access.Of(k.ODS)); err != nil {
		return Waiting{}, err
	}
	var w Waiting
	err := a.DB.Ask(ctx, s, func(b *pgx.Batch) {
		w.Sheet.Queue(b, k, workingcopy.PartOf(pack.Standards...))
		queueUpload(b, `select `+uploadColumns+` from spreadsheet_uploads `+uploadThatWaits, k, s.Actor.Person, now, &w)
	})
	return w, err
}

const (
	uploadColumns   = `id::text as id, uploaded_at, expires_at, edits, refused, ignored`
	uploadThatWaits = `where ods_code = $1 and cycle = $2 and person_id = $3 and expires_at > $4`
)

func queueUpload(b *pgx.Batch, sql string, k workingcopy.Key, person string, now time.Time, into *Waiting) {
	b.Queue(sql, k.ODS, k.Cycle, person, now).Query(func(rows pgx.Rows) error {
		list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Upload])
		if err != nil {
			return fmt.Errorf("read upload: %w", err)
		}
		if into.Found = len(list) > 0; into.Found {
			into.Upload = list[0]
		}
		return nil
	})
}

// DropUpload drops what waits under the person.
func (a Worksheets) DropUpload(ctx context.Context, s store.Scope, k workingcopy.Key) error {
	if err := s.May(access.WorkInFile, access.Of(k.ODS)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const drop = `delete from spreadsheet_uploads where ods_code = $1 and cycle = $2 and person_id = $3`
		if _, err := tx.Exec(ctx, drop, k.ODS, k.Cycle, s.Actor.Person); err != nil {
			return fmt.Errorf("drop upload: %w", err)
		}
		return nil
	})
}

// ApplyUpload saves the edits of an upload that the person chose, each on the version that they saw beside it, and drops the
// upload. All are saved or none: one answer that somebody saved since makes it an *assessment.Conflict; an upload that is not there
// any more, or an item that a contributor was given and is not any more, a Conflict. Every one goes through Answer.Apply, like any save. It gives how many were saved.
func (a Worksheets) ApplyUpload(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, id string, chosen map[string]int, now time.Time, today day.Day) (saved int, err error) {
	if err := s.May(access.Answer, access.Of(k.ODS)); err != nil {
		return 0, err
	}
	apply := func(tx *store.Tx) error {
		saved = 0
		var w Waiting
		var stage assessment.Stage
		var b pgx.Batch
		workingcopy.QueueStage(&b, k, &stage)
		// It is gone with the save, and back when that fails: of two windows that confirm at once, one does.
		queueUpload(&b, `delete from spreadsheet_uploads `+uploadThatWaits+` returning `+uploadColumns, k, s.Actor.Person, now, &w)
		others := queueOthers(&b, k, pack, s)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
		if !w.Found || w.ID != id {
			return fault.New(fault.Conflict, "These changes do not wait any more: they were saved, dropped, replaced by another upload, or their time was over.")
		}
		theirs := others()
		for item := range chosen {
			if _, is := theirs[item]; is {
				return fault.New(fault.Conflict, "%s is not given to you any more. Nothing was saved.", item)
			}
		}
		saved, err = applyEdits(ctx, tx, s, k, pack, w.Edits, chosen, now, today)
		if err != nil {
			return err
		}
		note := english.Count(saved, "answer", "answers")
		return tx.Record(ctx, audit.Event{Verb: audit.SpreadsheetApplied, Trust: k.ODS, Cycle: k.Cycle, Note: note}, now)
	}
	err = a.DB.InTx(ctx, s, apply)
	if workingcopy.LostFirstSave(err) {
		err = a.DB.InTx(ctx, s, apply) // now the other's row is there, and Apply compares
	}
	return saved, err
}

// applyEdits writes the chosen edits. It locks the answers in the order of their items, so that two people who confirm at once
// wait for one another instead of for both.
func applyEdits(ctx context.Context, tx *store.Tx, s store.Scope, k workingcopy.Key, pack framework.Pack, edits []worksheet.Edit, chosen map[string]int, now time.Time, today day.Day) (int, error) {
	var items []string
	words := map[string]assessment.Words{}
	for _, e := range edits {
		if _, ok := chosen[e.Item]; ok {
			items = append(items, e.Item)
			words[e.Item] = e.Words
		}
	}
	slices.Sort(items)
	const lock = `select ` + workingcopy.AnswerColumns + ` from answers where ods_code = $1 and cycle = $2 and item = any ($3) order by item for update`
	rows, err := tx.Query(ctx, lock, k.ODS, k.Cycle, items)
	if err != nil {
		return 0, fmt.Errorf("lock answers: %w", err)
	}
	found, err := workingcopy.Answers(rows)
	if err != nil {
		return 0, fmt.Errorf("lock answers: %w", err)
	}
	before := map[string]assessment.Answer{}
	for _, one := range found {
		before[one.Item] = one
	}
	var b pgx.Batch
	saved, more := 0, 0
	for _, item := range items {
		q, ok := pack.Question(item)
		if !ok {
			return 0, fault.New(fault.Conflict, "There is no item %s any more. Upload the file again.", item)
		}
		edits := []assessment.Edit{{Item: item, Base: chosen[item], Words: words[item], At: now}}
		after, one, err := workingcopy.QueueSave(&b, tx, k, audit.AnswerSaved, q, before[item], edits, today)
		if err != nil {
			return 0, about(item, err)
		}
		if after.Version != before[item].Version {
			saved++
			more += one
		}
	}
	if saved > 0 {
		workingcopy.QueueChangedOn(&b, k, more, today)
	}
	if b.Len() == 0 {
		return 0, nil
	}
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return 0, fmt.Errorf("save answers: %w", err)
	}
	return saved, nil
}

// about says which item could not be saved: what was an answer yesterday may be none today.
func about(item string, err error) error {
	var c *assessment.Conflict
	if f := fault.As(err); f != nil && !errors.As(err, &c) {
		return fault.New(fault.Conflict, "%s: %s Nothing was saved.", item, f.Sentence)
	}
	return err
}
