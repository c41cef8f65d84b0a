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
	"cyberready/internal/store/askdb"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/sharedb"
	"cyberready/internal/store/workingcopy"
)

// acts does everything that can be done with ZZ1's assessment here and in the rooms of shared work, each with values that would be accepted.
func (b bundle) acts(s store.Scope) map[string]error {
	ctx, room, pack := b.Context(), b.room, b.Pack
	sharing, asks := sharedb.Sharing{DB: b.DB}, askdb.Asks{DB: b.DB}
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
	errs["confirm"] = sharing.Confirm(ctx, s, year, pack, "1.1", 0, now)
	errs["hand out"] = sharing.HandOut(ctx, s, year, pack, "1.1", "", day.Day{}, now, today)
	errs["hand in"] = sharing.HandIn(ctx, s, year, pack, "1.1", 0, "", now)
	errs["take a hand-in back"] = sharing.TakeHandInBack(ctx, s, year, "1.1", now)
	errs["judge a hand-in"] = sharing.JudgeHandIn(ctx, s, year, pack, "1.1", store.NewID(), assessment.Accepted, "", now)
	_, errs["read a part"] = sharing.Part(ctx, s, year, pack, "1.1")
	_, errs["read comments"] = sharing.Comments(ctx, s, year, pack, "1.1.1")
	errs["comment"] = sharing.WriteComment(ctx, s, year, pack, "1.1.1", "words", now)
	errs["resolve a comment"] = sharing.ResolveComment(ctx, s, year, pack, "1.1.1", store.NewID(), now)
	_, errs["read asks"] = asks.Asks(ctx, s, year, pack, "1.1.1")
	errs["ask by link"] = asks.AskByLink(ctx, s, year, pack, assessment.Ask{Item: "1.1.1", Kind: assessment.AskAnswer, Name: "Sara", Email: "sara@example.org",
		Question: "Is it?", Until: today}, now, today)
	errs["withdraw a link"] = asks.WithdrawAsk(ctx, s, year, pack, "1.1.1", store.NewID(), now)
	errs["return a reply"] = asks.ReturnReply(ctx, s, year, pack, "1.1.1", store.NewID(), "why", now, today)
	errs["accept a reply"] = asks.AcceptReply(ctx, s, year, pack, "1.1.1", store.NewID(), 0, now, today)
	errs["record official"] = room.RecordOfficial(ctx, s, year, assessmentdb.Official{Status: trust.StandardsMet, Day: today, SubmittedBy: "Priya Nair"}, now, today)
	errs["begin"] = room.Begin(ctx, s, workingcopy.Key{ODS: year.ODS, Cycle: "2027-28"}, now, day.Of(2027, 7, 2))
	errs["begin from last"] = room.BeginFromLast(ctx, s, workingcopy.Key{ODS: year.ODS, Cycle: "2027-28"}, now, day.Of(2027, 7, 2))
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
	for act, err := range b.acts(b.Otto) {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("the lead of another trust may %s: %v", act, err)
		}
	}
	for act, err := range b.acts(store.Scope{}) {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("nobody may %s: %v", act, err)
		}
	}
	b.Answer(b.Priya, edit("1.1.1", 0, yes("secret")))
	err := b.DB.InSnapshot(t.Context(), b.Otto, func(tx *store.Tx) error {
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
		frozen    []string // what they read in the copy alone
	}{
		"contributor": {b.Tom, []string{"hand out", "record official", "begin", "begin from last", "bring along", "reopen", "confirm", "judge a hand-in",
			"hand in", "read a part", "read comments", "comment", "resolve a comment",
			"read asks", "ask by link", "withdraw a link", "return a reply", "accept a reply"}, nil}, // what was not given to them
		"assessor": {b.Ruth, []string{"save", "name proof", "use proof", "unlink proof", "withdraw proof", "confirm", "hand out", "hand in",
			"take a hand-in back", "judge a hand-in", "read a part", "read comments", "comment", "resolve a comment",
			"read asks", "ask by link", "withdraw a link", "return a reply", "accept a reply", "record official", "begin", "begin from last", "bring along", "reconfirm", "hold", "reopen"}, []string{"read home",
			"read standard", "read whole", "read history", "read proof", "read carried", "read guidance"}},
	} {
		errs := b.acts(c.scope)
		for _, act := range c.forbidden {
			if f := fault.As(errs[act]); f == nil || f.Kind != fault.Forbidden || !strings.Contains(f.Sentence, "sk your assessment lead") {
				t.Errorf("%s, %s: %v, want a refusal that says whom to ask", who, act, errs[act])
			}
			delete(errs, act)
		}
		for _, act := range c.frozen {
			if f := fault.As(errs[act]); f == nil || f.Kind != fault.Forbidden || !strings.Contains(f.Sentence, "reads the copy that is tested") {
				t.Errorf("%s, %s: %v, want a refusal that names the copy", who, act, errs[act])
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
