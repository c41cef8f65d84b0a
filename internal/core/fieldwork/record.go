package fieldwork

import (
	"slices"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
)

// Record is a final as a frozen version of the assessment holds it.
type Record struct {
	Cycle      trust.Cycle `json:"cycle"`
	Assessor   string      `json:"assessor"`
	Before     []string    `json:"before,omitempty"` // assessors who left in the middle of it
	ApprovedBy string      `json:"approved_by"`
	FinalOn    day.Day     `json:"final_on"`
	Reference  day.Day     `json:"reference"` // the day of the copy that was tested
	SHA256     string      `json:"sha256"`    // of that copy
	Risk       string      `json:"risk"`
	Confidence string      `json:"confidence"`
	Computed   Computed    `json:"computed"`
	Words      string      `json:"words"`
	Sample     []Sampled   `json:"sample"`   // in the order of the pack
	Earlier    []Followed  `json:"earlier"`  // findings of years before
	Asked      int         `json:"requests"` // how often evidence was asked for
	Late       int         `json:"late"`     // of these, answered late or not at all
}

// Computed are the words that the service would have said.
type Computed struct {
	Risk       string `json:"risk"`
	Confidence string `json:"confidence"`
}

// Sampled is one item that was in scope.
type Sampled struct {
	Item           string     `json:"item"`
	Mandated       bool       `json:"mandated"`
	Claimed        bool       `json:"claimed"` // by the trust, in the copy
	Verdict        Verdict    `json:"verdict"`
	TestedBy       string     `json:"tested_by,omitempty"` // an assessor before, whose finding was taken over
	Found          string     `json:"found"`
	Recommendation string     `json:"recommendation"`
	TakenUp        bool       `json:"taken_up"`
	Response       string     `json:"response"`
	Owner          string     `json:"owner"`
	Due            day.Day    `json:"due"`
	Answers        []Answered `json:"answers"` // the versions of the answers that were tested
}

// Answered is the version of one answer in the copy.
type Answered struct {
	Item    string `json:"item"`
	Version int    `json:"version"`
}

// Followed is what became of an earlier finding.
type Followed struct {
	Item    string      `json:"item"`
	From    trust.Cycle `json:"from"`
	Verdict Verdict     `json:"verdict"`
	Found   string      `json:"found"`
}

// RecordOf makes the record of a final. answers are those of the copy.
func (w Work) RecordOf(pack framework.Pack, s framework.Scales, claimed map[string]bool, answers map[string]assessment.Answer, on day.Day) Record {
	r := Record{Cycle: w.Cycle, Assessor: w.Assessor.Name, FinalOn: on, Reference: w.Copy.Reference, SHA256: w.Copy.SHA256, Asked: len(w.Requests)}
	for _, e := range w.Before {
		r.Before = append(r.Before, e.Assessor.Name)
	}
	if a, ok := w.Approval(); ok {
		r.ApprovedBy = a.By.Name
	}
	if w.Conclusion != nil {
		r.Risk, r.Confidence, r.Words = w.Conclusion.Risk, w.Conclusion.Confidence, w.Conclusion.Words
	}
	r.Computed.Risk, r.Computed.Confidence = w.Agreement(claimed).Computed(s)
	for _, q := range w.Requests {
		if q.Given == nil && q.Due.Before(on) || q.Given != nil && q.Given.On.After(q.Due) {
			r.Late++
		}
	}
	for _, one := range w.Scope {
		f := w.Finding(one.Item, false)
		it := Sampled{Item: one.Item, Mandated: one.Mandated, Claimed: claimed[one.Item], Verdict: f.Verdict, TestedBy: f.TestedBy, Found: f.Found,
			Recommendation: f.Recommendation, Answers: answersOf(pack, one.Item, answers)}
		if a, ok := w.Response(f); ok && f.Verdict == Differ {
			it.TakenUp, it.Response, it.Owner, it.Due = a.Agreed, a.Words, a.Owner.Name, a.Due
		}
		r.Sample = append(r.Sample, it)
	}
	for _, e := range w.Earlier {
		f := w.Finding(e.Item, true)
		r.Earlier = append(r.Earlier, Followed{Item: e.Item, From: e.From, Verdict: f.Verdict, Found: f.Found})
	}
	return r
}

// Verified gives the items whose claim the assessor agreed with, and whose answers are still those that were tested.
func (r *Record) Verified(answers map[string]assessment.Answer) map[string]bool {
	if r == nil {
		return nil
	}
	m := map[string]bool{}
	for _, s := range r.Sample {
		if s.Verdict == Agree && s.Claimed && s.unchanged(answers) {
			m[s.Item] = true
		}
	}
	return m
}

func (s Sampled) unchanged(answers map[string]assessment.Answer) bool {
	return !slices.ContainsFunc(s.Answers, func(a Answered) bool { return answers[a.Item].Version != a.Version })
}

// Changed counts the items in the sample whose answer is another one by now.
func (r *Record) Changed(answers map[string]assessment.Answer) int {
	n := 0
	for _, s := range r.Sample {
		if !s.unchanged(answers) {
			n++
		}
	}
	return n
}

// Agreement gives what the record comes to.
func (r *Record) Agreement() Agreement {
	a := Agreement{InScope: len(r.Sample)}
	for _, s := range r.Sample {
		switch s.Verdict {
		case Agree:
			a.Agreed++
			if s.Claimed {
				a.InPlace++
			}
		case Differ:
			a.Differed++
			if !s.Claimed {
				a.InPlace++
			}
		default:
			a.Untested++
		}
	}
	return a
}

// Of finds an item of the sample.
func (r *Record) Of(item string) (Sampled, bool) {
	if r == nil {
		return Sampled{}, false
	}
	i := slices.IndexFunc(r.Sample, func(s Sampled) bool { return s.Item == item })
	if i < 0 {
		return Sampled{}, false
	}
	return r.Sample[i], true
}

// Reopen gives what the next assessment begins with: what this one recommended, and what it left open of years before, which are
// given as they were reopened then. Where both are about one item, the newer stands.
func (r Record) Reopen(before []Reopened) []Reopened {
	var list []Reopened
	for _, s := range r.Sample {
		if s.Verdict == Differ {
			list = append(list, Reopened{Item: s.Item, From: r.Cycle, Found: s.Found, Recommendation: s.Recommendation, Owner: s.Owner, Due: s.Due})
		}
	}
	for _, f := range r.Earlier {
		known := slices.ContainsFunc(list, func(have Reopened) bool { return have.Item == f.Item })
		i := slices.IndexFunc(before, func(b Reopened) bool { return b.Item == f.Item })
		if f.Verdict == Open && !known && i >= 0 {
			list = append(list, before[i])
		}
	}
	return list
}
