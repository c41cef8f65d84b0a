package workingcopy

import (
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/plan"
	"cyberready/internal/store"
)

// The rows of the tables, as they are read, and the core's values that they become.

// AnswerColumns are those of answers and of answer_revisions, for Answers.
const AnswerColumns = `item, reply, text, figure, figure_date, version, saved_at, saved_by::text as saved_by, saved_by_name`

// Answers collects answers, or revisions of them.
func Answers(rows pgx.Rows) ([]assessment.Answer, error) { return store.Each(answerRow.value)(rows) }

type answerRow struct {
	Item        string
	Reply       assessment.Reply
	Text        string
	Figure      *assessment.Hundredths
	FigureDate  day.Day
	Version     int
	SavedAt     time.Time
	SavedBy     string
	SavedByName string
}

func (r answerRow) value() assessment.Answer {
	return assessment.Answer{
		Item: r.Item, Words: assessment.Words{Reply: r.Reply, Text: r.Text, Figure: r.Figure, Date: r.FigureDate},
		Version: r.Version, SavedAt: r.SavedAt, SavedBy: assessment.Author{ID: r.SavedBy, Name: r.SavedByName},
	}
}

// Proofs collects proof: its id, title, dated, holds_months, place, added_at, added_by, added_by_name and items.
func Proofs(rows pgx.Rows) ([]assessment.Proof, error) { return store.Each(proofRow.value)(rows) }

type proofRow struct {
	ID          string
	Title       string
	Dated       day.Day
	HoldsMonths int
	Place       string
	AddedAt     time.Time
	AddedBy     string
	AddedByName string
	Items       []string
}

func (r proofRow) value() assessment.Proof {
	return assessment.Proof{
		ID: r.ID, Title: r.Title, Dated: r.Dated, HoldsMonths: r.HoldsMonths, Place: r.Place, Items: r.Items,
		AddedAt: r.AddedAt, AddedBy: assessment.Author{ID: r.AddedBy, Name: r.AddedByName},
	}
}

const confirmationColumns = `assertion, confirmed_at, confirmed_by::text as confirmed_by, confirmed_by_name, taken_back_at, taken_back_because`

// QueuePastConfirmations asks for all confirmations that an assertion ever had, the newest first.
func QueuePastConfirmations(b *pgx.Batch, k Key, assertion string, into *[]Confirmation) {
	const sql = `select ` + confirmationColumns + ` from confirmations
		where ods_code = $1 and cycle = $2 and assertion = $3 order by confirmed_at desc, id desc`
	b.Queue(sql, k.ODS, k.Cycle, assertion).Query(func(rows pgx.Rows) (err error) {
		if *into, err = store.Each(confirmationRow.value)(rows); err != nil {
			return fmt.Errorf("read confirmations: %w", err)
		}
		return nil
	})
}

type confirmationRow struct {
	Assertion        string
	ConfirmedAt      time.Time
	ConfirmedBy      string
	ConfirmedByName  string
	TakenBackAt      *time.Time
	TakenBackBecause string
}

func (r confirmationRow) value() Confirmation {
	c := Confirmation{
		Confirmation: assessment.Confirmation{
			Assertion: r.Assertion, At: r.ConfirmedAt, By: assessment.Author{ID: r.ConfirmedBy, Name: r.ConfirmedByName},
		},
		Because: r.TakenBackBecause,
	}
	if r.TakenBackAt != nil {
		c.TakenBackAt = *r.TakenBackAt
	}
	return c
}

type riskRow struct {
	ID             string
	Item           string
	UntilDay       day.Day
	AcceptedBy     string
	AcceptedByName string
	AcceptedOn     day.Day
}

func (r riskRow) value() plan.Risk {
	return plan.Risk{ID: r.ID, Item: r.Item, Until: r.UntilDay, AcceptedOn: r.AcceptedOn,
		AcceptedBy: assessment.Author{ID: r.AcceptedBy, Name: r.AcceptedByName}}
}
