package workingcopy

import (
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/store"
)

const handInColumns = `id::text as id, part, words, handed_in_at, handed_in_by::text as handed_in_by, handed_in_by_name, verdict, because,
	judged_at, coalesce(judged_by::text, '') as judged_by, judged_by_name, taken_back_at, taken_back_because`

// QueuePastHandIns asks for all that was ever handed in of some parts, the newest first.
func QueuePastHandIns(b *pgx.Batch, k Key, parts []string, into *[]assessment.HandIn) {
	const sql = `select ` + handInColumns + ` from hand_ins where ods_code = $1 and cycle = $2
		and part = any ($3) order by handed_in_at desc, id desc`
	b.Queue(sql, k.ODS, k.Cycle, parts).Query(func(rows pgx.Rows) (err error) {
		if *into, err = store.Each(handInRow.value)(rows); err != nil {
			return fmt.Errorf("read hand-ins: %w", err)
		}
		return nil
	})
}

// QueueHandIns asks for what was handed in last of each part.
func (sh *Sheet) QueueHandIns(b *pgx.Batch, k Key, p Part) {
	const sql = `select distinct on (part) ` + handInColumns + ` from hand_ins where ods_code = $1 and cycle = $2
		and (part = any ($3) or part = any ($4)) order by part, handed_in_at desc, id desc`
	b.Queue(sql, k.ODS, k.Cycle, p.Assertions, p.Items).Query(func(rows pgx.Rows) error {
		list, err := store.Each(handInRow.value)(rows)
		if err != nil {
			return fmt.Errorf("read hand-ins: %w", err)
		}
		sh.HandIns = make(map[string]assessment.HandIn, len(list))
		for _, h := range list {
			sh.HandIns[h.Part] = h
		}
		return nil
	})
}

type handInRow struct {
	ID               string
	Part             string
	Words            string
	HandedInAt       time.Time
	HandedInBy       string
	HandedInByName   string
	Verdict          assessment.Verdict
	Because          string
	JudgedAt         *time.Time
	JudgedBy         string
	JudgedByName     string
	TakenBackAt      *time.Time
	TakenBackBecause string
}

func (r handInRow) value() assessment.HandIn {
	return assessment.HandIn{ID: r.ID, Part: r.Part, Words: r.Words, At: r.HandedInAt, By: assessment.Author{ID: r.HandedInBy, Name: r.HandedInByName},
		Verdict: r.Verdict, Because: r.Because, JudgedAt: instant(r.JudgedAt), JudgedBy: assessment.Author{ID: r.JudgedBy, Name: r.JudgedByName},
		TakenBackAt: instant(r.TakenBackAt), ChangedItem: r.TakenBackBecause}
}

// instant gives the zero time for none.
func instant(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
