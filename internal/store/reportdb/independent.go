package reportdb

import (
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
)

// queueIndependent asks for the final of a year's independent assessment; nil while there is none.
func queueIndependent(b *pgx.Batch, ods string, cycle trust.Cycle, into **fieldwork.Record) {
	const sql = `select record from final_records where ods_code = $1 and cycle = $2 order by final_on desc limit 1`
	b.Queue(sql, ods, cycle).QueryRow(func(row pgx.Row) error {
		var document []byte
		err := row.Scan(&document)
		if store.None(err) {
			return nil
		}
		if err == nil {
			*into = &fieldwork.Record{}
			err = json.Unmarshal(document, *into)
		}
		if err != nil {
			return fmt.Errorf("read independent assessment: %w", err)
		}
		return nil
	})
}

// queueWaitingAssessor asks who is appointed and waits for a decision of the board on the scope as it is now; empty: nobody.
func queueWaitingAssessor(b *pgx.Batch, ods string, cycle trust.Cycle, into *string) {
	const sql = `select coalesce((select e.assessor_name from engagements e where e.ods_code = $1 and e.cycle = $2 and e.ended_at is null and e.begun_at is null
		and not exists (select from engagement_approvals a where a.ods_code = e.ods_code and a.engagement_id = e.id and a.scope_version = e.scope_version)), '')`
	b.Queue(sql, ods, cycle).QueryRow(func(row pgx.Row) error {
		if err := row.Scan(into); err != nil {
			return fmt.Errorf("read waiting assessor: %w", err)
		}
		return nil
	})
}

// The tables of what a publication says of the independent assessment.
var (
	PublicationAssessments = Table{"publication_assessments",
		[]string{"ods_code", "cycle", "version", "final_on", "risk", "confidence"},
		`insert into publication_assessments (ods_code, cycle, version, final_on, risk, confidence) values ($1, $2, $3, $4, $5, $6)`}
	PublicationFindings = Table{"publication_findings",
		[]string{"ods_code", "cycle", "version", "item", "mandated", "verdict"},
		`insert into publication_findings (ods_code, cycle, version, item, mandated, verdict) values ($1, $2, $3, $4, $5, $6)`}
)

// publishedFindings gives the rows of the independent assessment that publishing writes: what it came to, and the verdict of each
// item in scope. What was written about an item describes a weakness, and stays in the trust (DESIGN §4: results by item).
func (f Frozen) publishedFindings(key func(...any) []any) []Rows {
	r := f.Snapshot.Independent
	if r == nil {
		return nil
	}
	findings := Rows{Table: PublicationFindings}
	for _, s := range r.Sample {
		findings.Values = append(findings.Values, key(s.Item, s.Mandated, string(s.Verdict)))
	}
	return []Rows{{PublicationAssessments, [][]any{key(r.FinalOn, r.Risk, r.Confidence)}}, findings}
}

// Assessed is what others see of a publication's independent assessment.
type Assessed struct {
	FinalOn    day.Day `db:"final_on"`
	Risk       string  `db:"risk"`
	Confidence string  `db:"confidence"`
}

// Verdict is what an assessor said of one item, as others see it.
type Verdict struct {
	Item     string            `db:"item"`
	Mandated bool              `db:"mandated"`
	Verdict  fieldwork.Verdict `db:"verdict"`
}

func assessedOf(ods string, cycle trust.Cycle, version int) query[*Assessed] {
	const sql = `select final_on, risk, confidence from publication_assessments where ods_code = $1 and cycle = $2 and version = $3`
	return query[*Assessed]{"independent assessment", sql, []any{ods, cycle, version}, perhaps(store.Each(func(a Assessed) Assessed { return a }))}
}

func verdictsOf(ods string, cycle trust.Cycle, version int) query[[]Verdict] {
	const sql = `select item, mandated, verdict from publication_findings where ods_code = $1 and cycle = $2 and version = $3`
	return query[[]Verdict]{"verdicts", sql, []any{ods, cycle, version}, store.Each(func(v Verdict) Verdict { return v })}
}
