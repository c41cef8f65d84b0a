package workingcopy

import (
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/store"
)

// QueueAsks asks for what is open or waits.
func (sh *Sheet) QueueAsks(b *pgx.Batch, k Key, p Part) {
	const sql = AsksOf + ` and a.item = any ($3) and a.withdrawn_at is null and coalesce(g.verdict, '') <> 'accepted' order by a.asked_at, a.id`
	b.Queue(sql, k.ODS, k.Cycle, p.Items).Query(func(rows pgx.Rows) (err error) {
		if sh.Asks, err = Asks(rows); err != nil {
			return fmt.Errorf("read asks: %w", err)
		}
		return nil
	})
}

// AsksOf reads what was asked by link in a year ($1 its trust, $2 its label), each with the newest reply through its
// newest link, for Asks.
const AsksOf = `select a.id::text as id, a.generation, a.item, a.kind, a.name, a.email, a.question, a.until_day, a.asked_at, a.asked_by::text as asked_by, a.asked_by_name,
		a.withdrawn_at, a.withdrawn_by_name, coalesce(g.id::text, '') as given_id, coalesce(g.reply, '') as reply, coalesce(g.text, '') as text, g.figure, g.figure_date,
		coalesce(g.title, '') as title, g.dated, coalesce(g.holds_months, 0) as holds_months, coalesce(g.place, '') as place, g.given_at,
		coalesce(g.verdict, '') as verdict, coalesce(g.because, '') as because, g.judged_at, coalesce(g.judged_by::text, '') as judged_by,
		coalesce(g.judged_by_name, '') as judged_by_name
	from asks a left join lateral (select * from ask_replies r where r.ods_code = a.ods_code and r.ask_id = a.id
		and r.generation = a.generation order by r.given_at desc, r.id desc limit 1) g on true
	where a.ods_code = $1 and a.cycle = $2`

// Asks collects what AsksOf reads.
func Asks(rows pgx.Rows) ([]assessment.Ask, error) { return store.Each(askRow.value)(rows) }

type askRow struct {
	ID              string
	Generation      int
	Item            string
	Kind            assessment.AskKind
	Name            string
	Email           string
	Question        string
	UntilDay        day.Day
	AskedAt         time.Time
	AskedBy         string
	AskedByName     string
	WithdrawnAt     *time.Time
	WithdrawnByName string
	GivenID         string
	Reply           assessment.Reply
	Text            string
	Figure          *assessment.Hundredths
	FigureDate      day.Day
	Title           string
	Dated           day.Day
	HoldsMonths     int
	Place           string
	GivenAt         *time.Time
	Verdict         assessment.Verdict
	Because         string
	JudgedAt        *time.Time
	JudgedBy        string
	JudgedByName    string
}

func (r askRow) value() assessment.Ask {
	return assessment.Ask{
		ID: r.ID, Generation: r.Generation, Item: r.Item, Kind: r.Kind, Name: r.Name, Email: r.Email, Question: r.Question, Until: r.UntilDay, At: r.AskedAt,
		By: assessment.Author{ID: r.AskedBy, Name: r.AskedByName}, WithdrawnAt: instant(r.WithdrawnAt), WithdrawnBy: r.WithdrawnByName,
		Given: assessment.Given{
			ID: r.GivenID, At: instant(r.GivenAt), Words: assessment.Words{Reply: r.Reply, Text: r.Text, Figure: r.Figure, Date: r.FigureDate},
			Proof:   assessment.Proof{Title: r.Title, Dated: r.Dated, HoldsMonths: r.HoldsMonths, Place: r.Place},
			Verdict: r.Verdict, Because: r.Because, JudgedAt: instant(r.JudgedAt), JudgedBy: assessment.Author{ID: r.JudgedBy, Name: r.JudgedByName},
		},
	}
}
