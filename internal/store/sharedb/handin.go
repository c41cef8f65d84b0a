package sharedb

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// HandIn says, for the contributor whom a part was given to, that it is done. Seen is assessment.Seen of the answers that they
// looked at; what can be handed in decides assessment.HandInable. Field: words.
func (a Sharing) HandIn(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, part string, seen int, words string, now time.Time) error {
	if err := s.May(access.HandIn, access.Of(k.ODS)); err != nil {
		return err
	}
	as, whole := pack.Part(part)
	if !whole {
		return noPart(part)
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		sh, err := lockForConfirm(ctx, tx, k, as)
		if err != nil {
			return err
		}
		if sh.Owners[part].Person != s.Actor.Person {
			return access.Refuse(access.HandIn)
		}
		words, err := assessment.HandInable(as, sh.Answers, sh.HandIns[part], seen, words)
		if err != nil {
			return err
		}
		const sql = `insert into hand_ins (ods_code, id, cycle, part, words, handed_in_at, handed_in_by, handed_in_by_name)
			values (@ods, @id, @cycle, @part, @words, @at, @by, @by_name)`
		by := s.Author()
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": store.NewID(), "cycle": k.Cycle, "part": part, "words": words,
			"at": now, "by": by.ID, "by_name": by.Name}); err != nil {
			return fmt.Errorf("hand in: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.HandedIn, Trust: k.ODS, Cycle: k.Cycle}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.PartHandedIn, Trust: k.ODS, Cycle: k.Cycle, Object: part}, now)
	})
}

// TakeHandInBack takes back one's own hand-in while it waits: the part is open again. It asks for no role but that of somebody
// who may see the part: who handed it in may act as lead by now.
func (a Sharing) TakeHandInBack(ctx context.Context, s store.Scope, k workingcopy.Key, part string, now time.Time) error {
	if err := s.May(access.SeeSharing, access.Of(k.ODS)); err != nil {
		return err
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		const sql = `update hand_ins set taken_back_at = $5 where ods_code = $1 and cycle = $2 and part = $3 and handed_in_by::text = $4
			and verdict = '' and taken_back_at is null`
		tag, err := tx.Exec(ctx, sql, k.ODS, k.Cycle, part, s.Actor.Person, now)
		if err != nil {
			return fmt.Errorf("take hand-in back: %w", err)
		}
		if tag.RowsAffected() == 0 {
			return fault.New(fault.Conflict, "Nothing of yours waits here any more.")
		}
		return tx.Record(ctx, audit.Event{Verb: audit.HandInTakenBack, Trust: k.ODS, Cycle: k.Cycle, Object: part}, now)
	})
}

// JudgeHandIn accepts what was handed in of a part, or sends it back with a word why, and tells whoever did. An assertion that
// is accepted is confirmed with it, by whoever accepts. Of two who judge at once one does, and the other is told so
// (assessment.HandIn.Judge). Fields: verdict, because.
func (a Sharing) JudgeHandIn(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, part, handIn string, v assessment.Verdict, because string, now time.Time) error {
	if err := s.May(access.JudgeHandIn, access.Of(k.ODS)); err != nil {
		return err
	}
	as, ok := pack.Part(part)
	if !ok {
		return noPart(part)
	}
	return a.DB.InTx(ctx, s, func(tx *store.Tx) error {
		sh, err := lockForConfirm(ctx, tx, k, as)
		if err != nil {
			return err
		}
		h := sh.HandIns[part]
		if h.ID != handIn {
			return fault.New(fault.Conflict, "What was handed in has changed since. Look at it again.")
		}
		judged, err := h.Judge(v, because, s.Author(), now)
		if err != nil {
			return err
		}
		_, whole := pack.Assertion(part)
		if c, _ := sh.ConfirmationOf(part); v == assessment.Accepted && whole && (c.Assertion == "" || !c.Stands()) {
			return confirm(ctx, tx, k, as, sh, assessment.Seen(as, sh.Answers), now)
		}
		return keepVerdict(ctx, tx, k, judged)
	})
}

// keepVerdict writes what was said of a hand-in, and tells whoever made it.
func keepVerdict(ctx context.Context, tx *store.Tx, k workingcopy.Key, h assessment.HandIn) error {
	const sql = `update hand_ins set verdict = @verdict, because = @because, judged_at = @at, judged_by = @by, judged_by_name = @by_name
		where ods_code = @ods and id = @id`
	if _, err := tx.Exec(ctx, sql, store.Args{"ods": k.ODS, "id": h.ID, "verdict": h.Verdict, "because": h.Because, "at": h.JudgedAt,
		"by": h.JudgedBy.ID, "by_name": h.JudgedBy.Name}); err != nil {
		return fmt.Errorf("keep verdict: %w", err)
	}
	verb, kind := audit.HandInAccepted, letter.HandInAccepted
	if h.Verdict == assessment.SentBack {
		verb, kind = audit.HandInSentBack, letter.HandInSentBack
	}
	if err := tx.Tell(ctx, letter.Notice{Kind: kind, Trust: k.ODS, Cycle: k.Cycle, Object: h.ID, To: []string{h.By.ID}}, h.JudgedAt); err != nil {
		return err
	}
	return tx.Record(ctx, audit.Event{Verb: verb, Trust: k.ODS, Cycle: k.Cycle, Object: h.Part}, h.JudgedAt)
}

// waitingIn gives what waits of an assertion and its items.
func waitingIn(sh workingcopy.Sheet, as framework.Assertion) []assessment.HandIn {
	var list []assessment.HandIn
	for _, part := range partsOf(as) {
		if h := sh.HandIns[part]; h.Waits() {
			list = append(list, h)
		}
	}
	return list
}

// partsOf gives an assertion and its items, as the parts that they can be.
func partsOf(as framework.Assertion) []string {
	list := []string{as.ID}
	for _, i := range as.Items {
		if i.ID != as.ID {
			list = append(list, i.ID)
		}
	}
	return list
}

// PartSheet is one part that was given to somebody, with the answers of its standard around it.
type PartSheet struct {
	workingcopy.Sheet
	Part     framework.Assertion // an item stands as an assertion of itself (framework.Pack.Part)
	Standard string              // number of the standard that it is of
	Whole    bool                // it is an assertion
	Past     []assessment.HandIn // of the part, newest first
}

// Part reads a part, for leads and for whom it was given to.
func (a Sharing) Part(ctx context.Context, s store.Scope, k workingcopy.Key, pack framework.Pack, id string) (PartSheet, error) {
	if err := s.May(access.SeeSharing, access.Of(k.ODS)); err != nil {
		return PartSheet{}, err
	}
	as, ok := pack.Part(id)
	if !ok {
		return PartSheet{}, noPart(id)
	}
	first, _ := pack.Question(as.Items[0].ID)
	std, _ := pack.Standard(first.Standard)
	ps := PartSheet{Part: as, Standard: std.Number}
	_, ps.Whole = pack.Assertion(id)
	err := a.DB.Ask(ctx, s, func(b *pgx.Batch) {
		ps.Queue(b, k, workingcopy.PartOf(std))
		workingcopy.QueuePastHandIns(b, k, []string{id}, &ps.Past)
	})
	ps.About = workingcopy.PartOf(std).Assertions
	if err == nil && s.Actor.Role == access.Contributor && ps.Owners[id].Person != s.Actor.Person {
		err = access.Refuse(access.SeeSharing)
	}
	return ps, err
}

func noPart(id string) error { return fault.New(fault.NotFound, "There is no part %s.", id) }
