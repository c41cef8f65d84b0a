package store

import (
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/trust"
)

// QueueReplies asks for the replies to a reviewer's questions, for the rooms that show and freeze them: the latest of each.
func QueueReplies(b *pgx.Batch, ods string, cycle trust.Cycle, into *quality.Replies) {
	type row struct {
		Key           string
		Item          string
		Words         string
		RepliedAt     time.Time
		RepliedBy     string
		RepliedByName string
	}
	const sql = `select distinct on (key) key, item, words, replied_at, replied_by::text as replied_by, replied_by_name from remark_replies
		where ods_code = $1 and cycle = $2 order by key, replied_at desc, id desc`
	queueRows(b, "replies", sql, ods, cycle, func(rows []row) {
		*into = quality.Replies{}
		for _, r := range rows {
			(*into)[r.Key] = quality.Explained{Key: r.Key, Item: r.Item, Reply: r.Words, At: r.RepliedAt,
				By: assessment.Author{ID: r.RepliedBy, Name: r.RepliedByName}}
		}
	})
}
