package reportdb

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
)

// Frozen is a snapshot as it is stored: its bytes, their hash, and the result that they come to. Sending makes one, and
// the demonstration's loader makes them the same way.
type Frozen struct {
	Snapshot snapshot.Snapshot
	Document []byte // canonical JSON, exactly as hashed; nil in one that was read back
	SHA256   string
	Result   score.Result
}

// Freeze encodes and hashes a snapshot that has its version, sender and instant. It is pure: equal snapshots are equal
// bytes.
func Freeze(s snapshot.Snapshot) (Frozen, error) {
	document, err := snapshot.Encode(s)
	if err != nil {
		return Frozen{}, fmt.Errorf("freeze: %w", err)
	}
	return Frozen{s, document, snapshot.Hash(document), Result(s)}, nil
}

// Result is what a snapshot comes to by the rules of the score.
func Result(s snapshot.Snapshot) score.Result {
	return score.Assess(s.Inputs())
}

// Table is a table with the columns that this room writes, for COPY; Insert writes the same columns of one row.
type Table struct {
	Name    string
	Columns []string
	Insert  string
}

// The tables of a frozen version.
var (
	Snapshots = Table{"snapshots",
		[]string{"ods_code", "cycle", "version", "kind", "document", "sha256", "reference_day", "sent_at", "sent_by", "sent_by_name"},
		`insert into snapshots (ods_code, cycle, version, kind, document, sha256, reference_day, sent_at, sent_by, sent_by_name)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`}
	Signatories = Table{"signatories",
		[]string{"ods_code", "cycle", "version", "seat", "person_id", "name", "post", "also_lead"},
		`insert into signatories (ods_code, cycle, version, seat, person_id, name, post, also_lead)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`}
	Publications = Table{"publications",
		[]string{"ods_code", "cycle", "version", "kind", "sha256", "reference_day", "published_at", "published_on", "published_by",
			"deadline", "late", "signed", "reservations", "refusals", "outcome", "mandatory", "in_place", "does_not_apply", "exempt",
			"proved", "unconfirmed", "verified"},
		`insert into publications (ods_code, cycle, version, kind, sha256, reference_day, published_at, published_on, published_by,
			deadline, late, signed, reservations, refusals, outcome, mandatory, in_place, does_not_apply, exempt, proved, unconfirmed,
			verified)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`}
	PublicationCounts = Table{"publication_counts",
		[]string{"ods_code", "cycle", "version", "standard", "mandatory", "in_place", "does_not_apply", "exempt", "proved", "verified"},
		`insert into publication_counts (ods_code, cycle, version, standard, mandatory, in_place, does_not_apply, exempt, proved, verified)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`}
	PublicationActions = Table{"publication_actions",
		[]string{"ods_code", "cycle", "version", "action_id", "title", "items", "owner_name", "due", "first_due", "moved", "moved_because",
			"cost", "funding", "care_cost", "ending"},
		`insert into publication_actions (ods_code, cycle, version, action_id, title, items, owner_name, due, first_due, moved, moved_because,
			cost, funding, care_cost, ending) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`}
	PublicationItems = Table{"publication_items",
		[]string{"ods_code", "cycle", "version", "item", "state", "counted"},
		`insert into publication_items (ods_code, cycle, version, item, state, counted) values ($1, $2, $3, $4, $5, $6)`}
)

// Rows are values for the columns of a table.
type Rows struct {
	Table
	Values [][]any
}

// SentRows gives the rows that sending writes: the snapshot, and who is asked to sign it, seats from 1.
func (f Frozen) SentRows(asked []signoff.Signatory) []Rows {
	s := f.Snapshot
	seats := Rows{Table: Signatories}
	for i, a := range asked {
		seats.Values = append(seats.Values, []any{s.Trust.ODS, s.Cycle, s.Version, i + 1, a.Person, a.Name, a.Post, a.Lead})
	}
	return []Rows{
		{Snapshots, [][]any{{s.Trust.ODS, s.Cycle, s.Version, s.Kind, f.Document, f.SHA256, s.Reference, s.SentAt, s.SentBy.ID, s.SentBy.Name}}},
		seats,
	}
}

// PublishedRows gives the rows that publishing writes: the publication, its counts by standard, the state of each question
// of the ten standards, and the actions of its plan. The product's own questions are the board's own affair and are not
// published; nor are notes on progress, nor what was given up.
func (f Frozen) PublishedRows(p signoff.Publication, standing signoff.Standing) []Rows {
	s, r := f.Snapshot, f.Result
	key := func(rest ...any) []any { return append([]any{s.Trust.ODS, s.Cycle, s.Version}, rest...) }
	counts, items := Rows{Table: PublicationCounts}, Rows{Table: PublicationItems}
	own := map[string]bool{}
	for _, st := range r.Standards {
		if st.Own {
			own[st.Number] = true
			continue
		}
		counts.Values = append(counts.Values, key(st.Number, st.Mandatory, st.InPlace, st.DoesNotApply, st.Exempt, st.Proved, st.Verified))
	}
	for _, it := range r.Items {
		if !own[it.Standard] {
			items.Values = append(items.Values, key(it.ID, it.State, it.Counted))
		}
	}
	return append([]Rows{
		{Publications, [][]any{key(p.Kind, f.SHA256, s.Reference, p.At, p.On, p.By.Name, p.Deadline, p.Late, !p.WithoutSignatures,
			standing.Reserved, standing.Declined, r.Outcome, r.Mandatory, r.InPlace, r.DoesNotApply, r.Exempt, r.Proved, r.Unconfirmed, r.Verified)}},
		counts, items, f.publishedActions(key),
	}, f.publishedFindings(key)...)
}

func (f Frozen) publishedActions(key func(...any) []any) Rows {
	rows := Rows{Table: PublicationActions}
	for _, a := range f.Snapshot.Improvement().Actions {
		if !a.Stands() {
			continue
		}
		because, cost := "", any(nil)
		if n := len(a.Moves); n > 0 {
			because = a.Moves[n-1].Reason
		}
		if a.Cost != nil {
			cost = int64(*a.Cost)
		}
		rows.Values = append(rows.Values, key(a.ID, a.Title, a.Items, a.Owner.Name, a.Due, a.FirstDue(), len(a.Moves), because, cost,
			string(a.Funding), a.CareCost, string(a.End)))
	}
	return rows
}

// queue adds the rows to a batch, one statement a row. (COPY does not work under row-level security.)
func queue(b *pgx.Batch, tables []Rows) {
	for _, t := range tables {
		for _, v := range t.Values {
			b.Queue(t.Insert, v...)
		}
	}
}
