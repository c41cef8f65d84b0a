package assessmentdb

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/store"
	"cyberready/internal/store/workingcopy"
)

// Change is something that was written down about one year of a trust, as an open page wants to know it: where to look again,
// and nothing of what was said.
type Change struct {
	ID      string     `db:"id"` // of the audit event, a UUID v7
	ODS     string     `db:"ods_code"`
	Cycle   string     `db:"cycle"`
	Verb    audit.Verb `db:"verb"`
	About   string     `db:"object"`  // an item or an assertion; empty: the assessment's stage
	Version int        `db:"version"` // of the item's answer now; 0: it has none, or it is no item
}

// What changes a page with answers on it. Whoever adds to such a page adds the verb here.
var (
	rowVerbs = []audit.Verb{audit.AnswerSaved, audit.ProofNamed, audit.ProofWithdrawn, audit.AssertionConfirmed, audit.AssertionHandedOut, audit.RemarkExplained,
		audit.AnswerReconfirmed}
	stageVerbs = []audit.Verb{audit.AssessmentSent, audit.AssessmentRecalled, audit.AssessmentPublished, audit.AssessmentBegun}
)

// Lateness is how long after its making an event may be committed, or how far apart the clocks of two servers may stand, and the
// event still be found by whoever reads again what is younger than this. A save makes its events just before its last round trip, and
// servers whose clocks stand two minutes apart would refuse each other's codes of authenticator apps.
const Lateness = 2 * time.Minute

// Before gives the least id that an event can have which was made within Lateness before a moment of the real clock.
func Before(at time.Time) string {
	var id uuid.UUID
	ms := at.Add(-Lateness).UnixMilli()
	for i := 5; i >= 0; i-- { // a UUID v7 begins with its milliseconds
		id[i], ms = byte(ms), ms>>8
	}
	return id.String()
}

// ChangesSince gives what was written down about some trusts with ids above one, the oldest first. Ids are not given in the order
// of commits: whoever wants every change reads a window again (Before) and knows by the id what it has seen.
//
// It reads with the system's sight, for all listeners of a server at once: who passes a change on asks for the right of each.
func (a Assessments) ChangesSince(ctx context.Context, trusts []string, since string) ([]Change, error) {
	const sql = `select e.id::text as id, e.ods_code, e.cycle, e.verb, case when e.verb = any (@stage::text[]) then '' else e.object end as object,
			coalesce(a.version, 0) as version
		from audit_events e left join answers a on a.ods_code = e.ods_code and a.cycle = e.cycle and a.item = e.object
		where e.ods_code = any (@trusts::text[]) and e.id > @since::uuid and e.cycle <> ''
			and (e.verb = any (@stage::text[]) or e.verb = any (@row::text[]) and e.object <> '')
		order by e.id`
	var list []Change
	args := store.Args{"trusts": trusts, "since": since, "stage": stageVerbs, "row": rowVerbs}
	err := a.DB.Ask(ctx, store.System("open pages"), func(b *pgx.Batch) {
		b.Queue(sql, args).Query(func(rows pgx.Rows) (err error) {
			list, err = pgx.CollectRows(rows, pgx.RowToStructByName[Change])
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	return list, nil
}

// Versions gives the version of every answer of a year, for whoever may see the answers: a page that was made a moment ago finds out
// what has changed since.
func (a Assessments) Versions(ctx context.Context, s store.Scope, k workingcopy.Key) ([]Change, error) {
	if err := s.May(access.SeeAnswers, access.Of(k.ODS)); err != nil {
		return nil, err
	}
	const sql = `select '' as id, ods_code, cycle, '' as verb, item as object, version from answers where ods_code = $1 and cycle = $2 order by item`
	var list []Change
	err := a.DB.Ask(ctx, s, func(b *pgx.Batch) {
		b.Queue(sql, k.ODS, k.Cycle).Query(func(rows pgx.Rows) (err error) {
			list, err = pgx.CollectRows(rows, pgx.RowToStructByName[Change])
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read versions: %w", err)
	}
	return list, nil
}
