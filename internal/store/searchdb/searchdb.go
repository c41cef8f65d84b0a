// Package searchdb finds words in a trust's year: in the questions, the answers, the named proof and the plan's actions. It
// reads what other rooms keep, and keeps nothing; Postgres does the finding, so that "backups" finds "backup".
//
// Everything that it looks through belongs to one trust and year, some hundred short texts: no index is needed.
package searchdb

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
)

// Search is the room's door.
type Search struct{ DB *store.DB }

// Kind says what was found.
type Kind string

// The kinds, in the order in which they are shown.
const (
	Question Kind = "question"
	Answer   Kind = "answer"
	Proof    Kind = "proof"
	Action   Kind = "action"
)

// Kinds are all of them.
var Kinds = []Kind{Question, Answer, Proof, Action}

// Hit is one text in which the words were found.
type Hit struct {
	Kind  Kind
	ID    string   // of the item, the proof or the action
	Items []string // what it is about, by number
	Title []Span
	Text  []Span // the places where the words stand; may be empty
}

// Span is a piece of text, and whether it is what was looked for.
type Span struct {
	Text  string
	Found bool
}

// MostOfAKind bounds how many of a kind are given.
const MostOfAKind = 50

// Find looks for words in the year's questions, and in what was written to them, for whoever may see the answers. Words in
// quotation marks stand together, a word after a minus is not there (as websearch_to_tsquery of Postgres reads them), and
// the last word may be a beginning. Of each kind the best come first. Without a word nothing is found.
func (d Search) Find(ctx context.Context, s store.Scope, ods, cycle, words string, questions []framework.Question) ([]Hit, error) {
	if err := s.May(access.SeeAnswers, access.Of(ods)); err != nil {
		return nil, err
	}
	const sql = `with asked as (select websearch_to_tsquery('english', @words) && to_tsquery('english', @beginning) as words),
		texts as (
			select 'question' as kind, 1 as place, q.id, array[q.id] as items, q.title, q.body
				from unnest(@ids::text[], @titles::text[], @bodies::text[]) q (id, title, body)
			union all
			select 'answer', 2, item, array[item], '', text from answers where ods_code = @ods and cycle = @cycle and text <> ''
			union all
			select 'proof', 3, p.id::text, array_agg(i.item order by i.item), p.title, p.place
				from proofs p join proof_items i on i.ods_code = p.ods_code and i.proof_id = p.id and i.cycle = @cycle
				where p.ods_code = @ods and p.withdrawn_at is null group by p.ods_code, p.id
			union all
			select 'action', 4, id::text, items, title, concat_ws('. ', nullif(owner_name, ''), nullif(care_cost, ''))
				from actions where ods_code = @ods and cycle = @cycle),
		found as (
			select t.*, row_number() over (partition by t.kind order by ts_rank(setweight(to_tsvector('english', t.title), 'A') ||
				to_tsvector('english', t.body), a.words) desc, t.id) as nth
			from texts t, asked a where to_tsvector('english', t.title || ' ' || t.body) @@ a.words)
		select f.kind, f.id, f.items,
			ts_headline('english', translate(f.title, '<>', '` + angles + `'), a.words, 'StartSel=` + begins + `, StopSel=` + ends + `, HighlightAll=true') as title,
			ts_headline('english', translate(f.body, '<>', '` + angles + `'), a.words, 'StartSel=` + begins + `, StopSel=` + ends + `, MaxFragments=2, MinWords=8, MaxWords=30, FragmentDelimiter=" … "') as body,
			f.body as whole
		from found f, asked a where f.nth <= @most order by f.place, f.nth`
	type row struct {
		Kind  Kind     `db:"kind"`
		ID    string   `db:"id"`
		Items []string `db:"items"`
		Title string   `db:"title"`
		Body  string   `db:"body"`
		Whole string   `db:"whole"`
	}
	whole, beginning := split(words)
	if whole == "" && beginning == "" {
		return nil, nil
	}
	args := store.Args{"words": whole, "beginning": beginning, "ods": ods, "cycle": cycle, "most": MostOfAKind}
	args["ids"], args["titles"], args["bodies"] = columns(questions)
	var list []Hit
	err := d.DB.Ask(ctx, s, func(b *pgx.Batch) {
		b.Queue(sql, args).Query(func(rows pgx.Rows) (err error) {
			list, err = store.Each(func(r row) Hit {
				return Hit{Kind: r.Kind, ID: r.ID, Items: r.Items, Title: spans(r.Title), Text: cut(spans(r.Body), r.Whole)}
			})(rows)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("find words: %w", err)
	}
	return list, nil
}

// columns gives what the questions say, as columns of a table.
func columns(questions []framework.Question) (ids, titles, bodies []string) {
	for _, q := range questions {
		ids = append(ids, q.ID)
		titles = append(titles, q.Title)
		bodies = append(bodies, strings.Join([]string{q.Ask, q.Satisfies, q.ProofSuch}, " "))
	}
	return ids, titles, bodies
}

// split parts the last word from the others, as a beginning that to_tsquery takes: "restore back" finds "restored from the
// backup". Where there are marks, such as an open quotation, all is left to websearch_to_tsquery.
func split(words string) (whole, beginning string) {
	words = strings.TrimSpace(strings.ReplaceAll(words, "\x00", ""))
	at := strings.LastIndexFunc(words, unicode.IsSpace) + 1
	last := words[at:]
	plain := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	if last == "" || strings.ContainsRune(words, '"') || strings.ContainsFunc(last, func(r rune) bool { return !plain(r) }) ||
		strings.EqualFold(last, "or") {
		return words, ""
	}
	return strings.TrimSpace(words[:at]), last + ":*"
}

// What Postgres puts around the words that it found: characters that nobody types.
// Words in angle brackets it would leave out, as if they were markup: the brackets go to it as other characters.
const (
	begins = "\x01"
	ends   = "\x02"
	angles = "\ue000\ue001"
)

var typed = strings.NewReplacer(begins, "", ends, "", "\ue000", "<", "\ue001", ">")

// cut shows where a piece of a text begins or ends in its midst.
func cut(piece []Span, whole string) []Span {
	if len(piece) == 0 {
		return nil
	}
	if !strings.HasPrefix(whole, piece[0].Text) {
		piece = append([]Span{{Text: "… "}}, piece...)
	}
	if last := piece[len(piece)-1].Text; !strings.HasSuffix(strings.TrimRight(whole, " .?!"), strings.TrimRight(last, " .?!")) {
		piece = append(piece, Span{Text: " …"})
	}
	return piece
}

func spans(marked string) []Span {
	var list []Span
	add := func(text string, found bool) {
		if text = typed.Replace(text); text != "" {
			list = append(list, Span{text, found})
		}
	}
	for marked != "" {
		before, rest, ok := strings.Cut(marked, begins)
		add(before, false)
		if !ok {
			break
		}
		word, after, _ := strings.Cut(rest, ends)
		add(word, true)
		marked = after
	}
	return list
}
