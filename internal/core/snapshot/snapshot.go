// Package snapshot holds everything that a readiness report reads, as one value, and its canonical bytes.
//
// Sending an assessment to the board freezes it: the value is encoded once, hashed, and never changed or encoded again.
// Board members rate and sign that hash; publishing publishes those bytes. A live draft is the same value with version
// 0, so that a report has one kind of input. A caller may rely on these:
//   - the bytes depend on what the value says and not on the order in which its lists were gathered (Encode);
//   - what was encoded can be read for ever: a reader is kept for each format number (Decode);
//   - it reads no pack file and no other row: the effective pack, the peers and last year are inside.
//
// Ratings, signatures and publications stand beside a snapshot, never in it.
package snapshot

import (
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fieldwork"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/office"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
)

// Snapshot is one assessment as it was on its reference day.
type Snapshot struct {
	Format    int               `json:"format"` // set by Encode
	Rules     int               `json:"rules"`  // version of the score's rules that the results were read by
	Demo      bool              `json:"demo"`   // invented, and said on every page
	Trust     Trust             `json:"trust"`
	Cycle     trust.Cycle       `json:"cycle"`
	Deadline  day.Day           `json:"deadline"` // of the official submission; zero when not known
	Kind      signoff.Kind      `json:"kind"`
	Version   int               `json:"version"`   // 1, 2, … as sent; 0 for a live draft
	Reference day.Day           `json:"reference"` // the day of sending; today for a draft
	SentAt    time.Time         `json:"sent_at,omitzero"`
	SentBy    assessment.Author `json:"sent_by"`

	Pack          framework.Pack            `json:"pack"` // effective, whole
	Answers       []assessment.Answer       `json:"answers"`
	Proofs        []assessment.Proof        `json:"proofs"`
	Confirmations []assessment.Confirmation `json:"confirmations"`
	// Plan is the plan of improvement as it was when this was sent; nil where there was none. Versions that were sent before
	// there were plans have none.
	Plan *plan.Plan `json:"plan"`
	// Critical is the trust's list of critical services as it was when this was sent; nil where there was none, and in versions
	// that were sent before there were lists.
	Critical *critical.List `json:"critical"`
	// Explained are the questions that a reviewer would ask of the answers, with the lead's replies; without those that nobody
	// has replied to.
	Explained []quality.Explained `json:"explained"`

	// Independent is the independent assessment of the year, as it was made final before this was sent; nil where there is none.
	Independent *fieldwork.Record `json:"independent,omitzero"`

	Officers []office.Holder `json:"officers"`
	Official []Official      `json:"official"` // as they were known on the reference day
	LastYear *LastYear       `json:"last_year"`
	Peers    Peers           `json:"peers"`

	// AuditHead is the end of the trust's audit chain when it was sent (audit.Head), so that the chain up to there cannot be
	// made anew without being found out. Empty in versions that were sent before there was a chain.
	AuditHead string `json:"audit_head"`
}

// Draft tells whether this is a live draft and not a frozen version.
func (s Snapshot) Draft() bool { return s.Version == 0 }

// AnswersByItem gives the answers as the score takes them.
func (s Snapshot) AnswersByItem() map[string]assessment.Answer {
	m := make(map[string]assessment.Answer, len(s.Answers))
	for _, a := range s.Answers {
		m[a.Item] = a
	}
	return m
}

// Improvement gives the plan; an empty one where there is none.
func (s Snapshot) Improvement() plan.Plan {
	if s.Plan == nil {
		return plan.Plan{}
	}
	return *s.Plan
}

// Services gives the list of critical services; an empty one where there is none.
func (s Snapshot) Services() critical.List {
	if s.Critical == nil {
		return critical.List{}
	}
	return *s.Critical
}

// Inputs are what the snapshot's result follows from.
func (s Snapshot) Inputs() score.Inputs {
	return score.Inputs{
		Pack: s.Pack, Answers: s.AnswersByItem(), Proofs: s.Proofs, Confirmations: s.Confirmations,
		Accepted: s.Improvement().Acceptances(s.Pack, s.Reference), Verified: s.Independent.Verified(s.AnswersByItem()),
		On: s.Reference, Sent: !s.Draft(),
	}
}

// Trust is the trust as it was named on the reference day.
type Trust struct {
	ODS        string     `json:"ods"`
	Name       string     `json:"name"`
	Kind       trust.Kind `json:"kind"`
	RegionCode string     `json:"region_code"`
	RegionName string     `json:"region_name"`
	ICBCode    string     `json:"icb_code"`
	ICBName    string     `json:"icb_name"`
}

// Official is an official DSPT status, imported or recorded by the trust. It is never a result computed here.
type Official struct {
	Cycle       trust.Cycle  `json:"cycle"`
	Status      trust.Status `json:"status"`
	On          day.Day      `json:"on"`           // the day of publication, or of the file that says so
	SubmittedBy string       `json:"submitted_by"` // empty when it was imported
}

// LastYear is what the report needs of the year before, taken from its current publication.
type LastYear struct {
	Cycle     trust.Cycle      `json:"cycle"`
	Reference day.Day          `json:"reference"`
	Outcome   score.Outcome    `json:"outcome"`
	Counts    score.Counts     `json:"counts"`
	Standards []StandardCounts `json:"standards"`
	Items     []ItemState      `json:"items"` // of the counted items
	Version   int              `json:"version"`
	SHA256    string           `json:"sha256"` // of the snapshot that this was taken from
}

// StandardCounts are the counts of one of the ten standards.
type StandardCounts struct {
	Standard string `json:"standard"`
	score.Counts
}

// ItemState is what one item came to.
type ItemState struct {
	Item  string      `json:"item"`
	State score.State `json:"state"`
}

// Of gives the counts of a standard, and whether there are any.
func (l *LastYear) Of(standard string) (score.Counts, bool) {
	if l != nil {
		for _, s := range l.Standards {
			if s.Standard == standard {
				return s.Counts, true
			}
		}
	}
	return score.Counts{}, false
}

// LastYearFrom takes from an earlier snapshot, its result and its hash what the next year's report needs.
func LastYearFrom(s Snapshot, r score.Result, hash string) LastYear {
	l := LastYear{
		Cycle: s.Cycle, Reference: s.Reference, Outcome: r.Outcome, Counts: r.Counts, Version: s.Version, SHA256: hash,
	}
	for _, st := range r.Standards {
		if !st.Own {
			l.Standards = append(l.Standards, StandardCounts{Standard: st.Number, Counts: st.Counts})
		}
	}
	for _, it := range r.Items {
		if it.Counted {
			l.Items = append(l.Items, ItemState{Item: it.ID, State: it.State})
		}
	}
	return l
}
