package plan

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/score"
)

// kept is a risk in which nothing is wrong. The wording of 8.1.3 does not take an accepted risk as being in place; that of
// 8.1.4 does.
func kept(item string) Risk {
	return Risk{ID: item, Item: item, Owner: assessment.Author{Name: "Grace Holt"}, Reason: "Isolated until the new scanner comes.",
		Until: today.AddMonths(6)}
}

// flagged finds an item whose own wording accepts an accepted risk, and one whose does not.
func flagged(t *testing.T) (with, without string) {
	t.Helper()
	for _, q := range ndg(t).Questions() {
		switch {
		case q.RiskAccepted && q.PartOf == "" && with == "":
			with = q.ID
		case !q.RiskAccepted && q.Counts() && q.Ask != "" && without == "":
			without = q.ID
		}
	}
	return with, without
}

func TestWhatARiskMustSay(t *testing.T) {
	t.Parallel()
	pack := ndg(t)
	for name, c := range map[string]struct {
		change func(*Risk)
		field  string
	}{
		"sound":               {func(*Risk) {}, ""},
		"a year":              {func(r *Risk) { r.Until = today.AddMonths(MaxRiskMonths) }, ""},
		"for ever":            {func(r *Risk) { r.Until = today.AddMonths(MaxRiskMonths).AddDays(1) }, "until-day"},
		"without an end":      {func(r *Risk) { r.Until = day.Day{} }, "until-day"},
		"that has ended":      {func(r *Risk) { r.Until = today.AddDays(-1) }, "until-day"},
		"nobody's":            {func(r *Risk) { r.Owner.Name = "" }, "owner"},
		"without a reason":    {func(r *Risk) { r.Reason = "" }, "reason"},
		"of nothing in sight": {func(r *Risk) { r.Item = "77" }, "item"},
	} {
		r := kept("7.3.5")
		c.change(&r)
		_, err := r.Check(pack, today)
		if f := fault.As(err); (c.field == "") != (err == nil) || f != nil && f.Fields[0].Name != c.field {
			t.Errorf("%s: %v, want a fault about %q", name, err, c.field)
		}
	}
}

func TestOnlyTheSIROAcceptsAsThemselves(t *testing.T) {
	t.Parallel()
	done, over := kept("7.3.5"), kept("7.3.5")
	done.AcceptedBy.Name, over.Until = "Grace Holt", today.AddDays(-1)
	for name, c := range map[string]struct {
		risk         Risk
		person, siro string
		kind         fault.Kind
	}{
		"the SIRO":          {kept("7.3.5"), "grace", "grace", 0},
		"somebody else":     {kept("7.3.5"), "priya", "grace", fault.Forbidden},
		"nobody, no SIRO":   {kept("7.3.5"), "", "", fault.Forbidden},
		"accepted already":  {done, "grace", "grace", fault.Conflict},
		"over already":      {over, "grace", "grace", fault.Conflict},
		"a vacant register": {kept("7.3.5"), "priya", "", fault.Forbidden},
	} {
		if err := c.risk.CanAccept(c.person, c.siro, today); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An accepted risk leaves a gap a gap, except where the item's own wording accepts it, the SIRO has, and until its end.
func TestWhenAnAcceptedRiskCountsAsInPlace(t *testing.T) {
	t.Parallel()
	pack := ndg(t)
	with, without := flagged(t)
	accept := func(r Risk) Risk {
		r.AcceptedBy, r.AcceptedOn = assessment.Author{ID: "grace", Name: "Grace Holt"}, today
		return r
	}
	back := accept(kept(with))
	back.EndedOn = today.AddDays(3)
	for name, c := range map[string]struct {
		risk Risk
		on   day.Day
		want score.State
	}{
		"the wording accepts it and the SIRO did":  {accept(kept(with)), today, score.InPlace},
		"on its last day":                          {accept(kept(with)), today.AddMonths(6), score.InPlace},
		"the day after":                            {accept(kept(with)), today.AddMonths(6).AddDays(1), score.NotInPlace},
		"before it was accepted":                   {accept(kept(with)), today.AddDays(-1), score.NotInPlace},
		"the SIRO has not yet":                     {kept(with), today, score.NotInPlace},
		"the wording does not accept it":           {accept(kept(without)), today, score.NotInPlace},
		"taken back, before the day of taking":     {back, today.AddDays(2), score.InPlace},
		"taken back, on the day of taking it back": {back, today.AddDays(3), score.NotInPlace},
	} {
		answers := map[string]assessment.Answer{c.risk.Item: {Item: c.risk.Item, Words: assessment.Words{Reply: assessment.No}}}
		r := score.Assess(score.Inputs{Pack: pack, Answers: answers, On: c.on,
			Accepted: Plan{Risks: []Risk{c.risk}}.Acceptances(pack, c.on)})
		for _, it := range r.Items {
			if it.ID == c.risk.Item && (it.State != c.want || it.RiskAccepted != (c.want == score.InPlace)) {
				t.Errorf("%s: %s is %s (%s)", name, it.ID, it.State, it.Reason)
			}
		}
	}
}

func TestAnAcceptedRiskAnswersNothing(t *testing.T) {
	t.Parallel()
	pack := ndg(t)
	with, _ := flagged(t)
	r := score.Assess(score.Inputs{Pack: pack, On: today, Accepted: map[string]score.Acceptance{with: {By: "Grace Holt", Until: today}}})
	if r.InPlace != 0 {
		t.Errorf("%d in place, and nothing was answered", r.InPlace)
	}
}
