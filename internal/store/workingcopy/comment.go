package workingcopy

import (
	"fmt"

	"github.com/jackc/pgx/v5"
)

// QueueComments asks how many comments of each item are open.
func (sh *Sheet) QueueComments(b *pgx.Batch, k Key, p Part) {
	const sql = `select item, count(*)::int as open from item_comments
		where ods_code = $1 and cycle = $2 and item = any ($3) and resolved_at is null group by item`
	type row struct {
		Item string
		Open int
	}
	b.Queue(sql, k.ODS, k.Cycle, p.Items).Query(func(rows pgx.Rows) error {
		list, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
		if err != nil {
			return fmt.Errorf("count comments: %w", err)
		}
		sh.Comments = make(map[string]int, len(list))
		for _, r := range list {
			sh.Comments[r.Item] = r.Open
		}
		return nil
	})
}
