package reportdb

import (
	"context"
	"fmt"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
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
	Past  []Past   // what was published, of every year, the newest first
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
	err := r.DB.InSnapshot(ctx, s, func(tx *store.Tx) error {
		p, err := where(ctx, tx, ods, cycle)
		switch {
		case err == nil:
			h.Begun, h.Stage = true, p.Stage
		case fault.KindOf(err) != fault.NotFound:
			return err
		}
		if p.Version > 0 {
			v, err := readVersion(ctx, tx, ods, cycle, p.Version)
			if err != nil {
				return err
			}
			h.Sent = &v
		}
		h.Past, err = past(ctx, tx, ods)
		return err
	})
	return h, err
}

func past(ctx context.Context, tx *store.Tx, ods string) ([]Past, error) {
	type row struct {
		publicationRow
		Mandatory int `db:"mandatory"`
		InPlace   int `db:"in_place"`
		Proved    int `db:"proved"`
	}
	const sql = `select ` + publicationColumns + `, p.mandatory, p.in_place, p.proved
		from publications p where p.ods_code = $1 order by p.cycle desc, p.version desc limit $2`
	rows, err := store.List[row](ctx, tx, sql, ods, mostPast)
	if err != nil {
		return nil, fmt.Errorf("read publications: %w", err)
	}
	var list []Past
	for _, r := range rows {
		list = append(list, Past{r.publication(), score.Counts{Mandatory: r.Mandatory, InPlace: r.InPlace, Proved: r.Proved}})
	}
	return list, nil
}
