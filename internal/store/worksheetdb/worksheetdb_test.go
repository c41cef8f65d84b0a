package worksheetdb_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/worksheet"
	"cyberready/internal/store"
	"cyberready/internal/store/worksheetdb"
)

// said is what a row says of an item on top of a version.
func said(item string, base int, w assessment.Words) worksheet.Said {
	return worksheet.Said{Place: worksheet.Place{Sheet: "Standard 7", Row: 2, Column: -1}, Item: item, Base: base, Words: w}
}

// upload lets a file wait under somebody, and gives it back with the answers.
func (b bundle) upload(s store.Scope, rows ...worksheet.Said) worksheetdb.Waiting {
	b.Helper()
	if err := b.room.KeepUpload(b.Context(), s, year, b.Pack, worksheet.Read{Rows: rows}, now, today); err != nil {
		b.Fatal(err)
	}
	return b.waiting(s, now)
}

func (b bundle) waiting(s store.Scope, at time.Time) worksheetdb.Waiting {
	b.Helper()
	w, err := b.room.WaitingUpload(b.Context(), s, year, b.Pack, at)
	if err != nil {
		b.Fatal(err)
	}
	return w
}

func TestAnUploadChangesNothingUntilItIsConfirmed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("7.1.1", 0, no()))
	b.Answer(b.Priya, edit("7.3.4", 0, yes("monthly")))
	b.Answer(b.Tom, edit("7.3.4", 1, yes("weekly")))
	w := b.upload(b.Priya, said("7.1.1", 1, yes("now")), said("7.3.4", 1, yes("monthly")), said("7.3.6", 0, no()), said("7.3.7", 3, no()))
	if len(w.Edits) != 2 || len(w.Refused) != 1 || w.Refused[0].Item != "7.3.7" {
		t.Fatalf("%d edits (7.3.4 was left alone), refused %v", len(w.Edits), w.Refused)
	}
	if got := b.Sheet().Answers["7.1.1"]; got.Reply != assessment.No || got.Version != 1 {
		t.Errorf("the upload changed 7.1.1: %+v", got)
	}
	n, err := b.room.ApplyUpload(t.Context(), b.Priya, year, b.Pack, w.ID, map[string]int{"7.1.1": 1, "7.3.6": 0}, now, today)
	if err != nil || n != 2 {
		t.Fatalf("%d were saved, %v", n, err)
	}
	sh := b.Sheet()
	if a := sh.Answers["7.1.1"]; a.Text != "now" || a.Version != 2 || a.SavedBy.Name != "Priya Nair" {
		t.Errorf("7.1.1 is %+v", a)
	}
	if a := sh.Answers["7.3.4"]; a.Text != "weekly" {
		t.Errorf("7.3.4 is %+v: what was left alone overwrote what was newer", a)
	}
	if n := b.Number(`select answered from progress where ods_code = 'ZZ1' and cycle = '2026-27'`); n != 3 {
		t.Errorf("progress says %d answered, want 3", n)
	}
	if n := b.Number(`select count(*) from audit_events where verb = 'answer.saved' and object in ('7.1.1', '7.3.6')`); n != 3 {
		t.Errorf("%d saves in the trail, want 3", n)
	}
	if n := b.Number(`select count(*) from audit_events where verb = 'spreadsheet.applied' and note = 'two answers'`); n != 1 {
		t.Error("the trail does not say that a spreadsheet was applied")
	}
	if b.waiting(b.Priya, now).Found {
		t.Error("it waits still")
	}
	if h := b.History("7.1.1"); len(h.Revisions) != 2 {
		t.Errorf("the history of 7.1.1 has %d revisions", len(h.Revisions))
	}
}

// One answer that is newer than what the person saw holds all of them back.
func TestNothingIsAppliedByHalf(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Answer(b.Priya, edit("7.3.4", 0, yes("as taken")))
	w := b.upload(b.Priya, said("7.1.1", 0, no()), said("7.3.4", 1, yes("mine")), said("7.3.6", 0, no()))
	b.Answer(b.Tom, edit("7.3.4", 1, yes("Tom was quicker")))
	chosen := map[string]int{"7.1.1": 0, "7.3.4": 1, "7.3.6": 0}
	_, err := b.room.ApplyUpload(t.Context(), b.Priya, year, b.Pack, w.ID, chosen, now, today)
	var c *assessment.Conflict
	if !errors.As(err, &c) || c.Theirs.Text != "Tom was quicker" {
		t.Fatalf("applied over a newer answer: %v", err)
	}
	if sh := b.Sheet(); len(sh.Answers) != 1 || sh.Answers["7.3.4"].Text != "Tom was quicker" {
		t.Errorf("half of it was applied: %+v", sh.Answers)
	}
	again := b.waiting(b.Priya, now)
	if changes := worksheet.Differ(again.Edits, again.Answers); len(changes) != 3 || changes[1].Sort != worksheet.Clash {
		t.Errorf("it is not shown again as a conflict: %+v", changes)
	}
	chosen["7.3.4"] = 2 // now they have seen it, and choose their own
	if n, err := b.room.ApplyUpload(t.Context(), b.Priya, year, b.Pack, w.ID, chosen, now, today); err != nil || n != 3 {
		t.Errorf("%d were saved, %v", n, err)
	}
	if h := b.History("7.3.4"); len(h.Revisions) != 3 || h.Revisions[0].Text != "mine" || h.Revisions[1].Text != "Tom was quicker" {
		t.Errorf("the history lost a text: %+v", h.Revisions)
	}
}

func TestAnUploadIsItsPersonsAlone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	w := b.upload(b.Priya, said("7.1.1", 0, no()))
	if b.waiting(b.Tom, now).Found {
		t.Error("Tom sees what Priya uploaded")
	}
	apply := func(s store.Scope, at time.Time) error {
		_, err := b.room.ApplyUpload(t.Context(), s, year, b.Pack, w.ID, map[string]int{"7.1.1": 0}, at, today)
		return err
	}
	if err := apply(b.Tom, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("Tom applied Priya's: %v", err)
	}
	for name, s := range map[string]store.Scope{"another trust's lead": b.Otto, "the assessor": b.Ruth} {
		if err := b.room.KeepUpload(t.Context(), s, year, b.Pack, worksheet.Read{}, now, today); err == nil {
			t.Errorf("%s uploaded", name)
		}
		if err := apply(s, now); err == nil {
			t.Errorf("%s applied", name)
		}
		if _, _, err := b.room.TakeSpreadsheet(t.Context(), s, year, b.Pack, now); err == nil {
			t.Errorf("%s took the answers away", name)
		}
	}
	// The wall is in the database, too: the row is not seen by another person of the trust.
	err := b.DB.InSnapshot(t.Context(), b.Tom, func(tx *store.Tx) error {
		var n int
		err := tx.QueryRow(t.Context(), `select count(*) from spreadsheet_uploads`).Scan(&n)
		if err == nil && n != 0 {
			t.Error("Tom's scope reaches Priya's upload")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	late := now.Add(worksheetdb.UploadWaits + time.Minute)
	if b.waiting(b.Priya, late).Found {
		t.Error("it waits after its hours")
	}
	if err := apply(b.Priya, late); fault.KindOf(err) != fault.Conflict {
		t.Errorf("it was applied after its hours: %v", err)
	}
	second := b.upload(b.Priya, said("7.3.6", 0, no()))
	if err := apply(b.Priya, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an upload that was replaced (by %s) was applied: %v", second.ID, err)
	}
	if err := b.room.DropUpload(t.Context(), b.Priya, year); err != nil || b.waiting(b.Priya, now).Found {
		t.Errorf("dropping: %v", err)
	}
}

func TestNothingIsAppliedWhileItIsWithTheBoard(t *testing.T) {
	t.Parallel()
	b := setup(t)
	w := b.upload(b.Priya, said("7.1.1", 0, no()))
	b.Exec(`update assessments set stage = 'with the board' where ods_code = 'ZZ1'`)
	if _, err := b.room.ApplyUpload(t.Context(), b.Priya, year, b.Pack, w.ID, map[string]int{"7.1.1": 0}, now, today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("applied: %v", err)
	}
	if err := b.room.KeepUpload(t.Context(), b.Priya, year, b.Pack, worksheet.Read{}, now, today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("uploaded: %v", err)
	}
}

// A contributor takes what was given to them: assertions, without the items that somebody else has, and single items.
func TestWhatAContributorTakes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, _, err := b.room.TakeSpreadsheet(t.Context(), b.Tom, year, b.Pack, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("Tom, to whom nothing is handed out, took something: %v", err)
	}
	b.Give("7.3", b.Tom, today)
	b.Give("7.3.4", b.Priya, today)
	b.Give("8.1.1", b.Tom, today)
	_, pack, err := b.room.TakeSpreadsheet(t.Context(), b.Tom, year, b.Pack, now)
	if err != nil {
		t.Fatal(err)
	}
	var took []string
	for _, q := range pack.Questions() {
		took = append(took, q.ID)
	}
	whole, _ := b.Pack.Assertion("7.3")
	for _, i := range whole.Items {
		if slices.Contains(took, i.ID) != (i.ID != "7.3.4") {
			t.Errorf("Tom's file holds %v: not right about %s", took, i.ID)
		}
	}
	if len(took) != len(whole.Items) || took[len(took)-1] != "8.1.1" {
		t.Errorf("Tom's file holds %v", took)
	}
	_, all, err := b.room.TakeSpreadsheet(t.Context(), b.Priya, year, b.Pack, now)
	if err != nil || len(all.Questions()) != len(b.Pack.Questions()) {
		t.Errorf("Priya's file holds %d questions, %v", len(all.Questions()), err)
	}
	if n := b.Number(`select count(*) from audit_events where verb = 'answers.taken' and note in ('7.3, 8.1.1', 'everything')`); n != 2 {
		t.Errorf("%d takings in the trail, want 2", n)
	}
}

// Whatever a contributor's file says, it changes only what is theirs, and on the day when it is confirmed.
func TestAContributorsFileChangesOnlyWhatTheyWereGiven(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.Give("7.3.4", b.Tom, today)
	b.Give("7.3.6", b.Tom, today)
	b.Give("8.1", b.Priya, today)
	b.Answer(b.Priya, edit("8.1.2", 0, no()))
	w := b.upload(b.Tom, said("7.3.4", 0, no()), said("7.3.6", 0, no()), said("9.1.1", 0, no()), said("8.1.1", 0, no()), said("8.1.2", 1, no()))
	if len(w.Edits) != 2 || w.Edits[0].Item != "7.3.4" {
		t.Errorf("kept are %+v", w.Edits)
	}
	for i, want := range []string{"9.1.1 is not given to you.", "8.1.1 is given to Priya Nair."} {
		if len(w.Refused) != 2 || !strings.HasPrefix(w.Refused[i].Why, want) || w.Refused[i].Where() != "Sheet Standard 7, row 2, column A (Item)" {
			t.Fatalf("refused is %+v, want: %s", w.Refused, want)
		}
	}
	b.Give("7.3.6", b.Priya, today)
	apply := func(chosen map[string]int) (int, error) {
		return b.room.ApplyUpload(t.Context(), b.Tom, year, b.Pack, w.ID, chosen, now, today)
	}
	if _, err := apply(map[string]int{"7.3.4": 0, "7.3.6": 0}); fault.KindOf(err) != fault.Conflict || !strings.HasPrefix(fault.As(err).Sentence, "7.3.6 is not given to you any more.") {
		t.Errorf("what was passed on meanwhile: %v", err)
	}
	if n, err := apply(map[string]int{"7.3.4": 0}); n != 1 || err != nil {
		t.Errorf("what is still his: %d, %v", n, err)
	}
	if n := len(b.upload(b.Priya, said("9.1.1", 0, no()), said("8.1.1", 0, no())).Edits); n != 2 {
		t.Errorf("%d edits of a lead are kept, want 2", n)
	}
}
