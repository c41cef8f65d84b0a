package plan

import (
	"slices"
	"strings"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/score"
)

// Verdict is what national staff say of one action of a published plan.
type Verdict string

// The verdicts.
const (
	Accepted Verdict = "accepted"
	Returned Verdict = "returned"
)

// Decision is a verdict on one action of one publication. Decisions are added and never changed; the latest counts.
type Decision struct {
	Action  string // its id
	Verdict Verdict
	Words   string // the reason; must be given where it is returned
	At      time.Time
	On      day.Day // the day in London
	By      assessment.Author
}

// Check tidies a decision as it was filled in. Fields: verdict, words.
func (d Decision) Check() (Decision, error) {
	var wrong findings
	d.Words = text(d.Words)
	switch d.Verdict {
	case Accepted:
		if len([]rune(d.Words)) > MaxWords {
			wrong.Add("words", "Shorten this to %s characters.", english.Figures(MaxWords))
		}
	case Returned:
		wrong.length("words", d.Words, MaxWords, "Say why it goes back, and what would be accepted.")
	default:
		wrong.Add("verdict", "Choose whether to accept or return this action.")
	}
	return d, wrong.Fault()
}

// Published is one action of a published plan, with what was said and done about it since.
type Published struct {
	Action
	Decisions  []Decision // oldest first
	Moved      int        // how often its day had been moved; Moves holds the first day, the last and the last reason
	ReportedOn day.Day    // the day on which the trust reported it done after publishing; zero: not
}

// Latest is the decision that counts, and whether there is one.
func (p Published) Latest() (Decision, bool) {
	if len(p.Decisions) == 0 {
		return Decision{}, false
	}
	return p.Decisions[len(p.Decisions)-1], true
}

// Waiting tells whether national staff have still to decide on it.
func (p Published) Waiting() bool { return p.Stands() && len(p.Decisions) == 0 }

// done tells whether it is done, as published or as reported since.
func (p Published) done() bool { return p.End == Done || !p.ReportedOn.IsZero() }

// Outcome is what a published plan makes of a result, from a day on.
type Outcome struct {
	Result score.Outcome // Gaps, all in an accepted plan; or Gaps
	Until  day.Day       // the last day on which it holds by itself; zero: no end
	Reason string        // a sentence
}

// On gives the outcome as it is on a later day: past its dates an accepted plan lapses, visibly.
func (o Outcome) On(d day.Day) Outcome {
	if o.Result != score.GapsPlanned || o.Until.IsZero() || !o.Until.Before(d) {
		return o
	}
	return Outcome{Result: score.Gaps, Reason: Lapsed(o.Until)}
}

// Standing is an outcome with the day from which on it holds.
type Standing struct {
	Outcome
	From day.Day
}

// On gives the standing as it is on a later day.
func (s Standing) On(d day.Day) Standing {
	if now := s.Outcome.On(d); now != s.Outcome {
		return Standing{now, s.Until.AddDays(1)}
	}
	return s
}

// Words says the standing as a sentence beside a publication.
func (s Standing) Words() string {
	switch {
	case s.Result != score.GapsPlanned:
		return "Since " + s.From.Words() + " its result here is “" + string(s.Result) + "” again. " + s.Reason
	case s.Until.IsZero():
		return "National staff have accepted its plan: since " + s.From.Words() + " its result here is “" + string(s.Result) + "”. Every action is done."
	}
	return "National staff have accepted its plan: since " + s.From.Words() + " its result here is “" + string(s.Result) + "”, until " +
		s.Until.Words() + " if nothing more is reported as done."
}

// Lapsed is the reason of a plan that ran past its date.
func Lapsed(until day.Day) string {
	return "The accepted plan lapsed: an action was due on " + until.Words() + " and has not been reported as done."
}

// Judge gives what a published plan comes to on a day. It makes of gaps "Gaps, all in an accepted plan" when each of them
// has an action, and every action that belongs to a gap is accepted and is done or not yet due. An accepted risk is no
// action.
func Judge(gaps []string, actions []Published, on day.Day) Outcome {
	var bare, open, back []string // gaps without an action; actions without a decision; actions that were returned
	var until day.Day
	for _, gap := range gaps {
		if !slices.ContainsFunc(actions, func(a Published) bool { return a.Stands() && a.For(gap) }) {
			bare = append(bare, gap)
		}
	}
	for _, a := range actions {
		belongs := slices.ContainsFunc(gaps, a.For)
		d, decided := a.Latest()
		switch {
		case !a.Stands() || !belongs:
		case !decided:
			open = append(open, a.Title)
		case d.Verdict == Returned:
			back = append(back, a.Title)
		case !a.done() && (until.IsZero() || a.Due.Before(until)):
			until = a.Due
		}
	}
	var said []string
	if n := len(bare); n > 0 {
		said = append(said, english.Count(n, "gap has", "gaps have")+" no action: "+strings.Join(bare, ", "))
	}
	if n := len(back); n > 0 {
		said = append(said, english.Count(n, "action was", "actions were")+" returned")
	}
	if n := len(open); n > 0 {
		said = append(said, english.Count(n, "action waits", "actions wait")+" for a decision")
	}
	if len(said) > 0 || len(gaps) == 0 {
		return Outcome{Result: score.Gaps, Reason: english.Sentence(strings.Join(said, "; "))}
	}
	accepted := Outcome{Result: score.GapsPlanned, Until: until,
		Reason: "Every gap has an action, and every action was accepted" + untilWords(until) + "."}
	return accepted.On(on)
}

func untilWords(until day.Day) string {
	if until.IsZero() {
		return " and is done"
	}
	return "; the next is due on " + until.Words()
}

// MayDecide tells whether national staff can decide on an action: of the current final publication, and not given up.
func MayDecide(current bool, a Action) error {
	switch {
	case !current:
		return fault.New(fault.Conflict, "A newer version has been published since. Decide on the plan that it holds.")
	case !a.Stands():
		return fault.New(fault.Conflict, "The trust has given this action up, so there is nothing to decide.")
	}
	return nil
}
