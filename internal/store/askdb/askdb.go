// Package askdb keeps what somebody without an account is asked through a link, and what comes back. It has two doors: Asks, for
// people of the trust, who ask, and accept or return what was given; and Links, for whoever holds a link, who may read the one
// thing that they are asked, and reply to it.
//
// A caller may rely on these:
//   - a reply changes nothing until somebody of the trust accepts it; then it is saved as anything that they type;
//   - a link is checked against the key before the database is asked anything; only then does its id become a scope, and in
//     that scope the database itself shows one row and takes one reply (migrations/000024_links);
//   - a link is nowhere in the database: the key's holder makes it (credential.LinkToken), the same each time. A question that is
//     put again has a next link, and an earlier one tells nothing but whom to ask;
//   - looking changes nothing: mail scanners open links;
//   - what is wrong with a link is a State, which the page turns into words.
package askdb

import (
	"context"
	"fmt"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
)

// Links is the door for whoever holds a link.
type Links struct {
	DB   *store.DB
	Keys [][]byte // of these links: the current one first
}

// Unknown is the state of a link that is none of ours, or was altered.
const Unknown assessment.AskState = "unknown"

// Opened is what whoever holds a link may see. Nothing but State is set for a link that is Unknown.
type Opened struct {
	State assessment.AskState
	Ask   assessment.Ask
	ODS   string
	Trust string // its name
	Cycle string
}

// Look tells what a link is worth on a day, and what it opens.
func (l Links) Look(ctx context.Context, token string, from store.Origin, today day.Day) (Opened, error) {
	s, generation := l.scope(token, from)
	if generation == 0 {
		return Opened{State: Unknown}, nil
	}
	var o Opened
	err := l.DB.InSnapshot(ctx, s, func(tx *store.Tx) (err error) {
		o, err = read(ctx, tx, generation, today)
		return err
	})
	return o, err
}

// Reply keeps what came through a link, and tells who asked. What can be a reply decides assessment.Ask.TakeReply; item is the
// one that is asked about. A link that takes none gives its State and no error; of two replies at once the second is a
// Conflict. Fields: those of the answer, or of the proof.
func (l Links) Reply(ctx context.Context, token string, item framework.Item, g assessment.Given, from store.Origin, now time.Time, today day.Day) (Opened, error) {
	s, generation := l.scope(token, from)
	if generation == 0 {
		return Opened{State: Unknown}, nil
	}
	var o Opened
	err := l.DB.InTx(ctx, s, func(tx *store.Tx) (err error) {
		if o, err = read(ctx, tx, generation, today); err != nil || o.State != assessment.AskOpen {
			return err
		}
		if o.Ask.Item != item.ID {
			return fmt.Errorf("a reply about %s to a question about %s", item.ID, o.Ask.Item)
		}
		if g, err = o.Ask.TakeReply(g, item, today); err != nil {
			return err
		}
		tx.Scope.Actor.Name = o.Ask.Name + " (by link)"
		const sql = `insert into ask_replies (ods_code, id, ask_id, generation, reply, text, figure, figure_date, title, dated, holds_months, place, given_at)
			values (@ods, @id, @ask, @generation, @reply, @text, @figure, @date, @title, @dated, @holds, @place, @at)`
		if _, err := tx.Exec(ctx, sql, store.Args{"ods": o.ODS, "id": store.NewID(), "ask": o.Ask.ID, "generation": generation, "reply": g.Words.Reply, "text": g.Words.Text,
			"figure": g.Words.Figure, "date": g.Words.Date, "title": g.Proof.Title, "dated": g.Proof.Dated, "holds": g.Proof.HoldsMonths,
			"place": g.Proof.Place, "at": now}); err != nil {
			return fmt.Errorf("keep reply: %w", err)
		}
		if err := tx.Tell(ctx, letter.Notice{Kind: letter.LinkAnswered, Trust: o.ODS, Cycle: o.Cycle, Object: o.Ask.ID, To: []string{o.Ask.By.ID}}, now); err != nil {
			return err
		}
		return tx.Record(ctx, audit.Event{Verb: audit.LinkReplied, Trust: o.ODS, Cycle: o.Cycle, Object: o.Ask.Item, Note: o.Ask.ID}, now)
	})
	return o, err
}

// scope gives the sight of a link that was made with one of the keys, and its generation; 0: it was not.
func (l Links) scope(token string, from store.Origin) (store.Scope, int) {
	id, code, ok := credential.ReadLink(token)
	if !ok {
		return store.Scope{}, 0
	}
	return store.Link(id, from), credential.LinkGeneration(l.Keys, id, assessment.MostLinks, code)
}

type row struct {
	ODS         string `db:"ods_code"`
	Trust       string
	Cycle       string
	ID          string
	Generation  int
	Item        string
	Kind        assessment.AskKind
	Name        string
	Question    string
	UntilDay    day.Day
	AskedBy     string
	AskedByName string
	WithdrawnAt *time.Time
	GivenID     string
	Reply       assessment.Reply
	Text        string
	Figure      *assessment.Hundredths
	FigureDate  day.Day
	Title       string
	Dated       day.Day
	HoldsMonths int
	Place       string
	Verdict     assessment.Verdict
	Because     string
}

// read reads the one ask that the scope shows, for whoever holds its link of a generation. One that is gone, because the trust's
// records are, is Unknown; of one that has a newer link nothing is told but who asks.
func read(ctx context.Context, tx *store.Tx, generation int, today day.Day) (Opened, error) {
	const sql = `select a.ods_code, t.name as trust, a.cycle, a.id::text as id, a.generation, a.item, a.kind, a.name, a.question, a.until_day, a.asked_by::text as asked_by,
			a.asked_by_name, a.withdrawn_at, coalesce(g.id::text, '') as given_id, coalesce(g.reply, '') as reply, coalesce(g.text, '') as text,
			g.figure, g.figure_date, coalesce(g.title, '') as title, g.dated, coalesce(g.holds_months, 0) as holds_months, coalesce(g.place, '') as place,
			coalesce(g.verdict, '') as verdict, coalesce(g.because, '') as because
		from asks a join trusts t on t.ods_code = a.ods_code left join lateral (select * from ask_replies r
			where r.ods_code = a.ods_code and r.ask_id = a.id and r.generation = a.generation order by r.given_at desc, r.id desc limit 1) g on true`
	r, err := store.One[row](ctx, tx, sql)
	if store.None(err) {
		return Opened{State: Unknown}, nil
	}
	if err != nil {
		return Opened{}, fmt.Errorf("read ask: %w", err)
	}
	by := assessment.Author{ID: r.AskedBy, Name: r.AskedByName}
	switch {
	case generation < r.Generation:
		return Opened{State: assessment.AskReplaced, Ask: assessment.Ask{By: by}, ODS: r.ODS, Trust: r.Trust, Cycle: r.Cycle}, nil
	case generation > r.Generation:
		return Opened{State: Unknown}, nil
	}
	a := assessment.Ask{ID: r.ID, Generation: r.Generation, Item: r.Item, Kind: r.Kind, Name: r.Name, Question: r.Question, Until: r.UntilDay,
		By: by,
		Given: assessment.Given{ID: r.GivenID, Words: assessment.Words{Reply: r.Reply, Text: r.Text, Figure: r.Figure, Date: r.FigureDate},
			Proof:   assessment.Proof{Title: r.Title, Dated: r.Dated, HoldsMonths: r.HoldsMonths, Place: r.Place},
			Verdict: r.Verdict, Because: r.Because}}
	if r.WithdrawnAt != nil {
		a.WithdrawnAt = *r.WithdrawnAt
	}
	return Opened{State: a.State(today), Ask: a, ODS: r.ODS, Trust: r.Trust, Cycle: r.Cycle}, nil
}
