package assessmentdb_test

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/reportdb"
)

// asked gives the remark of a check about an item, and whether it is asked and still open.
func asked(r assessmentdb.Review, c quality.Check, item string) (remark quality.Remark, asks, open bool) {
	is := func(one quality.Remark) bool { return one.Check == c && one.Item == item }
	if i := slices.IndexFunc(r.Remarks, is); i >= 0 {
		return r.Remarks[i], true, slices.ContainsFunc(r.Open(), is)
	}
	return quality.Remark{}, false, false
}

func (b bundle) review() assessmentdb.Review {
	b.Helper()
	r, err := b.room.Review(b.Context(), b.Priya, year, b.Pack, today)
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func (b bundle) says(item string, base int, text string) {
	b.Helper()
	if _, err := b.room.SaveAnswer(b.Context(), b.Priya, year, b.Pack, edit(item, base, assessment.Words{Reply: assessment.Yes, Text: text}), today); err != nil {
		b.Fatal(err)
	}
}

func TestTheLeadExplainsWhatAReviewerWouldAsk(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.says("1.1.7", 0, "Reviewed in June 2025.")
	remark, asks, open := asked(b.review(), quality.LastYear, "1.1.7")
	if !asks || !open {
		t.Fatal("nothing is asked about last year's date")
	}
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
	}{
		"a contributor":    {b.room.Explain(t.Context(), b.Tom, year, b.Pack, remark.Key, "x", now, today), fault.Forbidden},
		"a lead elsewhere": {b.room.Explain(t.Context(), b.Otto, year, b.Pack, remark.Key, "x", now, today), fault.NotFound},
		"nothing said":     {b.room.Explain(t.Context(), b.Priya, year, b.Pack, remark.Key, " ", now, today), fault.Invalid},
		"never asked":      {b.room.Explain(t.Context(), b.Priya, year, b.Pack, "last-year 1.1.8 2025 v1", "x", now, today), fault.Conflict},
	} {
		if c.err == nil || fault.KindOf(c.err) != c.kind {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	for _, words := range []string{"The measures are the same.", "The measures are the same;  checked in May."} {
		if err := b.room.Explain(t.Context(), b.Priya, year, b.Pack, remark.Key, words, now, today); err != nil {
			t.Fatal(err)
		}
	}
	r := b.review()
	if _, _, open := asked(r, quality.LastYear, "1.1.7"); open {
		t.Error("it is explained and still open")
	}
	if got := r.Replies[remark.Key]; got.Reply != "The measures are the same; checked in May." || got.By.Name != "Priya Nair" {
		t.Errorf("the reply is %+v", got)
	}
	if n := b.Number(`select count(*) from audit_events where verb = 'remark.explained'`); n != 2 {
		t.Errorf("%d audit events", n)
	}
	b.says("1.1.7", 1, "Reviewed in July 2025.")
	if _, _, open := asked(b.review(), quality.LastYear, "1.1.7"); !open {
		t.Error("the reply to an older answer holds for the newer one")
	}
}

// The board sees a question only with the lead's reply beside it, and nothing that is open stops sending.
func TestWhatIsSentHoldsTheExplainedQuestionsAlone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.says("1.1.7", 0, "Reviewed in June 2025.")
	b.says("1.2.1", 0, "On our pages since 2025.")
	remark, _, _ := asked(b.review(), quality.LastYear, "1.1.7")
	if err := b.room.Explain(t.Context(), b.Priya, year, b.Pack, remark.Key, "The measures are the same.", now, today); err != nil {
		t.Fatal(err)
	}
	reports := reportdb.Reports{DB: b.DB}
	_, err := reports.Send(t.Context(), b.Priya, year.ODS, reportdb.Year{Cycle: "2026-27", Pack: b.Pack},
		reportdb.Sending{Kind: signoff.Final, Accepted: true}, now, today)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := reports.Inputs(t.Context(), b.Priya, year.ODS, "2026-27", 0, today)
	if err != nil {
		t.Fatal(err)
	}
	list := sent.Snapshot.Explained
	if len(list) != 1 || list[0].Item != "1.1.7" || list[0].Reply != "The measures are the same." || !strings.Contains(list[0].Asks, "2025") || list[0].By.Name != "Priya Nair" {
		t.Errorf("frozen %+v", list)
	}
}

// The page of a standard asks what the review of everything asks about it, also where that takes what stands elsewhere.
func TestAStandardIsAskedWhatTheWholeIsAskedAboutIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.says("1.1.7", 0, "Reviewed in June 2025.")
	b.Answer(b.Priya, edit("1.3.3", 0, no()))
	b.says("8.2.2", 0, "The SIRO told the board.")
	many := assessment.Proof{Title: "One report", Dated: today, Place: "The share"}
	items := []string{"1.1.7", "1.2.1", "1.3.3", "7.1.1", "7.1.2", "7.3.4", "8.1.1", "8.2.2", "9.1.1", "9.2.1", "10.1.1"}
	for i, item := range items {
		if i == 0 {
			if err := b.room.NameProof(t.Context(), b.Priya, year, b.Pack, item, many, now, today); err != nil {
				t.Fatal(err)
			}
			continue
		}
		b.Exec(`insert into proof_items (ods_code, cycle, item, proof_id) select ods_code, '2026-27', $1, id from proofs where title = 'One report'`, item)
	}
	whole := b.review().Remarks
	var parts []quality.Remark
	for _, s := range b.Pack.Standards {
		r, err := b.room.ReviewedStandard(t.Context(), b.Priya, year, b.Pack, s.Number, today)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(r.Sheet.Result(b.Pack, today).Standards); n != 1 {
			t.Errorf("standard %s: the result is of %d standards", s.Number, n)
		}
		parts = append(parts, r.Remarks...)
	}
	keys := func(list []quality.Remark) (keys []string) {
		for _, r := range list {
			keys = append(keys, r.Key)
		}
		slices.Sort(keys)
		return keys
	}
	if got, want := keys(parts), keys(whole); !slices.Equal(got, want) || !slices.ContainsFunc(whole, func(r quality.Remark) bool { return r.Check == quality.OneForMany }) ||
		!slices.ContainsFunc(whole, func(r quality.Remark) bool { return r.Check == quality.Contradiction }) {
		t.Errorf("the standards are asked\n%q\nthe whole\n%q", got, want)
	}
}
