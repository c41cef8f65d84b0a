package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/web/paths"
)

// saves measures how often an answer is saved end to end over HTTP, by somebody who is signed in, as a share of how often
// plain pgx runs the same transaction: once with a trust for each worker, once with all in one trust. Plain pgx sends one
// statement after another, as one writes it; beside it stands the share of a program that sends them together, in as few
// round trips as the service does.
//
// What policies and the audit event cost is the share of the same transaction without either, both sent as the service does.
func (b *bench) saves() error {
	trusts, err := b.drafts()
	if err != nil {
		return err
	}
	items := savable(b.ground.pack)
	if len(items) < workers {
		return errors.New("too few questions that ask for a text")
	}
	target, met := atLeast(0.5)
	kept, keptMet := atLeast(0.6)
	for _, c := range []struct {
		name   string
		savers func(w int) (draft, string)
		figure figure
		walls  figure
	}{
		{"apart", func(w int) (draft, string) { return trusts[w], items[0] },
			figure{name: "save an answer, eight trusts", target: target, met: met}, figure{name: "policies and audit", target: kept, met: keptMet}},
		{"together", func(w int) (draft, string) { return trusts[0], items[w] },
			figure{name: "save an answer, all in one trust"}, figure{name: "policies and audit, all in one trust"}},
	} {
		savers := make([]*saver, workers)
		for w := range savers {
			at, item := c.savers(w)
			if savers[w], err = b.newSaver(at, item); err != nil {
				return err
			}
			defer savers[w].close()
		}
		if err := b.showTrips(c.figure.name, savers[0].conn, reads(savers[0].sent)); err != nil {
			return err
		}
		var measured [][]float64
		if err := b.profiled("save-"+c.name, func() (err error) {
			measured, err = measure(b.ctx, turn, side{workers, func(w int) error { return savers[w].overHTTP() }},
				side{workers, func(w int) error { return savers[w].byPgx(b, oneByOne) }},
				side{workers, func(w int) error { return savers[w].byPgx(b, asSent) }},
				side{workers, func(w int) error { return savers[w].unwatched(b) }})
			return err
		}); err != nil {
			return err
		}
		sent := savers[0].transaction
		f := c.figure
		f.values = each(measured, func(one []float64) float64 { return one[0] / one[1] })
		f.absolute = fmt.Sprintf("%s saves/s; plain pgx %s/s, %s one by one", perSecond(median(measured[0])),
			perSecond(median(measured[1])), count(statements(sent), "statement"))
		b.table = append(b.table, f, figure{
			name: "  the same, pgx in fewer round trips", values: each(measured, func(one []float64) float64 { return one[0] / one[2] }),
			absolute: fmt.Sprintf("pgx %s/s, in %s as the service sends them", perSecond(median(measured[2])), count(len(sent), "round trip")),
		})
		c.walls.values = each(measured, func(one []float64) float64 { return one[2] / one[3] })
		c.walls.absolute = fmt.Sprintf("pgx %s/s with both, %s/s with neither", perSecond(median(measured[2])), perSecond(median(measured[3])))
		b.table = append(b.table, c.walls)
	}
	return nil
}

// draft is an assessment that is being written, and who leads it.
type draft struct {
	ODS   string `db:"ods_code"`
	Cycle string `db:"cycle"`
	Email string `db:"email"`
}

// drafts gives assessments of the newest year that can be changed, one for each worker.
func (b *bench) drafts() ([]draft, error) {
	var list []draft
	err := b.ground.db.InSnapshot(b.ctx, store.System("bench"), func(tx *store.Tx) (err error) {
		list, err = store.List[draft](b.ctx, tx, `select a.ods_code, a.cycle, min(p.email) as email
			from assessments a join roles r on r.ods_code = a.ods_code and r.role = 'lead' and r.ended_at is null join people p on p.id = r.person_id
			where a.stage = 'draft' and a.cycle = $1 group by 1, 2 order by 1 limit $2`, b.ground.years[0], workers)
		return err
	})
	if err == nil && len(list) < workers {
		err = fmt.Errorf("the demonstration has only %d drafts", len(list))
	}
	return list, err
}

// savable gives questions that a Yes with a text answers.
func savable(p framework.Pack) []string {
	var list []string
	for _, q := range p.Questions() {
		if q.Ask != "" && q.Explain != "" && q.Figure == nil {
			list = append(list, q.ID)
		}
	}
	return list
}

// saver saves one answer over and over, over HTTP and by plain pgx in turn, as one person at one trust.
type saver struct {
	*client
	conn        *pgx.Conn
	unbound     *pgx.Conn // by policies
	path        string
	version     int    // of the answer as it is kept
	sent        []trip // by one save over HTTP, with what reads who it is and what the page shows
	transaction []trip // of it
}

func (b *bench) newSaver(at draft, item string) (*saver, error) {
	s := &saver{path: paths.Year{ODS: at.ODS, Cycle: at.Cycle}.Item(item)}
	var err error
	if s.client, err = b.ground.signIn(at.Email); err != nil {
		return nil, err
	}
	if s.conn, err = connect(b.ctx, b.ground.url); err != nil {
		return nil, err
	}
	if s.unbound, err = connectAs(b.ctx, b.ground.url, "none"); err != nil {
		return nil, err
	}
	err = b.ground.db.InSnapshot(b.ctx, store.System("bench"), func(tx *store.Tx) error {
		return tx.QueryRow(b.ctx, `select coalesce(max(version), 0) from answers where ods_code = $1 and cycle = $2 and item = $3`,
			at.ODS, at.Cycle, item).Scan(&s.version)
	})
	if err != nil {
		return nil, err
	}
	var got seen
	for range 2 { // the first save may be an insert; all that follow are updates
		if got, err = b.ground.watch(b.ctx, s.request()); err != nil {
			return nil, err
		}
		if got.status != http.StatusOK {
			return nil, fmt.Errorf("save %s: status %d: %.400s", s.path, got.status, got.body)
		}
		s.version++
	}
	s.sent = got.trips
	s.transaction, err = saving(got.trips)
	return s, err
}

func (s *saver) close() {
	_ = s.conn.Close(context.Background())
	_ = s.unbound.Close(context.Background())
}

func (s *saver) request() []byte {
	return s.postPart(s.path, url.Values{"reply": {string(assessment.Yes)}, "version": {strconv.Itoa(s.version)}, "text": {textOf(s.version + 1)}})
}

// textOf differs from version to version: the same words again would save nothing.
func textOf(version int) string {
	return "Written down in our yearly review, read by the senior information risk owner, and kept where everybody who " +
		"needs it can find it. Review number " + strconv.Itoa(version) + "."
}

func (s *saver) overHTTP() error {
	if err := s.expect(s.request()); err != nil {
		return err
	}
	s.version++
	return nil
}

// byPgx runs the same transaction with a new version, text, instant and id.
func (s *saver) byPgx(b *bench, order func([]trip) []trip) error {
	return replay(b.ctx, s.conn, order(s.next()))
}

// unwatched runs it without policies and without its audit event.
func (s *saver) unwatched(b *bench) error { return replay(b.ctx, s.unbound, bare(s.next())) }

func (s *saver) next() []trip {
	s.version++
	text, now := textOf(s.version), time.Now()
	trips := make([]trip, len(s.transaction))
	for i, t := range s.transaction {
		trips[i] = make(trip, len(t))
		for j, x := range t {
			if args, ok := named(x); ok {
				fresh := maps.Clone(args)
				replace(fresh, "version", s.version)
				replace(fresh, "text", text)
				replace(fresh, "at", now)
				replace(fresh, "id", store.NewID())
				x.args = []any{fresh}
			}
			trips[i][j] = x
		}
	}
	return trips
}

func named(s statement) (store.Args, bool) {
	if len(s.args) != 1 {
		return nil, false
	}
	args, ok := s.args[0].(store.Args)
	return args, ok
}

func replace(args store.Args, name string, value any) {
	if _, ok := args[name]; ok {
		args[name] = value
	}
}

// saving picks the transaction that writes the answer out of what a request sent. What it reads after the audit event is
// only for the page that is shown again: the yardstick goes without.
func saving(sent []trip) ([]trip, error) {
	var list []trip
	saves := false
	for _, t := range sent {
		if t[0].begins() {
			list = nil
		}
		var kept trip
		ends := false
		for _, s := range t {
			saves = saves || strings.HasPrefix(s.sql, "insert into audit_events")
			ends = ends || s.ends()
			if !saves || !strings.HasPrefix(s.sql, "select") {
				kept = append(kept, s)
			}
		}
		list = append(list, kept)
		if saves && ends {
			return list, nil
		}
	}
	return nil, errors.New("saving an answer wrote no audit event")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
