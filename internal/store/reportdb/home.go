package reportdb

import (
	"context"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Home is what somebody of the board needs when they come: the newest version, if there is one, and earlier reports.
type Home struct {
	Begun bool
	Stage assessment.Stage
	Sent  *Version // the newest that was sent, taken back or not; nil before the first
	Diary Diary    // when the board meets, and how many must sign
	Past  []Past   // what was published, of every year, the newest first
	// Assessor is the independent assessor who waits for a decision of the board; empty when nobody does.
	Assessor string
}

// Past is one publication with its counts.
type Past struct {
	signoff.Publication
	Counts score.Counts
}

// mostPast bounds the list of earlier reports.
const mostPast = 12

// Home reads what the board's page shows. It decodes no snapshot. A year without an assessment is no error: nothing has
// begun.
func (r Reports) Home(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle) (Home, error) {
	if err := s.May(access.SeeReport, access.Of(ods)); err != nil {
		return Home{}, err
	}
	var h Home
	var p *position
	first := func(b *pgx.Batch) {
		query[*position]{"assessment", readPosition, []any{ods, cycle}, perhaps(store.Each(func(p position) position { return p }))}.queue(b, &p)
		h.Diary.queue(b, ods, cycle)
		pastOf(ods).queue(b, &h.Past)
		queueWaitingAssessor(b, ods, cycle, &h.Assessor)
	}
	err := r.DB.InSnapshotAfter(ctx, s, first, func(tx *store.Tx) error {
		if p == nil {
			return nil
		}
		h.Begun, h.Stage = true, p.Stage
		if p.Version == 0 {
			return nil
		}
		v, err := readVersion(ctx, tx, *p, ods, cycle, p.Version, nothingMore)
		h.Sent = &v
		return err
	})
	return h, err
}

func pastOf(ods string) query[[]Past] {
	type row struct {
		publicationRow
		Mandatory int `db:"mandatory"`
		InPlace   int `db:"in_place"`
		Proved    int `db:"proved"`
	}
	const sql = `select ` + publicationColumns + `, p.mandatory, p.in_place, p.proved
		from publications p where p.ods_code = $1 order by p.cycle desc, p.version desc limit $2`
	return query[[]Past]{"publications", sql, []any{ods, mostPast}, store.Each(func(r row) Past {
		return Past{r.publication(), score.Counts{Mandatory: r.Mandatory, InPlace: r.InPlace, Proved: r.Proved}}
	})}
}
