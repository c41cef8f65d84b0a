package reportdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/letter"
	"cyberready/internal/core/question"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// questionsOf reads what was asked about a version and those before it in the year, the oldest first, with the answers.
func questionsOf(ods string, cycle trust.Cycle, version int) query[[]question.Question] {
	type row struct {
		ID       string     `db:"id"`
		Version  int        `db:"version"`
		Standard string     `db:"standard"`
		Words    string     `db:"words"`
		By       string     `db:"asked_by"`
		ByName   string     `db:"asked_by_name"`
		Signing  bool       `db:"signing"`
		At       time.Time  `db:"asked_at"`
		On       day.Day    `db:"asked_on"`
		Answer   string     `db:"answer"`
		Who      string     `db:"answered_by"`
		WhoName  string     `db:"answered_by_name"`
		AnsAt    *time.Time `db:"answered_at"`
		AnsOn    day.Day    `db:"answered_on"`
	}
	const sql = `select q.id::text, q.version, q.standard, q.words, coalesce(q.asked_by::text, '') as asked_by, q.asked_by_name,
			q.signature_id is not null as signing, q.asked_at, (q.asked_at at time zone 'Europe/London')::date as asked_on,
			coalesce(a.words, '') as answer, coalesce(a.answered_by::text, '') as answered_by,
			coalesce(a.answered_by_name, '') as answered_by_name, a.answered_at,
			(a.answered_at at time zone 'Europe/London')::date as answered_on
		from questions q left join question_answers a on a.ods_code = q.ods_code and a.question_id = q.id
		where q.ods_code = $1 and q.cycle = $2 and q.version <= $3 order by q.version, q.asked_at, q.id, a.answered_at, a.id`
	return query[[]question.Question]{"questions", sql, []any{ods, cycle, version}, func(rows pgx.Rows) ([]question.Question, error) {
		var list []question.Question
		found, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
		for _, r := range found { // one row for each answer, and for a question without any
			if n := len(list); n == 0 || list[n-1].ID != r.ID {
				list = append(list, question.Question{ID: r.ID, Version: r.Version, Standard: r.Standard, Words: r.Words,
					By: assessment.Author{ID: r.By, Name: r.ByName}, Signing: r.Signing, At: r.At, On: r.On})
			}
			if r.AnsAt != nil {
				q := &list[len(list)-1]
				q.Answers = append(q.Answers, question.Answer{Words: r.Answer, By: assessment.Author{ID: r.Who, Name: r.WhoName}, At: *r.AnsAt, On: r.AnsOn})
			}
		}
		return list, err
	}}
}

// Asking is a question as it is asked.
type Asking struct {
	Version  int
	Standard string // its number; empty: about the whole
	Words    string
}

// Ask puts a question about the version that lies before the board, and tells who can answer it. The caller has checked
// that there is such a standard. Field: question.
func (r Reports) Ask(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, a Asking, now time.Time) error {
	if err := s.May(access.AskLead, access.Of(ods)); err != nil {
		return err
	}
	if err := question.Check("question", a.Words); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		p, err := lock(ctx, tx, ods, cycle)
		if err != nil {
			return err
		}
		if _, err := p.next(assessment.Sign, a.Version); err != nil {
			return err
		}
		q := question.Question{ID: store.NewID(), Version: a.Version, Standard: a.Standard, Words: strings.TrimSpace(a.Words),
			By: s.Author(), At: now}
		if err := ask(ctx, tx, ods, cycle, q, ""); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.BoardAsked, Trust: ods, Cycle: string(cycle), Object: q.ID, Note: q.Standard}, now)
	})
}

// ask writes a question, asked by itself or with a signature's id in its place, and tells every assessment lead and who
// stands in for one.
func ask(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, q question.Question, signature string) error {
	const sql = `insert into questions (ods_code, id, cycle, version, standard, words, asked_by, asked_by_name, signature_id, asked_at)
		values (@ods, @id, @cycle, @version, @standard, @words, nullif(@by, '')::uuid, @by_name, nullif(@signature, '')::uuid, @now)`
	_, err := tx.Exec(ctx, sql, store.Args{"ods": ods, "id": q.ID, "cycle": cycle, "version": q.Version, "standard": q.Standard,
		"words": q.Words, "by": q.By.ID, "by_name": q.By.Name, "signature": signature, "now": q.At})
	if err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	n := letter.Notice{Kind: letter.BoardAsked, Trust: ods, Cycle: string(cycle), Version: q.Version, Object: q.ID}
	if q.Made() {
		n.By = "The service" // and not who rated last
	}
	return tx.Tell(ctx, n, q.At)
}

func ids(ctx context.Context, tx *store.Tx, sql string, args ...any) ([]string, error) {
	type row struct {
		ID string `db:"id"`
	}
	rows, err := store.List[row](ctx, tx, sql, args...)
	list := make([]string, 0, len(rows))
	for _, r := range rows {
		list = append(list, r.ID)
	}
	return list, err
}

// askUnsure has the service ask about each standard of which two or more members could not tell.
func askUnsure(ctx context.Context, tx *store.Tx, ods string, cycle trust.Cycle, version int, standards []string, now time.Time) error {
	ratings, err := ratingsOf(ods, cycle, version).read(ctx, tx)
	if err != nil {
		return err
	}
	asked, err := questionsOf(ods, cycle, version).read(ctx, tx)
	if err != nil {
		return err
	}
	for _, standard := range standards {
		q, ok := question.Making(version, standard, ratings, asked)
		if !ok {
			continue
		}
		q.ID, q.At = store.NewID(), now
		if err := ask(ctx, tx, ods, cycle, q, ""); err != nil {
			return err
		}
	}
	return nil
}

// Answer answers a question on the record, and tells who asked; of one that the service asked, whoever could not tell. It
// is never too late for it: also a version that was published or taken back is answered for. Field: answer.
func (r Reports) Answer(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, id, words string, now time.Time) error {
	if err := s.May(access.AnswerBoard, access.Of(ods)); err != nil {
		return err
	}
	if err := question.Check("answer", words); err != nil {
		return err
	}
	return r.DB.InTx(ctx, s, func(tx *store.Tx) error {
		p, err := lock(ctx, tx, ods, cycle)
		if err != nil {
			return err
		}
		list, err := questionsOf(ods, cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		q, ok := questionOf(list, id)
		if !ok {
			return noQuestion()
		}
		if err := question.MayAnswer(q, s.Actor.Person); err != nil {
			return err
		}
		const sql = `insert into question_answers (ods_code, id, question_id, words, answered_by, answered_by_name, answered_at)
			values (@ods, @id, @question, @words, @by, @by_name, @now)`
		_, err = tx.Exec(ctx, sql, store.Args{"ods": ods, "id": store.NewID(), "question": q.ID, "words": strings.TrimSpace(words),
			"by": s.Actor.Person, "by_name": s.Actor.Name, "now": now})
		if err != nil {
			return fmt.Errorf("answer: %w", err)
		}
		to := []string{q.By.ID}
		if q.Made() {
			const unsure = `select person_id::text as id from board_ratings
				where ods_code = $1 and cycle = $2 and version = $3 and standard = $4 and rating = 'cannot-tell'`
			if to, err = ids(ctx, tx, unsure, ods, cycle, q.Version, q.Standard); err != nil {
				return fmt.Errorf("read who could not tell: %w", err)
			}
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.BoardAnswered, Trust: ods, Cycle: string(cycle), Version: q.Version, Object: q.ID,
			To: to}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.BoardAnswered, Trust: ods, Cycle: string(cycle), Object: q.ID, Note: q.Standard}, now)
	})
}

// QuestionTo reads one question that the person may answer; any other is NotFound.
func (r Reports) QuestionTo(ctx context.Context, s store.Scope, ods string, cycle trust.Cycle, id string) (question.Question, error) {
	var q question.Question
	if err := s.May(access.AnswerBoard, access.Of(ods)); err != nil {
		return q, err
	}
	var p position
	err := r.DB.InSnapshotAfter(ctx, s, positionOf(ods, cycle, &p), func(tx *store.Tx) error {
		list, err := questionsOf(ods, cycle, p.Version).read(ctx, tx)
		if err != nil {
			return err
		}
		var ok bool
		if q, ok = questionOf(list, id); !ok {
			return noQuestion()
		}
		return nil
	})
	return q, err
}

func questionOf(list []question.Question, id string) (question.Question, bool) {
	for _, q := range list {
		if q.ID == id {
			return q, true
		}
	}
	return question.Question{}, false
}

func noQuestion() error { return fault.New(fault.NotFound, "There is no such question.") }

// Questions gives what was asked about this version and those before it, as far as the reader may see it.
func (v Version) Questions() []question.Question {
	return question.Seen(v.reader, v.questions, func(standard string) signoff.View { return v.View(standard) })
}

// MyQuestions are those that the reader asked, and those that the service asked where the reader could not tell.
func (v Version) MyQuestions() []question.Question {
	var list []question.Question
	for _, q := range v.Questions() {
		own := v.View(q.Standard).Own
		if q.By.ID == v.reader.Person || q.Made() && q.Version == v.Number && own != nil && own.Rating == signoff.CannotTell {
			list = append(list, q)
		}
	}
	return list
}
