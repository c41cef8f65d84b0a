// Package interleave lets two people of a trust save, confirm, send, recall, sign and publish at once, a thousand times in
// random orders, and then asks of the database what the rules promise: no acknowledged change is lost, and no state is
// reached that the rules forbid.
package interleave

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/store/sharedb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/testkit/site"
)

const (
	interleavings = 1000
	steps         = 7 // of each of the two
	atOnce        = 6 // interleavings; each has a trust of its own
	cycle         = "2026-27"
)

var (
	now   = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
	names = [2]string{"Priya", "Grace"}
	items = []string{"7.1.1", "7.1.2", "7.2.1"}
)

// small is standard 7 alone, so that a thousand freezes stay small.
func small(t *testing.T) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	p := packs[0]
	for _, s := range p.Standards {
		if s.Number == "7" {
			p.Standards = []framework.Standard{s}
		}
	}
	small, err := p.With(nil)
	if err != nil {
		t.Fatal(err)
	}
	return small
}

type world struct {
	*site.Site
	pack    framework.Pack
	people  [2]string
	rooms   assessmentdb.Assessments
	sharing sharedb.Sharing
	board   reportdb.Reports
}

// saved is a change that was acknowledged.
type saved struct {
	item, text string
	version    int
}

func TestAThousandInterleavings(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Year(t)
	w := world{Site: s, pack: small(t), rooms: assessmentdb.Assessments{DB: s.DB}, sharing: sharedb.Sharing{DB: s.DB}, board: reportdb.Reports{DB: s.DB}}
	s.Exec(t, `insert into trusts (ods_code, name) select 'ZZ' || n, 'Trust ' || n from generate_series(0, $1) n`, interleavings-1)
	for i, name := range names {
		w.people[i] = store.NewID()
		s.Exec(t, `insert into people (id, email, name, added_at) values ($1, lower($2) || '@example.org', $2, $3)`, w.people[i], name, now)
		s.Exec(t, `insert into roles (id, person_id, role, reach, ods_code, given_at, given_by)
			select gen_random_uuid(), $1, 'lead', 'trust', ods_code, $2, 'the test' from trusts`, w.people[i], now)
	}
	var all sync.WaitGroup
	for n := range atOnce {
		all.Go(func() {
			for i := n; i < interleavings && !t.Failed(); i += atOnce {
				w.interleave(t, i)
			}
		})
	}
	all.Wait()
}

// interleave plays one: a fresh trust and year, two people, random steps, then the questions.
func (w world) interleave(t *testing.T, seed int) {
	ods := fmt.Sprintf("ZZ%d", seed)
	k := workingcopy.Key{ODS: ods, Cycle: cycle}
	if err := w.rooms.Begin(t.Context(), w.scope(0, ods), k, now, today); err != nil {
		t.Errorf("interleaving %d: begin: %v", seed, err)
		return
	}
	var acknowledged [2][]saved
	var both sync.WaitGroup
	for who := range 2 {
		both.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(seed), uint64(who)))
			seen := map[string]int{}
			for step := range steps {
				s, err := w.step(t.Context(), rng, who, k, fmt.Sprintf("%d %d %d", seed, who, step), seen)
				if err != nil {
					t.Errorf("interleaving %d, step %d of %d: %v", seed, step, who, err)
				}
				if s != nil {
					acknowledged[who] = append(acknowledged[who], *s)
				}
			}
		})
	}
	both.Wait()
	w.ask(t, seed, k, append(acknowledged[0], acknowledged[1]...))
}

func (w world) scope(who int, ods string) store.Scope {
	return store.ScopeOf(access.Actor{Person: w.people[who], Name: names[who], Role: access.Lead, Reach: access.ReachTrust, Place: ods}, store.Origin{})
}

// step does one random thing. A fault is an answer that the rules give (a conflict, a stage that does not allow it); any
// other error is a defect.
func (w world) step(ctx context.Context, rng *rand.Rand, who int, k workingcopy.Key, text string, seen map[string]int) (*saved, error) {
	s := w.scope(who, k.ODS)
	year := reportdb.Year{Cycle: trust.Cycle(k.Cycle), Pack: w.pack, Deadline: day.Of(2027, 6, 30)}
	version, hash, err := w.newest(ctx, k)
	if err != nil {
		return nil, err
	}
	switch rng.IntN(10) {
	case 0, 1, 2, 3:
		item := items[rng.IntN(len(items))]
		e := assessment.Edit{Item: item, Base: seen[item], Words: assessment.Words{Reply: assessment.No, Text: text}, At: now}
		if item == "7.2.1" {
			e.Words.Reply = assessment.Yes
			e.Words.Date = day.Of(2027, 1, 1)
		}
		a, err := w.rooms.SaveAnswer(ctx, s, k, w.pack, e, today)
		var c *assessment.Conflict
		if errors.As(err, &c) {
			seen[item] = c.Theirs.Version // looked at both, and will save over it next time
			return nil, nil
		}
		if err != nil {
			return nil, ruled(err)
		}
		seen[item] = a.Version
		return &saved{item, text, a.Version}, nil
	case 4:
		return nil, ruled(w.sharing.Confirm(ctx, s, k, w.pack, "7.1", rng.IntN(5), now))
	case 5, 6:
		_, err := w.board.Send(ctx, s, k.ODS, year, reportdb.Sending{Kind: signoff.Final, Signatories: w.people[:], Accepted: true}, now, today)
		return nil, ruled(err)
	case 7:
		return nil, ruled(w.board.Recall(ctx, s, k.ODS, year.Cycle, version, now))
	case 8:
		_, err := w.board.Sign(ctx, s, k.ODS, year.Cycle, reportdb.Signing{Version: version, SHA256: hash, Decision: signoff.Signed}, now)
		return nil, ruled(err)
	}
	if rng.IntN(3) == 0 {
		return nil, ruled(w.rooms.Reopen(ctx, s, k, now))
	}
	return nil, ruled(w.board.Publish(ctx, s, k.ODS, year, reportdb.Publishing{Version: version, WithoutSignatures: true}, now, today))
}

func ruled(err error) error {
	if fault.As(err) != nil {
		return nil
	}
	return err
}

func (w world) newest(ctx context.Context, k workingcopy.Key) (version int, hash string, err error) {
	err = w.DB.InSnapshot(ctx, store.System("test"), func(tx *store.Tx) error {
		err := tx.QueryRow(ctx, `select version, sha256 from snapshots where ods_code = $1 and cycle = $2 order by version desc limit 1`,
			k.ODS, k.Cycle).Scan(&version, &hash)
		if store.None(err) {
			return nil
		}
		return err
	})
	return version, hash, err
}

// ask asks what the rules promise.
func (w world) ask(t *testing.T, seed int, k workingcopy.Key, acknowledged []saved) {
	ctx := t.Context()
	wrong := func(format string, args ...any) { t.Errorf("interleaving %d: %s", seed, fmt.Sprintf(format, args...)) }
	err := w.DB.InSnapshot(ctx, store.System("test"), func(tx *store.Tx) error {
		for _, s := range acknowledged {
			var text string
			err := tx.QueryRow(ctx, `select text from answer_revisions where ods_code = $1 and cycle = $2 and item = $3 and version = $4`,
				k.ODS, k.Cycle, s.item, s.version).Scan(&text)
			if err != nil || text != s.text {
				wrong("the acknowledged change %q of %s, version %d, is %q (%v)", s.text, s.item, s.version, text, err)
			}
		}
		for what, sql := range impossible {
			var n int
			if err := tx.QueryRow(ctx, sql, k.ODS, k.Cycle).Scan(&n); err != nil {
				return fmt.Errorf("%s: %w", what, err)
			}
			if n > 0 {
				wrong("%d times: %s", n, what)
			}
		}
		return w.frozen(ctx, tx, k, wrong)
	})
	if err != nil {
		wrong("%v", err)
	}
}

// impossible are states that the rules forbid, each as a count that must be nought.
var impossible = map[string]string{
	"an answer is not its newest revision": `select count(*) from answers a where ods_code = $1 and cycle = $2 and not exists (select from answer_revisions r
		where (r.ods_code, r.cycle, r.item, r.version, r.text) = (a.ods_code, a.cycle, a.item, a.version, a.text) and r.version = (select max(version)
			from answer_revisions m where (m.ods_code, m.cycle, m.item) = (a.ods_code, a.cycle, a.item)))`,
	"a revision is missing": `select count(*) from (select item from answer_revisions where ods_code = $1 and cycle = $2 group by item having count(*) <> max(version)) x`,
	"a stage does not fit the newest version": `select count(*) from assessments a left join snapshots s on (s.ods_code, s.cycle, s.version) = (a.ods_code, a.cycle, a.version)
		left join publications p on (p.ods_code, p.cycle, p.version) = (a.ods_code, a.cycle, a.version)
		where a.ods_code = $1 and a.cycle = $2 and not case a.stage
			when 'with the board' then s.version is not null and s.recalled_at is null and p.version is null
			when 'published' then p.version is not null
			else s.version is null or s.recalled_at is not null or p.version is not null end`,
	"versions have a hole":            `select count(*) from (select count(*) as n, coalesce(max(version), 0) as m from snapshots where ods_code = $1 and cycle = $2) x where n <> m`,
	"a recalled version is published": `select count(*) from publications p join snapshots s using (ods_code, cycle, version) where ods_code = $1 and cycle = $2 and s.recalled_at is not null`,
	"a publication is of other bytes": `select count(*) from publications p join snapshots s using (ods_code, cycle, version) where ods_code = $1 and cycle = $2 and p.sha256 <> s.sha256`,
	"a signature is of other bytes":   `select count(*) from signatures g join snapshots s using (ods_code, cycle, version) where ods_code = $1 and cycle = $2 and g.sha256 <> s.sha256`,
	"somebody signed a version twice": `select count(*) from (select seat from signatures where ods_code = $1 and cycle = $2 group by version, seat having count(*) > 1) x`,
	"an assertion is confirmed twice": `select count(*) from (select assertion from confirmations where ods_code = $1 and cycle = $2 and taken_back_at is null group by 1 having count(*) > 1) x`,
	"progress counts wrongly": `select count(*) from progress g where ods_code = $1 and cycle = $2
		and answered <> (select count(*) from answers a where (a.ods_code, a.cycle) = (g.ods_code, g.cycle) and reply <> '')`,
	"a change has no event": `select count(*) from (select (select count(*) from answer_revisions where ods_code = $1 and cycle = $2)
		- (select count(*) from audit_events where ods_code = $1 and cycle = $2 and verb = 'answer.saved') as d) x where d <> 0`,
}

// frozen asks that the newest version, while it lies before the board or is published, holds just what the working copy
// holds: nobody could change anything behind its back. Its bytes must be their hash.
func (w world) frozen(ctx context.Context, tx *store.Tx, k workingcopy.Key, wrong func(string, ...any)) error {
	var document []byte
	var hash string
	err := tx.QueryRow(ctx, `select s.document, s.sha256 from assessments a join snapshots s using (ods_code, cycle, version)
		where a.ods_code = $1 and a.cycle = $2 and a.stage <> 'draft'`, k.ODS, k.Cycle).Scan(&document, &hash)
	if store.None(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if snapshot.Hash(document) != hash {
		wrong("the bytes of the newest version are not their hash")
	}
	s, err := snapshot.Decode(document)
	if err != nil {
		return err
	}
	type row struct {
		Item    string `db:"item"`
		Text    string `db:"text"`
		Version int    `db:"version"`
	}
	rows, err := store.List[row](ctx, tx, `select item, text, version from answers where ods_code = $1 and cycle = $2`, k.ODS, k.Cycle)
	if err != nil {
		return err
	}
	var copy, sent bytes.Buffer
	for _, item := range items {
		for _, r := range rows {
			if r.Item == item {
				fmt.Fprintln(&copy, r.Item, r.Version, r.Text)
			}
		}
		if a, ok := s.AnswersByItem()[item]; ok {
			fmt.Fprintln(&sent, a.Item, a.Version, a.Text)
		}
	}
	if copy.String() != sent.String() {
		wrong("the working copy changed behind the board's back:\n%sagainst\n%s", copy.String(), sent.String())
	}
	return nil
}
