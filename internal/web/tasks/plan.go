package tasks

import (
	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/quality"
	"cyberready/internal/core/score"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/web/page"
)

// planFacts are how the plan of improvement stands, in a few words.
type planFacts struct {
	lines []string
	href  string // empty for who may not see it
}

func newPlanFacts(v page.Visit, h assessmentdb.Home, r score.Result) planFacts {
	if !v.May(access.SeePlan) {
		return planFacts{}
	}
	f := planFacts{href: v.At.Plan()}
	known := plan.ToPlan(r.Gaps)
	switch bare := len(h.Plan.WithoutAction(known)); {
	case len(known) == 0:
		f.lines = append(f.lines, "No answer says that something is missing.")
	case bare == 0:
		f.lines = append(f.lines, "Every gap has an action.")
	default:
		f.lines = append(f.lines, english.Capital(english.Count(bare, "gap", "gaps"))+" without an action, of "+english.Number(len(known))+".")
	}
	if late := len(h.Plan.Late(v.Today)); late > 0 {
		f.lines = append(f.lines, english.Capital(english.Count(late, "action is", "actions are"))+" late.")
	}
	if asked := h.Plan.Money().Asked; asked > 0 {
		f.lines = append(f.lines, asked.Words()+" asked for and not funded yet.")
	}
	return f
}

// reviewWords says how many questions of a reviewer wait for a change or a line of explanation.
func reviewWords(replies quality.Replies, remarks []quality.Remark) string {
	switch n := len(replies.Open(remarks)); {
	case len(remarks) == 0:
		return "Nothing in the answers that a reviewer would ask about."
	case n == 0:
		return "Every question that a reviewer would ask is explained."
	default:
		return english.Capital(english.Count(n, "question", "questions")) + " that a reviewer would ask. None of them stops sending."
	}
}
