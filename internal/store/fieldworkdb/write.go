package fieldworkdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
)

const addFinding = `insert into findings (ods_code, engagement_id, item, reopened, version, verdict, tested, seen, found, recommendation, tested_by_name,
		issued, written_at, written_by, written_by_name)
	values (@ods, @engagement, @item, @reopened, @version, @verdict, @tested, @seen, @found, @recommendation, @tester, @issued, @now, @by, @by_name)`

func findingArgs(tx *store.Tx, k Key, engagement string, f fieldwork.Finding, version int, issued bool, now time.Time) store.Args {
	by := tx.Scope.Author()
	return store.Args{"ods": k.ODS, "engagement": engagement, "item": f.Item, "reopened": f.Reopened, "version": version, "verdict": f.Verdict,
		"tested": f.Tested, "seen": f.Seen, "found": f.Found, "recommendation": f.Recommendation, "tester": f.TestedBy, "issued": issued, "now": now, "by": by.ID, "by_name": by.Name}
}

// older is what somebody gets who wrote on a version that is not the newest any more.
func older() error {
	return fault.New(fault.Invalid, "This was changed in another window while you were writing. Your words are in the form; "+
		"look at the other window, and save again to put yours in the place of what is kept.")
}

// Keep keeps what the assessor found about an item, on the version that was seen. The trail says that a note was kept and not about
// what, until the draft is issued. Fields: those of fieldwork.Finding.Check.
func (f Fieldwork) Keep(ctx context.Context, s store.Scope, k Key, found fieldwork.Finding, now time.Time) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		if err := w.MayWrite(s.Actor.Person, found.Item, found.Reopened); err != nil {
			return err
		}
		found, err := found.Check()
		if err != nil {
			return err
		}
		drafted := w.Stage() == fieldwork.Drafted
		if drafted && found.Verdict == fieldwork.Undecided {
			return fault.InvalidField("verdict", "The draft has been issued: decide.")
		}
		before := w.Finding(found.Item, found.Reopened)
		if before.Version != found.Version {
			return older()
		}
		if before.Verdict != fieldwork.Undecided && found.Verdict == fieldwork.Undecided {
			return fault.InvalidField("verdict", "You have decided on this: choose one of the answers.")
		}
		if found.Tested == before.Tested {
			found.TestedBy = before.TestedBy
		}
		return exec(ctx, tx, "keep finding", addFinding, findingArgs(tx, k, w.ID, found, found.Version+1, drafted, now),
			event(k, audit.FindingKept, w.ID), now)
	})
}

const addConclusion = `insert into conclusions (ods_code, engagement_id, version, risk, confidence, words, issued, written_at, written_by, written_by_name)
	values (@ods, @engagement, @version, @risk, @confidence, @words, @issued, @now, @by, @by_name)`

func conclusionArgs(tx *store.Tx, k Key, engagement string, c fieldwork.Conclusion, version int, issued bool, now time.Time) store.Args {
	by := tx.Scope.Author()
	return store.Args{"ods": k.ODS, "engagement": engagement, "version": version, "risk": c.Risk, "confidence": c.Confidence, "words": c.Words,
		"issued": issued, "now": now, "by": by.ID, "by_name": by.Name}
}

// Conclude keeps the assessor's overall view, on the version that was seen. Fields: risk, confidence, words.
func (f Fieldwork) Conclude(ctx context.Context, s store.Scope, k Key, c fieldwork.Conclusion, now time.Time) error {
	return f.change(ctx, s, access.Assess, k, func(tx *store.Tx, w fieldwork.Work) error {
		if err := w.MayConclude(s.Actor.Person); err != nil {
			return err
		}
		scales, a, err := computed(ctx, tx, k, w)
		if err != nil {
			return err
		}
		if c, err = c.Check(scales, a); err != nil {
			return err
		}
		before := 0
		if w.Conclusion != nil {
			before = w.Conclusion.Version
		}
		if before != c.Version {
			return older()
		}
		return exec(ctx, tx, "conclude", addConclusion, conclusionArgs(tx, k, w.ID, c, c.Version+1, w.Stage() == fieldwork.Drafted, now),
			event(k, audit.FindingKept, w.ID), now)
	})
}

// computed gives the year's scales and what the findings come to, on the copy.
func computed(ctx context.Context, tx *store.Tx, k Key, w fieldwork.Work) (framework.Scales, fieldwork.Agreement, error) {
	c, err := frozen(ctx, tx, k, w.Root())
	if err != nil {
		return framework.Scales{}, fieldwork.Agreement{}, err
	}
	scales, err := framework.ScalesOf(c.Snapshot.Pack.Edition)
	if err != nil {
		return scales, fieldwork.Agreement{}, fmt.Errorf("read scales: %w", err)
	}
	return scales, w.Agreement(fieldwork.Claimed(c.Result)), nil
}
