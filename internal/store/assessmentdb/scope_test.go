package assessmentdb_test

import (
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
)

func contains(s, part string) bool { return strings.Contains(s, part) }

// acts calls every exported method on ZZ1's assessment, each with values that would be accepted.
func (b bundle) acts(s store.Scope) map[string]error {
	ctx, room, pack := b.Context(), b.room, b.pack
	proof := assessment.Proof{Title: "Policy", Dated: today, Place: "SharePoint"}
	errs := map[string]error{}
	_, errs["read home"] = room.Home(ctx, s, year, pack)
	_, errs["read standard"] = room.Standard(ctx, s, year, pack, "1")
	_, errs["read whole"] = room.Whole(ctx, s, year, pack)
	_, errs["read history"] = room.History(ctx, s, year, pack, "1.1.1")
	_, errs["read proof"] = room.ItemProof(ctx, s, year, pack, "1.1.1")
	_, _, errs["read years"] = room.Years(ctx, s, year.ODS)
	_, errs["save"] = room.SaveAnswer(ctx, s, year, pack, edit("1.1.1", 0, no()), today)
	errs["name proof"] = room.NameProof(ctx, s, year, pack, "1.1.1", proof, now, today)
	errs["use proof"] = room.UseProof(ctx, s, year, pack, "1.1.1", store.NewID(), now, today)
	errs["unlink proof"] = room.UnlinkProof(ctx, s, year, pack, "1.1.1", store.NewID(), now, today)
	errs["withdraw proof"] = room.WithdrawProof(ctx, s, year, pack, "1.1.1", store.NewID(), now, today)
	errs["confirm"] = room.Confirm(ctx, s, year, pack, "1.1", 0, now)
	errs["hand out"] = room.HandOut(ctx, s, year, pack, "1.1", "", day.Day{}, now, today)
	errs["record official"] = room.RecordOfficial(ctx, s, year, assessmentdb.Official{Status: trust.StandardsMet, Day: today, SubmittedBy: "Priya Nair"}, now, today)
	errs["begin"] = room.Begin(ctx, s, assessmentdb.Key{ODS: year.ODS, Cycle: "2027-28"}, now, day.Of(2027, 7, 2))
	errs["begin from last"] = room.BeginFromLast(ctx, s, assessmentdb.Key{ODS: year.ODS, Cycle: "2027-28"}, now, day.Of(2027, 7, 2))
	errs["bring along"] = room.BringAlong(ctx, s, year, now, today)
	_, errs["read carried"] = room.Carried(ctx, s, year, today)
	errs["reconfirm"] = room.Reconfirm(ctx, s, year, b.content(), "1.1", nil, now, today)
	_, errs["read guidance"] = room.Guidance(ctx, s, year, pack, framework.History{})
	errs["hold"] = room.Hold(ctx, s, year, pack, framework.History{}, "1.1.1", 1, now)
	errs["reopen"] = room.Reopen(ctx, s, year, now)
	return errs
}

func TestAnotherTrustFindsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for act, err := range b.acts(b.otto) {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("the lead of another trust may %s: %v", act, err)
		}
	}
	for act, err := range b.acts(store.Scope{}) {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("nobody may %s: %v", act, err)
		}
	}
	b.save(b.priya, edit("1.1.1", 0, yes("secret")))
	err := b.db.InSnapshot(t.Context(), b.otto, func(tx *store.Tx) error {
		for _, table := range []string{"assessments", "answers", "answer_revisions", "progress"} {
			var n int
			if err := tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n); err != nil {
				return err
			}
			if n != 0 {
				t.Errorf("the lead of another trust sees %d rows of %s", n, table)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatRolesOfTheTrustMayNotDo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for who, c := range map[string]struct {
		scope     store.Scope
		forbidden []string
	}{
		"contributor": {b.tom, []string{"hand out", "record official", "begin", "begin from last", "bring along", "reopen", "confirm"}}, // confirm: not theirs
		"assessor": {b.ruth, []string{"save", "name proof", "use proof", "unlink proof", "withdraw proof", "confirm", "hand out",
			"record official", "begin", "begin from last", "bring along", "reconfirm", "hold", "reopen"}},
	} {
		errs := b.acts(c.scope)
		for _, act := range c.forbidden {
			if f := fault.As(errs[act]); f == nil || f.Kind != fault.Forbidden || !contains(f.Sentence, "sk your assessment lead") {
				t.Errorf("%s, %s: %v, want a refusal that says whom to ask", who, act, errs[act])
			}
			delete(errs, act)
		}
		for act, err := range errs {
			if fault.KindOf(err) == fault.Forbidden {
				t.Errorf("%s may not %s: %v", who, act, err)
			}
		}
	}
}
