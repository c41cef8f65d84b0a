package reportdb

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/difference"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// Point is a point that a year's answers can be compared at.
type Point struct {
	Key   string // "earlier", "last", "baseline", "final", "v2", "now"
	Title string
	cycle trust.Cycle
	at    int // its version; 0: the working copy
	hash  string
}

// The points that have one name in every year.
const (
	LastYear = "last"    // what the year before published last as final; else what it sent last; else its working copy, as it stands
	Earlier  = "earlier" // what was sent last of a year further back, where the year before was never sent
	Now      = "now"
)

// Compared is the difference between two points of a year, and all that there are.
type Compared struct {
	Points   []Point // in the order of time
	From, To string  // keys
	difference.Difference
}

// Differences compares two points of a year, for whoever may see the answers; empty keys take last year, or else the first point,
// and now. before is the year before, whose working copy is a point while it was never sent; zero where there is none. A point
// that is not there is Invalid, with the points that are. Fields: from, to.
func (r Reports) Differences(ctx context.Context, s store.Scope, ods string, y, before Year, from, to string, today day.Day) (Compared, error) {
	if err := s.May(access.SeeAnswers, access.Of(ods)); err != nil {
		return Compared{}, err
	}
	var c Compared
	var p position
	var neverSent bool
	err := r.DB.InSnapshotAfter(ctx, s, func(b *pgx.Batch) {
		positionOf(ods, y.Cycle, &p)(b)
		pointsOf(ods, y.Cycle).queue(b, &c.Points)
		b.Queue(`select exists (select from assessments a where a.ods_code = $1 and a.cycle = $2
			and not exists (select from snapshots s where s.ods_code = a.ods_code and s.cycle = a.cycle))`, ods, before.Cycle).QueryRow(func(row pgx.Row) error {
			return row.Scan(&neverSent)
		})
	}, func(tx *store.Tx) error {
		if neverSent {
			c.Points = withWorkingCopy(c.Points, before.Cycle)
		}
		c.Points = append(c.Points, Point{Key: Now, Title: "Now", cycle: y.Cycle})
		c.From, c.To = from, to
		if c.From == "" {
			c.From = c.Points[0].Key
			if neverSent {
				c.From = LastYear
			}
		}
		if c.To == "" {
			c.To = Now
		}
		var ends [2]difference.Point
		for i, key := range []string{c.From, c.To} {
			found := false
			for _, point := range c.Points {
				if point.Key == key && !found {
					var err error
					of := y
					if point.cycle == before.Cycle {
						of = before
					}
					if ends[i], err = r.point(ctx, tx, ods, of, point, today); err != nil {
						return err
					}
					found = true
				}
			}
			if !found {
				return fault.InvalidField([]string{"from", "to"}[i], "This year has no such point. Choose one from the list.")
			}
		}
		c.Difference = difference.Between(ends[0], ends[1])
		return nil
	})
	return c, err
}

// withWorkingCopy puts the working copy of the year before, which was never sent, before the points of the year. What a year further
// back sent last stays under another name.
func withWorkingCopy(points []Point, before trust.Cycle) []Point {
	copied := Point{Key: LastYear, Title: fmt.Sprintf("Last year (%s, never sent to the board), as it stands today", before), cycle: before}
	if len(points) == 0 || points[0].Key != LastYear {
		return append([]Point{copied}, points...)
	}
	points[0].Key, points[0].Title = Earlier, strings.Replace(points[0].Title, "Last year", "An earlier year", 1)
	return slices.Insert(points, 1, copied)
}

// pointsOf gives what can be compared but for the working copy: last year, the current publications, and every version that was
// sent. What is current is named by its kind, and stands under its number, too.
func pointsOf(ods string, cycle trust.Cycle) query[[]Point] {
	type row struct {
		Cycle   trust.Cycle  `db:"cycle"`
		Version int          `db:"version"`
		Kind    signoff.Kind `db:"kind"`
		SHA256  string       `db:"sha256"`
		On      day.Day      `db:"reference_day"`
		Current bool         `db:"current"`
	}
	const sql = `with published as (select p.cycle, p.version, p.kind, p.version = max(p.version) over (partition by p.cycle, p.kind) as current
			from publications p where p.ods_code = $1 and p.cycle <= $2),
		last as (select s.cycle, s.version from snapshots s left join published p on p.cycle = s.cycle and p.version = s.version
			where s.ods_code = $1 and s.cycle < $2 order by s.cycle desc, coalesce(p.kind = 'final' and p.current, false) desc, s.version desc limit 1)
		select s.cycle, s.version, s.kind, s.sha256, s.reference_day, coalesce(p.current, false) as current
		from snapshots s left join published p on p.cycle = s.cycle and p.version = s.version
		where s.ods_code = $1 and (s.cycle = $2 or (s.cycle, s.version) in (select cycle, version from last)) order by s.cycle, s.version`
	return query[[]Point]{"points", sql, []any{ods, cycle}, func(rows pgx.Rows) ([]Point, error) {
		var list []Point
		found, err := store.Each(func(r row) row { return r })(rows)
		for _, f := range found {
			p := Point{cycle: f.Cycle, at: f.Version, hash: f.SHA256}
			if f.Cycle != cycle {
				p.Key, p.Title = LastYear, fmt.Sprintf("Last year (%s, version %d, as at %s)", f.Cycle, f.Version, f.On.Words())
				list = append(list, p)
				continue
			}
			if f.Current {
				named := p
				named.Key, named.Title = string(f.Kind), fmt.Sprintf("%s (version %d, as at %s)", f.Kind.Label(), f.Version, f.On.Words())
				list = append(list, named)
			}
			p.Key, p.Title = "v"+strconv.Itoa(f.Version), fmt.Sprintf("Version %d, as at %s", f.Version, f.On.Words())
			list = append(list, p)
		}
		return list, err
	}}
}

// point reads what stood at a point.
func (r Reports) point(ctx context.Context, tx *store.Tx, ods string, y Year, p Point, today day.Day) (difference.Point, error) {
	if p.at > 0 {
		f, err := thaw(ctx, tx, ods, p.cycle, p.at, p.hash)
		return difference.Point{Title: p.Title, Snapshot: f.Snapshot, Result: f.Result}, err
	}
	s := snapshot.Snapshot{Rules: score.Rules, Cycle: y.Cycle, Kind: signoff.Final, Reference: today, Pack: y.Pack}
	var improvement plan.Plan
	var b pgx.Batch
	answersOf(ods, y.Cycle).queue(&b, &s.Answers)
	proofsOf(ods, y.Cycle).queue(&b, &s.Proofs)
	confirmationsOf(ods, y.Cycle).queue(&b, &s.Confirmations)
	store.QueuePlan(&b, ods, y.Cycle, &improvement)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return difference.Point{}, err
	}
	s.Plan = &improvement
	return difference.Point{Title: p.Title, Snapshot: s, Result: Result(s)}, nil
}
