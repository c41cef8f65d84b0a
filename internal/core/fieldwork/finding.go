package fieldwork

import (
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
)

// Verdict is what an assessor says of one item, or of an earlier finding.
type Verdict string

// The verdicts. The first four are of items in scope, the last two of earlier findings that were reopened.
const (
	Undecided Verdict = ""
	Agree     Verdict = "agree"    // with the trust's own answer, whatever it is
	Differ    Verdict = "differ"   // it is not as the trust says
	Untested  Verdict = "untested" // never counted or shown as agreed
	Closed    Verdict = "closed"
	Open      Verdict = "open"
)

// Words says the verdict in a list.
func (v Verdict) Words() string {
	switch v {
	case Agree:
		return "Agrees"
	case Differ:
		return "Differs"
	case Untested:
		return "Not tested"
	case Closed:
		return "Closed"
	case Open:
		return "Still open"
	}
	return "Not decided"
}

// Finding is what an assessor found about one item in scope, or about an earlier finding.
type Finding struct {
	Item           string
	Reopened       bool // it is about an earlier finding
	Version        int  // goes up each time it is kept; 0: nothing is kept yet
	Verdict        Verdict
	Tested         string // how
	Seen           string // what was seen
	Found          string // what was found, or why it was not tested
	Recommendation string
	TestedBy       string // who tested it, where another assessor took it over; else empty: who wrote it
	Issued         bool   // the trust reads it
	By             assessment.Author
	At             time.Time
}

// Reopened is what an earlier final found and recommended.
type Reopened struct {
	Item           string
	From           trust.Cycle
	Found          string
	Recommendation string
	Owner          string // of the trust's response then; may be empty
	Due            day.Day
}

// Check tells whether a finding can be kept, as it was filled in. While there is no verdict anything may be missing; with one
// it must carry what a reader needs. Fields: verdict, tested, seen, found, recommendation.
func (f Finding) Check() (Finding, error) {
	f.Tested, f.Seen, f.Found, f.Recommendation = text(f.Tested), text(f.Seen), text(f.Found), text(f.Recommendation)
	var wrong findings
	allowed := []Verdict{Undecided, Agree, Differ, Untested}
	if f.Reopened {
		allowed = []Verdict{Undecided, Closed, Open}
	}
	if !slices.Contains(allowed, f.Verdict) {
		wrong.Add("verdict", "Choose one of the answers.")
	}
	switch f.Verdict {
	case Agree, Differ:
		wrong.words("tested", f.Tested, "Say how it was tested: what was looked at, on which day, with whom.")
		wrong.words("seen", f.Seen, "Say what was seen.")
		wrong.words("found", f.Found, "Say what was found.")
	case Untested:
		wrong.words("found", f.Found, "Say why it was not tested. It is shown as not tested, never as agreed.")
	case Closed, Open:
		wrong.words("found", f.Found, "Say what was seen of it this year.")
	case Undecided:
		if f.Tested+f.Seen+f.Found+f.Recommendation == "" {
			wrong.Add("found", "Write a note, or decide.")
		}
	}
	for _, long := range []struct{ field, text string }{{"tested", f.Tested}, {"seen", f.Seen}, {"found", f.Found}} {
		if f.Verdict == Undecided || f.Verdict == Untested {
			wrong.short(long.field, long.text)
		}
	}
	if f.Verdict == Differ {
		wrong.words("recommendation", f.Recommendation, "Recommend what the trust should do: where you differ, this is needed.")
	} else {
		wrong.short("recommendation", f.Recommendation)
	}
	return f, wrong.Fault()
}

// Work is an engagement with all that was written in it, as far as its reader may see it.
type Work struct {
	Engagement
	Before      []Engagement // of assessors who left this fieldwork, oldest first
	Scope       []Scoped
	Earlier     []Reopened
	Requests    []Request
	Proofs      []Held
	Findings    []Finding // the newest of each item: the present assessor's, and what was issued
	Handed      []Finding // what an assessor who left had decided and not issued: read by the present one alone
	Conclusion  *Conclusion
	Corrections []Correction
	Responses   []Response // the newest of each item
	Planned     map[string]string
}

// Finding gives the finding of an item in scope, or of an earlier one; the zero Finding of it when nothing is kept.
func (w Work) Finding(item string, reopened bool) Finding {
	for _, f := range w.Findings {
		if f.Item == item && f.Reopened == reopened {
			return f
		}
	}
	return Finding{Item: item, Reopened: reopened}
}

// MayWrite tells whether a person may keep a finding now: the assessor, during fieldwork; and after the draft where the trust's
// correction of that item was accepted, or the finding is of an assessor before.
func (w Work) MayWrite(person, item string, reopened bool) error {
	if err := w.mayWork(person); err != nil {
		return err
	}
	if reopened && !slices.ContainsFunc(w.Earlier, func(r Reopened) bool { return r.Item == item }) {
		return fault.New(fault.NotFound, "There is no earlier finding about %s.", item)
	}
	if !reopened {
		if err := inScope(w.Scope, item); err != nil {
			return err
		}
	}
	if w.Stage() == Drafted && (w.foreign(w.Finding(item, reopened)) ||
		slices.ContainsFunc(w.Corrections, func(c Correction) bool { return c.Item == item && c.Answer.Accepted })) {
		return nil
	}
	return w.at(Fieldwork)
}

// MayWork tells whether a person is the assessor, and the work at a stage.
func (w Work) MayWork(person string, s Stage) error {
	if err := w.mayWork(person); err != nil {
		return err
	}
	return w.at(s)
}

func (w Work) mayWork(person string) error {
	if !w.By(person) {
		return fault.New(fault.Forbidden, "Only the assessor who is appointed for this year does the fieldwork.")
	}
	return nil
}

// Differing gives the findings in scope that differ, in the order of the scope.
func (w Work) Differing() []Finding {
	var list []Finding
	for _, s := range w.Scope {
		if f := w.Finding(s.Item, false); f.Verdict == Differ {
			list = append(list, f)
		}
	}
	return list
}
