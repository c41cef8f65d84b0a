package plan

import (
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
)

// Risk is a gap that the trust knowingly keeps until a day. It stays a gap; see Acceptances for the one exception.
type Risk struct {
	ID         string            `json:"id"` // UUID v7
	Item       string            `json:"item"`
	Owner      assessment.Author `json:"owner"` // who answers for it; without an id where they have no account here
	Reason     string            `json:"reason"`
	Until      day.Day           `json:"until"` // the last day on which it is accepted
	RecordedAt time.Time         `json:"recorded_at"`
	RecordedBy assessment.Author `json:"recorded_by"`
	// AcceptedBy is the senior information risk owner who accepted it as themselves, with the day; empty while nobody has.
	AcceptedBy assessment.Author `json:"accepted_by"`
	AcceptedOn day.Day           `json:"accepted_on"`
	EndedOn    day.Day           `json:"ended_on"` // taken back before its end; zero: not
}

// MaxRiskMonths is how long a risk may be accepted at once: a year, so that each year's board looks at it again (ours).
const MaxRiskMonths = 12

// Holds tells whether the risk is kept on a day.
func (r Risk) Holds(on day.Day) bool {
	return !r.Until.Before(on) && (r.EndedOn.IsZero() || r.EndedOn.After(on))
}

// Accepted tells whether the senior information risk owner has accepted it as themselves.
func (r Risk) Accepted() bool { return r.AcceptedBy.Name != "" }

// Check tidies a risk as it was filled in, and tells what is wrong as a fault about the fields item, owner, reason and
// until-day.
func (r Risk) Check(pack framework.Pack, today day.Day) (Risk, error) {
	var wrong findings
	if items := known(pack, []string{r.Item}); len(items) == 1 {
		r.Item = items[0]
	} else {
		wrong.Add("item", "Choose the gap that this risk is about.")
	}
	r.Owner.Name, r.Reason = line(r.Owner.Name), text(r.Reason)
	wrong.length("owner", r.Owner.Name, MaxName, "Say who answers for the risk: choose somebody, or write a name.")
	wrong.length("reason", r.Reason, MaxWords, "Say why the gap is kept for now, and what protects patients meanwhile.")
	wrong.coming("until-day", r.Until, today, "Enter the last day on which the risk is accepted.")
	if r.Until.After(today.AddMonths(MaxRiskMonths)) {
		wrong.Add("until-day", "Enter a day within %d months: a risk is looked at again each year.", MaxRiskMonths)
	}
	return r, wrong.Fault()
}

// CanAccept tells whether the holder of an office may accept the risk now: the senior information risk owner, themselves.
func (r Risk) CanAccept(person, siro string, today day.Day) error {
	switch {
	case person == "" || person != siro:
		return fault.New(fault.Forbidden, "Only the senior information risk owner accepts a risk, signed in as themselves. "+
			"The register of offices says who that is.")
	case r.Accepted():
		return fault.New(fault.Conflict, "This risk has been accepted already.")
	case !r.Holds(today):
		return fault.New(fault.Conflict, "This risk has ended, so there is nothing to accept.")
	}
	return nil
}

// Acceptances gives, by item, the accepted risks that count as in place on a day: those of items whose own wording accepts
// that, accepted by the senior information risk owner. Of two the later end counts.
func (p Plan) Acceptances(pack framework.Pack, on day.Day) map[string]score.Acceptance {
	m := map[string]score.Acceptance{}
	for _, r := range p.Risks {
		item, ok := pack.Item(r.Item)
		if !ok || !item.RiskAccepted || !r.Accepted() || !r.Holds(on) || r.AcceptedOn.After(on) {
			continue
		}
		if before, had := m[r.Item]; !had || before.Until.Before(r.Until) {
			m[r.Item] = score.Acceptance{By: r.AcceptedBy.Name, Until: r.Until}
		}
	}
	return m
}

// RiskOf gives the risk that is kept for an item on a day, the one that ends last, and whether there is one.
func (p Plan) RiskOf(item string, on day.Day) (Risk, bool) {
	var found Risk
	for _, r := range p.Risks {
		if r.Item == item && r.Holds(on) && (found.ID == "" || found.Until.Before(r.Until)) {
			found = r
		}
	}
	return found, found.ID != ""
}

// Words says that a risk is kept: "risk accepted by Grace Holt until 3 May 2027", or that nobody has accepted it yet.
func (r Risk) Words() string {
	if r.Accepted() {
		return "risk accepted by " + r.AcceptedBy.Name + " until " + r.Until.Words()
	}
	return "risk kept until " + r.Until.Words() + " (" + r.Owner.Name + " answers for it; not yet accepted by the senior information risk owner)"
}
